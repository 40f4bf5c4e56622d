"""The corpus: read from files, filled, varied, and the same every time."""

import random
from pathlib import Path

import pytest

from artifacts.rows.enums import KindName
from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.learning.corpus import AUTHORED_SOURCE, Drawn, corpus, filled, held_out, seed_lines
from gatekeeper.learning.folds import FOLDS, folds_of

SEEDS = """! lang=de
# table also=none,document x3 : a remark
eine Tabelle
# edit open=table hard x1
kürzer\\nbitte

! lang=en
# none x2
why {topic}
"""


@pytest.fixture(scope="module")
def drawn() -> list[Drawn]:
    """The corpus, drawn once for the tests that only look at it."""
    return corpus()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "first.txt").write_text(SEEDS, encoding="utf-8")
    return tmp_path


def test_seed_lines_carry_what_their_head_says(folder: Path) -> None:
    table, edit, none = seed_lines(folder)

    assert table.example == Example("eine Tabelle", Label.TABLE, frozenset({Label.NONE, Label.DOCUMENT}), "de")
    assert edit.example == Example("kürzer\nbitte", Label.EDIT, frozenset(), "de", "", True, KindName.TABLE)
    assert (none.example.label, none.example.lang, none.times, none.has_slots) == (Label.NONE, "en", 2, True)
    assert {line.source for line in (table, edit, none)} == {"first"}


def test_slots_are_filled_and_so_are_theirs_while_other_braces_stay() -> None:
    slots = {"outer": ["about {inner}"], "inner": ["bees"]}
    example = Example("write {outer} as {json}", Label.DOCUMENT)

    assert filled(example, slots, random.Random(1)).text == "write about bees as {json}"


def test_no_written_line_has_an_unknown_slot_left(drawn: list[Drawn]) -> None:
    left = [one.example.text for one in drawn if "{topic}" in one.example.text or "{things}" in one.example.text]

    assert left == []


def test_the_corpus_is_the_same_every_time(drawn: list[Drawn]) -> None:
    assert corpus() == drawn


def test_another_seed_draws_other_variants_of_the_same_lines(drawn: list[Drawn]) -> None:
    first, second = drawn, corpus(2)

    assert [one.example.text for one in first] != [one.example.text for one in second]
    assert {one.source for one in first} == {one.source for one in second}


def test_what_was_made_from_a_line_weighs_less_than_the_line(drawn: list[Drawn]) -> None:
    assert {one.weight for one in drawn if one.is_written} == {1.0}
    assert {one.weight for one in drawn if not one.is_written} == {0.5}


def test_held_out_lines_are_a_sixth_and_have_every_label() -> None:
    lines = list(seed_lines())
    kept = held_out()

    assert 0.12 < len(kept) / len(lines) < 0.21
    assert {example.label for example in kept} == set(Label)


def test_the_authored_set_can_be_left_out(drawn: list[Drawn]) -> None:
    assert AUTHORED_SOURCE in {one.source for one in drawn}
    assert AUTHORED_SOURCE not in {one.source for one in corpus(has_authored=False)}


def test_no_line_stands_under_two_labels() -> None:
    labels: dict[tuple[str, object], set[Label]] = {}
    for line in seed_lines():
        labels.setdefault((line.example.text.lower(), line.example.open_artifact), set()).add(line.example.label)

    assert [text for (text, _), found in labels.items() if len(found) > 1] == []


def test_folds_never_split_a_source_and_have_like_sizes(drawn: list[Drawn]) -> None:
    folds = folds_of(drawn)
    by_source: dict[str, set[int]] = {}
    for one, fold in zip(drawn, folds, strict=True):
        by_source.setdefault(one.source, set()).add(int(fold))

    assert {len(found) for found in by_source.values()} == {1}
    shares = [float((folds == fold).mean()) for fold in range(FOLDS)]
    assert min(shares) > 0.8 / FOLDS
    assert max(shares) < 1.2 / FOLDS


def test_folds_are_dealt_by_size_not_by_order() -> None:
    example = Example("x", Label.NONE)
    drawn = [Drawn(example, source) for source in "aaaabbbccd"]

    assert folds_of(drawn, 2).tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1, 0]
