import pickle

import pytest

from artifacts.kinds.table.content import Cell
from artifacts.kinds.values.written import keep, plain, written_of


@pytest.mark.parametrize(("value", "text"), [(1250, "1.250"), (12.5, "12,50"), ("2025-03-04", "4.3.2025")])
def test_a_value_is_what_it_was_and_what_was_written_goes_along(value: Cell, text: str) -> None:
    kept = keep(value, text)
    again = pickle.loads(pickle.dumps(kept))  # noqa: S301
    assert kept == value == again == plain(kept)
    assert written_of(kept) == written_of(again) == text
    assert type(plain(again)) is type(value)


@pytest.mark.parametrize(("value", "text"), [(7, "7"), (0.5, "0.5"), ("x", "x"), (True, "TRUE"), (None, "")])
def test_what_a_value_says_itself_is_not_kept(value: Cell, text: str) -> None:
    assert keep(value, text) is value
    assert written_of(value) is None
