"""A text that is too long for a message, or a file dropped on it, imported and put beside its conversation."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.pasted import read_pasted
from artifacts.sources.importing.services import import_artifact, read_file
from chat.rows.attachments import attach_artifact
from chat.rows.conversations import create_conversation
from chat.rows.models import Conversation


@dataclass(frozen=True, slots=True)
class Paste:
    """What became of a pasted text: the artifact, the conversation beside which it stands, a sentence that says it."""

    artifact: Artifact
    conversation: Conversation
    sentence: str


def import_paste(*, owner: User, conversation: Conversation | None, data: bytes) -> Paste:
    """Make an artifact of the text beside the conversation, or beside a new one; what is refused leaves neither.

    Raises NotParsed, OverLimit, or what `create_artifact` raises.
    """
    imported = read_pasted(data)
    summary = _("Imported from a pasted text")
    version = import_artifact(owner=owner, imported=imported, name=_("Pasted text"), summary=summary)
    return _beside(owner, conversation, version.artifact, title=imported.title, sentence=_sentence(imported))


def import_dropped(*, owner: User, conversation: Conversation | None, name: str, data: bytes) -> Paste:
    """Make an artifact of a file that was dropped on the composer, as `import_paste` does of a text.

    Raises what `read_file` and `import_artifact` raise.
    """
    version = import_artifact(owner=owner, imported=read_file(name, data), name=name)
    title = version.artifact.title
    return _beside(
        owner, conversation, version.artifact, title=title, sentence=_("Imported: %(file)s") % {"file": name}
    )


def _beside(owner: User, conversation: Conversation | None, artifact: Artifact, *, title: str, sentence: str) -> Paste:
    conversation = conversation or create_conversation(owner=owner, title=title)
    attach_artifact(conversation=conversation, artifact=artifact)
    return Paste(artifact, conversation, sentence)


def _sentence(imported: Imported) -> str:
    match imported.kind:
        case KindName.TABLE:
            count = len(imported.content.rows)
            sentence = ngettext(
                "The pasted text was long: it was imported as a table with %(count)s row.",
                "The pasted text was long: it was imported as a table with %(count)s rows.",
                count,
            )
        case KindName.SPREADSHEET:
            count = len(imported.content.sheets)
            sentence = ngettext(
                "The pasted text was long: it was imported as a spreadsheet with %(count)s sheet.",
                "The pasted text was long: it was imported as a spreadsheet with %(count)s sheets.",
                count,
            )
        case _:
            count = len(imported.content.text.split())
            sentence = ngettext(
                "The pasted text was long: it was imported as a document with %(count)s word.",
                "The pasted text was long: it was imported as a document with %(count)s words.",
                count,
            )
    return sentence % {"count": number_format(count, force_grouping=True)}
