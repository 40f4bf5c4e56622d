"""Images in PDF: JPEG data as it was, words for who cannot see them, sized to the page, losses told."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from artifacts.images.references import image_reference
from exports.formats.options import Orientation
from exports.house_style.style import HouseStyle
from exports.rows.enums import FormatName
from tests.artifacts.images.files import picture
from tests.exports.images.conftest import Keep, MakeDocument, shows
from tests.exports.images.photos import SECRET, photo, picture_data

PDF = FormatName.PDF


def drawn(path: Path) -> list[tuple[float, float]]:
    """Return width and height in points of each image on the pages; none leaves the paper."""
    sizes = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = item.get_bounds()
                assert left >= 0
                assert bottom >= 0
                assert right <= page.get_width()
                assert top <= page.get_height()
                sizes.append((round(right - left), round(top - bottom)))
    return sizes


def test_jpeg_data_is_passed_through_without_its_notes(keep: Keep, make_document: MakeDocument) -> None:
    data = photo()
    made = make_document(f"# Boats\n\n{shows(keep(data))}\n\nText.\n", PDF)
    written = made.path.read_bytes()
    assert made.figures["images"] == 1
    assert picture_data(data) in written
    assert SECRET in data
    assert SECRET not in written
    assert made.rendered.losses == {}


def test_turned_jpeg_stands_upright(keep: Keep, make_document: MakeDocument) -> None:
    file = keep(photo(size=(400, 200), orientation=6))
    made = make_document(shows(file), PDF)
    [(width, height)] = drawn(made.path)
    assert (file.width, file.height) == (200, 400)
    assert (width, height) == (150, 300)


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("PNG", mode="I;16"),
        picture("GIF"),
        picture("WEBP"),
        picture("JPEG", mode="CMYK"),
        picture("JPEG", mode="L"),
    ],
    ids=["alpha", "palette", "16 bits", "gif", "webp", "cmyk", "grey"],
)
def test_every_type_is_shown_in_its_size(keep: Keep, make_document: MakeDocument, data: bytes) -> None:
    made = make_document(shows(keep(data)), PDF)
    assert drawn(made.path) == [(30, 22)]


def test_words_are_in_the_tagged_file(keep: Keep, make_document: MakeDocument) -> None:
    file, words = keep(), 'a red & "big" boat'
    made = make_document(f"{shows(file, words)}\n\n{shows(file, '')}\n", PDF)
    assert made.figures["images"] == 2
    with pikepdf.open(made.path) as pdf:
        figures = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert [str(figure.Alt) for figure in figures] == [words, "Image"]


@pytest.mark.parametrize("orientation", [Orientation.PORTRAIT, Orientation.LANDSCAPE])
def test_large_images_fit_the_page(keep: Keep, make_document: MakeDocument, orientation: Orientation) -> None:
    wide, tall = keep(picture("JPEG", (3000, 500))), keep(picture("JPEG", (500, 3000)))
    text = f"{shows(wide)}\n\n{shows(tall)}\n\n| a | b |\n|---|---|\n| {shows(wide)} | x |\n"
    made = make_document(text, PDF, orientation=orientation)
    sizes = drawn(made.path)
    assert len(sizes) == made.figures["images"] == 3
    for (width, height), ratio in zip(sizes, (6, 1 / 6, 6), strict=True):
        assert width / height == pytest.approx(ratio, rel=0.05)


def test_images_wherever_markdown_allows_them(keep: Keep, make_document: MakeDocument) -> None:
    image = shows(keep())
    text = (
        f"# Head {image}\n\n## {image}\n\n- item {image}\n\n> {image}\n\n[{image}](https://example.org)\n\n"
        f"text[^1] {image} more\n\n`{image}`\n\n![out {image} side](https://example.org/x.png)\n\n[^1]: note {image}\n"
    )
    made = make_document(text, PDF)
    assert made.figures["images"] == 7
    assert made.figures["headings"] == 1
    assert made.rendered.losses == {"images_left_out": 1}


def test_logo_above_the_pages_is_no_image_of_the_document(keep: Keep, make_document: MakeDocument) -> None:
    style = HouseStyle(logo=picture())
    made = make_document(f"{shows(keep(picture('JPEG')))}\n\n" + "word " * 3000, PDF, house_style=style)
    assert made.figures["pages"] > 1
    assert made.figures["images"] == 1


def test_missing_and_foreign_images_are_told_and_keep_their_words(
    keep: Keep, make_document: MakeDocument, other_user: User
) -> None:
    gone, spoiled = keep(picture(color="red")), keep(picture(color="blue"))
    foreign = keep(picture(color="green"), owner=other_user)
    default_storage.delete(gone.key)
    Path(default_storage.path(spoiled.key)).write_bytes(picture(color="black"))
    text = "\n\n".join(shows(file, f"boat {n}") for n, file in enumerate((gone, spoiled, foreign, keep())))
    made = make_document(f"{text}\n\n{image_reference('0' * 64, 'nobody')}\n", PDF)
    assert made.figures["images"] == 1
    assert made.rendered.losses == {"images_missing": 4}
    with pypdfium2.PdfDocument(made.path) as document:
        words = document[0].get_textpage().get_text_range()
    assert all(f"boat {n}" in words for n in range(3))
    assert "nobody" in words


def test_reader_notices_an_image_that_is_not_there(keep: Keep, make_document: MakeDocument) -> None:
    """The check has teeth: a file with one image is not a document of two."""
    from exports.readers.pdf_images import count_figures

    made = make_document(shows(keep()), PDF)
    bare = make_document("No image.", PDF)
    with pypdfium2.PdfDocument(bare.path) as document:
        assert count_figures(document) == 0
    assert made.rendered.expected["images"] == 1
