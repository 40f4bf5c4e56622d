import pytest

from artifacts.extraction.markers import Marker, find_marker, open_marker, safe_length, without_half_marker
from artifacts.rows.enums import KindName


@pytest.mark.parametrize("kind", KindName)
def test_written_marker_is_read_back(kind: KindName) -> None:
    line = open_marker(kind, 'A "title" [draft]')

    assert find_marker(line) == Marker(0, len(line), is_close=False, kind=kind, title="A 'title' (draft)")


def test_title_may_hold_brackets() -> None:
    marker = find_marker('[[artifact kind="table" title="Vans [EU]"]] and more')

    assert marker == Marker(0, 44, is_close=False, kind=KindName.TABLE, title="Vans [EU]")


@pytest.mark.parametrize(
    "line",
    [
        "see [artifact](https://x.org)",
        "the [[artifacts]] page",
        "[artifact]",
        "an artifact kind of table",
        "[[wiki link]]",
        "a < artifact > b",
        "[[artifactory]]",
    ],
)
def test_ordinary_text_is_no_marker(line: str) -> None:
    assert find_marker(line) is None


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("a [", 2),
        ("a [[", 2),
        ("a **[[arti", 2),
        ('a [[artifact kind="table" ti', 2),
        ("a [[/", 2),
        ("a *", 2),
        ("a [link", 7),
        ("a [[wiki", 8),
        ("a [[artifact " + "x" * 500, 513),
    ],
)
def test_unfinished_line_is_safe_up_to_a_possible_marker(line: str, safe: int) -> None:
    assert safe_length(line) == safe


@pytest.mark.parametrize(
    ("line", "is_cut", "expected"),
    [
        ("Text [[artif", False, "Text "),
        ("Text [[", True, "Text "),
        ("Text [[", False, "Text [["),
        ("Text [1", True, "Text [1"),
        ('[[artifact kind="table"]]', True, '[[artifact kind="table"]]'),
    ],
)
def test_half_marker_at_the_end_is_dropped(line: str, is_cut: bool, expected: str) -> None:
    assert without_half_marker(line, is_cut=is_cut) == expected


def test_line_full_of_quotes_is_read_in_linear_time() -> None:
    assert find_marker("[[artifact " + '"' * 20_000) is None
