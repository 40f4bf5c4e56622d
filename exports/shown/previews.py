"""What the page shows of a preview: pages with their text in place, and the sentence over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.jobs.previews import pages_of
from exports.preview_images.file import Line, Page, Pages, Part
from exports.rows.enums import FailureCode, JobStatus
from exports.rows.models import ExportJob

BASELINE = 0.8  # of a line's height, from above


@dataclass(frozen=True, slots=True)
class LineView:
    """A piece of text as SVG takes it: numbers are written with a point in every language."""

    text: str
    x: str
    y: str
    length: str
    size: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its number, its size in points and its text."""

    number: int
    width: str
    height: str
    lines: Sequence[LineView]


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A preview as `exports/previews/preview.html#pages` shows it."""

    job_id: UUID
    artifact_id: UUID
    title: str
    version: int
    is_running: bool
    percent: int
    fault: str = ""
    note: str = ""
    page_count: int = 0
    pages: Sequence[PageView] = ()


def view_preview(job: ExportJob) -> PreviewView:
    """Return what the page shows of the preview, the text of its pages included once it is there."""
    pages = pages_of(job) if job.is_ready else None
    return PreviewView(
        job_id=job.pk,
        artifact_id=job.version.artifact_id,
        title=job.version.title,
        version=job.version.number,
        is_running=job.is_running,
        percent=round(job.progress * 100),
        fault=str(FailureCode(job.error_code).label) if job.status == JobStatus.FAILED else "",
        note=_note(pages) if pages else "",
        page_count=pages.page_count if pages else 0,
        pages=[_page(number, page) for number, page in enumerate(pages.pages, start=1)] if pages else (),
    )


def _note(pages: Pages) -> str:
    shown = len(pages.pages)
    if pages.part is not None:
        return _part_note(shown, pages.part)
    count = ngettext("%(n)d page", "%(n)d pages", pages.page_count) % {"n": pages.page_count}
    if shown == pages.page_count:
        return _("%(pages)s, as in the PDF file.") % {"pages": count}
    return _("%(pages)s in the PDF file; the first %(shown)d are shown.") % {"pages": count, "shown": shown}


def _part_note(shown: int, part: Part) -> str:
    figures = {"shown": shown, "part": number_format(part.shown), "whole": number_format(part.whole)}
    if part.unit == "rows":
        sentence = _("The first %(shown)d pages, made from the first %(part)s of %(whole)s rows.")
    else:
        sentence = _("The first %(shown)d pages, made from the first %(part)s of %(whole)s characters.")
    return f"{sentence % figures} {_('The page numbers on them count that part; the PDF file holds everything.')}"


def _page(number: int, page: Page) -> PageView:
    return PageView(number, f"{page.width:g}", f"{page.height:g}", [_line(line) for line in page.lines])


def _line(line: Line) -> LineView:
    baseline = line.y + BASELINE * line.height
    return LineView(line.text, f"{line.x:g}", f"{baseline:.1f}", f"{max(line.width, 1):g}", f"{max(line.height, 1):g}")
