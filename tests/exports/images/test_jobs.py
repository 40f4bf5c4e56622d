"""Images in whole jobs: fetched from the storage, counted, told; a storage that is down is another try."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.models import ArtifactFile
from exports.preview_images.file import read_image
from exports.rows.enums import FormatName, JobStatus
from exports.rows.models import ExportJob
from exports.shown.jobs import figures_sentence, view_losses
from tests.artifacts.images.files import picture
from tests.exports.conftest import MakeVersion, stored_bytes
from tests.exports.images.conftest import Keep, shows

Finished = Callable[..., ExportJob]


@pytest.fixture
def version(keep: Keep, make_version: MakeVersion) -> MakeVersion:
    """Return a function that makes a document with a red image and its words."""

    def make() -> object:
        image = keep(picture("JPEG", (800, 600), "red"))
        return make_version(DocumentContent(f"# Boats\n\n{shows(image)}\n"))

    return make


def test_job_counts_the_images_of_the_file(finished: Finished, version: MakeVersion) -> None:
    job = finished(FormatName.PDF, version())
    assert job.status == JobStatus.COMPLETED
    assert job.verification["images"] == 1
    assert "1 image" in figures_sentence(job.verification)
    assert job.losses == {}


def test_image_without_bytes_is_a_loss_with_a_sentence(finished: Finished, version: MakeVersion) -> None:
    made = version()
    ArtifactFile.objects.update(key="images/nowhere")
    job = finished(FormatName.PDF, made)
    assert job.status == JobStatus.COMPLETED
    assert job.verification["images"] == 0
    [loss] = view_losses(job.losses)
    assert (loss.count, str(loss.text)[:11]) == (1, "Some images")


def test_storage_that_is_down_uses_no_start_up(finished: Finished, version: MakeVersion, open_site: Path) -> None:
    made = version()
    (open_site / "images").rename(open_site / "away")
    (open_site / "images").write_text("no folder")
    job = finished(FormatName.PDF, made)
    assert (job.status, job.attempt, job.error_code) == (JobStatus.PENDING, 0, "")
    assert job.refused_at is not None


def test_preview_shows_the_image(finished: Finished, version: MakeVersion, tmp_path: Path) -> None:
    job = finished(FormatName.PREVIEW, version())
    assert job.status == JobStatus.COMPLETED
    pages = tmp_path / "pages.zip"
    pages.write_bytes(stored_bytes(job))
    with Image.open(io.BytesIO(read_image(pages, 1) or b"")) as page:
        red, green, blue = page.convert("RGB").getpixel((page.width // 2, page.height // 4))
    assert red > 200
    assert max(green, blue) < 60
