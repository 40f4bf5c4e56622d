"""Imports a folder of real files as a person does, exports each again, and says what differs from what others read.

    python -m bench.corpus FOLDER               every file below the folder
    python -m bench.corpus FOLDER --most 100    the first hundred of them
    python -m bench.corpus FOLDER --without pdf not into PDF, which takes longest

Every file is read in the site's bounded reading process, and everything else happens in a fork with bounds of its
own: what kills one of them is printed as that file's outcome. A line for each file: what it became, how long its
import took, and what differs. Workbooks are compared cell by cell with the values that openpyxl finds stored in
them, and with what LibreOffice reads where it is installed; Word files with the words and links in their XML. Each
artifact is exported to every format, verified, imported again where that is possible, and compared with itself. A
difference that the list of losses names is counted beside, not as a difference. At the end: files, refusals by their
sentence, formulas and how many gave the stored value, differences that nothing names, times of each step.

Public collections to try: the test files of calamine, ClosedXML, exceljs, Apache POI, SheetJS/test_files, pandoc,
mammoth, python-docx.
"""

# ruff: noqa: E402  settings come from the environment, which is set first
import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory(prefix="bench-corpus-")
os.environ["DATA_DIR"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import django

django.setup()

from artifacts.rows.enums import KindName
from artifacts.rows.limits import IMAGE_BYTES
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.sources.importing.registry import ACCEPTED
from bench.corpus.bounded import bounded
from bench.corpus.documents import compare_docx
from bench.corpus.found import Found
from bench.corpus.round_trip import Original, round_trips
from bench.corpus.workbooks import OFFICE, compare_office, compare_stored
from common.errors import ApplicationError
from exports.formats.registry import FORMATS

SHOWN = 5  # differences of a file


def files_below(folder: Path, most: int | None) -> list[Path]:
    known = set(ACCEPTED.split(","))
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in known)[:most]


def run(path: Path, without: set[str]) -> Found:
    """Import one file as a person does, in a process of its own; compare it and its round trips in another."""
    data = path.read_bytes()
    start = time.perf_counter()
    try:
        read = read_isolated(path.name, [data], len(data))
    except ApplicationError as refusal:
        return Found(f"refused: {refusal.detail}", {"import": time.perf_counter() - start})
    found = Found(read.kind.value, {"import": time.perf_counter() - start}, losses=list(read.losses))
    original = Original(read.kind, read.stored, read.images)
    compared, fault = bounded(lambda: checked(original, path, data, found.losses, without))
    if compared is not None:
        found.merge(compared)
    else:
        found.differing.append(f"CRASH {fault}")
    return found


def checked(original: Original, path: Path, data: bytes, losses: list[str], without: set[str]) -> Found:
    found = Found("", losses=losses)
    suffix = path.suffix.lower()
    with tempfile.TemporaryDirectory(prefix="bench-corpus-file-") as folder:
        if original.kind is KindName.SPREADSHEET and suffix in (".xlsx", ".xlsm"):
            compare_stored(found, original.stored.content(), data)
        if original.kind is KindName.SPREADSHEET and OFFICE:
            compare_office(found, original.stored.content(), path, Path(folder))
        if original.kind is KindName.DOCUMENT and suffix in (".docx", ".docm"):
            compare_docx(found, original.stored.text, data)
        round_trips(found, original, Path(folder), without)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--without", nargs="*", default=[], help="formats that are not made")
    parser.add_argument("--named", action="store_true", help="print what is named for each file, too")
    chosen = parser.parse_args()
    for row in FORMATS:  # loaded before the forks, so that each begins at once
        if row.format.value not in chosen.without:
            row.load_renderer(), row.load_reader()
    if not OFFICE:
        print("LibreOffice (soffice) is not installed: what it reads is not compared.")
    outcomes: Counter[str] = Counter()
    every: list[Found] = []
    for path in files_below(chosen.folder, chosen.most):
        if path.stat().st_size > IMAGE_BYTES.most:
            continue
        found = run(path, set(chosen.without))
        every.append(found)
        outcomes[found.outcome] += 1
        print(
            f"{found.seconds['import']:7.2f} s  {found.outcome:12.60}  {path.relative_to(chosen.folder)}", flush=True
        )
        for difference in found.differing[:SHOWN]:
            print(f"           ! {difference:.200}")
        for difference in found.told if chosen.named else ():
            print(f"           . {difference:.200}")
        for loss in found.losses if chosen.named else ():
            print(f"           - {loss:.160}")
    report(every, outcomes)
    return 1 if any(found.differing for found in every) else 0


def report(every: list[Found], outcomes: Counter[str]) -> None:
    print(f"\n{len(every)} files")
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    formulas, equal, held = (sum(getattr(found, name) for found in every) for name in ("formulas", "equal", "held"))
    share = f", {equal / formulas:.2%}" if formulas else ""
    print(f"cells compared: {sum(found.cells for found in every):,}; words: {sum(found.words for found in every):,}")
    print(f"formulas with the stored value: {equal:,} of {formulas:,}{share}; held from the file: {held:,}")
    print(f"cells that follow time or chance, not compared: {sum(found.changing for found in every):,}")
    print(f"files made and verified: {sum(found.trips for found in every):,}")
    print(f"differences named: {sum(found.named for found in every):,}")
    differing = sum(bool(found.differing) for found in every)
    print(f"differences unnamed: {sum(len(found.differing) for found in every):,} in {differing:,} files")
    print(f"crashes: {sum('CRASH' in each for found in every for each in found.differing):,}")
    for step in sorted({step for found in every for step in found.seconds}):
        times = sorted(found.seconds[step] for found in every if step in found.seconds)
        print(f"{step:16} {len(times):5} files, median {statistics.median(times):.3f} s, longest {times[-1]:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
