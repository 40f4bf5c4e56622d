"""One sentence per reason code, shown to the user under "Why did this open?"."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "mode_chat": _("The composer is set to chat"),
    "mode_kind": _("The composer is set to this kind"),
    "slash_command": _("The message begins with a command"),
    "selection": _("A part of the open artifact is selected"),
    "gate_off": _("Automatic decisions are switched off"),
    "empty": _("There are no words in the message"),
    "verb_object": _("Asks to make one, and names it"),
    "form_named": _("Asks for this form"),
    "pasted_data": _("Asks to turn pasted data into this"),
    "object_first": _("Begins with the name of what is wanted"),
    "refusal": _("Says that it should not be made"),
    "how_to": _("Asks how something is done"),
    "about": _("Is a question"),
    "code": _("Is about code or a query"),
    "idiom": _("Uses the word in another sense"),
    "text_work": _("Works on a given text: translate, summarise, correct"),
    "bare_word": _("Is a single word, not a request"),
    "small_talk": _("Is small talk"),
    "edit_target": _("Asks to change a part of the open artifact"),
    "new_beside_open": _("Asks for something new beside the open artifact"),
    "wording": _("Is worded like other requests of this sort"),
    "wording_none": _("Is worded like other messages that belong in the chat"),
    "unsure": _("Not sure enough to open anything"),
    "refused_before": _("You declined this kind earlier in this conversation"),
    "llm_agreed": _("The language model agrees"),
    "llm_decided": _("The language model decided"),
    "llm_failed": _("The language model gave no usable answer in time, so the local decision stands"),
}


def sentence(code: str) -> str:
    """Return the sentence for a code in the current language; an unknown code is its own sentence."""
    return str(REASONS.get(code, code))
