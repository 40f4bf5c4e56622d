"""Opens a preview again with Pillow: every page has an image of its proportions."""

import io
from pathlib import Path

from PIL import Image

from exports.formats.contract import Figures, Source
from exports.formats.options import ExportOptions
from exports.preview_images.file import read_image, read_pages

ROUNDING = 0.01  # of the proportions: pixels are whole


def read(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count the pages whose image is whole."""
    found = 0
    for number, page in enumerate(read_pages(path).pages, start=1):
        with Image.open(io.BytesIO(read_image(path, number) or b"")) as image:
            image.load()
            found += abs(image.width / image.height - page.width / page.height) < ROUNDING
    return {"pages": found}
