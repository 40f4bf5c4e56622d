"""The boundary between the job machine and the renderers: what goes in, what comes out.

A renderer takes content, writes one file and says what a reader must find in it. It knows nothing of jobs, users or
storage. A reader opens the file with another library than the one that wrote it and counts what is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from exports.formats.images import FindImage, no_images
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle

Figures = Mapping[str, int]


class Progress(Protocol):
    """Takes how much is done of how much; raises ExportStopped when nobody wants the file any more."""

    def __call__(self, done: int, total: int) -> None: ...


def no_progress(done: int, total: int) -> None:
    """Ignore progress: for benches and tests."""


def front_figures(options: ExportOptions, *, title_page: int = 1, contents: int = 0) -> dict[str, int]:
    """Return the figures of what stands before the text, as far as the options want it."""
    figures = {"title_page": title_page} if options.title_page else {}
    return figures | ({"contents": contents} if options.contents else {})


@dataclass(frozen=True, slots=True)
class Rendered:
    """`expected` is what the reader must find; `losses` counts what the format could not hold, by code."""

    expected: Figures
    losses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is made from; `content` is the kind's own type or a reader of it block by block.

    `made_on` is the day of the version, for a title page.
    """

    title: str
    content: Any
    images: FindImage = no_images
    made_on: date | None = None


class Renderer(Protocol):
    """Writes one file."""

    def __call__(
        self, source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
    ) -> Rendered: ...


class Reader(Protocol):
    """Reads a finished file back and returns its figures; any exception means that the file cannot be opened."""

    def __call__(self, path: Path, source: Source, options: ExportOptions) -> Figures: ...
