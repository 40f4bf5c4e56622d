"""The user's sentence for each code that a turn can end with, and for what is told beside its answer."""

from math import ceil

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import quotas
from artifacts.rows import errors as artifact_errors
from artifacts.rows.enums import KindName
from chat.rows.enums import Notice
from chat.rows.models import Message
from common.errors import ApplicationError
from llm import errors as llm_errors

OWN: dict[str, str | Promise] = {
    "internal_error": _("Something went wrong on our side. What was written is kept; try again."),
    "interrupted": _("The answer was interrupted. What was shown is kept; try again."),
}


def _sentences(base: type[ApplicationError]) -> dict[str, str | Promise]:
    found = {base.code: base.message}
    for subclass in base.__subclasses__():
        found |= _sentences(subclass)
    return found


def error_sentence(code: str) -> str:
    """Return the sentence of a code; an unknown one gets the general sentence."""
    return str({**_sentences(ApplicationError), **OWN}.get(code, OWN["internal_error"]))


NOTHING_CAME: dict[str, str | Promise] = {
    KindName.TABLE: _("The answer holds no table."),
    KindName.DOCUMENT: _("The answer holds no document."),
    KindName.SPREADSHEET: _("The answer holds no spreadsheet."),
}


def notice_sentence(turn: Message) -> str:
    """Return what is told beside a turn's answer, empty if nothing is."""
    if not turn.notice:
        return ""
    if turn.notice == Notice.NOTHING_CAME and turn.kind:
        return str(NOTHING_CAME[turn.kind])
    if turn.notice == Notice.WAIT and turn.retry_at:
        return _wait_sentence(max(0, ceil((turn.retry_at - timezone.now()).total_seconds())))
    return str(Notice(turn.notice).label)


def _wait_sentence(seconds: int) -> str:
    if not seconds:
        return gettext("You can try again now.")
    if seconds < 120:
        found = ngettext("Try again in %(count)d second.", "Try again in %(count)d seconds.", seconds)
        return found % {"count": seconds}
    minutes = ceil(seconds / 60)
    if minutes < 120:
        found = ngettext("Try again in %(count)d minute.", "Try again in %(count)d minutes.", minutes)
        return found % {"count": minutes}
    hours = ceil(minutes / 60)
    return ngettext("Try again in %(count)d hour.", "Try again in %(count)d hours.", hours) % {"count": hours}


__all__ = ["artifact_errors", "error_sentence", "llm_errors", "quotas"]
