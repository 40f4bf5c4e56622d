"""Measure what artifacts cost: windows, single edits, creation, recalculation.

usage: python bench/artifacts.py [ROUNDS]

Runs on a database of its own in a temporary folder and prints one line a case: median and 95th percentile in
milliseconds, beside the bar of the design where it has one.
"""

# ruff: noqa: E402  settings come from the environment, which is set first
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="bench-artifacts-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from artifacts.enums import AuthorKind, KindName, Origin
from artifacts.kinds.registry import kind
from artifacts.kinds.table.build import table_from_texts
from artifacts.models import ArtifactVersion, ContentBlock
from artifacts.operations import parse_operations
from artifacts.reading import find_version, open_version
from artifacts.services import create_artifact, revise_artifact

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30


def measure(name: str, work: Callable[[], object], bar_ms: float | None = None, rounds: int = ROUNDS) -> None:
    times = []
    work()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    late = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    bar = "" if bar_ms is None else f"  bar {bar_ms:g}  {'ok' if late <= bar_ms else 'OVER'}"
    print(f"{name:52} median {statistics.median(times):8.1f}  P95 {late:8.1f} ms{bar}")


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


def formulas() -> dict[str, object]:
    """Return 2,000 rows of five formulas each that depend on each other, the fifth a running total."""
    cells: dict[str, object] = {}
    for row in range(1, 2_001):
        above = f"=F{row - 1}+" if row > 1 else "="
        cells |= {
            f"A{row}": row,
            f"B{row}": f"=A{row}*2",
            f"C{row}": f'=IF(B{row}>1000,"big","small")',
            f"D{row}": f"=SUM(A{row}:B{row})",
            f"E{row}": f"=D{row}/B{row}",
            f"F{row}": f"{above}D{row}",
        }
    return {"sheets": [{"name": "S", "cells": cells}]}


def main() -> None:
    call_command("migrate", verbosity=0)
    settings.QUOTAS = {"artifacts": 10**9}
    logging.disable(logging.INFO)
    owner = User.objects.create_user("bench@example.org")
    table, sheet = kind(KindName.TABLE), kind(KindName.SPREADSHEET)

    lines = "\n".join("| " + " | ".join(f"cell {row} {column}" for column in range(6)) + " |" for row in range(20))
    small = "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n" + lines
    measure(
        "create a table of 20 x 6 from text",
        lambda: create(owner, KindName.TABLE, table.parse_text(small).content),
        50,
    )

    rows = [[str(row), *(f"value {row} {column}" for column in range(9))] for row in range(100_000)]
    large = table_from_texts([f"Column {column}" for column in range(10)], rows).content
    start = time.perf_counter()
    version = create(owner, KindName.TABLE, large)
    print(f"{'create a table of 100,000 x 10':52} once   {(time.perf_counter() - start) * 1e3:8.1f} ms")
    del rows, large

    before = ContentBlock.objects.count()
    set_cell(version, "B50000")
    print(f"{'blocks written by one edit':52} {ContentBlock.objects.count() - before}")
    measure("set one cell of 100,000 x 10", lambda: set_cell(version, "B50000"), 100)
    measure("open it: first 100 rows", lambda: open_version(find_version(version.artifact)).window(0, 100), 200)
    measure("window of 100 rows in the middle", lambda: open_version(version).window(61_234, 100), 30)
    measure("read all rows", lambda: sum(1 for _ in open_version(version).iter_rows()), rounds=3)

    book = sheet.parse_json(formulas())
    measure("recalculate 10,000 dependent formulas", lambda: sheet.store(book), 100)
    version = create(owner, KindName.SPREADSHEET, book)
    measure("set one cell under 10,000 formulas, as a version", lambda: set_cell(version, "A1"))

    note = kind(KindName.DOCUMENT)
    text = "".join(f"## Section {number}\n\n{'Some words of text. ' * 30}\n\n" for number in range(200))
    measure(
        "create a document of 200 sections",
        lambda: create(owner, KindName.DOCUMENT, note.parse_text(text).content),
    )


main()
