"""Measuring the gate on labelled examples: accuracy, false openings, misses, calibration, latency.

The definitions are those of the quality bars in `docs/TRIGGER_SPEC.md`. A rate stands beside its counts and its 95 %
Wilson interval, because most files are small.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gatekeeper.decision import Context, Decision
from gatekeeper.enums import Action, Label
from gatekeeper.examples import Example
from gatekeeper.stages.llm import is_unsure

MACRO_MINIMUM = 30
"""Labels with fewer rows are left out of the macro figures."""
BINS = 10
Z = 1.959964

Classifier = Callable[[str, Context], Decision]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example with the decision it got."""

    example: Example
    decision: Decision

    @property
    def predicted(self) -> Label:
        if self.decision.action == Action.EDIT:
            return Label.EDIT
        return Label(self.decision.kind.value) if self.decision.kind else Label.NONE

    @property
    def is_right(self) -> bool:
        return self.predicted in self.example.accepted

    @property
    def is_artifact(self) -> bool:
        return self.example.label in {Label.TABLE, Label.DOCUMENT, Label.SPREADSHEET}

    @property
    def is_false_opening(self) -> bool:
        return self.example.label == Label.NONE and self.decision.action == Action.CREATE and not self.is_right

    @property
    def is_miss(self) -> bool:
        return self.is_artifact and self.predicted == Label.NONE and not self.is_right

    @property
    def is_wrong_type(self) -> bool:
        kinds = {Label.TABLE, Label.DOCUMENT, Label.SPREADSHEET}
        return self.is_artifact and self.predicted in kinds and not self.is_right


def decide_all(examples: Iterable[Example], classifier: Classifier) -> list[Outcome]:
    """Decide on every example in turn."""
    return [Outcome(example, classifier(example.text, example.context)) for example in examples]


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return every figure by its public name; a rate without rows is None."""
    rates = _rates(outcomes)
    macro, by_label = _macro(outcomes)
    strict, _ = _macro([outcome for outcome in outcomes if not outcome.example.also_ok])
    return {
        "rows": len(outcomes),
        "macro_accuracy": macro,
        "accuracy": by_label,
        "strict_macro_accuracy": strict,
        **{name: _rate(hits, of) for name, (hits, of) in rates.items()},
        "calibration_error": calibration_error(outcomes),
        "latency_ms": _latency(outcomes),
        "counts": {name: {"hits": hits, "of": of} for name, (hits, of) in rates.items()} | _label_counts(outcomes),
        "intervals": {name: wilson(hits, of) for name, (hits, of) in rates.items()} | _label_intervals(outcomes),
    }


def _rates(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    nones = [outcome for outcome in outcomes if outcome.example.label == Label.NONE]
    artifacts = [outcome for outcome in outcomes if outcome.is_artifact]
    foreign = [outcome for outcome in outcomes if outcome.example.lang != "en"]
    drawn = [outcome for outcome in nones if outcome.example.stratum == "random"]
    hard = [outcome for outcome in nones if outcome.example.is_hard]
    return {
        "false_positive_rate": (sum(outcome.is_false_opening for outcome in nones), len(nones)),
        "false_positive_rate_random": (sum(outcome.is_false_opening for outcome in drawn), len(drawn)),
        "false_positive_rate_hard": (sum(outcome.is_false_opening for outcome in hard), len(hard)),
        "miss_rate": (sum(outcome.is_miss for outcome in artifacts), len(artifacts)),
        "wrong_type_rate": (sum(outcome.is_wrong_type for outcome in artifacts), len(artifacts)),
        "non_english_accuracy": (sum(outcome.is_right for outcome in foreign), len(foreign)),
        "ask_share": (sum(outcome.decision.action == Action.ASK for outcome in outcomes), len(outcomes)),
        "llm_share": (sum(is_unsure(outcome.decision) for outcome in outcomes), len(outcomes)),
    }


def _by_label(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    grouped: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.example.label.value].append(outcome.is_right)
    return {label.value: (sum(grouped[label]), len(grouped[label])) for label in Label if grouped[label]}


def _macro(outcomes: Sequence[Outcome]) -> tuple[float | None, dict[str, float]]:
    by_label = _by_label(outcomes)
    large = [hits / of for hits, of in by_label.values() if of >= MACRO_MINIMUM]
    macro = round(sum(large) / len(large), 4) if large else None
    return macro, {label: round(hits / of, 4) for label, (hits, of) in by_label.items()}


def _label_counts(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    return {f"accuracy.{label}": {"hits": hits, "of": of} for label, (hits, of) in _by_label(outcomes).items()}


def _label_intervals(outcomes: Sequence[Outcome]) -> dict[str, list[float] | None]:
    return {f"accuracy.{label}": wilson(hits, of) for label, (hits, of) in _by_label(outcomes).items()}


def _rate(hits: int, of: int) -> float | None:
    return round(hits / of, 4) if of else None


def wilson(hits: int, of: int) -> list[float] | None:
    """Return the 95 % Wilson interval of a share, None without rows."""
    if not of:
        return None
    share, square = hits / of, Z * Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return [round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)]


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Return the mean gap between confidence and share of right decisions, over ten bins of equal size."""
    if not outcomes:
        return None
    ranked = sorted(outcomes, key=lambda outcome: outcome.decision.confidence)
    edges = [round(place * len(ranked) / BINS) for place in range(BINS + 1)]
    gap = 0.0
    for low, high in pairwise(edges):
        part = ranked[low:high]
        gap += abs(sum(outcome.decision.confidence - outcome.is_right for outcome in part))
    return round(gap / len(ranked), 4)


def _latency(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    ranked = sorted(outcome.decision.latency_ms for outcome in outcomes)
    return {f"p{share}": percentile(ranked, share) for share in (50, 95, 99)}


def percentile(ranked: Sequence[float], share: int) -> float | None:
    """Return the value that `share` per cent of the sorted values do not exceed."""
    if not ranked:
        return None
    return round(ranked[min(len(ranked) - 1, math.ceil(len(ranked) * share / 100) - 1)], 3)


def confusion(outcomes: Sequence[Outcome]) -> Counter[tuple[str, str]]:
    """Count (label, prediction); a question counts as `ask:<kind>`."""
    return Counter((outcome.example.label.value, _shown(outcome)) for outcome in outcomes)


def _shown(outcome: Outcome) -> str:
    return f"ask:{outcome.predicted.value}" if outcome.decision.action == Action.ASK else outcome.predicted.value


def by_language(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Return right decisions and rows per language."""
    grouped: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.example.lang].append(outcome.is_right)
    return {lang: (sum(right), len(right)) for lang, right in sorted(grouped.items())}
