"""Measures the way of a streamed answer: extraction and chat rendering, in 4-character chunks beside one whole.

Run `python -m bench.extraction [characters]`. Prints, for each kind of answer, the time in chunks, the time of the
same answer in one piece, their ratio (bar: 2 for the extraction of 100 KB, both with the finished content), the time
if every chunk is also shown at once (a turn shows them every 40 ms), and how the time grows with the length (linear: a
factor of about 2 from column to column).
"""

import sys
import time
from collections.abc import Callable

import django
from django.conf import settings

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
CHUNK = 4
ROUNDS = 3

PARAGRAPH = "The **quick** brown fox [jumps](https://example.org) over the `lazy` dog, again and again. " * 3
SECTION = f"## A section\n\n{PARAGRAPH}\n\n- one **b**\n- two\n\n| a | b |\n|---|---:|\n| x | 1 |\n| y | 2 |\n\n"
ROW = "| Kangoo E-Tech | 35,000 | 300 km | 600 kg | **good** |\n"
HEAD = "| Van | Price | Range | Payload | Note |\n|---|---:|---|---|---|\n"


def fill(head: str, part: str, size: int) -> str:
    return head + part * ((size - len(head)) // len(part))


def marked(kind: str, body: str) -> str:
    return f'Here it is.\n\n[[artifact kind="{kind}" title="T"]]\n{body}[[/artifact]]\n'


def answers(size: int) -> dict[str, tuple[str | None, str]]:
    """Return answers of about this size with the kind asked for."""
    return {
        "table": ("table", marked("table", fill(HEAD, ROW, size))),
        "table without markers": ("table", fill(HEAD, ROW, size)),
        "document": ("document", marked("document", fill("# T\n\n", SECTION, size))),
        "document of one list": ("document", marked("document", fill("# T\n\n", "- an item **b** of it\n", size))),
        "document of one line": ("document", marked("document", fill("# T\n\n", "words and words ", size) + "\n")),
        "spreadsheet": ("spreadsheet", marked("spreadsheet", fill("## S\n\n" + HEAD, ROW, size))),
        "table as one line of json": ("table", marked("table", fill('[{"a": 1}', ', {"a": 12345}', size) + "]\n")),
        "chat": (None, fill("", SECTION, size)),
    }


def cut(answer: str, size: int) -> list[str]:
    """Return the chunks as a provider hands them over: cutting them is no part of the extraction."""
    return [answer[start : start + size] for start in range(0, len(answer), size)]


def extract(kind: str | None, chunks: list[str]) -> None:
    from artifacts.extraction.extractor import Extractor
    from artifacts.rows.enums import KindName

    extractor = Extractor(KindName(kind) if kind else None)
    for chunk in chunks:
        extractor.feed(chunk)
    extractor.close()


def extract_showing(kind: str | None, chunks: list[str]) -> None:
    from artifacts.extraction.extractor import Extractor
    from artifacts.rows.enums import KindName

    extractor = Extractor(KindName(kind) if kind else None)
    for chunk in chunks:
        extractor.feed(chunk)
        extractor.show()
    extractor.close()


def render(answer: str, size: int) -> None:
    from artifacts.markdown.stream import MarkdownStream

    stream = MarkdownStream()
    for start in range(0, len(answer), size):
        stream.feed(answer[start : start + size])
    stream.finish()


def best(work: Callable[[], None]) -> float:
    """Return the least processor milliseconds of a few rounds."""
    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def report_ratio() -> None:
    head = f"extraction of {SIZE:,} characters"
    print(f"{head:42}{'chunks of 4':>14}{'whole':>10}{'ratio':>8}{'shown at each':>16}")
    for name, (kind, answer) in answers(SIZE).items():
        chunks = cut(answer, CHUNK)
        chunked = best(lambda: extract(kind, chunks))  # noqa: B023
        whole = best(lambda: extract(kind, [answer]))  # noqa: B023
        shown = best(lambda: extract_showing(kind, chunks))  # noqa: B023
        print(f"{name:42}{chunked:11.1f} ms{whole:7.1f} ms{chunked / whole:8.2f}{shown:13.1f} ms")


def report_growth() -> None:
    print(f"\n{'growth, chunks of 4':42}" + "".join(f"{SIZE * step // 4:>13,}" for step in (1, 2, 4, 8)))
    for name in answers(SIZE):
        times = []
        for step in (1, 2, 4, 8):
            kind, answer = answers(SIZE * step // 4)[name]
            chunks = cut(answer, CHUNK)
            times.append(best(lambda: extract(kind, chunks)))  # noqa: B023
        print(f"{name:42}" + "".join(f"{value:10.1f} ms" for value in times))


def report_rendering() -> None:
    print(f"\n{'chat rendering (MarkdownStream)':42}{'chunks of 4':>14}{'of 80':>10}{'whole':>10}")
    for name, (_kind, answer) in answers(SIZE).items():
        if "json" not in name:
            times = [best(lambda: render(answer, size)) for size in (CHUNK, 80, len(answer))]  # noqa: B023
            print(f"{name:42}{times[0]:11.1f} ms{times[1]:7.1f} ms{times[2]:7.1f} ms")


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    report_ratio()
    report_growth()
    report_rendering()
