"""Measures what artifacts cost: creation, windows, single edits, recalculation, and how they grow with the content.

    python bench/artifacts.py                     everything below
    python bench/artifacts.py recalculate         only these parts: costs, recalculate, growth
    python bench/artifacts.py recalculate --peers beside HyperFormula (npm, installed into a temporary folder)

Runs on a database of its own in a temporary folder. Times are milliseconds: the best, the median and the 95th
percentile by the clock, and the processor time of one round, the engine's process included (which the system counts in
hundredths of a second; the mean of all rounds). As in the web server, collections do not walk what is loaded at start.
"""

# ruff: noqa: E402  settings come from the environment, which is set first
import argparse
import gc
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    FOLDER = tempfile.TemporaryDirectory(prefix="bench-artifacts-")
    os.environ["DATA_DIR"] = FOLDER.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["LIMIT_CREATE"] = "1000000/s"
    os.environ["QUOTA_ARTIFACTS"] = "1000000000"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from django.core.management import call_command
from django.db.models import Sum
from django.db.models.functions import Length
from django.test import Client

from accounts.models import User
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.engine import processes
from artifacts.kinds.table.build import table_from_texts
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion, ContentBlock
from artifacts.shown.grid import sheet_grid, table_grid
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import create_artifact, revise_artifact
from rollout.services import ensure_flags

PEER = "hyperformula@3"
COLUMNS = 10
FORMULA_ROWS = 2_000
TICK_MS = 1_000 / os.sysconf("SC_CLK_TCK")
HEAD = f"{'':52}{'best':>9}{'median':>9}{'P95':>9}{'CPU':>9}"


@dataclass(frozen=True)
class Figures:
    """Milliseconds of one case."""

    best: float
    median: float
    late: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.best:9.1f}{self.median:9.1f}{self.late:9.1f}{self.cpu:9.1f}"


def children_ms() -> float:
    """Return the processor time of this process' children that still run."""
    if not Path("/proc/self/task").exists():
        return 0
    pids = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) * TICK_MS


def measure(work: Callable[[], object], rounds: int) -> Figures:
    work()
    times = []
    cpu, children = time.process_time(), children_ms()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    used = (time.process_time() - cpu) * 1e3 + children_ms() - children
    late = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return Figures(min(times), statistics.median(times), late, used / rounds)


def report(name: str, work: Callable[[], object], rounds: int, bar: float | None = None) -> Figures:
    figures = measure(work, rounds)
    print(f"{name:52}{figures}" + (f"   bar {bar:g}" if bar else ""), flush=True)
    return figures


def create(owner: User, name: KindName, content: object) -> ArtifactVersion:
    return create_artifact(
        owner=owner, kind=name, title="Bench", content=content, origin=Origin.API, author=AuthorKind.USER
    )


def set_cell(version: ArtifactVersion, at: str) -> ArtifactVersion:
    head = find_version(version.artifact)
    operations = parse_operations([{"op": "set_cells", "at": at, "values": [[time.perf_counter_ns() % 10**9]]}])
    return revise_artifact(
        artifact=version.artifact, actor=version.artifact.owner, expected_version=head.number, operations=operations
    )


def table(cells: int) -> Any:
    """Return a table of ten columns and about so many cells."""
    rows = [[str(row), *(f"value {row} {column}" for column in range(COLUMNS - 1))] for row in range(cells // COLUMNS)]
    return table_from_texts([f"Column {column}" for column in range(COLUMNS)], rows).content


def sheet(cells: int, formula_columns: int = 0) -> Any:
    """Return a sheet of ten columns and so many cells: numbers, texts, and formulas over three of the numbers each."""
    found: dict[str, object] = {}
    for row in range(1, cells // COLUMNS + 1):
        found[f"A{row}"] = row
        for column in range(1, COLUMNS):
            formula = f"=SUM(A{max(1, row - 2)}:A{row})*{column}"
            is_formula = column >= COLUMNS - formula_columns
            found[f"{'ABCDEFGHIJ'[column]}{row}"] = formula if is_formula else f"value {row} {column}"
    return kind(KindName.SPREADSHEET).parse_json({"sheets": [{"name": "S", "cells": found}]})


def formulas() -> dict[str, object]:
    """Return 10,000 formulas that depend on each other: all on H1, two thousand on A1."""
    cells: dict[str, object] = {"H1": 2}
    for row in range(1, FORMULA_ROWS + 1):
        above = f"=F{row - 1}+" if row > 1 else "="
        cells |= {
            f"A{row}": row,
            f"B{row}": f"=A{row}*$H$1",
            f"C{row}": f"=IF(B{row}>1000,B{row},B{row}+1)",
            f"D{row}": f"=SUM(A{row}:B{row})",
            f"E{row}": f"=D{row}/B{row}",
            f"F{row}": f"{above}D{row}",
        }
    return cells


def costs(owner: User, rounds: int) -> None:
    """The cost table of the design, which names bars for the 95th percentile."""
    lines = "\n".join("| " + " | ".join(f"cell {row} {column}" for column in range(6)) + " |" for row in range(20))
    small = "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n" + lines
    own = kind(KindName.TABLE)
    report(
        "create a table of 20 x 6 from text", lambda: create(owner, own.name, own.parse_text(small).content), rounds
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(owner)
    body = json.dumps({"title": "Bench", "text": small})

    def post() -> None:
        made = client.post("/api/artifacts/table.create", body, "application/json")
        assert made.status_code == 201, made.content

    report("the same by the API, end to end but for the network", post, rounds, bar=50)
    version = create(owner, KindName.TABLE, table(1_000_000))
    report("set one cell of 100,000 x 10", lambda: set_cell(version, "B50000"), rounds, bar=100)
    report("open it: first 100 rows", lambda: open_version(find_version(version.artifact)).window(0, 100), rounds, 200)
    report("window of 100 rows in the middle", lambda: open_version(version).window(61_234, 100), rounds, 30)
    report("read all rows", lambda: sum(1 for _ in open_version(version).iter_rows()), 3)
    text = "".join(f"## Section {number}\n\n{'Some words of text. ' * 30}\n\n" for number in range(200))
    note = kind(KindName.DOCUMENT)
    report(
        "create a document of 200 sections", lambda: create(owner, note.name, note.parse_text(text).content), rounds
    )


def recalculate(owner: User, rounds: int, has_peers: bool) -> None:
    """Values of 10,000 formulas: of a workbook never seen, and after edits; only the last case stores them."""
    own = kind(KindName.SPREADSHEET)
    cells = formulas()
    numbers = iter(range(10**9))

    def book() -> Any:
        return own.parse_json({"sheets": [{"name": f"S{next(numbers)}", "cells": cells}]})

    books = iter([book() for _ in range(rounds + 1)])
    first = report("first calculation of 10,000 formulas", lambda: own.store(next(books)), rounds)
    stored = own.store(book())

    def edit(at: str) -> None:
        own.apply(stored, parse_operations([{"op": "set_cells", "at": at, "values": [[next(numbers) + 3]]}]))

    some = report("one edit, 2,000 values change", lambda: edit("A1"), rounds, bar=100)
    every = report("one edit, all 10,000 change", lambda: edit("H1"), rounds, bar=100)
    version = create(owner, KindName.SPREADSHEET, book())
    report("the same as a version: read, written, compressed", lambda: set_cell(version, "H1"), rounds)
    if has_peers and (peer := measure_peer(cells, rounds)):
        ours = {"first": first, "some": some, "every": every}
        for name, figures in peer.items():
            ratio = ours[name].median / figures["median"]
            print(f"{PEER}: {name:36}{figures['best']:9.1f}{figures['median']:9.1f}   ratio of medians {ratio:.2f}")


def growth(owner: User, rounds: int) -> None:
    """One edit and one window as the content grows, and the first edit of a process; what it adds to the storage."""
    print(
        f"{'kind':12}{'formulas':>9}{'cells':>10}{'cold ms':>9}{'best ms':>9}{'edit ms':>9}{'CPU':>7}"
        f"{'window ms':>11}{'blocks':>8}{'bytes':>9}{'version':>9}"
    )
    cases = [(KindName.TABLE, 0, 10**power) for power in range(2, 7)]
    cases += [(KindName.SPREADSHEET, columns, 10**power) for columns in (0, 1, 5) for power in range(2, 6)]
    for name, columns, cells in cases:
        content = table(cells) if name is KindName.TABLE else sheet(cells, columns)
        grid = table_grid if name is KindName.TABLE else sheet_grid
        version = create(owner, name, content)
        del content
        middle = cells // COLUMNS // 2
        blocks, size = stored_size()
        forget()
        start = time.perf_counter()
        set_cell(version, f"A{middle}")
        cold = (time.perf_counter() - start) * 1e3
        more_blocks, more_size = stored_size()
        row = len(json.dumps([version.manifest, version.blocks]))
        edit = measure(lambda: set_cell(version, f"A{middle}"), rounds)  # noqa: B023  called at once
        window = measure(lambda: grid(open_version(version), offset=max(0, middle - 50)), rounds)  # noqa: B023
        print(
            f"{name.value:12}{columns * 10:8}%{cells:10,}{cold:9.1f}{edit.best:9.1f}{edit.median:9.1f}{edit.cpu:7.1f}"
            f"{window.median:11.1f}{more_blocks - blocks:8}{more_size - size:9,}{row:9,}",
            flush=True,
        )


def forget() -> None:
    """Leave this process as one that has just started: no engine runs, no band was read."""
    recent.clear()
    processes.stop_idle()


def stored_size() -> tuple[int, int]:
    total = ContentBlock.objects.aggregate(size=Sum(Length("data")))["size"]
    return ContentBlock.objects.count(), total or 0


PEER_SCRIPT = r"""
const { HyperFormula } = require('hyperformula'), fs = require('fs');
const [cells, rounds] = [JSON.parse(fs.readFileSync(process.argv[2])), +process.argv[3]];
const grid = [];
for (const [at, input] of Object.entries(cells)) {
  const row = +at.slice(1) - 1; (grid[row] ??= [])[at.charCodeAt(0) - 65] = input;
}
for (const row of grid) for (let k = 0; k < row.length; k++) row[k] ??= null;
const build = () => HyperFormula.buildFromArray(grid, { licenseKey: 'gpl-v3', maxRows: 100000 });
const time = work => {
  work(); const times = [];
  for (let i = 0; i < rounds; i++) { const start = performance.now(); work(i); times.push(performance.now() - start); }
  times.sort((a, b) => a - b);
  return { best: times[0], median: times[times.length >> 1] };
};
const first = time(() => build().getSheetValues(0));
const book = build(); let n = 3;
const edit = (col, least) => time(() => {
  const changed = book.setCellContents({ sheet: 0, row: 0, col }, n++);
  if (changed.length < least) throw new Error(`only ${changed.length} changed`);
});
console.log(JSON.stringify({ first, some: edit(0, 2000), every: edit(7, 10000) }));
"""


def measure_peer(cells: dict[str, object], rounds: int) -> dict[str, dict[str, float]] | None:
    """Calculate the same cells in HyperFormula, in this run; None without npm."""
    if not shutil.which("npm"):
        print("npm is not installed: the peer is left out")
        return None
    with tempfile.TemporaryDirectory(prefix="bench-artifacts-peer-") as name:
        folder = Path(name)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", PEER], cwd=folder, check=True)
        (folder / "peer.js").write_text(PEER_SCRIPT)
        (folder / "cells.json").write_text(json.dumps(cells))
        command = ["node", "peer.js", "cells.json", str(rounds)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help="costs, recalculate, growth")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--peers", action="store_true")
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    logging.disable(logging.INFO)
    ensure_flags(everyone=True)
    owner = User.objects.create_user("bench@example.org")
    gc.collect()
    gc.freeze()
    parts = chosen.parts or ["costs", "recalculate", "growth"]
    if "costs" in parts or "recalculate" in parts:
        print(HEAD, flush=True)
    if "costs" in parts:
        costs(owner, chosen.rounds)
    if "recalculate" in parts:
        recalculate(owner, chosen.rounds, chosen.peers)
    if "growth" in parts:
        growth(owner, chosen.rounds)


if __name__ == "__main__":
    main()
