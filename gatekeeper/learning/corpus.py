"""The examples that the model learns from: hand-written seeds, templates filled from slots, and small variations.

A seed file is text: a head line `# label [also=a,b] [open=kind] [hard] xN [: note]` and one message per line under
it, with `\\n` for a line break; `! lang=es` sets the language of a file. Lines with `{slots}` are filled N times.
Everything is drawn from one fixed seed, so the corpus is the same on every machine. Lines whose digest falls into the
held-out share are never trained on: they are the project's own test file. A file is a source: what was written in one
go has one manner, and only what was written in another tells how well the manner of strangers is understood.
"""

import random
import re
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from artifacts.rows.enums import KindName
from gatekeeper.enums import Label
from gatekeeper.examples import Example, read_examples
from gatekeeper.learning.variations import surround, vary

DATA = Path(__file__).parent.parent / "data"
SEEDS = DATA / "seeds"
AUTHORED = DATA / "authored.jsonl"
AUTHORED_SOURCE = "authored"
HELD_OUT_SHARE = 6
"""One seed line in so many is kept for the test file."""
VARIED_WEIGHT = 0.5
VARIED_SHARE = 0.5
"""Of the lines, how many get a small change; the others are put into a longer message."""
NESTED = 2
"""Slots of slots are filled; no deeper."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An example of the corpus with the file it comes from; `is_written` is false for what was made from a line."""

    example: Example
    source: str
    weight: float = 1.0
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class SeedLine:
    """One line of a seed file with what its head says."""

    example: Example
    times: int
    source: str = ""

    @property
    def group(self) -> int:
        return zlib.crc32(f"{self.example.lang}{self.example.open_artifact}{self.example.text}".encode())

    @property
    def has_slots(self) -> bool:
        return bool(_SLOT.search(self.example.text))

    @property
    def is_held_out(self) -> bool:
        return self.group % HELD_OUT_SHARE == 0


def seed_lines(folder: Path = SEEDS) -> Iterator[SeedLine]:
    """Yield every line of every seed file, in the order of the files' names."""
    for path in sorted(folder.glob("*.txt")):
        yield from _lines_of(path)


def _lines_of(path: Path) -> Iterator[SeedLine]:
    lang, head = "en", SeedLine(Example("", Label.NONE), 1)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("! lang="):
            lang = line.removeprefix("! lang=").strip()
        elif line.startswith("# "):
            head = _head(line[2:], lang)
        elif line.strip():
            text = line.replace("\\n", "\n")
            yield SeedLine(replace(head.example, text=text, lang=lang), head.times, path.stem)


def _head(line: str, lang: str) -> SeedLine:
    words = line.partition(" : ")[0].split()
    options = dict(word.partition("=")[::2] for word in words[1:])
    opened = options.get("open")
    times = next((int(word[1:]) for word in words if re.fullmatch(r"x\d+", word)), 1)
    also = frozenset(Label(label) for label in options["also"].split(",")) if "also" in options else frozenset()
    example = Example("", Label(words[0]), also, lang, "", "hard" in words, KindName(opened) if opened else None)
    return SeedLine(example, times)


def corpus(seed: int = 20240229, *, has_authored: bool = True) -> list[Drawn]:
    """Return everything to train on: seeds outside the held-out share, filled and varied, and the authored set."""
    slots = tomllib.loads((SEEDS / "slots.toml").read_text(encoding="utf-8"))
    drawn: list[Drawn] = []
    for line in seed_lines():
        if not line.is_held_out:
            chance = random.Random(f"{seed}:{line.group}")  # noqa: S311 - repeatable on purpose
            drawn.extend(_draw(line, slots, chance))
    return [*drawn, *authored(seed)] if has_authored else drawn


def authored(seed: int = 20240229) -> list[Drawn]:
    """Return the authored examples, each with a variation."""
    drawn = []
    for number, example in enumerate(read_examples([AUTHORED])):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - repeatable on purpose
        drawn += [Drawn(example, AUTHORED_SOURCE), _varied(example, AUTHORED_SOURCE, chance)]
    return drawn


def held_out() -> list[Example]:
    """Return the project's own test examples: seed lines that nothing was trained on, templates filled once."""
    slots = tomllib.loads((SEEDS / "slots.toml").read_text(encoding="utf-8"))
    lines = [line for line in seed_lines() if line.is_held_out]
    return [filled(line.example, slots, random.Random(line.group)) for line in lines]  # noqa: S311


def _draw(line: SeedLine, slots: dict[str, list[str]], chance: random.Random) -> Iterator[Drawn]:
    if line.has_slots:
        seen: set[str] = set()
        for _ in range(line.times):
            example = filled(line.example, slots, chance)
            if example.text not in seen:
                seen.add(example.text)
                varied = vary(example, chance) if chance.random() < 0.4 else example
                yield Drawn(varied, line.source, VARIED_WEIGHT, is_written=False)
        return
    yield Drawn(line.example, line.source)
    if chance.random() < VARIED_SHARE:
        yield _varied(line.example, line.source, chance)
    elif line.example.open_artifact is None:
        yield Drawn(surround(line.example, chance), line.source, VARIED_WEIGHT, is_written=False)


def _varied(example: Example, source: str, chance: random.Random) -> Drawn:
    return Drawn(vary(example, chance), source, VARIED_WEIGHT, is_written=False)


def filled(example: Example, slots: dict[str, list[str]], chance: random.Random) -> Example:
    """Return the example with its slots, and the slots of those, filled; other braces are the message's own."""

    def value(match: re.Match[str]) -> str:
        values = slots.get(match.group(1))
        return chance.choice(values).replace("\\n", "\n") if values else match.group()

    text = example.text
    for _ in range(NESTED):
        text = _SLOT.sub(value, text)
    return replace(example, text=text)
