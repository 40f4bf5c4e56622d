"""Records of `key: value`: in lines, in bullets, under names, in YAML. Their keys are the columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.extraction.cells import plain_text
from artifacts.extraction.grids import fence_of, heading_of
from artifacts.extraction.layouts.layout import Found, Grid, list_item

_PAIR = re.compile(r"(?P<key>[^\s:|{}\[\]][^:|{}\[\]]{0,39}?)\s*:\s+(?P<value>\S.*)")
_NAME = re.compile(r"(?P<name>[^\s:|][^:|]{0,59}?):")
_INLINE = re.compile(r"\{(?P<pairs>[^{}]*)\}")
_RULE = re.compile(r"[-*_=]{3,}")
_KEY_WORDS = 5
_LEAST_FIELDS = 3
_ADDRESS = re.compile(r"https?", re.IGNORECASE)


@dataclass(slots=True)
class _Record:
    name: str = ""
    cells: dict[str, str] = field(default_factory=dict)


def find(lines: Sequence[str]) -> list[Found]:
    """Return the runs of at least two records that have keys in common."""
    return [Found(run.start, run.end, grid) for run in _runs(lines) if (grid := run.records_as_grid())]


def find_fields(lines: Sequence[str]) -> list[Found]:
    """Return the runs of fields of one thing."""
    return [Found(run.start, run.end, grid) for run in _runs(lines) if (grid := run.fields_as_grid())]


def _runs(lines: Sequence[str]) -> list["_Run"]:
    runs = [_Run()]
    for at, line in enumerate(lines):
        if not runs[-1].take(line, at):
            runs.append(_Run())
            runs[-1].take(line, at)
    return runs


class _Run:
    """Records that follow each other; blank lines and names stand between them."""

    def __init__(self) -> None:
        self.start = -1
        self.end = 0  # behind its last pair
        self._records: list[_Record] = []
        self._name = ""
        self._is_after_blank = False

    def take(self, line: str, place: int) -> bool:
        """Take the line at a place; False if it is none of a run."""
        if not line.strip() or fence_of(line) or _RULE.fullmatch(line.strip()):
            self._is_after_blank = bool(self._records)
            return True
        item = list_item(line)
        text = _plain(item or line.strip())
        if pairs := _pairs_of(text):
            self._add(pairs, is_new=bool(self._name) or (self._is_after_blank and self._has(pairs[0][0])))
            self._begin(place)
            self.end, self._is_after_blank = place + 1, False
            return True
        if name := _name_of(line, text):
            self._name = name
            self._begin(place)
            return True
        return False

    def _begin(self, place: int) -> None:
        self.start = place if self.start < 0 else self.start

    def _has(self, key: str) -> bool:
        return bool(self._records) and key.casefold() in map(str.casefold, self._records[0].cells)

    def _add(self, pairs: list[tuple[str, str]], *, is_new: bool) -> None:
        for key, value in pairs:
            is_again = bool(self._records) and key in self._records[-1].cells
            if not self._records or is_new or is_again:
                self._records.append(_Record(self._name))
                self._name, is_new = "", False
            self._records[-1].cells[key] = value

    def fields_as_grid(self) -> Grid | None:
        """Return the fields of the only record, one a row."""
        cells = self._records[0].cells if len(self._records) == 1 else {}
        rows = [[key, value] for key, value in cells.items()]
        return Grid([_("Field"), _("Value")], rows) if len(rows) >= _LEAST_FIELDS else None

    def records_as_grid(self) -> Grid | None:
        """Return the records, one a row, their keys as columns, behind their names if most have one."""
        records = self._records
        if len(records) < 2:
            return None
        keys = list(dict.fromkeys(key for record in records for key in record.cells))
        common = [key for key in keys if sum(key in record.cells for record in records) * 2 > len(records)]
        is_named = sum(bool(record.name) for record in records) * 2 > len(records)
        if len(common) * 2 < len(keys) or len(common) + is_named < 2:
            return None
        names = [[record.name] if is_named else [] for record in records]
        cells = [[record.cells.get(key, "") for key in keys] for record in records]
        rows = [[*name, *row] for name, row in zip(names, cells, strict=True)]
        return Grid([*([_("Name")] if is_named else []), *keys], rows)


def _plain(text: str) -> str:
    return re.sub(r"(\*\*|__)(.+?)(:?)\1(:?)", r"\2\3\4", text)


def _pairs_of(text: str) -> list[tuple[str, str]]:
    if inline := _INLINE.fullmatch(text):
        parts = [_PAIR.fullmatch(part.strip()) for part in inline["pairs"].split(",")]
        return [_pair(part) for part in parts if part] if all(parts) else []
    match = _PAIR.fullmatch(text)
    is_key = match is not None and len(match["key"].split()) <= _KEY_WORDS and not _ADDRESS.fullmatch(match["key"])
    return [_pair(match)] if match and is_key else []


def _pair(match: re.Match[str]) -> tuple[str, str]:
    key, value = plain_text(match["key"].strip().strip("\"'")), plain_text(match["value"].strip())
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return key, value[1:-1] if is_quoted else value


def _name_of(line: str, text: str) -> str:
    """Return the name that a line gives the next record: a heading, `Kangoo:`, or an item that is bold."""
    if heading := heading_of(line):
        return plain_text(heading).rstrip(":")
    match = _NAME.fullmatch(text)
    if match:
        return plain_text(match["name"])
    item = list_item(line)
    return plain_text(item).rstrip(":") if item.startswith("**") and item.rstrip(":").endswith("**") else ""
