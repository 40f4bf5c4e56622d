"""Plainly worded edits: the operations, applied by the kind itself, give the state that was asked for."""

import time
from typing import Any

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from llm import client
from llm.protocol import Content, OpenArtifact, Proposal
from tests.llm.conftest import ask

pytestmark = pytest.mark.usefixtures("offline")

TABLE = "name,price,stock\nPear,3,5\nApple,1.5,\nFig,2,8"
SHEET = "## Shop\n| Item | Price | Units |\n|---|---|---|\n| Pear | 3 | 5 |\n| Apple | 1.5 | 4 |\n| Fig | 2 | 8 |"
DOCUMENT = "# Plan\n\nIntro.\n\n## Goals\n\nGrow.\n\n## Costs\n\nTen."


async def change(name: KindName, source: str, text: str, **fields: Any) -> tuple[Proposal, Content]:
    """Return the proposal and the content after it."""
    of_kind = kind(name)
    content = of_kind.store(of_kind.parse_text(source).content).content()
    proposal = await client.propose(ask(text, open_artifact=OpenArtifact(name, "Open", content=content), **fields))
    operations = [step for step in proposal.operations if step["op"] != "rename_artifact"]
    stored = of_kind.apply(of_kind.store(content), parse_operations(operations, name)) if operations else None
    return proposal, stored.content() if stored else content


def grid(content: Any) -> list[list[Any]]:
    return [[column.name for column in content.columns], *content.rows]


def sheet(content: Any) -> list[list[Any]]:
    """Return the values of the first sheet, row by row."""
    cells = content.sheets[0].cells
    height, width = max(row for row, _ in cells), max(column for _, column in cells)
    return [
        [cells[row, column].value if (row, column) in cells else None for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Add a column Notes",
            [
                ["name", "price", "stock", "Notes"],
                ["Pear", 3, 5, None],
                ["Apple", 1.5, None, None],
                ["Fig", 2, 8, None],
            ],
        ),
        (
            "add a column for cost per km after price",
            [
                ["name", "price", "Cost per km", "stock"],
                ["Pear", 3, None, 5],
                ["Apple", 1.5, None, None],
                ["Fig", 2, None, 8],
            ],
        ),
        (
            "añade una columna País con valor ES",
            [
                ["name", "price", "stock", "País"],
                ["Pear", 3, 5, "ES"],
                ["Apple", 1.5, None, "ES"],
                ["Fig", 2, 8, "ES"],
            ],
        ),
        ("Remove the price column", [["name", "stock"], ["Pear", 5], ["Apple", None], ["Fig", 8]]),
        ("quita las columnas price y stock", [["name"], ["Pear"], ["Apple"], ["Fig"]]),
        (
            "Rename column price to Cost",
            [["name", "Cost", "stock"], ["Pear", 3, 5], ["Apple", 1.5, None], ["Fig", 2, 8]],
        ),
        (
            "please add a total row.",
            [["name", "price", "stock"], ["Pear", 3, 5], ["Apple", 1.5, None], ["Fig", 2, 8], ["Total", 6.5, 13]],
        ),
        (
            "Sort by price descending",
            [["name", "price", "stock"], ["Pear", 3, 5], ["Fig", 2, 8], ["Apple", 1.5, None]],
        ),
        ("ordena por name", [["name", "price", "stock"], ["Apple", 1.5, None], ["Fig", 2, 8], ["Pear", 3, 5]]),
        (
            "sort by stock, highest first",
            [["name", "price", "stock"], ["Fig", 2, 8], ["Pear", 3, 5], ["Apple", 1.5, None]],
        ),
        ("keep only rows where price is over 1.5", [["name", "price", "stock"], ["Pear", 3, 5], ["Fig", 2, 8]]),
        ("filter by name = fig", [["name", "price", "stock"], ["Fig", 2, 8]]),
        ("remove rows where stock is empty", [["name", "price", "stock"], ["Pear", 3, 5], ["Fig", 2, 8]]),
        ("elimina las filas donde price es menor que 2", [["name", "price", "stock"], ["Pear", 3, 5], ["Fig", 2, 8]]),
        ("delete row 2", [["name", "price", "stock"], ["Pear", 3, 5], ["Fig", 2, 8]]),
        (
            "fill empty cells with 0",
            [["name", "price", "stock"], ["Pear", 3, 5], ["Apple", 1.5, 0], ["Fig", 2, 8]],
        ),
        (
            "rellena la columna stock con 7",
            [["name", "price", "stock"], ["Pear", 3, 7], ["Apple", 1.5, 7], ["Fig", 2, 7]],
        ),
        ("set B2 to 9", [["name", "price", "stock"], ["Pear", 3, 5], ["Apple", 9, None], ["Fig", 2, 8]]),
        (
            "add a column Notes and sort by price",
            [
                ["name", "price", "stock", "Notes"],
                ["Apple", 1.5, None, None],
                ["Fig", 2, 8, None],
                ["Pear", 3, 5, None],
            ],
        ),
    ],
)
async def test_propose_on_table_changes_it_as_asked(text: str, expected: list[list[Any]]) -> None:
    proposal, content = await change(KindName.TABLE, TABLE, text)
    assert grid(content) == expected, proposal
    assert "ffline assistant" in proposal.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add a column Notes", [["Item", "Price", "Units", "Notes"], ["Pear", 3, 5, None]]),
        ("add a column Shop before Price with value A", [["Item", "Shop", "Price", "Units"], ["Pear", "A", 3, 5]]),
        ("remove the column Price", [["Item", "Units"], ["Pear", 5]]),
        ("rename Price to Cost", [["Item", "Cost", "Units"], ["Pear", 3, 5]]),
        ("sort by Price", [["Item", "Price", "Units"], ["Apple", 1.5, 4]]),
        ("keep only rows with Units at least 8", [["Item", "Price", "Units"], ["Fig", 2, 8]]),
    ],
)
async def test_propose_on_sheet_changes_it_as_asked(text: str, expected: list[list[Any]]) -> None:
    proposal, content = await change(KindName.SPREADSHEET, SHEET, text)
    assert sheet(content)[:2] == expected, proposal


async def test_propose_total_row_on_sheet_writes_formulas_and_sorting_leaves_it_last() -> None:
    proposal, content = await change(KindName.SPREADSHEET, SHEET, "add a total row, then sort by Units")
    assert sheet(content)[-1] == ["Total", 6.5, 17], proposal
    assert [row[0] for row in sheet(content)[1:]] == ["Apple", "Pear", "Fig", "Total"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insert a section Risks after Goals", ["Plan", "Goals", "Risks", "Costs"]),
        ("add a section about risks: None known.", ["Plan", "Goals", "Costs", "Risks"]),
        ("delete the Goals section", ["Plan", "Costs"]),
        ("move Goals after Costs", ["Plan", "Costs", "Goals"]),
        ("renombra el apartado Costs a Gastos", ["Plan", "Goals", "Gastos"]),
    ],
)
async def test_propose_on_document_changes_its_sections(text: str, expected: list[str]) -> None:
    proposal, content = await change(KindName.DOCUMENT, DOCUMENT, text)
    stored = kind(KindName.DOCUMENT).store(content)
    assert [section.title for section in stored.sections()] == expected, proposal


async def test_propose_replaces_text_that_occurs_once() -> None:
    _, content = await change(KindName.DOCUMENT, DOCUMENT, 'replace "Ten" with "Twenty"')
    assert content.text.rstrip().endswith("Twenty.")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("rename it to Fruit", "Fruit"),
        ("call it Fruit", "Fruit"),
        ("Change the title to “Our fruit”.", "Our fruit"),
        ("llámalo Fruta", "Fruta"),
    ],
)
async def test_propose_renames_the_artifact(text: str, title: str) -> None:
    proposal, _ = await change(KindName.TABLE, TABLE, text)
    assert proposal.operations == [{"op": "rename_artifact", "title": title}]


@pytest.mark.parametrize(
    "text",
    [
        "make it prettier",
        "remove the column colour",
        "sort by nothing I know",
        "add a column Notes and make it prettier",
        "delete row 9",
        "keep only rows where price is over 1",
        "a" * 30_000,
    ],
)
async def test_propose_that_is_not_understood_changes_nothing_and_says_so(text: str) -> None:
    proposal, _ = await change(KindName.TABLE, TABLE, text)
    assert proposal.operations == []
    assert "I can" in proposal.note


@pytest.mark.parametrize(
    "text",
    [
        "add a column a after b with " * 20,
        "sort by a, " * 50,
        "keep a is " * 60,
        "fill a with b " * 40,
        "add " * 8_000,
    ],
)
async def test_propose_of_hostile_text_ends_soon(text: str) -> None:
    started = time.process_time()
    await change(KindName.TABLE, TABLE, text)
    assert time.process_time() - started < 3


async def test_propose_answers_in_the_language_of_the_request() -> None:
    proposal, _ = await change(KindName.TABLE, TABLE, "quita la columna price")
    assert "Quitado" in proposal.note


async def test_propose_without_open_artifact_says_so() -> None:
    proposal = await client.propose(ask("add a column Notes"))
    assert proposal.operations == []
