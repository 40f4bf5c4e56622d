"""Each kind as each other one: what is taken, how it is typed, and what is told to be missing."""

from typing import Any

import pytest

from accounts.models import User
from artifacts.kinds.registry import kind
from artifacts.kinds.table.content import ColumnType
from artifacts.markdown.escaping import escape
from artifacts.markdown.render import render_markdown
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import InvalidOperation, NotConvertible, OverLimit
from artifacts.rows.limits import SPREADSHEET_CELLS
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.sources.conversions.base import Chosen
from artifacts.sources.conversions.services import convert_artifact
from artifacts.versions.reading import open_version
from artifacts.versions.write import create_artifact
from common.errors import NotFound
from tests.artifacts.conftest import MakeArtifact

TABLE = {
    "columns": [
        {"name": "Van", "type": "text"},
        {"name": "Price", "type": "currency", "currency": "EUR"},
        {"name": "Share", "type": "percent"},
        {"name": "Since", "type": "date"},
        {"name": "New", "type": "boolean"},
        {"name": "Seats", "type": "number"},
        {"name": "Site", "type": "link"},
    ],
    "rows": [
        ["007", 1200.5, 0.25, "2026-03-01", True, 3, "https://example.org/a_b"],
        ["a|b*c", None, 0.5, None, False, 2.5, "[Vans](https://example.org)"],
        ["two\nlines", -3, 1, "2026-12-31", None, 0, None],
    ],
}
BOOK = {
    "sheets": [
        {
            "name": "Budget",
            "cells": {
                "A1": "Item",
                "B1": "Amount",
                "C1": "Paid",
                "A2": "Rent",
                "B2": {"input": 900, "format": '#,##0.00 "€"'},
                "C2": "2026-01-31",
                "A3": "Food",
                "B3": {"input": "=B2/3", "format": '#,##0.00 "€"'},
                "C3": "2026-02-28",
                "A4": "Nothing",
                "B4": {"input": "=B2*0", "format": '#,##0.00 "€"'},
            },
        },
        {"name": "Notes", "cells": {"A1": 1, "B1": "=1/0"}},
        {"name": "Empty", "cells": {}},
    ]
}
REPORT = """# Vans

Two of them.

| Name | Price | Code |
| --- | ---: | --- |
| Big \\*one\\* | $900 | 007 |
| Small \\| blue | $1,200 | 010 |

## Costs

| Item | Sum |
| --- | --- |
| All | =1+1 |

```
| not | a table |
| --- | --- |
| at | all |
```
"""


@pytest.fixture
def convert(user: User, make_artifact: MakeArtifact):
    def run(source: Any, from_kind: KindName, to_kind: KindName, **chosen: Any) -> ArtifactVersion:
        made = make_artifact(source, from_kind)
        return convert_artifact(artifact=made.artifact, actor=user, kind=to_kind, chosen=Chosen(**chosen))

    return run


def values(version: ArtifactVersion, sheet: int = 0) -> dict[str, Any]:
    found = open_version(version).content().sheets[sheet]
    return {f"{chr(64 + column)}{row}": cell.value for (row, column), cell in found.cells.items()}


def test_table_as_spreadsheet_keeps_values_and_how_they_are_shown(convert):
    version = convert(TABLE, KindName.TABLE, KindName.SPREADSHEET)
    sheet = open_version(version).content().sheets[0]
    assert [sheet.cells[1, column].value for column in range(1, 8)] == [c["name"] for c in TABLE["columns"]]
    assert sheet.cells[2, 1].value == "007"
    assert [sheet.cells[2, column].format for column in (2, 3, 4)] == ['#,##0.00 "€"', "0%", "yyyy-mm-dd"]
    assert [sheet.cells[2, column].value for column in (2, 3, 4, 5, 6)] == [1200.5, 0.25, 46082, True, 3]
    assert (3, 2) not in sheet.cells
    assert sheet.cells[4, 1].value == "two\nlines"
    assert version.artifact.origin == Origin.CONVERSION
    assert version.losses == []


def test_there_and_back_is_the_same_table(convert, user: User):
    there = convert(TABLE, KindName.TABLE, KindName.SPREADSHEET)
    back = open_version(convert_artifact(artifact=there.artifact, actor=user, kind=KindName.TABLE))
    assert list(back.iter_rows()) == TABLE["rows"]
    assert [(c.name, c.type.value) for c in back.columns][:6] == [(c["name"], c["type"]) for c in TABLE["columns"]][:6]
    assert back.columns[1].currency == "EUR"


def test_formulas_written_in_a_table_compute_on_the_same_rows_below_the_names(convert):
    rows = [[2, "=A1*10"], [3, "=SUM(A1:A2)"], [4, "= a sentence"], [5, '=WEBSERVICE("http://x")']]
    version = convert({"columns": ["n", "f"], "rows": rows}, KindName.TABLE, KindName.SPREADSHEET)
    cells = open_version(version).content().sheets[0].cells
    assert (cells[2, 2].input, cells[2, 2].value) == ("=A2*10", 20)
    assert (cells[3, 2].input, cells[3, 2].value) == ("=SUM(A2:A3)", 5)
    assert cells[4, 2].value == "= a sentence"
    assert cells[5, 2].value == '=WEBSERVICE("http://x")'
    assert version.losses == ["Texts that were formulas compute now, their references one row further down: 2."]


def test_an_empty_table_as_spreadsheet_has_its_names(convert):
    version = convert({"columns": ["a", "b"], "rows": []}, KindName.TABLE, KindName.SPREADSHEET)
    assert values(version) == {"A1": "a", "B1": "b"}


def test_a_table_beyond_a_spreadsheet_is_refused(convert):
    rows = [[1]] * SPREADSHEET_CELLS.most
    with pytest.raises(OverLimit):
        convert({"columns": ["a"], "rows": rows}, KindName.TABLE, KindName.SPREADSHEET)
    assert Artifact.objects.count() == 1


def test_table_as_document_shows_every_cell(convert, user: User):
    version = convert(TABLE, KindName.TABLE, KindName.DOCUMENT)
    html = render_markdown(open_version(version).text)
    for shown in ("a|b*c", "two<br>lines", "€1,200.50", "-€3.00", "25%", "2026-03-01", "Yes", "No", "2.5"):
        assert shown in html
    assert 'href="https://example.org/a_b"' in html
    assert ">Vans</a>" in html
    back = open_version(convert_artifact(artifact=version.artifact, actor=user, kind=KindName.TABLE))
    assert [row[0] for row in back.iter_rows()] == ["007", "a|b*c", "two\nlines"]
    assert [row[1] for row in back.iter_rows()] == [1200.5, None, -3]
    assert back.columns[1].type is ColumnType.CURRENCY


def test_sheet_as_table_takes_values_types_and_tells_of_formulas_and_other_sheets(convert):
    version = convert(BOOK, KindName.SPREADSHEET, KindName.TABLE)
    table = open_version(version)
    assert [(column.name, column.type.value, column.currency) for column in table.columns] == [
        ("Item", "text", None),
        ("Amount", "currency", "EUR"),
        ("Paid", "date", None),
    ]
    assert list(table.iter_rows()) == [
        ["Rent", 900, "2026-01-31"],
        ["Food", 300, "2026-02-28"],
        ["Nothing", 0, None],
    ]
    assert version.losses == [
        "Formulas are not part of it, their values were taken: 2.",
        "Only one sheet was taken; others left out: 1.",
    ]


def test_a_range_becomes_a_table(convert):
    version = convert(BOOK, KindName.SPREADSHEET, KindName.TABLE, sheet="budget", range="B2:B99")
    table = open_version(version)
    assert list(table.iter_rows()) == [[900], [300], [0]]
    assert table.columns[0].currency == "EUR"


def test_error_values_are_kept_as_their_signs(convert):
    version = convert(BOOK, KindName.SPREADSHEET, KindName.TABLE, sheet="Notes")
    assert list(open_version(version).iter_rows()) == [[1, "#DIV/0!"]]


def test_workbook_as_document_has_every_filled_sheet(convert):
    text = open_version(convert(BOOK, KindName.SPREADSHEET, KindName.DOCUMENT)).text
    assert text.startswith("# Vans\n\n## Budget\n\n| Item | Amount | Paid |\n| --- | ---: | ---: |\n")
    assert "| Food | 300.00 € | 2026-02-28 |" in text
    assert "## Notes" in text
    assert "## Empty" not in text


def test_tables_of_a_document_become_tables(convert):
    first = convert(REPORT, KindName.DOCUMENT, KindName.TABLE)
    assert list(open_version(first).iter_rows()) == [["Big *one*", 900, "007"], ["Small | blue", 1200, "010"]]
    assert first.losses == [
        "Only one table was taken; others left out: 1.",
        "The text around the table was left out.",
    ]
    second = convert(REPORT, KindName.DOCUMENT, KindName.TABLE, table=2)
    assert [column.name for column in open_version(second).columns] == ["Item", "Sum"]


def test_tables_of_a_document_become_sheets(convert):
    version = convert(REPORT, KindName.DOCUMENT, KindName.SPREADSHEET)
    book = open_version(version)
    assert [sheet.name for sheet in book.sheets] == ["Vans", "Costs"]
    assert values(version, 1)["B2"] == 2
    assert values(version)["C2"] == "007"
    assert version.losses == ["The text around the table was left out."]


@pytest.mark.parametrize(
    ("source", "kind", "wanted", "chosen", "error"),
    [
        (TABLE, KindName.TABLE, KindName.TABLE, {}, NotConvertible),
        ("# Words\n\nOnly.", KindName.DOCUMENT, KindName.TABLE, {}, NotConvertible),
        ("# Words\n\nOnly.", KindName.DOCUMENT, KindName.SPREADSHEET, {}, NotConvertible),
        (REPORT, KindName.DOCUMENT, KindName.TABLE, {"table": 3}, NotFound),
        (BOOK, KindName.SPREADSHEET, KindName.TABLE, {"sheet": "Empty"}, NotConvertible),
        (BOOK, KindName.SPREADSHEET, KindName.TABLE, {"sheet": "Gone"}, NotFound),
        (BOOK, KindName.SPREADSHEET, KindName.TABLE, {"range": "Z90:Z99"}, InvalidOperation),
        (BOOK, KindName.SPREADSHEET, KindName.TABLE, {"range": "here"}, InvalidOperation),
        (BOOK, KindName.SPREADSHEET, KindName.DOCUMENT, {"sheet": "Empty"}, NotConvertible),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_made(convert, source, kind, wanted, chosen, error):
    with pytest.raises(error):
        convert(source, kind, wanted, **chosen)
    assert Artifact.objects.count() == 1


def test_an_incomplete_original_is_told(user: User):
    made = create_artifact(
        owner=user,
        kind=KindName.TABLE,
        title="Vans",
        content=kind(KindName.TABLE).parse_json(TABLE),
        origin=Origin.API,
        author=AuthorKind.ASSISTANT,
        completeness=Completeness(50, 3, is_partial=True, unit="rows"),
    )
    version = convert_artifact(artifact=made.artifact, actor=user, kind=KindName.DOCUMENT)
    assert version.losses == ["The original is not complete: 3 of 50 rows."]


@pytest.mark.parametrize("text", ["1. one", "12) b", "# a", "- b", "+ c", "a_b_c", "*x* <y> [z] `q` ~~n~~", "3# no"])
def test_escaped_text_is_shown_as_it_is(text: str):
    html = render_markdown(escape(text))
    shown = html.replace("&lt;", "<").replace("&gt;", ">").strip()
    assert shown == f"<p>{text}</p>"
