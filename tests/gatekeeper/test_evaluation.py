"""The figures: each definition on rows whose result is known, and the project's own file as a floor."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from artifacts.rows.enums import KindName
from gatekeeper.decision import Decision
from gatekeeper.enums import Action, Label, Stage
from gatekeeper.evaluation import Outcome, calibration_error, figures, wilson
from gatekeeper.examples import Example, example_json, parse_example
from gatekeeper.learning.corpus import corpus, held_out, seed_lines

OWN = Path(__file__).parent.parent / "data" / "gatekeeper" / "own.jsonl"
FLOOR = json.loads((OWN.parent / "own_figures.json").read_text(encoding="utf-8"))
TOLERANCE = 0.01
KEYS = {
    "rows",
    "macro_accuracy",
    "accuracy",
    "strict_macro_accuracy",
    "false_positive_rate",
    "false_positive_rate_random",
    "false_positive_rate_hard",
    "miss_rate",
    "wrong_type_rate",
    "non_english_accuracy",
    "ask_share",
    "llm_share",
    "calibration_error",
    "latency_ms",
    "counts",
    "intervals",
}


def outcome(
    label: str, action: Action, kind: KindName | None = None, confidence: float = 0.9, **fields: object
) -> Outcome:
    example = Example("text", Label(label), **fields)  # type: ignore[arg-type]
    return Outcome(example, Decision(action, kind, confidence, Stage.MODEL, ()))


def test_outcome_also_ok_is_right() -> None:
    also = frozenset({Label.NONE})

    assert outcome("document", Action.ANSWER, also_ok=also).is_right
    assert not outcome("document", Action.ANSWER).is_right


def test_outcome_ask_on_none_is_wrong_but_no_false_opening() -> None:
    asked = outcome("none", Action.ASK, KindName.TABLE, 0.7)

    assert not asked.is_right
    assert not asked.is_false_opening
    assert outcome("none", Action.CREATE, KindName.TABLE).is_false_opening


def test_outcome_edit_is_its_own_label() -> None:
    assert outcome("edit", Action.EDIT, KindName.TABLE).is_right
    assert not outcome("table", Action.EDIT, KindName.TABLE).is_right


def test_figures_rates_follow_the_definitions() -> None:
    rows = [
        outcome("none", Action.CREATE, KindName.TABLE, stratum="random"),
        outcome("none", Action.ANSWER, stratum="random"),
        outcome("none", Action.CREATE, KindName.DOCUMENT, is_hard=True, lang="de"),
        outcome("none", Action.CREATE, KindName.DOCUMENT, also_ok=frozenset({Label.DOCUMENT})),
        outcome("table", Action.ANSWER),
        outcome("table", Action.CREATE, KindName.DOCUMENT),
        outcome("table", Action.ASK, KindName.TABLE, 0.7),
        outcome("table", Action.ANSWER, confidence=0.3),
    ]

    found = figures(rows)

    assert set(found) == KEYS
    assert found["false_positive_rate"] == 0.5
    assert found["false_positive_rate_random"] == 0.5
    assert found["false_positive_rate_hard"] == 1.0
    assert found["miss_rate"] == 0.5
    assert found["wrong_type_rate"] == 0.25
    assert found["non_english_accuracy"] == 0.0
    assert found["ask_share"] == 0.125
    assert found["llm_share"] == 0.125
    assert found["counts"]["miss_rate"] == {"hits": 2, "of": 4}
    assert found["macro_accuracy"] is None


def test_figures_macro_takes_labels_with_thirty_rows() -> None:
    rows = [outcome("none", Action.ANSWER)] * 30 + [outcome("table", Action.ANSWER)] * 29

    assert figures(rows)["macro_accuracy"] == 1.0


def test_calibration_error_is_zero_for_honest_confidence() -> None:
    honest = [outcome("none", Action.ANSWER, confidence=1.0)] * 50
    boasting = [outcome("table", Action.ANSWER, confidence=1.0)] * 50

    assert calibration_error(honest) == 0.0
    assert calibration_error(boasting) == 1.0


def test_wilson_interval_is_known() -> None:
    assert wilson(0, 100) == [0.0, 0.037]
    assert wilson(0, 0) is None


def test_example_json_reads_back() -> None:
    example = Example("a\nb", Label.EDIT, frozenset({Label.NONE}), "de", "", True, KindName.TABLE)

    assert parse_example(json.loads(example_json(example))) == example


def test_evaluate_gatekeeper_json_has_every_key(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text(
        '{"text": "hi", "label": "none", "lang": "en"}\n'
        '{"text": "Create a table comparing three phones by price", "label": "table", "lang": "en"}\n'
    )
    output = io.StringIO()

    call_command("evaluate_gatekeeper", file, "--json", "--no-llm", stdout=output)

    found = json.loads(output.getvalue())
    assert set(found) == KEYS
    assert found["accuracy"] == {"none": 1.0, "table": 1.0}


def test_evaluate_gatekeeper_wrong_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "hi"}\n')

    with pytest.raises(CommandError, match=r"bad\.jsonl:1"):
        call_command("evaluate_gatekeeper", file, "--json", "--no-llm", stdout=io.StringIO())


def test_own_file_is_the_held_out_part_of_the_seeds() -> None:
    lines = OWN.read_text(encoding="utf-8").splitlines()

    assert lines == [example_json(example) for example in held_out()]


def test_corpus_never_holds_a_held_out_line() -> None:
    kept = {(line.example.text, line.example.open_artifact) for line in seed_lines() if line.is_held_out}
    drawn = corpus(has_authored=False)

    assert kept.isdisjoint({(one.example.text, one.example.open_artifact) for one in drawn if one.is_written})
    assert len(drawn) > 8_000
    assert len({one.example.lang for one in drawn}) > 17


def _figures_of_own(*extra: str) -> dict[str, float]:
    output = io.StringIO()
    call_command("evaluate_gatekeeper", OWN, "--json", "--no-llm", *extra, stdout=output)
    found: dict[str, float] = json.loads(output.getvalue())
    return found


def _assert_no_drop(found: dict[str, float], floor: dict[str, float]) -> None:
    for name in ("macro_accuracy", "non_english_accuracy"):
        assert found[name] >= floor[name] - TOLERANCE, name
    for name in ("false_positive_rate", "miss_rate", "wrong_type_rate", "calibration_error"):
        assert found[name] <= floor[name] + TOLERANCE, name


def test_own_file_figures_do_not_drop() -> None:
    _assert_no_drop(_figures_of_own(), FLOOR["plain"])


@pytest.mark.slow
@pytest.mark.usefixtures("with_semantic")
def test_own_file_figures_with_embeddings_do_not_drop() -> None:
    _assert_no_drop(_figures_of_own(), FLOOR["semantic"])
