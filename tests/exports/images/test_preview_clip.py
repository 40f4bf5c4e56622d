"""A preview stops at as many bytes of images as it can show while somebody waits."""

from pathlib import Path

import pytest

from artifacts.images.references import image_reference
from artifacts.rows.enums import ImageType
from exports.formats.images import ImageFile
from exports.preview_images import clip
from exports.preview_images.clip import FirstImages, clip_document


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let images of 100 bytes be enough at 250; return which were fetched."""
    monkeypatch.setattr(clip, "PREVIEW_IMAGE_BYTES", 250)
    return []


def images_of(folder: Path, asked: list[str]) -> FirstImages:
    """Return images of 100 bytes each."""
    path = folder / "image"
    path.write_bytes(bytes(100))

    def find(digest: str) -> ImageFile:
        asked.append(digest)
        return ImageFile(digest, path, ImageType.PNG, 1, 1)

    return FirstImages(find)


def digest_of(number: int) -> str:
    return f"{number:064x}"


def test_images_end_the_preview(tmp_path: Path, asked: list[str]) -> None:
    images = images_of(tmp_path, asked)
    text = "".join(f"Words.\n\n{image_reference(digest_of(n))}\n\n" for n in range(9))

    content, part = clip_document(text, images)

    assert asked == [digest_of(n) for n in range(3)]
    assert content.text == "".join(f"Words.\n\n{image_reference(digest_of(n))}\n\n" for n in range(3))
    assert part is not None
    assert (part.shown, part.whole) == (len(content.text), len(text))


def test_block_of_many_images_shows_the_first(tmp_path: Path, asked: list[str]) -> None:
    images = images_of(tmp_path, asked)
    text = " ".join(image_reference(digest_of(n % 8)) for n in range(16))

    content, part = clip_document(text, images)

    assert (content.text, part) == (text, None)
    assert (
        [digest for digest in map(digest_of, range(8)) if images(digest)] == asked == [digest_of(n) for n in range(3)]
    )
