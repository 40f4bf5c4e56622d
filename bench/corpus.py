"""Imports a folder of real files as a person does, and says what differs from what others read in them.

    python -m bench.corpus FOLDER             every file below the folder
    python -m bench.corpus FOLDER --most 100  the first hundred of them

A line for each file: what it became, how long that took, and what differs. Workbooks are compared with the values
that openpyxl finds stored in them. A difference that the list of losses names is counted beside, not as a difference.
At the end: files, refusals by their sentence, formulas and how many gave the stored value, differences that nothing
names, times. Public collections to try: the test files of calamine, ClosedXML, exceljs, Apache POI,
SheetJS/test_files, pandoc, mammoth, python-docx.
"""

# ruff: noqa: E402  settings come from the environment, which is set first
import argparse
import os
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    FOLDER = tempfile.TemporaryDirectory(prefix="bench-corpus-")
    os.environ["DATA_DIR"] = FOLDER.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.rows.enums import KindName
from artifacts.rows.limits import IMAGE_BYTES
from artifacts.sources.importing.compared import is_same
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.sources.importing.registry import ACCEPTED
from common.errors import ApplicationError

SHOWN = 5  # differences of a file
NAMED = ("keep the value", "differ from", "reach out", "volatile")


@dataclass
class Found:
    """What became of one file."""

    outcome: str
    seconds: float
    formulas: int = 0
    equal: int = 0
    named: int = 0
    differing: list[str] = field(default_factory=list)


def files_below(folder: Path, most: int | None) -> list[Path]:
    known = set(ACCEPTED.split(","))
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in known)[:most]


def run(path: Path) -> Found:
    """Import one file as a person does, in a process of its own, and compare it."""
    data = path.read_bytes()
    start = time.perf_counter()
    try:
        read = read_isolated(path.name, [data], len(data))
    except ApplicationError as refusal:
        return Found(f"refused: {refusal.detail}", time.perf_counter() - start)
    found = Found(read.kind.value, time.perf_counter() - start)
    if read.kind is KindName.SPREADSHEET and path.suffix.lower() in (".xlsx", ".xlsm"):
        compare(found, read.stored.content(), data, " ".join(read.losses))
    return found


def compare(found: Found, content: SpreadsheetContent, data: bytes, losses: str) -> None:
    """Compare every cell with what openpyxl finds stored; differences that losses name are counted as named."""
    own = {sheet.name.casefold(): sheet for sheet in content.sheets}
    for name, place, stored, changes in stored_values(data):
        sheet = own.get(name.casefold(), Sheet(name))
        ours = sheet.cells.get(place, SheetCell(None))
        found.formulas += is_formula(ours.input)
        if is_same(ours, stored):
            found.equal += is_formula(ours.input)
        elif changes or any(words in losses for words in NAMED):
            found.named += 1
        else:
            at = f"{name}!{write_range(*place, *place)}"
            found.differing.append(f"{at}: {ours.value!r}, in the file {stored.value!r}")


def stored_values(data: bytes) -> Iterator[tuple[str, tuple[int, int], SheetCell, bool]]:
    """Yield sheet, place and stored value of every filled cell, and whether other readers may well see another one."""
    with warnings.catch_warnings(action="ignore"):
        try:
            book = load_workbook(BytesIO(data), data_only=True)
        except Exception:
            return
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, (cell.row, cell.column), *as_cell(cell.value)


def as_cell(value: Any) -> tuple[SheetCell, bool]:
    if isinstance(value, datetime | date | clock | timedelta):
        return SheetCell(None, float(to_excel(value)), ValueType.NUMBER), True  # type: ignore[no-untyped-call]
    if isinstance(value, bool):
        return SheetCell(None, value, ValueType.BOOLEAN), False
    if isinstance(value, int | float):
        return SheetCell(None, value, ValueType.NUMBER), False
    text = str(value)
    kind = ValueType.ERROR if text.startswith("#") and text.rstrip("!?").isupper() else ValueType.TEXT
    return SheetCell(None, text, kind), "_x" in text or "\r" in text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int)
    chosen = parser.parse_args()
    outcomes: Counter[str] = Counter()
    every: list[Found] = []
    for path in files_below(chosen.folder, chosen.most):
        if path.stat().st_size > IMAGE_BYTES.most:
            continue
        found = run(path)
        every.append(found)
        outcomes[found.outcome] += 1
        print(f"{found.seconds:7.2f} s  {found.outcome:12.40}  {path.relative_to(chosen.folder)}", flush=True)
        for difference in found.differing[:SHOWN]:
            print(f"           {difference:.140}")
    report(every, outcomes)
    return 1 if any(found.differing for found in every) else 0


def report(every: list[Found], outcomes: Counter[str]) -> None:
    print(f"\n{len(every)} files")
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    formulas, equal = sum(found.formulas for found in every), sum(found.equal for found in every)
    share = f", {equal / formulas:.2%}" if formulas else ""
    print(f"formulas with the stored value: {equal:,} of {formulas:,}{share}")
    print(f"differences named: {sum(found.named for found in every):,}")
    print(f"differences unnamed: {sum(len(found.differing) for found in every):,}")
    if every:
        seconds = [found.seconds for found in every]
        print(f"seconds a file: median {statistics.median(seconds):.2f}, longest {max(seconds):.2f}")


if __name__ == "__main__":
    sys.exit(main())
