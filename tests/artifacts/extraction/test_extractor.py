from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.extraction.extractor import READ_TOGETHER_CHUNKS, Extractor
from artifacts.extraction.pieces import (
    ArtifactClosed,
    ArtifactOpened,
    ChatText,
    CloseReason,
    DocumentBlock,
    Extracted,
    Piece,
    SheetCells,
    TableHeader,
    TableRow,
)
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.references import column_letters
from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.enums import KindName
from llm.protocol import TextDelta
from llm.wire.spoken import Spoken
from tests.artifacts.extraction.fixtures import CASES, TEXTS, Case
from tests.artifacts.extraction.shapes import SHAPES

WHOLE = 10**9
SIZES = (1, 4, 37, WHOLE)
ANSWERS_OF_MODELS = [*CASES, *SHAPES]


def run(
    answer: str,
    kind: KindName | None,
    size: int = WHOLE,
    reason: CloseReason = CloseReason.COMPLETE,
    *,
    is_shown: bool = True,
) -> tuple[Extractor, list[Piece]]:
    """Read an answer as turns do, shown at every chunk or at its end."""
    extractor, pieces, spoken = Extractor(kind, "Hint"), list[Piece](), Spoken()
    chunks = [TextDelta(answer[start : start + size]) for start in range(0, len(answer), size)]
    said = [event for chunk in chunks for event in spoken.pass_on([chunk])] + spoken.close()
    for event in said:
        if isinstance(event, TextDelta):
            pieces += [*extractor.feed(event.text), *(extractor.show() if is_shown else ())]
    return extractor, pieces + extractor.close(reason)


def show(extractor: Extractor, chunk: str) -> list[Piece]:
    return [*extractor.feed(chunk), *extractor.show()]


def shown_text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, ChatText))


@pytest.mark.parametrize("case", ANSWERS_OF_MODELS, ids=lambda case: case.name)
def test_awkward_answer_gives_the_same_whatever_the_chunks(case: Case) -> None:
    whole, _pieces = run(case.answer, case.kind, WHOLE, case.reason)

    assert [(artifact.kind, artifact.title) for artifact in whole.artifacts] == list(
        zip(case.expected_kinds(), case.titles, strict=True)
    )
    assert "artifact kind" not in "".join(map(str, whole.artifacts))
    for size in SIZES:
        extractor, pieces = run(case.answer, case.kind, size, case.reason)
        assert (size, extractor.chat_text) == (size, case.chat)
        assert (size, shown_text(pieces)) == (size, case.chat)
        assert (size, extractor.artifacts) == (size, whole.artifacts)


@pytest.mark.parametrize(
    "case",
    [case for case in ANSWERS_OF_MODELS if case.is_whole and case.holds is None and case.titles],
    ids=lambda case: case.name,
)
def test_awkward_answer_holds_the_whole_content(case: Case) -> None:
    extractor, _pieces = run(case.answer, case.kind, 4, case.reason)

    for artifact in extractor.artifacts:
        assert artifact.content == kind_of(artifact.kind).parse_text(TEXTS[artifact.kind]).content
        assert artifact.losses == ()
        assert artifact.is_partial is ("cut in the end" in case.name)


@pytest.mark.parametrize(
    "case", [case for case in ANSWERS_OF_MODELS if case.holds is not None], ids=lambda case: case.name
)
def test_awkward_answer_holds_what_was_meant(case: Case) -> None:
    extractor, _pieces = run(case.answer, case.kind, 4, case.reason)

    assert simple(extractor.artifacts[0]) == case.holds


def simple(artifact: Extracted) -> Any:
    """Return the content as a case writes it."""
    match artifact.content:
        case TableContent(rows=rows):
            return rows
        case DocumentContent(text=text):
            return text
        case SpreadsheetContent(sheets=sheets):
            return {
                sheet.name: {
                    f"{column_letters(column)}{row}": str(cell.input) for (row, column), cell in sheet.cells.items()
                }
                for sheet in sheets
            }


def test_there_are_two_hundred_different_answers_and_more() -> None:
    answers = {(case.kind, case.answer) for case in ANSWERS_OF_MODELS}

    assert len(answers) == len(ANSWERS_OF_MODELS) == len({case.name for case in ANSWERS_OF_MODELS})
    assert len(answers) >= 200


@pytest.mark.parametrize("case", ANSWERS_OF_MODELS, ids=lambda case: case.name)
def test_pieces_of_an_artifact_tell_its_content(case: Case) -> None:
    for size in SIZES:
        tells(case, *run(case.answer, case.kind, size, case.reason))


def tells(case: Case, extractor: Extractor, pieces: list[Piece]) -> None:
    for artifact in extractor.artifacts:
        own = [piece for piece in pieces if getattr(piece, "ref", 0) == artifact.ref]
        assert own[0] == ArtifactOpened(artifact.ref, artifact.kind, artifact.title)
        assert own[-1] == ArtifactClosed(artifact.ref, case.reason if artifact.is_partial else CloseReason.COMPLETE)
        TELLS[artifact.kind](artifact, own[1:-1])


def tells_table(artifact: Extracted, pieces: list[Piece]) -> None:
    assert isinstance(artifact.content, TableContent)
    header, *rows = pieces
    assert isinstance(header, TableHeader)
    assert [column.name for column in header.columns] == [column.name for column in artifact.content.columns]
    assert [piece.index for piece in rows if isinstance(piece, TableRow)] == list(range(1, len(rows) + 1))
    cells = [piece.cells for piece in rows if isinstance(piece, TableRow)]
    assert [[str(cell) for cell in row] for row in cells] == [
        [str(cell) for cell in row] for row in artifact.content.rows
    ]


def tells_document(artifact: Extracted, pieces: list[Piece]) -> None:
    assert isinstance(artifact.content, DocumentContent)
    blocks = [piece for piece in pieces if isinstance(piece, DocumentBlock)]
    final = [block for block in blocks if block.is_final]
    assert [block.index for block in final] == list(range(len(final)))
    assert [block.index for block in blocks] == sorted(block.index for block in blocks)
    if not artifact.source.lstrip().startswith(("{", "```json\n{")):
        assert "\n\n".join(block.markdown for block in final).split() == artifact.content.text.split()


def tells_spreadsheet(artifact: Extracted, pieces: list[Piece]) -> None:
    assert isinstance(artifact.content, SpreadsheetContent)
    shown = {
        (piece.sheet, piece.row, column): str(cell)
        for piece in pieces
        if isinstance(piece, SheetCells)
        for column, cell in enumerate(piece.cells, 1)
        if cell is not None
    }
    assert shown == {
        (sheet.name, row, column): str(cell.input)
        for sheet in artifact.content.sheets
        for (row, column), cell in sheet.cells.items()
    }


TELLS: dict[KindName, Callable[[Extracted, list[Piece]], None]] = {
    KindName.TABLE: tells_table,
    KindName.DOCUMENT: tells_document,
    KindName.SPREADSHEET: tells_spreadsheet,
}

FRAGMENTS = st.sampled_from(
    [
        '[[artifact kind="table" title="T"]]',
        '[[artifact kind="document"]]',
        "[[/artifact]]",
        "[[artifact",
        'kind="spreadsheet"]]',
        "[[",
        "]]",
        "\n",
        "\n\n",
        "```",
        "```markdown\n",
        "```json\n",
        "~~~",
        "| a | b |\n",
        "|---|---|\n",
        "| 1 |\n",
        "a,b\n1,2\n",
        "# Title\n",
        "## Sheet\n",
        "<think>",
        "</think>",
        "{",
        "}",
        "[",
        '"',
        '{"rows": [[1]]}',
        "words and more words. ",
        "**",
        "`",
        "=A1",
        "\\|",
        "é😀",
        "\r\n",
        "\r",
        "\t",
        "- item\n",
        "> ",
        "<b>",
        "\\",
    ]
)
ANSWERS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=40).map("".join))
KINDS = st.sampled_from([None, *KindName])


@given(ANSWERS, KINDS, st.integers(1, 9), st.sampled_from(CloseReason))
def test_any_answer_gives_the_same_whatever_the_chunks(
    answer: str, kind: KindName | None, size: int, reason: CloseReason
) -> None:
    whole, _pieces = run(answer, kind, WHOLE, reason)
    chunked, pieces = run(answer, kind, size, reason)

    assert chunked.chat_text == whole.chat_text == shown_text(pieces)
    assert chunked.artifacts == whole.artifacts


@given(
    st.lists(st.sampled_from(["word", " ", "\n", "\n\n", "**bold**", "# x", "- a", "`c`", "| a |", "12", ". "])).map(
        "".join
    )
)
def test_plain_chat_is_kept_to_the_letter(answer: str) -> None:
    extractor, _pieces = run(answer, None, 3)

    assert extractor.chat_text == answer.strip()


@given(
    st.lists(st.sampled_from(["alpha", "beta", "gamma", " ", "\n", "# ", "| ", " |", "\n|---|\n", "```\n", "- "])).map(
        "".join
    ),
    KINDS,
)
def test_no_word_of_an_answer_is_lost(answer: str, kind: KindName | None) -> None:
    extractor, _pieces = run(answer, kind, 5)
    kept = extractor.chat_text + "".join(artifact.source for artifact in extractor.artifacts)

    for word in ("alpha", "beta", "gamma"):
        assert kept.count(word) >= answer.count(word)


def test_chunks_wait_for_show_or_for_the_end_of_a_line_when_they_are_many() -> None:
    extractor = Extractor(None)

    assert extractor.feed("Wait") == ()
    assert extractor.show() == [ChatText("Wait")]
    assert extractor.show() == []
    assert [extractor.feed(".") for _chunk in range(READ_TOGETHER_CHUNKS)] == [()] * READ_TOGETHER_CHUNKS
    rest = [extractor.feed("!\n") for _chunk in range(READ_TOGETHER_CHUNKS)]
    assert "".join(shown_text(pieces) for pieces in rest) == "." * READ_TOGETHER_CHUNKS + "!\n" * len(rest[:-1]) + "!"
    assert not any(rest[:-1])


@given(ANSWERS, KINDS, st.integers(1, 9))
def test_it_is_the_same_whether_shown_at_every_chunk_or_seldom(answer: str, kind: KindName | None, size: int) -> None:
    often, _pieces = run(answer, kind, size)
    seldom, pieces = run(answer, kind, size, is_shown=False)

    assert seldom.artifacts == often.artifacts
    assert shown_text(pieces) == seldom.chat_text == often.chat_text


def test_text_is_shown_before_its_line_ends() -> None:
    extractor = Extractor(None)

    assert show(extractor, "Here it ") == [ChatText("Here it")]
    assert show(extractor, "is [[art") == [ChatText(" is")]
    assert show(extractor, "fully") == [ChatText(" [[artfully")]


def test_prose_beside_a_table_is_shown_when_it_can_be_no_row() -> None:
    extractor = Extractor(KindName.TABLE)

    assert show(extractor, "Here is a table of vans for a small fir") == []
    assert show(extractor, "m") == [ChatText("Here is a table of vans for a small firm")]
    assert show(extractor, " | ") == [ChatText(" |")]


def test_row_is_shown_when_its_line_ends() -> None:
    extractor = Extractor(KindName.TABLE)
    show(extractor, '[[artifact kind="table" title="T"]]\n| a | b |\n|---|---|\n| 1 | 2')

    assert show(extractor, " |\n") == [TableRow(1, 1, ["1", "2"])]


def test_open_block_of_a_document_grows() -> None:
    extractor = Extractor(KindName.DOCUMENT)
    show(extractor, '[[artifact kind="document" title="T"]]\n# T\n\nOne')

    assert show(extractor, " two") == [DocumentBlock(1, 1, "One two", is_final=False)]
    assert DocumentBlock(1, 1, "One two.", is_final=True) in show(extractor, ".\n\nThree\n\n")


def test_answer_cut_in_a_row_leaves_the_half_row_out_and_says_so() -> None:
    answer = '[[artifact kind="table" title="T"]]\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | for'
    extractor, _pieces = run(answer, KindName.TABLE, 4, CloseReason.LENGTH)

    (artifact,) = extractor.artifacts
    assert artifact.content.row_count == 1  # type: ignore[union-attr]
    assert artifact.is_partial is True
    assert artifact.losses == ("The last row was cut off and left out.",)


def test_answer_cut_behind_the_artifact_leaves_it_whole() -> None:
    answer = '[[artifact kind="table" title="T"]]\n| a |\n|---|\n| 1 |\n[[/artifact]]\nAnd'
    extractor, _pieces = run(answer, KindName.TABLE, 4, CloseReason.CANCELLED)

    assert extractor.artifacts[0].is_partial is False


def test_ragged_rows_are_padded_and_reported() -> None:
    answer = '[[artifact kind="table" title="T"]]\n| a | b |\n|---|---|\n| 1 |\n| 2 | 3 |\n[[/artifact]]'
    extractor, pieces = run(answer, KindName.TABLE)

    assert TableRow(1, 1, ["1", None]) in pieces
    assert extractor.artifacts[0].content.rows == [[1, None], [2, 3]]  # type: ignore[union-attr]
    assert extractor.artifacts[0].losses == ("Rows with missing cells were filled up with empty ones: 1.",)


def test_row_longer_than_the_header_widens_the_finished_table() -> None:
    answer = '[[artifact kind="table" title="T"]]\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n[[/artifact]]'
    extractor, _pieces = run(answer, KindName.TABLE)

    assert extractor.artifacts[0].content.rows == [[1, 2, 3]]  # type: ignore[union-attr]


def test_marks_and_escaped_pipes_in_cells_become_plain_text() -> None:
    rows = [
        "| **Kangoo** and *more* | `a \\| b` |",
        "| see [docs](https://x.org) | ~~old~~ new |",
        "| 2 * 3 * 4 | snake_case_name |",
    ]
    answer = "\n".join(['[[artifact kind="table" title="T"]]', "| A | B |", "| :-- | :-: |", *rows, "[[/artifact]]"])
    extractor, _pieces = run(answer, KindName.TABLE)

    assert extractor.artifacts[0].content.rows == [  # type: ignore[union-attr]
        ["Kangoo and more", "a | b"],
        ["see docs (https://x.org)", "old new"],
        ["2 * 3 * 4", "snake_case_name"],
    ]


def test_truncated_json_keeps_its_finished_rows() -> None:
    answer = '[[artifact kind="table" title="T"]]\n{"columns": ["a", "b"], "rows": [[1, 2], [3, 4], [5,'
    extractor, _pieces = run(answer, KindName.TABLE, 4, CloseReason.LENGTH)

    assert extractor.artifacts[0].content.rows == [[1, 2], [3, 4]]  # type: ignore[union-attr]
    assert extractor.artifacts[0].is_partial is True


def test_coordinates_written_along_are_left_out_of_a_sheet() -> None:
    grid = "|  | A | B |\n|---|---|---|\n| 1 | Rent | 900 |\n| 2 | Sum | =B1 |\n"
    answer = f'[[artifact kind="spreadsheet" title="T"]]\n{grid}'
    _extractor, pieces = run(answer, KindName.SPREADSHEET, 4)

    assert [piece.cells for piece in pieces if isinstance(piece, SheetCells)] == [["Rent", "900"], ["Sum", "=B1"]]
