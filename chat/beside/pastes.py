"""A text that is too long for a message, or a file dropped on it, imported and put beside its conversation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.sources.importing.isolated.answers import ReadContent
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.sources.importing.services import import_artifact, read_upload
from chat.rows.attachments import attach_artifact
from chat.rows.conversations import create_conversation
from chat.rows.models import Conversation


@dataclass(frozen=True, slots=True)
class Paste:
    """What became of a pasted text: the artifact, the conversation beside which it stands, a sentence that says it."""

    artifact: Artifact
    conversation: Conversation
    sentence: str


def import_paste(*, owner: User, conversation: Conversation | None, data: Iterable[bytes], size: int) -> Paste:
    """Make an artifact of the text beside the conversation, or beside a new one; what is refused leaves neither.

    Raises NotParsed, OverLimit, or what `create_artifact` raises.
    """
    imported = read_isolated("", data, size, is_pasted=True)
    summary = _("Imported from a pasted text")
    version = import_artifact(owner=owner, imported=imported, name=_("Pasted text"), summary=summary)
    return _beside(owner, conversation, version.artifact, title=imported.title, sentence=_sentence(imported))


def import_dropped(*, owner: User, conversation: Conversation | None, file: "UploadedFile[Any]") -> Paste:
    """Make an artifact of a file that was dropped on the composer, as `import_paste` does of a text.

    Raises what `read_upload` and `import_artifact` raise.
    """
    name = file.name or ""
    version = import_artifact(owner=owner, imported=read_upload(file), name=name)
    title = version.artifact.title
    return _beside(
        owner, conversation, version.artifact, title=title, sentence=_("Imported: %(file)s") % {"file": name}
    )


def _beside(owner: User, conversation: Conversation | None, artifact: Artifact, *, title: str, sentence: str) -> Paste:
    conversation = conversation or create_conversation(owner=owner, title=title)
    attach_artifact(conversation=conversation, artifact=artifact)
    return Paste(artifact, conversation, sentence)


def _sentence(imported: ReadContent) -> str:
    match imported.kind:
        case KindName.TABLE:
            count = imported.stored.row_count
            sentence = ngettext(
                "The pasted text was long: it was imported as a table with %(count)s row.",
                "The pasted text was long: it was imported as a table with %(count)s rows.",
                count,
            )
        case KindName.SPREADSHEET:
            count = len(imported.stored.sheets)
            sentence = ngettext(
                "The pasted text was long: it was imported as a spreadsheet with %(count)s sheet.",
                "The pasted text was long: it was imported as a spreadsheet with %(count)s sheets.",
                count,
            )
        case _:
            count = len(imported.stored.text.split())
            sentence = ngettext(
                "The pasted text was long: it was imported as a document with %(count)s word.",
                "The pasted text was long: it was imported as a document with %(count)s words.",
                count,
            )
    return sentence % {"count": number_format(count, force_grouping=True)}
