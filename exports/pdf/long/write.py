"""A long document from its HTML to its file: parts laid out side by side, the contents last, when pages are known."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.safestring import mark_safe

from exports.flow.html_outline import Link
from exports.formats.contract import Progress
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.markup import TAG
from exports.pdf.long.children import Children
from exports.pdf.long.join import join_parts
from exports.pdf.long.numbers import PageNumbers
from exports.pdf.long.order import Order
from exports.pdf.long.part import Part
from exports.pdf.long.split import anchors_of, size_of, split, with_far_links
from exports.pdf.pages import PageJob, page_html, printable
from exports.rows.limits import CONTENTS_ENTRIES, PART_CHARACTERS

CHARACTERS_PER_PAGE = 3_000  # of HTML
ENTRIES_PER_PAGE = 38
MOST_TRIES = 4  # of a table of contents, whose own length moves what it lists
TEXT_SHARE, CONTENTS_SHARE = 0.85, 0.1  # of the time; the rest is joining


def write_long_pages(
    job: PageJob, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> int:
    """Write the PDF as `exports.pdf.pages.write_pages` does, from parts; return its number of pages."""
    folder = out_path.with_suffix(".parts")
    folder.mkdir()
    with Children() as children:
        return _LongDocument(job, options, house_style, folder, children, progress).write(out_path)


class _LongDocument:
    """One file in the making."""

    def __init__(
        self,
        job: PageJob,
        options: ExportOptions,
        house_style: HouseStyle,
        folder: Path,
        children: Children,
        progress: Progress,
    ) -> None:
        self._job = replace(job, has_numbers=False, cover=None, contents=())
        self._cover, self._contents = job.cover, job.contents
        self._options, self._style = options, house_style
        self._folder, self._children, self._progress = folder, children, progress
        body = printable(job.body)
        self._bodies = split(body, PART_CHARACTERS)
        self._anchors = anchors_of(body)
        self._count = 0

    def write(self, out_path: Path) -> int:
        """Lay everything out and join it."""
        texts = [page_html(self._job, body, self._options, self._style) for body in self._bodies]
        parts = self._lay_out(texts, 0, TEXT_SHARE)
        front = self._lay_out_front(parts) if self._cover or self._contents else []
        numbers = PageNumbers(self._style, self._options.margins)
        pages = join_parts([*front, *parts], out_path, numbers, self._options.language, int(self._cover is not None))
        shutil.rmtree(self._folder)
        return pages

    def _lay_out(self, htmls: Sequence[str], begin: float, share: float) -> list[Part]:
        """Return the parts; the work begins at a share of the whole."""
        orders = [self._order(html) for html in htmls]
        paths = [order.save(order.out.with_suffix(".order")) for order in orders]
        self._children.work_off(paths, lambda done: self._progress(round(1000 * (begin + share * done)), 1000))
        return [Part.load(order.out) for order in orders]

    def _order(self, html: str) -> Order:
        """Write a part's page; return what its process is told."""
        self._count += 1
        path = self._folder / f"{self._count}.html"
        path.write_text(with_far_links(html, self._anchors), errors="replace")
        digests = dict.fromkeys(tag["digest"] for tag in TAG.finditer(html))
        images = {digest: image for digest in digests if (image := self._job.images(digest))}
        return Order(path, path.with_suffix(".part"), size_of(html) // CHARACTERS_PER_PAGE + 1, images)

    def _lay_out_front(self, parts: Sequence[Part]) -> list[Part]:
        """Return title page and contents; again when they took more or fewer pages than their numbers allow for."""
        pages = [page for part in parts for page in part.pages]
        places = {name: number for number, page in enumerate(pages, start=1) for name, _, _ in page.anchors}
        taken = int(self._cover is not None) + -(-len(self._contents) // ENTRIES_PER_PAGE)
        for _ in range(MOST_TRIES):
            links = [replace(link, page=taken + places[link.anchor]) for link in self._contents]
            front = self._lay_out(self._front_pages(links), TEXT_SHARE, CONTENTS_SHARE)
            wrong, taken = taken, sum(len(part.pages) for part in front)
            if taken == wrong:
                break
        return front

    def _front_pages(self, links: Sequence[Link]) -> list[str]:
        """Return the HTML of what stands before the text."""
        starts = range(0, max(len(links), 1), CONTENTS_ENTRIES)
        jobs = [
            replace(
                self._job,
                cover=None if start else self._cover,
                contents=links[start : start + CONTENTS_ENTRIES],
                is_continued=start > 0,
            )
            for start in starts
        ]
        return [page_html(job, mark_safe(""), self._options, self._style) for job in jobs]
