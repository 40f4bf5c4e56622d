"""What a child process is told about a part."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from artifacts.rows.enums import ImageType
from exports.formats.images import ImageFile

DONE = "done"


@dataclass(frozen=True, slots=True)
class Order:
    """The page's HTML in a file, its images by digest, where the part goes; files beside that one are the child's."""

    html: Path
    out: Path
    expected_pages: int
    images: Mapping[str, ImageFile]

    def save(self, path: Path) -> Path:
        """Write the order; return the path."""
        images = [[i.digest, str(i.path), i.media_type.value, i.width, i.height] for i in self.images.values()]
        path.write_text(json.dumps([str(self.html), str(self.out), self.expected_pages, images]))
        return path

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an order."""
        html, out, expected_pages, images = json.loads(path.read_text())
        found = {digest: ImageFile(digest, Path(file), ImageType(kind), *size) for digest, file, kind, *size in images}
        return cls(Path(html), Path(out), expected_pages, found)
