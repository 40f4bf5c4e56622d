"""Measures the renderers: wall time, CPU and peak memory, beside their Node peers on the same content.

    python bench/exports.py                 our renderers, short cases
    python bench/exports.py --long          and the large ones
    python bench/exports.py --peers         all, beside exceljs, docx and pdfkit (npm, put into a temporary folder)
    python bench/exports.py xlsx-100k ...   only these cases

Each measurement is a process of its own and covers rendering alone: content in memory (tables: produced row by row;
images: files) to file closed. Memory is the peak of the process during that time minus what it held before; a
child counts where it is larger than the process itself. Runs alternate between the contenders; medians are shown.
`verify` is the reading back that a real job adds.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
PEER_SCRIPT = ROOT / "bench" / "export_peers.js"
PEERS = ("exceljs@4", "docx@9", "pdfkit@0.17")
WORDS = [
    "the",
    "quarterly",
    "report",
    "shows",
    "that",
    "revenue",
    "increased",
    "while",
    "operating",
    "costs",
    "stayed",
    "flat",
    "across",
    "every",
    "region",
]


@dataclass(frozen=True)
class Case:
    """One measurement; `peers` names contenders in the script for Node."""

    kind: str
    format: str
    size: int
    shape: str
    peers: tuple[str, ...]
    is_long: bool = False
    warm_runs: int = 0


CASES = {
    "xlsx-1k": Case("table", "xlsx", 1_000, "wide", ("exceljs",)),
    "xlsx-100k": Case("table", "xlsx", 100_000, "wide", ("exceljs",)),
    "xlsx-500k": Case("table", "xlsx", 500_000, "wide", ("exceljs",), is_long=True),
    "docx-20-pages": Case("document", "docx", 20, "report", ("docx",)),
    "docx-500-pages": Case("document", "docx", 500, "report", ("docx",)),
    "docx-table-5k": Case("table", "docx", 5_000, "narrow", ("docx-table",)),
    "pdf-table-200": Case("table", "pdf", 200, "narrow", ("pdfkit-table", "pdfkit-hand"), warm_runs=1),
    "pdf-table-1k": Case("table", "pdf", 1_000, "narrow", ("pdfkit-hand",)),
    "pdf-table-10k": Case("table", "pdf", 10_000, "narrow", ("pdfkit-hand",)),
    "pdf-table-50k": Case("table", "pdf", 50_000, "narrow", ("pdfkit-hand",), is_long=True),
    "pdf-wrapped-1k": Case("table", "pdf", 1_000, "wrapped", ("pdfkit-table",)),
    "pdf-wrapped-10k": Case("table", "pdf", 10_000, "wrapped", ("pdfkit-table",), is_long=True),
    "pdf-wrapped-50k": Case("table", "pdf", 50_000, "wrapped", ("pdfkit-table",), is_long=True),
    "pdf-20-pages": Case("document", "pdf", 20, "report", ("pdfkit-report",), warm_runs=1),
    "pdf-500-pages": Case("document", "pdf", 500, "report", ("pdfkit-report",), is_long=True),
    "pdf-100-mb": Case("document", "pdf", 100, "photos", ("pdfkit-photos",), is_long=True),
    "docx-100-mb": Case("document", "docx", 100, "photos", ("docx-photos",), is_long=True),
}


def wide_row(n: int) -> list:
    day = f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"
    text = f"Note for row {n} & more"
    return [n + 1, f"Customer {n}", f"City {n % 97}", f"Cat {n % 7}", n * 1.37, n % 100 / 100, n % 50, day, day, text]


def narrow_row(n: int) -> list[str]:
    day = f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"
    return [str(n + 1), f"Customer {n}", f"City {n % 97}", f"{n * 1.37:.2f}", day, "paid" if n % 3 else "open"]


def wrapped_row(n: int) -> list[str]:
    """Return a row with a note of several lines."""
    note = f"Note {n}: {' '.join(WORDS)}; {' '.join(WORDS[n % 7 :])}"
    return [str(n + 1), note, f"City {n % 97}", f"{n * 1.37:.2f}", f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", "paid"]


ROWS = {"wide": wide_row, "narrow": narrow_row, "wrapped": wrapped_row}


class Rows:
    """A table that is produced while it is read."""

    def __init__(self, size: int, shape: str) -> None:
        from artifacts.kinds.table.content import Column, ColumnType

        self.row_count = size
        self._row = ROWS[shape]
        names = ["Id", "Name", "City", "Category", "Amount", "Rate", "Qty", "Date", "Updated", "Note"]
        types = {"Amount": ColumnType.CURRENCY, "Rate": ColumnType.PERCENT, "Date": ColumnType.DATE}
        types |= {"Id": ColumnType.NUMBER, "Qty": ColumnType.NUMBER, "Updated": ColumnType.DATE}
        if shape != "wide":
            names, types = ["#", "Customer", "City", "Amount", "Date", "State"], {}
        self.columns = tuple(Column(name, name, types.get(name, ColumnType.TEXT)) for name in names)

    def iter_rows(self) -> Iterator[list]:
        return (self._row(n) for n in range(self.row_count))


def report(pages: int) -> list[tuple[str, str | list[str]]]:
    """Return blocks of a report: about one section of headings, paragraphs and bullets a page."""
    sentence = " ".join(WORDS)
    blocks: list[tuple[str, str | list[str]]] = []
    for page in range(pages):
        blocks.append(("h1" if page % 5 == 0 else "h2", f"Section {page + 1}: {' '.join(WORDS[:5])}"))
        blocks += [("p", " ".join([f"Point {page}.{n}", sentence] + [sentence] * 6)) for n in range(4)]
        blocks.append(("ul", [f"{n} {' '.join(WORDS[n : n + 9])}" for n in range(5)]))
    return blocks


def markdown(pages: int) -> str:
    marks = {"h1": "# ", "h2": "## ", "p": ""}
    parts = [
        "\n".join(f"- {i}" for i in text) if kind == "ul" else marks[kind] + str(text) for kind, text in report(pages)
    ]
    return "\n\n".join(parts)


def photos(megabytes: int, folder: Path) -> dict[str, Any]:
    """Return as many photographs of a good million bytes, by digest; they lie in the folder `photos`."""
    from PIL import Image

    from artifacts.rows.enums import ImageType
    from exports.formats.images import ImageFile

    shown = folder / "photos"
    shown.mkdir(exist_ok=True)
    width, height = 1_500, 1_000
    first = shown / "first.jpg"
    Image.effect_noise((width, height), 80).convert("RGB").save(first, quality=90)
    data = first.read_bytes()
    first.unlink()
    data += bytes(max(1_050_000 - len(data), 0))
    found = {}
    for number in range(megabytes):
        digest, path = f"{number:064x}", shown / f"{number:03}.jpg"
        path.write_bytes(data + number.to_bytes(2))  # behind the end of the picture
        found[digest] = ImageFile(digest, path, ImageType.JPEG, width, height)
    return found


def photo_report(megabytes: int) -> str:
    """Return a document with that many photographs, each with some words."""
    return "\n\n".join(f"## Photo {n}\n\n![a photo](file:{n:064x})\n\n{' '.join(WORDS)}" for n in range(megabytes))


def grown_bytes(idle: int) -> int:
    """Return the peak since `idle` was measured, of this process and of an ended child that was larger than it.

    A smaller child is not told from one that only called a program: the system counts that as large as its parent.
    """
    own, unit = peak_bytes(), 1024 if sys.platform == "linux" else 1
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return own - idle + (largest - idle if largest > own else 0)


def cpu_seconds() -> float:
    """Return what this process and its ended children used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def peak_bytes() -> int:
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024


def current_bytes() -> int:
    if sys.platform != "linux":
        return peak_bytes()
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) * 1024


def measure_ours(name: str, folder: Path) -> dict:
    """Render one case in this process and return its figures."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DATA_DIR", str(folder / "data"))
    import django

    django.setup()
    from artifacts.kinds.document.content import DocumentContent
    from artifacts.rows.enums import KindName
    from exports.formats import registry
    from exports.formats.contract import Source, no_progress
    from exports.formats.options import ExportOptions
    from exports.house_style.style import HouseStyle
    from exports.rows.enums import FormatName

    case = CASES[name]
    images = photos(case.size, folder) if case.shape == "photos" else {}
    content: Any = Rows(case.size, case.shape) if case.kind == "table" else None
    if content is None:
        content = DocumentContent(photo_report(case.size) if images else markdown(case.size))
    row = registry.find(KindName(case.kind), FormatName(case.format))
    render, read = row.load_renderer(), row.load_reader()
    source, path = Source("Report", content, images.get), folder / f"ours.{row.extension}"
    for _ in range(case.warm_runs):
        render(source, path, ExportOptions(), no_progress, HouseStyle())
    idle = current_bytes()
    wall, cpu = time.perf_counter(), cpu_seconds()
    rendered = render(source, path, ExportOptions(), no_progress, HouseStyle())
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    memory = grown_bytes(idle)
    started = time.perf_counter()
    figures = read(path, source, ExportOptions())
    verify = time.perf_counter() - started
    if any(figures.get(key) != count for key, count in rendered.expected.items()):
        raise SystemExit(f"{name}: {dict(rendered.expected)} expected, {dict(figures)} found")
    return {"wall": wall, "cpu": cpu, "memory": memory, "bytes": path.stat().st_size, "verify": verify}


def measure_peer(peer: str, name: str, folder: Path) -> dict:
    """Run one case in Node and return its figures."""
    case = CASES[name]
    model = folder / "model.json"
    model.write_text(json.dumps(report(case.size) if case.shape == "report" else []))
    command = ["node", "peer.js", peer, str(case.size), "peer.out", str(model), str(FONT) if FONT.exists() else ""]
    environment = {**os.environ, "WARM": str(case.warm_runs), "SHAPE": case.shape, "WORDS": " ".join(WORDS)}
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def install_peers(folder: Path) -> bool:
    """Install the Node libraries into the folder; False when there is no npm."""
    if not shutil.which("npm"):
        print("npm is not installed: peers are left out")
        return False
    subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", *PEERS], cwd=folder, check=True)
    shutil.copyfile(PEER_SCRIPT, folder / "peer.js")  # beside the libraries
    return True


def run(names: list[str], rounds: int, has_peers: bool, folder: Path) -> None:
    print(
        f"{'case':16}{'contender':16}{'wall s':>9}{'cpu s':>9}{'peak MiB':>10}{'file MB':>9}{'verify s':>10}   ratio"
    )
    for name in names:
        runs: dict[str, list[dict]] = {"ours": []}
        for _ in range(rounds):
            child = [sys.executable, __file__, "--measure", name, "--folder", str(folder)]
            done = subprocess.run(child, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(done.stderr[-2000:])
            runs["ours"].append(json.loads(done.stdout.splitlines()[-1]))
            for peer in CASES[name].peers if has_peers else ():
                runs.setdefault(peer, []).append(measure_peer(peer, name, folder))
        middle = {
            who: {k: statistics.median(r[k] for r in figures) for k in figures[0]} for who, figures in runs.items()
        }
        for who, figures in middle.items():
            ratio = "" if who == "ours" else f"{middle['ours']['wall'] / figures['wall']:8.2f}"
            verify = f"{figures['verify']:10.3f}" if "verify" in figures else " " * 10
            mib, megabytes = figures["memory"] / 2**20, figures["bytes"] / 1e6
            print(
                f"{name:16}{who:16}{figures['wall']:9.3f}{figures['cpu']:9.3f}{mib:10.1f}{megabytes:9.2f}{verify}{ratio}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="case", help=", ".join(CASES))
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure_ours(chosen.measure, chosen.folder)))
        return
    names = chosen.cases or [name for name, case in CASES.items() if chosen.long or chosen.peers or not case.is_long]
    with tempfile.TemporaryDirectory(prefix="bench-exports-") as folder:
        has_peers = chosen.peers and install_peers(Path(folder))
        run(names, chosen.rounds, has_peers, Path(folder))


if __name__ == "__main__":
    main()
