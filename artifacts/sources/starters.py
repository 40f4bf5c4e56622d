"""Templates from which an artifact can be made without a chat. To add one, add a row here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.write import create_artifact
from common.errors import NotFound


@dataclass(frozen=True, slots=True)
class Starter:
    """A template: its title, and its content as the API takes it, of texts in the user's language.

    `columns` are names of a table and types; `text` is Markdown of a document or a spreadsheet's grids.
    """

    kind: KindName
    title: Promise
    text: Promise | str = ""
    columns: tuple[tuple[Promise | str, str], ...] = ()
    rows: int = 3

    def content(self) -> Any:
        """Return the content in the current language."""
        own = kind_of(self.kind)
        if self.text:
            return own.parse_text(str(self.text)).content
        if self.columns:
            columns = [{"name": str(name), "type": kind} for name, kind in self.columns]
            return own.read_json({"columns": columns, "rows": [[None] * len(columns)] * self.rows}).content
        return own.read_json({"sheets": [{"name": f"{_('Sheet')}1", "cells": {}}]}).content


STARTERS: Mapping[str, Starter] = {
    "table": Starter(
        KindName.TABLE,
        gettext_lazy("Blank table"),
        columns=(("", "text"),) * 3,  # named by their numbers
    ),
    "tasks": Starter(
        KindName.TABLE,
        gettext_lazy("Task list"),
        columns=(
            (gettext_lazy("Task"), "text"),
            (gettext_lazy("Who"), "text"),
            (gettext_lazy("Due"), "date"),
            (gettext_lazy("Done"), "boolean"),
        ),
        rows=8,
    ),
    "comparison": Starter(
        KindName.TABLE,
        gettext_lazy("Comparison"),
        columns=(
            (gettext_lazy("Option"), "text"),
            (gettext_lazy("For"), "text"),
            (gettext_lazy("Against"), "text"),
            (gettext_lazy("Price"), "number"),
        ),
        rows=4,
    ),
    "document": Starter(KindName.DOCUMENT, gettext_lazy("Blank document"), gettext_lazy("# Title\n\nText\n")),
    "minutes": Starter(
        KindName.DOCUMENT,
        gettext_lazy("Meeting minutes"),
        gettext_lazy(
            "# Meeting minutes\n\nDate, place, who was there\n\n## Agenda\n\n1. First point\n\n"
            "## Decisions\n\n- What was decided\n\n## Next steps\n\n- [ ] Who does what until when\n"
        ),
    ),
    "report": Starter(
        KindName.DOCUMENT,
        gettext_lazy("Report"),
        gettext_lazy(
            "# Report\n\n## Summary\n\nWhat it says in three sentences.\n\n## Findings\n\nWhat was found.\n\n"
            "## Recommendation\n\nWhat should be done.\n"
        ),
    ),
    "spreadsheet": Starter(KindName.SPREADSHEET, gettext_lazy("Blank spreadsheet")),
    "budget": Starter(
        KindName.SPREADSHEET,
        gettext_lazy("Budget"),
        gettext_lazy(
            "## Budget\n\n| Item | Planned | Actual | Difference |\n| --- | --- | --- | --- |\n"
            "| Income | 0 | 0 | =C2-B2 |\n| Rent | 0 | 0 | =C3-B3 |\n| Food | 0 | 0 | =C4-B4 |\n"
            "| Other | 0 | 0 | =C5-B5 |\n| Balance | =B2-SUM(B3:B5) | =C2-SUM(C3:C5) | =C6-B6 |\n"
        ),
    ),
    "invoice": Starter(
        KindName.SPREADSHEET,
        gettext_lazy("Invoice"),
        gettext_lazy(
            "## Invoice\n\n| Description | Quantity | Unit price | Amount |\n| --- | --- | --- | --- |\n"
            "| First item | 1 | 0 | =B2*C2 |\n| Second item | 1 | 0 | =B3*C3 |\n"
            "| Tax | 20% | | =ROUND(SUM(D2:D3)*B4,2) |\n| Total | | | =SUM(D2:D4) |\n"
        ),
    ),
}


def find_starter(name: str) -> Starter:
    """Return the template with this name; raise NotFound."""
    starter = STARTERS.get(name)
    if starter is None:
        raise NotFound
    return starter


def create_from_starter(*, owner: User, starter: Starter) -> ArtifactVersion:
    """Make an artifact from a template; counts in the daily quota."""
    return create_artifact(
        owner=owner,
        kind=starter.kind,
        title=str(starter.title),
        content=starter.content(),
        origin=Origin.TEMPLATE,
        author=AuthorKind.USER,
        summary=_("Made from a template"),
    )
