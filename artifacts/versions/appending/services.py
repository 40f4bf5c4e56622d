"""Carrying on with a partial artifact: what arrived goes behind its newest version, as the next one."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.extraction.pieces import CloseReason, Content
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.completeness import AskedForJson, Completeness
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.rows.losses import Loss
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.appending.documents import append_document
from artifacts.versions.appending.sheets import append_spreadsheet
from artifacts.versions.appending.tables import append_table
from artifacts.versions.completeness import assess
from artifacts.versions.reading import (
    Stored,
    StoredDocument,
    StoredSpreadsheet,
    StoredTable,
    find_version,
    open_version,
)
from artifacts.versions.write import Prepared, prepare_replacement


@dataclass(frozen=True, slots=True)
class Addition:
    """What a model wrote to go on: `source` is the text that `content` was read from."""

    content: Content
    source: str
    losses: tuple[str, ...] = ()
    is_elided: bool = False


def prepare_addition(
    *,
    actor: User,
    since: ArtifactVersion,
    addition: Addition,
    asked_for: AskedForJson,
    close_reason: CloseReason,
) -> Prepared | None:
    """Append to the newest version, whoever made it, and count anew; None when nothing new arrived.

    `since` is the version that was cut short. Nothing is written: `write_prepared` does it, unless the newest version
    is another one by then. Raise OverLimit, CalculationFailed or NotFound.
    """
    artifact = since.artifact
    artifact.refresh_from_db()
    head = find_version(artifact)
    merged = _merged(open_version(head), open_version(since), addition, _asked(asked_for, close_reason))
    if merged is None:
        return None
    return prepare_replacement(
        head=head,
        actor=actor,
        content=merged,
        author=AuthorKind.ASSISTANT,
        summary=_("Continued"),
        completeness=_counted(artifact, merged, asked_for, close_reason, addition),
        losses=(*(loss for loss in head.losses if loss not in _made_up()), *addition.losses),
    )


def _asked(asked_for: AskedForJson, close_reason: CloseReason) -> int | None:
    """Return how many rows a whole answer brings it to; one that is cut again proves nothing by its length."""
    rows = asked_for.get("rows") or asked_for.get("items")
    return rows if isinstance(rows, int) and close_reason is CloseReason.COMPLETE else None


def _merged(head: Stored, since: Stored, addition: Addition, asked: int | None) -> Content | None:
    content = addition.content
    if isinstance(head, StoredTable) and isinstance(since, StoredTable) and isinstance(content, TableContent):
        return append_table(head, since, content, addition.source, asked)
    if isinstance(head, StoredDocument) and isinstance(content, DocumentContent):
        return append_document(head, content)
    if (
        isinstance(head, StoredSpreadsheet)
        and isinstance(since, StoredSpreadsheet)
        and isinstance(content, SpreadsheetContent)
    ):
        return append_spreadsheet(head.content(), since.content(), content, asked)
    return None


def _counted(
    artifact: Artifact, merged: Content, asked_for: AskedForJson, close_reason: CloseReason, addition: Addition
) -> Completeness:
    """Return the figures of the whole; an answer that was cut after the last thing asked for lacks nothing."""
    kind = KindName(artifact.kind)
    count = partial(assess, kind, merged, asked_for, text=addition.source, is_elided=addition.is_elided)
    whole = count(close_reason=CloseReason.COMPLETE)
    is_all = whole.asked is not None and not whole.is_partial
    return whole if is_all else count(close_reason=close_reason)


def _made_up() -> tuple[str, ...]:
    """Return the losses that a continuation makes good."""
    return (Loss.CUT_ROW.told(), Loss.ELISION.told())
