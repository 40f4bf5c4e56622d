"""Makers of workbooks part by part, for what no library writes."""

import io
import zipfile
from dataclasses import dataclass, field

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass
class Parts:
    """A workbook in the making: XML of its sheets by name, and of what stands beside them."""

    sheets: dict[str, str]
    main: str = "xl/workbook.xml"
    folder: str = "worksheets"
    namespace: str = MAIN
    before: str = ""  # in the workbook's part, before the sheets
    behind: str = ""  # and behind them
    states: dict[str, str] = field(default_factory=dict)
    related: list[tuple[str, str]] = field(default_factory=list)  # type and target, from the workbook
    beside: dict[str, str] = field(default_factory=dict)  # whole parts by name

    def data(self) -> bytes:
        """Return the file."""
        folder = self.main.rpartition("/")[0]
        relations = [("worksheet", f"{self.folder}/s{at}.xml") for at, _name in enumerate(self.sheets)]
        parts = {
            "_rels/.rels": relationships([("officeDocument", self.main)]),
            self.main: self._workbook(),
            f"{folder}/_rels/{self.main.rpartition('/')[2]}.rels": relationships([*relations, *self.related]),
        }
        for (_kind, target), xml in zip(relations, self.sheets.values(), strict=True):
            parts[f"{folder}/{target}"] = f'<worksheet xmlns="{self.namespace}" xmlns:r="{RELATED}">{xml}</worksheet>'
        return archive({**parts, **self.beside})

    def _workbook(self) -> str:
        sheets = "".join(
            f'<sheet name="{name}" sheetId="{at + 1}" r:id="rId{at}" state="{self.states.get(name, "visible")}"/>'
            for at, name in enumerate(self.sheets)
        )
        head = f'<workbook xmlns="{self.namespace}" xmlns:r="{RELATED}">'
        return f"{head}{self.before}<sheets>{sheets}</sheets>{self.behind}</workbook>"


def relationships(targets: list[tuple[str, str]]) -> str:
    """Return the XML of relationships rId0, rId1... by type and target."""
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def rows(*cells: str) -> str:
    """Return sheet data of cells in one row each."""
    return "<sheetData>" + "".join(f"<row>{cell}</row>" for cell in cells) + "</sheetData>"


def archive(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return buffer.getvalue()
