"""The package around sheets: openpyxl makes everything but the rows, which are streamed into its place for them."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from artifacts.kinds.table.content import Align
from exports.flow.plain_text import clean, escape
from exports.house_style.style import HouseStyle
from exports.ooxml.dynamic_arrays import PART, announced, metadata
from exports.ooxml.package import PackageWriter
from exports.rows.losses import Losses
from exports.sheets.column_widths import PORTRAIT_CHARACTERS

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
CHUNK_CELLS = 4_000
_HORIZONTAL = {Align.LEFT: None, Align.CENTER: "center", Align.RIGHT: "right"}

_DIMENSION = re.compile(r'<dimension ref="[^"]*" ?/>')
_RELATIONSHIPS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@dataclass(slots=True)
class SheetBody:
    """What one sheet holds: `rows` are `row` elements; `links` (cell, address) is complete once rows are read."""

    dimension: str
    rows: Iterable[bytes]
    links: list[tuple[str, str]] = field(default_factory=list)
    has_dynamic_arrays: bool = False


def new_workbook(title: str, language: str) -> Workbook:
    """Return a workbook without sheets that carries the file's title and language."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = clean(title, Losses())  # what it loses is no loss of the content
    workbook.properties.language = language
    workbook.properties.creator = "Diptych"
    return workbook


def set_margins(sheet: Worksheet, house_style: HouseStyle) -> None:
    """Put the house's header and footer and the page number on printed pages."""
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    header.left.text, header.right.text = _plain(house_style.header) or None, "&A"
    footer.left.text, footer.right.text = _plain(house_style.footer) or None, "&P / &N"


def _plain(text: str) -> str:
    """Return text for a header, where an ampersand begins a field."""
    return text.replace("&", "&&")


def set_paper(sheet: Worksheet) -> None:
    """Print all columns side by side, on paper that lies when they are many; the widths are set by now."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages as the rows take
    is_wide = sum(column.width for column in sheet.column_dimensions.values()) > PORTRAIT_CHARACTERS
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"


def style_header(sheet: Worksheet, sides: Sequence[Align], house_style: HouseStyle) -> list[int]:
    """Freeze and style the first row; return the style id of each of its cells."""
    sheet.freeze_panes = "A2"
    cells = [sheet.cell(1, column) for column in range(1, len(sides) + 1)]
    for cell, side in zip(cells, sides, strict=True):
        cell.font = Font(name=house_style.office_font, bold=True, color=house_style.on_accent)
        cell.fill = PatternFill("solid", fgColor=house_style.accent)
        cell.alignment = Alignment(horizontal=_HORIZONTAL[side], vertical="center", wrap_text=True)
    return [int(cell.style_id) for cell in cells]


def style_id(
    sheet: Worksheet,
    house_style: HouseStyle,
    number_format: str = "General",
    *,
    font: Font | None = None,
    alignment: Alignment | None = None,
) -> int:
    """Return the id of a cell style in the workbook."""
    cell = sheet.cell(2, sheet.max_column + 1)
    cell.font = font or Font(name=house_style.office_font)
    cell.number_format = number_format
    if alignment:
        cell.alignment = alignment
    return int(cell.style_id)


def write_workbook(path: Path, workbook: Workbook, bodies: Mapping[str, SheetBody]) -> None:
    """Write the workbook to `path`, each sheet with the rows of its body (by title)."""
    skeleton = io.BytesIO()
    workbook.save(skeleton)
    parts = {f"xl/worksheets/sheet{n}.xml": bodies[s.title] for n, s in enumerate(workbook.worksheets, start=1)}
    has_dynamic_arrays = any(body.has_dynamic_arrays for body in bodies.values())
    with zipfile.ZipFile(skeleton) as old, PackageWriter(path) as new:
        for name in old.namelist():
            if body := parts.get(name):
                new.stream(name, _sheet(old.read(name).decode(), body))
                if body.links:
                    new.add(name.replace("worksheets/", "worksheets/_rels/") + ".rels", _link_targets(body.links))
            else:
                new.add(name, announced(name, old.read(name)) if has_dynamic_arrays else old.read(name))
        if has_dynamic_arrays:
            new.add(PART, metadata())


def _sheet(skeleton: str, body: SheetBody) -> Iterable[bytes]:
    """Yield the sheet's XML with the body's rows in place of the skeleton's."""
    skeleton = _DIMENSION.sub(f'<dimension ref="{body.dimension}"/>', skeleton)
    if "<sheetData>" in skeleton:
        head, rest = skeleton.split("<sheetData>", 1)
        tail = rest.split("</sheetData>", 1)[1]
    else:
        head, tail = skeleton.split("<sheetData />", 1)
    yield f"{head}<sheetData>".encode()
    yield from body.rows
    if body.links:
        before, after = tail.split("<pageMargins", 1)
        tail = f"{before}{_links(body.links)}<pageMargins{after}"
    yield f"</sheetData>{tail}".encode()


def _links(links: list[tuple[str, str]]) -> str:
    items = "".join(f'<hyperlink ref="{cell}" r:id="rId{n}"/>' for n, (cell, _) in enumerate(links, start=1))
    return f"<hyperlinks {_OFFICE}>{items}</hyperlinks>"


def _link_targets(links: list[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{LINK}" Target="{escape(address)}" TargetMode="External"/>'
        for n, (_, address) in enumerate(links, start=1)
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><Relationships {_RELATIONSHIPS}>{items}</Relationships>".encode()
