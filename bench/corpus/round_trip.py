"""Every file that an artifact can become, read back by its verifier; those that can be imported are, and compared."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.markdown.render import render_markdown
from artifacts.rows.enums import ImageType, KindName
from artifacts.rows.losses import Loss
from artifacts.sources.importing.compared import is_same
from artifacts.sources.importing.reading import read_file
from bench.corpus.found import Found, is_told
from common.errors import ApplicationError
from exports.formats.contract import Source, no_progress
from exports.formats.images import ImageFile
from exports.formats.options import ExportOptions
from exports.formats.registry import ExportFormat, rows_of
from exports.house_style.style import HouseStyle
from exports.images.plain import write_plain
from exports.rows.enums import FormatName
from exports.rows.errors import ExportFailure

_TOUCHING = re.compile(r"</(em|strong|del|u|code)><\1>")
_COMES_BACK = {
    (KindName.SPREADSHEET, FormatName.XLSX),
    (KindName.TABLE, FormatName.XLSX),
    (KindName.TABLE, FormatName.CSV),
    (KindName.TABLE, FormatName.MARKDOWN),
    (KindName.TABLE, FormatName.JSON),
    (KindName.DOCUMENT, FormatName.DOCX),
    (KindName.DOCUMENT, FormatName.MARKDOWN),
}


@dataclass(frozen=True)
class Original:
    """What was imported: its kind, its stored form, the images in it."""

    kind: KindName
    stored: Any
    images: tuple[Any, ...] = ()

    def source(self, folder: Path) -> Source:
        content = self.stored.content() if self.kind is KindName.SPREADSHEET else self.stored
        return Source("Corpus", content, Images(self.images, folder))


class Images:
    """The images of an imported file, by digest."""

    def __init__(self, images: tuple[Any, ...], folder: Path) -> None:
        from common.digests import content_digest

        self._files: dict[str, ImageFile] = {}
        for image in images:
            data = image.open().read()
            digest, kind = content_digest(data), ImageType(image.facts.media_type)
            raw, path = folder / f"{digest}.raw", folder / f"{digest}.{kind.value.rpartition('/')[2]}"
            raw.write_bytes(data)
            write_plain(raw, path, kind)
            self._files[digest] = ImageFile(digest, path, kind, image.facts.width, image.facts.height)

    def __call__(self, digest: str) -> ImageFile | None:
        return self._files.get(digest)


def round_trips(found: Found, original: Original, folder: Path, without: set[str]) -> None:
    """Export to every format, verify, import again, and take down what is not as before."""
    source = original.source(folder)
    for row in rows_of(original.kind):
        if row.format.value not in without:
            _round_trip(found, original, source, row, folder)


def _round_trip(found: Found, original: Original, source: Source, row: ExportFormat, folder: Path) -> None:
    path, options = folder / f"made.{row.extension}", ExportOptions()
    start = time.perf_counter()
    try:
        rendered = row.load_renderer()(source, path, options, no_progress, HouseStyle())
        figures = row.load_reader()(path, source, options)
    except ExportFailure as refusal:
        found.seconds[row.format.value] = time.perf_counter() - start
        found.named += 1  # a code with a sentence, such as content_too_large
        found.outcome += f" ({row.format.value} refused: {refusal.code})"
        return
    found.seconds[row.format.value] = time.perf_counter() - start
    found.trips += 1
    for name, count in rendered.expected.items():
        if figures.get(name) != count:
            found.differing.append(f"{row.format.value}: {name} {figures.get(name)}, expected {count}")
    if (original.kind, row.format) in _COMES_BACK:
        _again(found, original, row, path, tuple(rendered.losses))


def _again(found: Found, original: Original, row: ExportFormat, path: Path, written: tuple[str, ...]) -> None:
    start = time.perf_counter()
    try:
        again = read_file(path.name, path.read_bytes(), original.kind)
    except ApplicationError as refusal:
        found.differing.append(f"{row.format.value} does not come back: {refusal.detail}")
        return
    found.seconds[f"{row.format.value} again"] = time.perf_counter() - start
    losses = list(again.losses)
    compare: dict[KindName, Callable[..., list[str]]] = {
        KindName.SPREADSHEET: _sheets_differ,
        KindName.TABLE: _tables_differ,
        KindName.DOCUMENT: _documents_differ,
    }
    before = original.stored.content() if original.kind is not KindName.DOCUMENT else original.stored
    for difference in compare[original.kind](before, again.content, row.format, losses, written)[:20]:
        found.differing.append(f"{row.format.value} again: {difference}")


def _sheets_differ(
    before: SpreadsheetContent,
    after: SpreadsheetContent,
    _format: FormatName,
    losses: list[str],
    written: tuple[str, ...],
) -> list[str]:
    from artifacts.kinds.spreadsheet.engine.calculate import calculate

    if [sheet.name for sheet in before.sheets] != [sheet.name for sheet in after.sheets]:
        return [f"sheets {[sheet.name for sheet in after.sheets]}"]
    found: list[str] = []
    is_text = "formula_as_text" in written
    for old, new in zip(before.sheets, calculate(after).sheets, strict=True):
        for place in sorted(old.cells.keys() | new.cells.keys()):
            one, other = old.cells.get(place, SheetCell(None)), new.cells.get(place, SheetCell(None))
            at = f"{old.name}!{write_range(*place, *place)}"
            if is_text and str(one.input).startswith("=") and str(other.input).startswith("'="):
                continue  # which the export told
            if one.input != other.input and not _is_as_good(one, other):
                found.append(f"{at} input {other.input!r}, was {one.input!r}")
            elif not is_same(one, other) and not is_told(losses, (Loss.DIFFERENT_RESULTS, Loss.CHANGING_RESULTS)):
                found.append(f"{at} {other.value!r}, was {one.value!r}")
            elif (one.format or "General") != (other.format or "General") and one.value is not None:
                found.append(f"{at} format {other.format!r}, was {one.format!r}")
    return found


def _is_as_good(one: SheetCell, other: SheetCell) -> bool:
    """Say whether two inputs are the same but for how a constant is written."""
    is_constant = not str(one.input).startswith("=") and not str(other.input).startswith("=")
    return (
        is_constant and one.type == other.type and one.value == other.value
    ) or one.type is ValueType.EMPTY is other.type


def _tables_differ(
    before: Any, after: Any, name: FormatName, losses: list[str], written: tuple[str, ...]
) -> list[str]:
    told = (
        Loss.COLUMN_NAMES,
        Loss.EMPTY_ROWS,
        Loss.EMPTY_COLUMNS,
        Loss.BLANKS,
        Loss.LONG_NUMBERS,
        Loss.CONTROL_CHARACTERS,
    )
    told += (
        Loss.UNDECIDED_DAYS,
        Loss.UNDECIDED_DECIMALS,
        Loss.UNDECIDED_VERSIONS,
        Loss.MISSING_HEADERS,
        Loss.TITLE_LINES,
    )
    if is_told(losses, told) or written:
        return []
    found: list[str] = []
    heads = [column.name for column in before.columns], [column.name for column in after.columns]
    if heads[0] != heads[1]:
        found.append(f"columns {heads[1]!r:.80}, were {heads[0]!r:.80}")
    if name in (FormatName.XLSX, FormatName.JSON):
        types = [column.type.value for column in before.columns], [column.type.value for column in after.columns]
        if types[0] != types[1]:
            found.append(f"types {types[1]!r:.80}, were {types[0]!r:.80}")
    if len(before.rows) != len(after.rows):
        return [*found, f"{len(after.rows)} rows, were {len(before.rows)}"]
    for number, (old, new) in enumerate(zip(before.rows, after.rows, strict=True), 1):
        for column, (one, other) in enumerate(zip(old, new, strict=False), 1):
            if _plain(one) != _plain(other):
                found.append(f"row {number} column {column}: {other!r:.60}, was {one!r:.60}")
    return found


def _plain(value: Any) -> Any:
    return None if value in (None, "") else f"{value:.12g}" if isinstance(value, float) else str(value)


def _documents_differ(
    before: Any, after: Any, name: FormatName, losses: list[str], written: tuple[str, ...]
) -> list[str]:
    one, other = (_TOUCHING.sub("", render_markdown(found.text)) for found in (before, after))
    told = (Loss.IMAGES, Loss.NESTED_TABLES, Loss.SYMBOLS, Loss.EQUATIONS, Loss.FOOTNOTES)
    if one == other or is_told(losses, told) or (name is FormatName.MARKDOWN and written):
        return []
    lines = one.splitlines(), other.splitlines()
    at = next((n for n, (a, b) in enumerate(zip(*lines, strict=False)) if a != b), min(map(len, lines)))
    show = [found[at] if at < len(found) else "(end)" for found in lines]
    return [f"{show[1]!r:.110}, was {show[0]!r:.110}"]
