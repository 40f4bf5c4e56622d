"""PDF files drawn by hand: words and columns by their places; what is no such file is refused."""

import io

import pikepdf
import pytest

from artifacts.rows.errors import NotParsed, UnsupportedFormat
from artifacts.sources.importing.reading import read_file


def drawn(*pages: list[tuple[float, float, str]], password: str = "") -> bytes:
    """Return a file of texts at places from the left and the top."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for texts in pages or [[]]:
        page = document.add_blank_page(page_size=(400, 400))
        shown = "".join(f"BT /F 11 Tf {left} {400 - top} Td ({text}) Tj ET\n" for left, top, text in texts)
        page.Contents = document.make_stream(shown.encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def test_columns_stand_apart_and_words_of_a_line_together() -> None:
    data = drawn(
        [
            (20, 50, "Kind"),
            (200, 50, "Price"),
            (20, 70, "Oak,"),
            (44, 70, "old"),
            (205, 70, "12.50"),
            (20, 150, "Done."),
        ]
    )
    assert (
        read_file("a.pdf", data).content.text.strip()
        == "| Kind | Price |\n| --- | --- |\n| Oak, old | 12.50 |\n\nDone."
    )


def test_signs_are_text() -> None:
    assert read_file("a.pdf", drawn([(20, 50, "2 * 3 < 7 | # x")])).content.text.strip() == "2 \\* 3 \\< 7 | # x"


@pytest.mark.parametrize(
    ("data", "words"),
    [(drawn([]), "pictures"), (b"%PDF-1.7 nothing", "damaged"), (drawn([(9, 50, "x")], password="key"), "password")],
)
def test_refusals_are_sentences(data: bytes, words: str) -> None:
    with pytest.raises(NotParsed, match=words):
        read_file("a.pdf", data)


def test_a_name_alone_makes_no_pdf() -> None:
    with pytest.raises(UnsupportedFormat):
        read_file("a.pdf", b"words")
