from collections.abc import Callable

import pytest

from artifacts.extraction.markers import Marker, find_marker, open_marker, safe_length, without_half_marker
from artifacts.rows.enums import KindName
from tests.work import assert_in_proportion


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


@pytest.mark.parametrize(
    ("beginning", "rest"),
    [
        ("[[artifact ", '"'),
        ("[[artifact ", "'"),
        ("", "[[artifact "),
        ("artifact ", "["),
        ("[[artifact ", "\\["),
        ("artifact ", "a [["),
        ("[artifact ", "]] "),
    ],
    ids=["quotes", "single quotes", "markers", "brackets", "escaped", "openings", "closings"],
)
@pytest.mark.parametrize("read", [find_marker, safe_length, lambda line: without_half_marker(line, is_cut=True)])
def test_long_line_is_read_in_linear_time(read: Callable[[str], object], beginning: str, rest: str) -> None:
    assert_in_proportion(lambda size: lambda: read(beginning + rest * size), 300)
