"""Labelled examples: one JSON object a line, for training and for measuring."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from artifacts.rows.enums import KindName
from gatekeeper.decision import Context
from gatekeeper.enums import Label


@dataclass(frozen=True, slots=True)
class Example:
    """A message with the label it should get, and labels that are right too."""

    text: str
    label: Label
    also_ok: frozenset[Label] = frozenset()
    lang: str = "en"
    stratum: str = ""
    is_hard: bool = False
    open_artifact: KindName | None = None

    @property
    def accepted(self) -> frozenset[Label]:
        return self.also_ok | {self.label}

    @property
    def context(self) -> Context:
        return Context(open_artifact=self.open_artifact)


def read_examples(paths: Iterable[Path]) -> Iterator[Example]:
    """Yield the examples of the files in order; raises ValueError with file and line for a malformed one."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield parse_example(json.loads(line))
                    except (ValueError, KeyError, TypeError) as error:
                        raise ValueError(f"{path.name}:{number}: {error}") from error


def parse_example(raw: dict[str, Any]) -> Example:
    """Read one object; unknown members are ignored."""
    opened = (raw.get("context") or {}).get("open_artifact")
    return Example(
        text=raw["text"],
        label=Label(raw["label"]),
        also_ok=frozenset(Label(label) for label in raw.get("also_ok", ())),
        lang=raw.get("lang", "en"),
        stratum=raw.get("stratum", ""),
        is_hard=bool(raw.get("hard", False)),
        open_artifact=KindName(opened) if opened else None,
    )


def example_json(example: Example) -> str:
    """Return the example as one line that `parse_example` reads."""
    raw: dict[str, object] = {"text": example.text, "label": example.label.value}
    if example.also_ok:
        raw["also_ok"] = sorted(label.value for label in example.also_ok)
    raw["lang"] = example.lang
    if example.is_hard:
        raw["hard"] = True
    if example.open_artifact:
        raw["context"] = {"open_artifact": example.open_artifact.value}
    return json.dumps(raw, ensure_ascii=False)
