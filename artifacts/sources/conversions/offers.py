"""What is offered where a kind is missing: the artifact that is open, or parts of it, in that kind."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.sources.conversions.document import tables_of
from artifacts.versions.reading import StoredDocument, StoredSpreadsheet, find_version, open_version

MOST_OFFERS = 6  # what a person looks through; all others are in the API


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it says, and the part that it takes."""

    label: str
    sheet: str = ""
    table: str = ""


def offers_of(artifact: Artifact, kind: KindName) -> list[Offer]:
    """Return what can be made of the artifact's newest version in `kind`, at most six; none of its own kind."""
    if artifact.kind == kind:
        return []
    stored = open_version(find_version(artifact))
    if isinstance(stored, StoredDocument):
        return list(_of_document(stored, kind))[:MOST_OFFERS]
    if isinstance(stored, StoredSpreadsheet) and kind is KindName.TABLE:
        named = [sheet.name for sheet in stored.sheets if sheet.row_count]
        return [Offer(_("Sheet %(name)s as a table") % {"name": name}, sheet=name) for name in named[:MOST_OFFERS]]
    return [Offer(_sentence(kind) % {"title": artifact.title})]


def _of_document(stored: StoredDocument, kind: KindName) -> Iterator[Offer]:
    tables = tables_of(stored)
    if kind is KindName.SPREADSHEET:
        if tables:
            yield Offer(_("The tables of the document as sheets"))
        return
    for number, found in enumerate(tables, 1):
        facts = {"number": number, "columns": ", ".join(found.table.header[:4]), "rows": len(found.table.rows)}
        yield Offer(_("Table %(number)s (%(columns)s; rows: %(rows)s)") % facts, table=str(number))


def _sentence(kind: KindName) -> str:
    return {
        KindName.TABLE: _("%(title)s as a table"),
        KindName.DOCUMENT: _("%(title)s as a document"),
        KindName.SPREADSHEET: _("%(title)s as a spreadsheet"),
    }[kind]
