"""Numbers of lists and headings as Word counts them: by list and level, with starts, restarts and letters."""

import re
from dataclasses import dataclass, field

from artifacts.sources.importing.word.package import Element, W, number, value
from artifacts.sources.importing.word.styles import Styles

LEVELS = 9
_MOST = 32_767
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look, where they start, and below which level they start again."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: nothing but a bullet, a plain number, or words such as `(ii)`."""

    level: int
    number: int | None = None
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted."""

    styles: Styles
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, properties: Element | None, style_id: str) -> Label | None:
        """Count a paragraph and return its label; None if it is in no list."""
        found = self._numbered(properties, style_id)
        if found is None:
            return None
        list_id, at = found
        level = self.lists.get(list_id, {}).get(at)
        if level is None:
            return _named(self.styles.name(style_id), at)
        if level.format in ("bullet", "none") or not level.text:
            return Label(at) if level.format == "bullet" else None
        counts = self._count(list_id, at)
        text = _PLACE.sub(lambda place: self._number(list_id, int(place[1]) - 1, counts), level.text)
        is_plain = level.format == "decimal" and re.fullmatch(rf"%{at + 1}[.)]", level.text)
        return Label(at, counts[at], text) if is_plain else Label(at, None, text)

    def _numbered(self, properties: Element | None, style_id: str) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, by itself or by its style."""
        styles = [style.find(W + "pPr") for style in self.styles.chain(style_id)]
        list_id = level = ""
        for source in (properties, *styles):
            numbers = source.find(W + "numPr") if source is not None else None
            if numbers is None:
                continue
            level = level or value(numbers, "ilvl")
            list_id = list_id or value(numbers, "numId")
            if list_id:
                break
        if not list_id:
            return ("", 0) if _named(self.styles.name(style_id), 0) else None
        at = number(level, LEVELS - 1) or _style_level(self.styles.name(style_id))
        return None if list_id == "0" else (list_id, at)

    def _count(self, list_id: str, at: int) -> list[int | None]:
        levels = self.lists[list_id]
        counts = self._counts.setdefault(list_id, [None] * LEVELS)
        for above in range(at):
            counts[above] = levels.get(above, Level()).start if counts[above] is None else counts[above]
        now = counts[at]
        counts[at] = levels[at].start if now is None else min(now + 1, _MOST)
        for below in range(at + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart != 0 and (restart is None or at < restart):
                counts[below] = None
        return counts

    def _number(self, list_id: str, at: int, counts: list[int | None]) -> str:
        level = self.lists[list_id].get(at, Level())
        return spelled(counts[at] or level.start, level.format)


def spelled(count: int, number_format: str) -> str:
    """Return a number in a format of Word's; decimal for one that is not known."""
    match number_format:
        case "lowerLetter" | "upperLetter":
            text = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 1_000 else str(count)
        case "lowerRoman" | "upperRoman":
            text = _roman(count) if 0 < count < 4_000 else str(count)
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
        case _:
            return str(count)
    return text.upper() if number_format.startswith("upper") else text


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """Return the lists of a part; none of a file without."""
    found = Numbering(styles)
    if root is None:
        return found
    kinds = {kind.get(W + "abstractNumId"): kind for kind in root.iter(W + "abstractNum")}
    for one in root.iter(W + "num"):
        levels = _levels(kinds, value(one, "abstractNumId"), styles, root)
        for change in one.iter(W + "lvlOverride"):
            at = number(change.get(W + "ilvl", ""), LEVELS - 1)
            own = change.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = value(change, "startOverride")
            if start:
                old = levels.get(at, Level())
                levels[at] = Level(old.format, old.text, number(start, _MOST), old.restart)
        found.lists[one.get(W + "numId", "")] = levels
    return found


def _levels(kinds: dict[str, Element], kind_id: str, styles: Styles, root: Element) -> dict[int, Level]:
    kind = kinds.get(kind_id)
    link = value(kind, "numStyleLink")
    if link and (linked := value(styles.by_id.get(link), "pPr/numPr/numId")):
        nums = (one for one in root.iter(W + "num") if one.get(W + "numId") == linked)
        kind = kinds.get(value(next(nums, None), "abstractNumId"))
    if kind is None:
        return {}
    return {number(level.get(W + "ilvl", ""), LEVELS - 1): _level(level) for level in kind.findall(W + "lvl")}


def _level(level: Element) -> Level:
    restart = value(level, "lvlRestart")
    return Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText"),
        number(value(level, "start"), _MOST, 1) if value(level, "start") != "0" else 0,
        number(restart, LEVELS) if restart else None,
    )


def _named(name: str, at: int) -> Label | None:
    """Return the label that a style's name alone tells of."""
    if name.startswith("list bullet"):
        return Label(at or _style_level(name))
    return Label(at or _style_level(name), 1, "1.") if name.startswith("list number") else None


def _style_level(name: str) -> int:
    return int(name[-1]) - 1 if name.startswith("list ") and name[-1] in "23456789" else 0


def _roman(count: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text
