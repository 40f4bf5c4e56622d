"""Images in Word files, read back by python-docx, zipfile and LibreOffice: data as it was, words, sizes, parts."""

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from exports.house_style.style import HouseStyle
from exports.readers.docx_pictures import count_pictures
from exports.rows.enums import FormatName
from tests.artifacts.images.files import picture
from tests.exports.conftest import MadeFile
from tests.exports.images.conftest import Keep, MakeDocument, shows
from tests.exports.images.photos import SECRET, photo, picture_data

DOCX = FormatName.DOCX


def parts(made: MadeFile) -> dict[str, bytes]:
    """Return the pictures of a file; it is whole."""
    with zipfile.ZipFile(made.path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist() if name.startswith("word/media/")}


def drawings(element: Any) -> list[tuple[int, int, str]]:
    """Return width and height in millimetres and the words of each drawing."""
    return [
        (round(extent.cx / 36_000), round(extent.cy / 36_000), extent.getparent().find(qn("wp:docPr")).get("descr"))
        for extent in element.iter(qn("wp:extent"))
    ]


def test_jpeg_is_a_part_as_it_was_without_its_notes(keep: Keep, make_document: MakeDocument) -> None:
    data = photo()
    words = 'a <red> & "big" boat'
    made = make_document(f"# Boats\n\n{shows(keep(data), words)}\n", DOCX)
    [written] = parts(made).values()
    assert picture_data(written) == picture_data(data)
    assert SECRET not in written
    document = docx.Document(str(made.path))
    assert drawings(document.element) == [(106, 79, words)]
    [shape] = document.inline_shapes
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    assert document.part.related_parts[blip.embed].blob == written
    assert made.figures["images"] == 1


def test_image_shown_twice_is_stored_once(keep: Keep, make_document: MakeDocument) -> None:
    file = keep()
    made = make_document(f"{shows(file, 'one')} and {shows(file, 'two')}\n", DOCX)
    assert made.figures["images"] == 2
    assert len(parts(made)) == 1
    numbers = [item.get("id") for item in docx.Document(str(made.path)).element.iter(qn("wp:docPr"))]
    assert numbers == ["1", "2"]


@pytest.mark.parametrize("format_name", ["PNG", "GIF", "WEBP"])
def test_every_type_is_one_that_word_shows(keep: Keep, make_document: MakeDocument, format_name: str) -> None:
    made = make_document(shows(keep(picture(format_name))), DOCX, house_style=HouseStyle(logo=picture()))
    [(name, written)] = parts_of_text(made).items()
    assert name.endswith({"PNG": ".png", "GIF": ".gif", "WEBP": ".png"}[format_name])
    assert written.startswith(b"GIF8" if format_name == "GIF" else b"\x89PNG")
    assert made.figures["images"] == 1


def parts_of_text(made: MadeFile) -> dict[str, bytes]:
    """Return the pictures without the logo, which the template names."""
    return {name: data for name, data in parts(made).items() if not name.startswith("word/media/image")}


def test_large_images_stay_within_the_margins(keep: Keep, make_document: MakeDocument) -> None:
    wide, tall = keep(picture("JPEG", (3000, 500))), keep(picture("JPEG", (500, 3000)))
    text = f"{shows(wide)}\n\n{shows(tall)}\n\n- {shows(wide)}\n\n| a | b |\n|---|---|\n| {shows(wide)} | x |\n"
    made = make_document(text, DOCX)
    (first, _, _), (_, second, _), (item, _, _), (cell, _, _) = drawings(docx.Document(str(made.path)).element)
    assert (first, second) == (170, 257)
    assert item == 170 - 6
    assert cell < 170


def test_images_wherever_markdown_allows_them(keep: Keep, make_document: MakeDocument) -> None:
    image = shows(keep())
    text = (
        f"# Head {image}\n\n- item {image}\n\n> {image}\n\n[{image}](https://example.org)\n\n"
        f"text[^1] {image} more\n\n`{image}`\n\n![out {image} side](https://example.org/x.png)\n\n"
        f"[^1]: note {image} with a [link](https://example.org)\n\n[^2]: nobody asks {image}\n"
    )
    made = make_document(text, DOCX)
    assert made.figures["images"] == 6
    assert made.rendered.losses == {"images_left_out": 1}


def test_footnotes_have_links_and_images_of_their_own(keep: Keep, make_document: MakeDocument) -> None:
    made = make_document(f"Text[^1].\n\n[^1]: note {shows(keep())} [link](https://example.org)\n", DOCX)
    with zipfile.ZipFile(made.path) as package:
        notes = package.read("word/footnotes.xml").decode()
        known = package.read("word/_rels/footnotes.xml.rels").decode()
    used = re.findall(r'r:(?:id|embed)="([^"]+)"', notes)
    assert len(used) == 2
    assert all(f'Id="{name}"' in known for name in used)


def test_reader_counts_no_drawing_without_its_image(keep: Keep, make_document: MakeDocument, tmp_path: Path) -> None:
    """The check has teeth: parts that are gone or no images are not shown."""
    made = make_document(f"{shows(keep())}\n\n{shows(keep(picture(color='red')))}\n", DOCX)
    first, second = sorted(parts(made))
    spoiled = tmp_path / "spoiled.docx"
    with zipfile.ZipFile(made.path) as whole, zipfile.ZipFile(spoiled, "w") as package:
        for name in whole.namelist():
            if name != first:
                package.writestr(name, b"no image" if name == second else whole.read(name))
    assert count_pictures(made.path) == 2
    assert count_pictures(spoiled) == 0


def test_turned_jpeg_stands_upright(keep: Keep, make_document: MakeDocument) -> None:
    made = make_document(shows(keep(photo(size=(400, 200), orientation=6))), DOCX)
    [name] = parts(made)
    with zipfile.ZipFile(made.path) as package, package.open(name) as part, Image.open(part) as image:
        assert image.size == (200, 400)
        assert not image.getexif()
