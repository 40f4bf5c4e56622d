"""How complete a version is: what was asked for, what is there, and the sentence that tells."""

from dataclasses import dataclass
from typing import TypedDict

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class AskedForJson(TypedDict, total=False):
    """What a message named, as a decision is stored and sent: counts, and the names of columns."""

    rows: int
    columns: list[str]
    sections: int
    items: int
    words: int
    pages: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """`asked` and `delivered` count the same `unit`: rows, columns, sections, items, words, pages; None: unknown."""

    asked: int | None
    delivered: int | None
    is_partial: bool
    unit: str

    def status_text(self) -> str:
        """Return what the user is told: `18 of 50 rows`, or only that the artifact is not complete; else nothing."""
        if not self.is_partial:
            return ""
        if self.asked is None or self.delivered is None or self.delivered >= self.asked:
            return _("Not complete")
        figures = {"delivered": self.delivered, "asked": self.asked}
        return _sentence(self.unit, self.asked) % {name: _grouped(figure) for name, figure in figures.items()}


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _sentence(unit: str, asked: int) -> str:
    match unit:
        case "columns":
            return ngettext("%(delivered)s of %(asked)s column", "%(delivered)s of %(asked)s columns", asked)
        case "sections":
            return ngettext("%(delivered)s of %(asked)s section", "%(delivered)s of %(asked)s sections", asked)
        case "words":
            return ngettext("%(delivered)s of %(asked)s word", "%(delivered)s of %(asked)s words", asked)
        case "pages":
            return ngettext("%(delivered)s of %(asked)s page", "%(delivered)s of %(asked)s pages", asked)
        case "items":
            return ngettext("%(delivered)s of %(asked)s item", "%(delivered)s of %(asked)s items", asked)
        case _:
            return ngettext("%(delivered)s of %(asked)s row", "%(delivered)s of %(asked)s rows", asked)
