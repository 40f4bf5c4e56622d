"""Images of Alice's in a folder of the test's own, and documents that show them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from accounts.models import User
from artifacts.images.references import image_reference
from artifacts.images.services import store_image
from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.models import ArtifactFile
from exports.formats import registry
from exports.formats.contract import Source, no_progress
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.stored import stored_images
from exports.rows.enums import FormatName
from tests.artifacts.images.files import picture
from tests.exports.conftest import MadeFile, kind_of

Keep = Callable[..., ArtifactFile]
MakeDocument = Callable[..., MadeFile]


@pytest.fixture
def keep(open_site: Path, user: User) -> Keep:
    """Return a function that stores an image of Alice's."""

    def make(data: bytes | None = None, owner: User = user) -> ArtifactFile:
        data = picture() if data is None else data
        return store_image(owner=owner, file=BytesIO(data), size_bytes=len(data))

    return make


@pytest.fixture
def make_document(open_site: Path, user: User, tmp_path: Path) -> MakeDocument:
    """Return a function that makes a file of a text with Alice's images and reads it back."""

    def make(text: str, format_name: FormatName, house_style: HouseStyle | None = None, **options: object) -> MadeFile:
        folder = tmp_path / f"job-{format_name}"
        folder.mkdir(exist_ok=True)
        content = DocumentContent(text)
        row = registry.find(kind_of(content), format_name)
        chosen = ExportOptions(**options)  # type: ignore[arg-type]
        source = Source("Boats", content, stored_images(user.pk, text, folder))
        path = folder / f"file.{row.extension}"
        rendered = row.load_renderer()(source, path, chosen, no_progress, house_style or HouseStyle())
        made = MadeFile(path, rendered, row.load_reader()(path, source, chosen))
        made.assert_verified()
        return made

    return make


def shows(file: ArtifactFile, words: str = "a boat") -> str:
    """Return the Markdown that shows an image."""
    return image_reference(file.digest, words)
