"""Tables in answers without markers: what becomes an artifact, what stays in the chat."""

import pytest

from artifacts.extraction.pieces import ChatText, TableRow
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.enums import KindName
from tests.artifacts.extraction.layouts.test_registry import WRITTEN
from tests.artifacts.extraction.test_extractor import WHOLE, run

SIZES = (1, 5, WHOLE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fence", ["", "```\n"])
@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_any_way_of_writing_becomes_the_table_and_leaves_the_chat(text: str, fence: str, size: int) -> None:
    answer = (
        f"Here are the stations of the northern line:\n\n{fence}{text}{fence}\nAsk me for more of them if you like.\n"
    )
    extractor, pieces = run(answer, KindName.TABLE, size)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, TableContent)
    assert [column.name for column in artifact.content.columns] == ["Station", "Trains"]
    assert artifact.content.rows == [["Ulm", 12], ["Linz", 7]]
    assert "Ulm" not in extractor.chat_text
    assert extractor.chat_text.startswith("Here are the stations")
    assert extractor.chat_text.endswith("Ask me for more of them if you like.")
    assert "".join(piece.text for piece in pieces if isinstance(piece, ChatText)) == extractor.chat_text


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_any_way_of_writing_is_understood_between_markers(text: str) -> None:
    extractor, _pieces = run(f'[[artifact kind="table" title="T"]]\n{text}[[/artifact]]\nDone.', KindName.TABLE, 3)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, TableContent)
    assert (artifact.title, artifact.content.rows) == ("T", [["Ulm", 12], ["Linz", 7]])
    assert extractor.chat_text == "Done."


@pytest.mark.parametrize("text", [WRITTEN["ascii box"], WRITTEN["html"], WRITTEN["yaml"]])
def test_any_way_of_writing_becomes_a_sheet(text: str) -> None:
    extractor, _pieces = run(f"{text}\nThat is it.\n", KindName.SPREADSHEET, 3)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, SpreadsheetContent)
    cells = {place: cell.input for place, cell in artifact.content.sheets[0].cells.items()}
    assert cells == {(1, 1): "Station", (1, 2): "Trains", (2, 1): "Ulm", (2, 2): "12", (3, 1): "Linz", (3, 2): "7"}
    assert extractor.chat_text == "That is it."


@pytest.mark.parametrize("size", SIZES)
def test_small_table_is_not_said_again_in_the_chat(size: int) -> None:
    answer = "Here:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThis was the only one that I could find.\n"
    extractor, _pieces = run(answer, KindName.TABLE, size)

    assert [artifact.content.rows for artifact in extractor.artifacts] == [[[1, 2]]]  # type: ignore[union-attr]
    assert extractor.chat_text == "Here:\n\nThis was the only one that I could find."


@pytest.mark.parametrize("size", SIZES)
def test_small_table_before_a_larger_one_stays_in_its_place_in_the_chat(size: int) -> None:
    small, large = "| k | v |\n|---|---|\n| x | 1 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n"
    extractor, _pieces = run(f"Key:\n\n{small}\nAnd now the table.\n\n{large}", KindName.TABLE, size)

    assert [artifact.content.row_count for artifact in extractor.artifacts] == [3]  # type: ignore[union-attr]
    assert extractor.chat_text == f"Key:\n\n{small}\nAnd now the table."


@pytest.mark.parametrize("size", SIZES)
def test_list_before_a_marker_stays_in_the_chat(size: int) -> None:
    listed = "- price: what it costs\n- range: how far it goes"
    answer = f'{listed}\n\n[[artifact kind="table" title="T"]]\n| a |\n|---|\n| 1 |\n[[/artifact]]\n'
    extractor, _pieces = run(answer, KindName.TABLE, size)

    assert [artifact.title for artifact in extractor.artifacts] == ["T"]
    assert extractor.chat_text == listed


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("rows", [1, 4])
def test_parts_of_one_header_are_one_table_with_their_headings(rows: int, size: int, *, marked: bool) -> None:
    north = "".join(f"| Oslo {at} | {at} |\n" for at in range(rows))
    parts = (
        f"### North\n\n| City | Trams |\n|---|---|\n{north}\n**South:**\n\n| City | Trams |\n|---|---|\n| Rome | 9 |\n"
    )
    answer = f'[[artifact kind="table" title="Trams"]]\n{parts}[[/artifact]]' if marked else parts
    extractor, pieces = run(answer, KindName.TABLE, size)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, TableContent)
    assert [column.name for column in artifact.content.columns] == ["Group", "City", "Trams"]
    assert artifact.content.rows == [*(["North", f"Oslo {at}", at] for at in range(rows)), ["South", "Rome", 9]]
    assert artifact.title == ("Trams" if marked else "Hint")
    assert extractor.chat_text == ""
    assert [piece.index for piece in pieces if isinstance(piece, TableRow)] == list(range(1, rows + 2))


def test_parts_without_headings_are_one_table_without_a_group() -> None:
    part = "| City | Trams |\n|---|---|\n"
    extractor, _pieces = run(f"{part}| Oslo | 1 |\n\n{part}| Rome | 9 |\n", KindName.TABLE)

    (artifact,) = extractor.artifacts
    assert artifact.content.rows == [["Oslo", 1], ["Rome", 9]]  # type: ignore[union-attr]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("rows", [1, 4])
def test_words_behind_a_table_that_say_it_goes_on_tell_that_it_is_short(rows: int, size: int) -> None:
    table = "| City |\n|---|\n" + "| Oslo |\n" * rows
    answer = f"{table}\nThese are tram cities.\n(The table would continue with the other cities)\n"
    extractor, _pieces = run(answer, KindName.TABLE, size)

    assert [artifact.is_elided for artifact in extractor.artifacts] == [True]
    assert extractor.chat_text.endswith("(The table would continue with the other cities)")


@pytest.mark.parametrize("size", SIZES)
def test_example_of_the_instructions_is_no_data(size: int) -> None:
    rows = "| {text} | {number} |\n| Kangoo | 3 |\n| First item | 12.50 |\n"
    extractor, _pieces = run(f"| Van | Price |\n| --- | ---: |\n{rows}", KindName.TABLE, size)

    (artifact,) = extractor.artifacts
    assert artifact.content.rows == [["Kangoo", 3]]  # type: ignore[union-attr]
    assert artifact.losses == ("Rows that repeat the example of the instructions were left out.",)


def test_table_of_nothing_but_the_example_is_none() -> None:
    rows = "| {first column} | {second column} |\n| --- | ---: |\n| {text} | {number} |\n"
    extractor, _pieces = run(f'[[artifact kind="table" title="{{short title}}"]]\n{rows}[[/artifact]]', KindName.TABLE)

    assert (extractor.artifacts, extractor.chat_text) == ([], "")


@pytest.mark.parametrize("size", SIZES)
def test_table_wins_over_a_marker_that_says_document(size: int) -> None:
    body = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    extractor, _pieces = run(
        f'[[artifact kind="document" title="T"]]\n{body}[[/artifact]]\nBye.', KindName.TABLE, size
    )

    assert [(found.kind, found.title) for found in extractor.artifacts] == [(KindName.TABLE, "T")]
    assert extractor.chat_text == "Bye."


def test_prose_under_a_marker_that_says_document_stays_one() -> None:
    body = "# T\n\nMany words about it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nMore words.\n\nAnd more.\n"
    extractor, _pieces = run(f'[[artifact kind="document" title="T"]]\n{body}[[/artifact]]', KindName.TABLE)

    assert [found.kind for found in extractor.artifacts] == [KindName.DOCUMENT]


def test_document_wins_over_a_marker_that_says_table() -> None:
    body = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    extractor, _pieces = run(f'[[artifact kind="table" title="T"]]\n{body}[[/artifact]]', KindName.DOCUMENT)

    assert [found.kind for found in extractor.artifacts] == [KindName.DOCUMENT]
