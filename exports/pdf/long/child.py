"""The process that lays out parts of long documents: `python -m exports.pdf.long.child`.

Each line of its input is the path of an order; it answers with lines of the percentage done, then `done`. It ends as
soon as its input does, in the midst of a part too, so that none is left behind when a worker is killed.
"""

import os
import queue
import sys
import threading
from io import BytesIO
from pathlib import Path

from exports.formats.images import ImageFile
from exports.pdf.engine import WRITING, lay_out, reported
from exports.pdf.fetcher import OwnImagesFetcher
from exports.pdf.long.dump import dump_part
from exports.pdf.long.order import DONE, Order


def main() -> None:
    """Work off the orders."""
    paths: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(paths,), daemon=True).start()
    while True:
        work_off(Order.load(Path(paths.get())))
        _say(DONE)


def work_off(order: Order) -> None:
    """Lay out one part and leave it where the order wants it."""

    def find(digest: str) -> ImageFile | None:
        return order.images.get(digest)

    with reported(lambda done, total: _say(str(100 * done // total)), order.expected_pages):
        document = lay_out(order.html.read_text(), OwnImagesFetcher(find), order.out.with_suffix(".images"))
        document.write_pdf(BytesIO(), finisher=lambda document, pdf: _keep(document, pdf, order), **WRITING)


def _keep(document: object, pdf: object, order: Order) -> None:
    """Write the part; what WeasyPrint would write afterwards is nothing."""
    dump_part(document, pdf, order.out.stem, order.out.with_suffix(".streams")).save(order.out)
    del pdf.objects[1:]  # type: ignore[attr-defined]
    pdf.info.clear()  # type: ignore[attr-defined]


def _listen(paths: "queue.SimpleQueue[str]") -> None:
    for line in sys.stdin:
        paths.put(line.rstrip("\n"))
    os._exit(0)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
