"""Images in web pages and Markdown: inside of the page, or words with a note."""

from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from lxml import html

from exports.readers.html_images import BROKEN, WHOLE, read_page
from exports.rows.enums import FormatName
from tests.artifacts.images.files import picture
from tests.exports.images.conftest import Keep, MakeDocument, shows
from tests.exports.images.photos import SECRET, photo, picture_data

HTML, MARKDOWN = FormatName.HTML, FormatName.MARKDOWN


def images_of(path: Path) -> list[tuple[bytes, str]]:
    """Return the bytes and words of each image in a page."""
    page = html.parse(str(path), html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
    found = [(item.get("src").partition(";base64,")[2], item.get("alt")) for item in page.iter("img")]
    return [(b64decode(data, validate=True), words) for data, words in found]


def test_page_holds_its_images(keep: Keep, make_document: MakeDocument) -> None:
    data, other = photo(size=(1200, 900)), picture("WEBP")
    gone = keep(picture(color="red"))
    default_storage.delete(gone.key)
    text = f"# B\n\n{shows(keep(data), 'a <red> <b>boat')}\n\n{shows(keep(other), '')} {shows(gone, 'sunk')}\n"
    made = make_document(text, HTML)
    (first, words), (second, _) = images_of(made.path)
    assert picture_data(first) == picture_data(data)
    assert SECRET not in first
    assert (words, second) == ("a <red> boat", other)
    assert made.figures["images"] == 2
    assert made.rendered.losses == {"images_missing": 1}
    assert "sunk" in made.path.read_text()
    assert "image:" not in made.path.read_text().replace("data:image", "")


def test_reader_finds_images_across_its_chunks_and_counts_none_that_is_broken(tmp_path: Path) -> None:
    """The check has teeth: data that no program could show is not an image."""
    whole = b64(picture("PNG", (900, 900), mode="RGB"))
    page = tmp_path / "page.html"
    for shift in (0, 1, 7, 14, 15, 16):
        filler = "x" * (2**18 - shift)
        for data, verdict in ((whole, WHOLE), (whole[: len(whole) // 2 + 1], BROKEN), ("AAAA" * 99_999, BROKEN)):
            page.write_text(f'{filler}<img src="data:image/png;base64,{data}" alt="é"><img src="data:image/gif;x">end')
            assert read_page(page).decode() == f'{filler}<img src="{verdict}" alt="é"><img src="{BROKEN}">end'


def b64(data: bytes) -> str:
    return b64encode(data).decode()


def test_markdown_keeps_words_and_says_that_the_image_is_not_there(keep: Keep, make_document: MakeDocument) -> None:
    image, silent = shows(keep(), "a *red* boat"), shows(keep(), "")
    text = (
        f"# B\n\nSee {image} and {silent}.\n\n| a |\n|---|\n| {image} |\n\n`{image}` ![r](https://example.org/x.png)\n"
    )
    made = make_document(text, MARKDOWN)
    note = "*a *red* boat (image, not in this file)*"
    assert made.path.read_text() == text.replace(f"See {image}", f"See {note}").replace(
        f"| {image} |", f"| {note} |"
    ).replace(silent, "*(image, not in this file)*")
    assert made.rendered.losses == {"images_left_out": 3}


def test_markdown_without_own_images_is_the_text_itself(make_document: MakeDocument) -> None:
    text = "![r](https://example.org/x.png) file:x <div>\n"
    made = make_document(text, MARKDOWN)
    assert made.path.read_text() == text
    assert made.rendered.losses == {}


@pytest.mark.parametrize("format_name", [HTML, MARKDOWN, FormatName.PDF, FormatName.DOCX])
def test_contents_name_headings_with_images(keep: Keep, make_document: MakeDocument, format_name: FormatName) -> None:
    image, silent = shows(keep(), "a boat"), shows(keep(), "")
    text = f"# Boats {image} sail\n\n## {silent}\n\n## Ends {silent}\n"
    made = make_document(text, format_name, contents=True, title_page=format_name in (FormatName.PDF, FormatName.DOCX))
    assert made.figures["contents"] == (3 if format_name == MARKDOWN else 2)
