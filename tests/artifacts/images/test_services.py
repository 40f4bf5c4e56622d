"""Storing images: what is taken, what is refused, each once per owner."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from PIL import ImageFile

from accounts.models import User
from artifacts.images.references import image_reference
from artifacts.kinds.catalogue import ReplaceDocument
from artifacts.rows.enums import KindName
from artifacts.rows.errors import ImagesUnavailable, NotAnImage, OverLimit
from artifacts.rows.limits import ARTIFACT_IMAGE_BYTES, IMAGE_BYTES
from artifacts.rows.models import ArtifactFile
from artifacts.versions.write import revise_artifact
from tests.artifacts.images.files import bomb, heavy_jpeg, picture

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("format_name", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif"), ("WEBP", "image/webp")],
)
def test_image_is_stored_with_its_facts(store: Any, format_name: str, media_type: str):
    data = picture(format_name)
    file = store(data)
    assert (file.media_type, file.width, file.height, file.size_bytes) == (media_type, 40, 30, len(data))
    assert file.digest == hashlib.sha256(data).hexdigest()
    assert default_storage.open(file.key).read() == data


def test_same_image_is_one_file_per_owner(store: Any, storage: Path, other_user: User):
    first, again, others = store(), store(), store(owner=other_user)
    assert first == again
    assert first.digest == others.digest
    assert first.key != others.key
    assert len([path for path in storage.rglob("*") if path.is_file()]) == 2


def test_image_that_the_storage_lost_is_stored_again(store: Any):
    lost = store()
    default_storage.delete(lost.key)
    found = store()
    assert found.pk == lost.pk
    assert default_storage.open(found.key).read() == picture()


@pytest.mark.parametrize("data", [SVG, b"%PDF-1.7", b"text", picture()[:60], picture("GIF")[:20], b"BM" + b"\0" * 90])
def test_what_is_no_image_is_refused(store: Any, data: bytes):
    with pytest.raises(NotAnImage):
        store(data)
    assert not ArtifactFile.objects.exists()


def test_image_that_ends_early_is_refused_where_weasyprint_is_loaded(store: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NotAnImage):
        store(picture()[:60])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_image_of_20_mb_is_taken_and_one_byte_more_refused(store: Any):
    assert store(heavy_jpeg(IMAGE_BYTES.most)).size_bytes == IMAGE_BYTES.most
    with pytest.raises(OverLimit) as refusal:
        store(heavy_jpeg(IMAGE_BYTES.most + 1))
    assert refusal.value.facts["limit"] == "image_bytes"


def test_bomb_is_refused_before_it_is_decoded(store: Any):
    with pytest.raises(OverLimit) as refusal:
        store(bomb())
    assert refusal.value.facts["limit"] == "image_pixels"


def test_document_may_hold_200_mb_of_images_and_no_more(store: Any, make_artifact: Any, user: User):
    files = [store(heavy_jpeg(IMAGE_BYTES.most, seed)) for seed in range(11)]
    names = [image_reference(file.digest) for file in files]
    assert 10 * IMAGE_BYTES.most == ARTIFACT_IMAGE_BYTES.most
    version = make_artifact("\n\n".join(names[:10]), KindName.DOCUMENT)
    with pytest.raises(OverLimit) as refusal:
        revise_artifact(
            artifact=version.artifact,
            actor=user,
            expected_version=1,
            operations=[ReplaceDocument(text="\n\n".join(names))],
        )
    assert refusal.value.facts["limit"] == "artifact_image_bytes"
    with pytest.raises(OverLimit):
        make_artifact("\n\n".join(names), KindName.DOCUMENT)


def test_storage_that_is_down_is_a_refusal(store: Any, storage: Path):
    storage.write_text("a file where the folder should be")
    with pytest.raises(ImagesUnavailable):
        store()
    assert not ArtifactFile.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"media_type": "image/svg+xml"}, {"digest": "x" * 64}, {"width": 0}, {"key": ""}, {"size_bytes": 0}]
)
def test_database_refuses_a_wrong_row(user: User, wrong: dict[str, Any]):
    right = {"media_type": "image/png", "digest": "a" * 64, "width": 1, "height": 1, "key": "k", "size_bytes": 1}
    with pytest.raises(IntegrityError):
        ArtifactFile.objects.create(owner=user, **{**right, **wrong})
