"""Tab-separated text as other programs have it on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.clipboard import read_block, write_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\nc\t\n", [["a", "b"], ["c", ""]]),
        ("a\r\n\r\nb", [["a"], [""], ["b"]]),
        ('"two\nlines"\tx\ny\tz', [["two\nlines", "x"], ["y", "z"]]),
        ('"with ""marks""\nand\ttabs"\t5"\n', [['with "marks"\nand\ttabs', '5"']]),
        ('"so"\tsay "hi"\t""', [['"so"', 'say "hi"', '""']]),
        ('"open\tb\nc\td', [['"open', "b"], ["c", "d"]]),
        ("\t\n\t", [["", ""], ["", ""]]),
        ("", [[""]]),
    ],
)
def test_block_is_read_as_excel_writes_it(text: str, rows: list[list[str]]):
    assert read_block(text) == rows


@given(st.lists(st.lists(st.text('ab"\t\n ', max_size=5), min_size=2, max_size=2), min_size=1, max_size=4))
def test_quoted_cells_come_back(rows: list[list[str]]):
    kept = [[cell.replace('"', "") for cell in row] for row in rows]
    assert read_block(write_block(kept) + "\n") == kept


@pytest.mark.parametrize("text", ['"a\t' * 200_000, '"' + "\t" * 200_000, '"' * 199_999 + "\t", '"""x\t' * 200_000])
def test_quotes_that_are_never_closed_are_text(text: str):
    assert read_block(text) == [text.split("\t")]
