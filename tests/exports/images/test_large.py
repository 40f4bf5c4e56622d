"""A hundred megabytes of images go through a whole job in the memory of a few of them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from artifacts.kinds.document.content import DocumentContent
from exports.rows.enums import FormatName, JobStatus
from exports.rows.models import ExportJob
from tests.artifacts.images.files import heavy_jpeg
from tests.exports.conftest import MakeVersion
from tests.exports.images.conftest import Keep, shows

MIB = 1 << 20
IMAGES, IMAGE_BYTES = 10, 10 * MIB
MOST_BYTES = 256 * MIB  # a quarter of what a worker may hold

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]


def memory(name: str) -> int:
    """Return a figure of this process's memory in bytes."""
    return int(Path("/proc/self/status").read_text().split(f"{name}:")[1].split()[0]) * 1024


@pytest.mark.parametrize("format_name", [FormatName.PDF, FormatName.DOCX, FormatName.HTML])
def test_100_mb_of_images(
    keep: Keep, make_version: MakeVersion, finished: Callable[..., ExportJob], format_name: FormatName
) -> None:
    finished(format_name, make_version(DocumentContent("# Warm\n")))
    images = [shows(keep(heavy_jpeg(IMAGE_BYTES, seed))) for seed in range(IMAGES)]
    version = make_version(DocumentContent("\n\n".join(images)))
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = memory("VmRSS")
    job = finished(format_name, version)
    assert job.status == JobStatus.COMPLETED
    assert job.verification["images"] == IMAGES
    assert (job.size_bytes or 0) > IMAGES * IMAGE_BYTES
    assert memory("VmHWM") - before < MOST_BYTES
