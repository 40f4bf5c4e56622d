"""The figures as text: for a terminal, and as Markdown for the documentation."""

import re
from collections.abc import Sequence
from pathlib import Path

from gatekeeper.enums import Label
from gatekeeper.evaluation import Outcome, by_language, confusion, figures

LABELS = [label.value for label in Label]
RATES = (
    "false_positive_rate",
    "false_positive_rate_random",
    "false_positive_rate_hard",
    "miss_rate",
    "wrong_type_rate",
    "non_english_accuracy",
    "ask_share",
    "llm_share",
)


def render_report(outcomes: Sequence[Outcome]) -> str:
    """Return confusion table, figures with counts and intervals, and languages as Markdown."""
    return "\n\n".join([_confusion(outcomes), _figures(outcomes), _languages(outcomes)]) + "\n"


def replace_part(page: Path, name: str, tables: str) -> None:
    """Write tables between `<!-- begin NAME -->` and `<!-- end NAME -->`; raises ValueError without such a place."""
    text = page.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- begin {re.escape(name)} -->\n).*?(<!-- end {re.escape(name)} -->)", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"The page has no place named {name}.")
    page.write_text(place.sub(lambda match: f"{match[1]}\n{tables}\n{match[2]}", text), encoding="utf-8")


def _confusion(outcomes: Sequence[Outcome]) -> str:
    counts = confusion(outcomes)
    shown = [*LABELS, *sorted({predicted for _, predicted in counts if predicted.startswith("ask:")})]
    rows = [[label, *(str(counts[label, predicted]) for predicted in shown)] for label in LABELS]
    return _table(["label \\ decided", *shown], rows)


def _figures(outcomes: Sequence[Outcome]) -> str:
    values = figures(outcomes)
    rows = [
        ["rows", str(values["rows"]), ""],
        ["macro accuracy", str(values["macro_accuracy"]), ""],
        ["strict macro accuracy", str(values["strict_macro_accuracy"]), ""],
    ]
    for name in [*(f"accuracy.{label}" for label in values["accuracy"]), *RATES]:
        count, interval = values["counts"][name], values["intervals"][name]
        share = f"{count['hits'] / count['of']:.3f}" if count["of"] else "-"
        spread = f"{count['hits']} of {count['of']}" + (
            f", {interval[0]:.3f} to {interval[1]:.3f}" if interval else ""
        )
        rows.append([name.replace("_", " ").replace(".", ": "), share, spread])
    rows.append(["calibration error", str(values["calibration_error"]), ""])
    rows.append(["latency ms", ", ".join(f"{name} {value}" for name, value in values["latency_ms"].items()), ""])
    return _table(["figure", "value", "counts, 95 % interval"], rows)


def _languages(outcomes: Sequence[Outcome]) -> str:
    rows = [[lang, f"{hits / of:.3f}", f"{hits} of {of}"] for lang, (hits, of) in by_language(outcomes).items()]
    return _table(["language", "accuracy", "counts"], rows)


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
