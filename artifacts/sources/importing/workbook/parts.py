"""What a workbook consists of: its sheets in order, defined names, tables, and the parts beside them."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.rows.errors import UnsupportedFormat, not_parsed, require_within
from artifacts.rows.limits import SHEETS
from artifacts.rows.losses import Loss
from artifacts.sources.importing.archive import damaged
from artifacts.sources.importing.workbook.package import Package, Relation
from artifacts.sources.importing.workbook.xml import attribute, is_true

_SHEET_TYPES = {"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}
_BESIDE = {
    "vbaProject": Loss.MACROS,
    "xlMacrosheet": Loss.MACROS,
    "xlIntlMacrosheet": Loss.MACROS,
    "chartsheet": Loss.CHARTS,
    "externalLink": Loss.EXTERNAL_LINKS,
    "connections": Loss.CONNECTIONS,
}


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells: its name, its part, and whether people see it."""

    name: str
    part: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for cells or a formula; `sheet` is the position of the only sheet that knows it, among all sheets."""

    name: str
    text: str
    sheet: int | None = None


@dataclass(slots=True)
class WorkbookParts:
    """The workbook's own part, read."""

    sheets: list[SheetPart] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)  # names of all sheets, also of those without cells
    names: list[DefinedName] = field(default_factory=list)
    is_1904: bool = False
    is_uncomputed: bool = False  # whoever opens it is asked to compute everything
    strings: str | None = None
    styles: str | None = None
    losses: Counter[Loss] = field(default_factory=Counter)


def read_parts(package: Package) -> WorkbookParts:
    """Return the parts; raise UnsupportedFormat for no workbook, NotParsed for a sheet without its part."""
    main = next((relation.target for relation in package.relations() if relation.type == "officeDocument"), None)
    if main is None or not package.has(main):
        raise UnsupportedFormat
    relations = package.relations(main)
    reader = _Workbook({relation.id: relation for relation in relations})
    package.parse(main, reader.start, reader.end, reader.text)
    if not reader.found.positions:
        raise UnsupportedFormat
    found = reader.found
    for relation in relations:
        if loss := _BESIDE.get(relation.type):
            found.losses[loss] += 1
    found.strings = _first(package, relations, "sharedStrings")
    found.styles = _first(package, relations, "styles")
    _require_whole(package, found)
    return found


def _require_whole(package: Package, found: WorkbookParts) -> None:
    require_within(SHEETS, len(found.sheets))
    parts = [sheet.part.casefold() for sheet in found.sheets]
    if len(set(parts)) < len(parts):
        raise not_parsed(_("Two sheets of the workbook stand in one part."), "file")
    if not all(map(package.has, parts)):
        raise damaged()


def _first(package: Package, relations: list[Relation], kind: str) -> str | None:
    parts = (relation.target for relation in relations if relation.type == kind and not relation.is_external)
    return next(filter(package.has, parts), None)


class _Workbook:
    """Hears of the elements of the workbook's own part."""

    def __init__(self, relations: dict[str, Relation]) -> None:
        self.found = WorkbookParts()
        self._relations = relations
        self._name: dict[str, str] | None = None
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self._sheet(attributes)
        elif name == "definedName":
            self._name, self._text = attributes, []
        elif name == "workbookPr":
            self.found.is_1904 = is_true(attributes.get("date1904"))
        elif name == "calcPr":
            self.found.is_uncomputed = is_true(attributes.get("fullCalcOnLoad"))
        elif name == "workbookProtection" and is_true(attributes.get("lockStructure")):
            self.found.losses[Loss.PROTECTION] += 1

    def text(self, text: str) -> None:
        if self._name is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name != "definedName" or self._name is None:
            return
        sheet = self._name.get("localSheetId", "")
        self.found.names.append(
            DefinedName(self._name.get("name", ""), "".join(self._text), int(sheet) if sheet.isdecimal() else None)
        )
        self._name = None

    def _sheet(self, attributes: dict[str, str]) -> None:
        relation = self._relations.get(attribute(attributes, "id"))
        name = attributes.get("name", "")
        self.found.positions.append(name)
        if relation is None or relation.type not in _SHEET_TYPES:
            raise damaged()
        if relation.type == "worksheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.found.sheets.append(SheetPart(name, relation.target, hidden))
