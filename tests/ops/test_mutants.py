"""The faults that `make mutate` puts into modules."""

from pathlib import Path

import pytest

from ops.mutation.mutants import mutants_of, sample

SOURCE = '''"""A module."""

import logging

LIMIT = 3
_log = logging.getLogger(__name__)


@property
def newest(rows, limit: int = 5):
    """Return the newest."""
    _log.info("asked for %s", limit)
    return max(rows.filter(state=1, owner=limit).order_by("number"), key=len)
'''


@pytest.fixture
def keys(tmp_path: Path) -> list[str]:
    return keys_of(tmp_path, SOURCE)


def keys_of(folder: Path, source: str) -> list[str]:
    path = folder / "module.py"
    path.write_text(source)
    return [mutant.key for mutant in mutants_of(path)]


@pytest.mark.parametrize(
    "key",
    [
        "module: 3 -> 4",
        "newest: rows.filter(state=1, owner=limit) -> rows.filter(owner=limit)",
        "newest: rows.filter(state=1, owner=limit) -> rows",
        'newest: rows.filter(state=1, owner=limit).order_by("number") -> rows.filter(state=1, owner=limit)',
        'newest: max(rows.filter(state=1, owner=limit).order_by("number"), key=len)'
        ' -> min(rows.filter(state=1, owner=limit).order_by("number"), key=len)',
        "newest: 5 -> 6",
    ],
)
def test_constants_conditions_orders_and_bounds_are_touched(keys: list[str], key: str) -> None:
    assert key in keys


def test_words_for_people_who_read_code_are_left_alone(keys: list[str]) -> None:
    assert not [key for key in keys if "_log" in key or "A module" in key or "the newest" in key or "property" in key]


def test_each_mutant_changes_one_place(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SOURCE)

    for mutant in mutants_of(path):
        changed = set(mutant.source.splitlines()) ^ set(SOURCE.splitlines())
        assert len(changed) <= 2


def test_a_mutant_keeps_its_name_where_lines_move(tmp_path: Path, keys: list[str]) -> None:
    moved = SOURCE.replace("LIMIT = 3", "# A comment.\n\n\nLIMIT = 3")

    assert keys_of(tmp_path, moved) == keys


def test_a_sample_is_the_same_each_time_and_mostly_after_a_change(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SOURCE)
    before = sample(mutants_of(path), 8)
    assert sample(mutants_of(path)[::-1], 8) == before
    path.write_text(SOURCE + "\nOTHER = 7\n")
    after = sample(mutants_of(path), 8)

    assert len(before) == len(after) == 8
    assert len({one.key for one in before} & {one.key for one in after}) >= 6
