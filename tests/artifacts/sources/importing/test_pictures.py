"""Images of Word files: taken along with their descriptions, stored once, refused like an upload."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.limits import ARTIFACT_IMAGE_BYTES, IMAGE_BYTES
from artifacts.rows.losses import Loss
from artifacts.rows.models import ArtifactFile
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.sources.importing.pictures import Pictures
from artifacts.sources.importing.reading import read_file
from artifacts.sources.importing.services import import_artifact
from artifacts.versions.reading import find_version, open_version
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.images.files import bomb, heavy_jpeg, picture
from tests.artifacts.sources.importing.files import saved, with_part

RED, BLUE = picture("JPEG", color="red"), picture("GIF", color="blue")


@pytest.fixture
def storage(settings: Any, tmp_path: Path) -> Path:
    """A folder of the test's own for stored files."""
    folder = tmp_path / "storage"
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return folder


def word_file(*images: bytes, words: str = "a boat") -> bytes:
    """Return a Word file with a paragraph for each image, the first one in a cell as well."""
    document = docx.Document()
    document.add_paragraph("Boats").add_run(" sail")
    for data in images:
        paragraph = document.add_paragraph("See ")
        paragraph.add_run().add_picture(BytesIO(data))
        paragraph.add_run(" here")
    cell = document.add_table(1, 2)._cells[0]
    cell.paragraphs[0].add_run().add_picture(BytesIO(images[0]))
    for facts in document.element.iter(qn("wp:docPr")):
        facts.set("descr", words)
    return saved(document)


@pytest.mark.django_db
def test_images_become_the_documents_own(storage: Path, user: User) -> None:
    data = word_file(RED, BLUE, RED)
    imported = read_isolated("boats.docx", [data], len(data))
    version = import_artifact(owner=user, imported=imported, name="boats.docx")
    red, blue = ArtifactFile.objects.order_by("-media_type")
    assert (red.media_type, blue.media_type, red.owner) == ("image/jpeg", "image/gif", user)
    assert open_version(find_version(version.artifact)).text == (
        f"Boats sail\n\nSee ![a boat](file:{red.digest}) here\n\nSee ![a boat](file:{blue.digest}) here\n\n"
        f"See ![a boat](file:{red.digest}) here\n\n| ![a boat](file:{red.digest}) |  |\n| --- | --- |\n"
    )
    assert (storage / red.key).read_bytes() == RED
    assert version.losses == []


def test_words_are_escaped_and_links_kept() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run()
    run.add_picture(BytesIO(RED))
    next(document.element.iter(qn("wp:docPr"))).set("descr", "a [red]\n* boat")
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation(document)}"/>')
    run._r.addprevious(link)
    link.append(run._r)
    text = read_file("a.docx", saved(document)).content.text
    assert text.startswith("[![a \\[red\\] * boat](file:")
    assert text.endswith(")](https://example.org/)\n")


def relation(document: Any) -> str:
    return str(document.part.relate_to("https://example.org/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True))


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (b"<svg/>", "Images were left out: 2."),
        (RED[:300], "Images were left out: 2."),
        (bomb(), "Images over the limits of an upload were left out: 2."),
    ],
    ids=["not an image", "damaged", "bomb"],
)
def test_refused_images_are_losses(part: bytes, sentence: str) -> None:
    data = with_part(word_file(picture()), "word/media/image1.png", part, replace=True)
    imported = read_file("a.docx", data)
    assert imported.losses == (sentence,)
    assert imported.images == ()
    assert "file:" not in imported.content.text
    assert "See  here" in imported.content.text


def test_drawings_without_an_image_are_losses() -> None:
    document = docx.Document()
    document.add_paragraph("Chart").add_run()._r.append(
        parse_xml(f"<w:drawing {nsdecls('w', 'wp')}><wp:inline><wp:docPr id='1' name='c'/></wp:inline></w:drawing>")
    )
    run = document.add_paragraph("Linked").add_run()
    run.add_picture(BytesIO(RED))
    blip = next(run._r.iter(qn("a:blip")))
    blip.set(qn("r:link"), blip.attrib.pop(qn("r:embed")))
    assert read_file("a.docx", saved(document)).losses == ("Images were left out: 2.",)


def test_images_for_old_programs_are_not_taken_twice() -> None:
    document = docx.Document()
    run = document.add_paragraph("x").add_run()
    run.add_picture(BytesIO(RED))
    drawing = next(run._r.iter(qn("w:drawing")))
    name = next(drawing.iter(qn("a:blip"))).get(qn("r:embed"))
    old = f'<w:pict><v:shape alt="old"><v:imagedata r:id="{name}"/></v:shape></w:pict>'
    both = parse_xml(
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'{nsdecls("w", "r")} xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<mc:Choice Requires="wps"/><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    )
    drawing.addprevious(both)
    both[0].append(drawing)
    assert read_file("a.docx", saved(document)).content.text.count("file:") == 1
    both.getparent().replace(both, both[1][0])
    assert "![old](file:" in read_file("a.docx", saved(document)).content.text


def test_table_from_a_word_file_takes_no_images() -> None:
    imported = read_file("a.docx", word_file(RED), KindName.TABLE)
    assert imported.images == ()
    assert "Images were left out: 2." in imported.losses


def test_image_heavier_than_an_upload_is_a_loss() -> None:
    pictures = Pictures()
    assert pictures.take(heavy_jpeg(IMAGE_BYTES.most + 1), "") == ""
    assert pictures.losses()[Loss.IMAGES_OVER_LIMIT] == 1


def test_images_of_one_file_weigh_no_more_than_a_document_may_hold() -> None:
    pictures = Pictures()
    for seed in range(11):
        pictures.take(heavy_jpeg(IMAGE_BYTES.most, seed), "")
    assert sum(len(image.data) for image in pictures.found.values()) == ARTIFACT_IMAGE_BYTES.most
    assert [count for count in pictures.losses().values() if count] == [1]


@pytest.mark.django_db
def test_storage_that_is_down_refuses_the_import(
    storage: Path, user: User, client_for: Callable[[User], Client]
) -> None:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    storage.write_text("a file where the folder should be")
    upload = {"file": SimpleUploadedFile("a.docx", word_file(RED))}
    answer = client_for(user).post("/api/artifacts/import", upload)
    assert (answer.status_code, answer.json()["code"]) == (503, "image_storage_unavailable")
    assert not ArtifactFile.objects.exists()
