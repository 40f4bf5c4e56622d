"""A document that is laid out in parts against the same one laid out at once."""

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from artifacts.kinds.document.content import DocumentContent
from exports.formats.contract import Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.pdf.long import write
from exports.renderers import document_pdf
from exports.rows import limits
from exports.rows.enums import FormatName
from exports.rows.errors import ExportStopped
from tests.artifacts.images.files import picture
from tests.exports.images.conftest import Keep, MakeDocument, keep, make_document, shows
from tests.exports.images.photos import photo, picture_data
from tests.fakes.processes import descendants

__all__ = ["keep", "make_document"]

WORDS = "Words of a text that is long enough to fill a line or two. " * 30
NOTES = [f"[^ñ{n}]: Note number {n}." for n in range(8)]
STYLE = HouseStyle(header="ACME & Söhne", footer="Confidential", logo=picture())
REPEATED = re.compile(r"\d+ / \d+|Confidential|ACME & Söhne\s+Boats|Number\s+b\s|•")  # on each page, in no order


def chapter(n: int) -> str:
    table = "\n".join(f"| {n}.{row} | x |" for row in range(9))
    return (
        f"# Chapter {n}\n\n{WORDS}[^ñ{n}]\n\n## Section *{n}*\n\n{WORDS}\n\n- [x] done\n- open\n\n"
        f"| Number | b |\n|---|--:|\n{table}\n\n> مرحبا بالعالم\n"
    )


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make documents long that are not."""
    monkeypatch.setattr(document_pdf, "LONG_CHARACTERS", 1_000)
    monkeypatch.setattr(write, "PART_CHARACTERS", 9_000)
    monkeypatch.setattr(write, "CONTENTS_ENTRIES", 10)


def texts_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def outline_of(path: Path) -> list[tuple[int, str, int]]:
    """Return level, words and page of each heading."""
    with pypdfium2.PdfDocument(path) as document:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def words_of(path: Path) -> list[str]:
    """Return the words of the text from the first heading on, without what stands on each page of it again."""
    first = outline_of(path)[0][2]
    return REPEATED.sub("", " ".join(texts_of(path)[first:])).split()


def number_places(path: Path) -> dict[str, tuple[float, ...]]:
    """Return where each page's number stands."""
    places = {}
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            found = text.search(" / ").get_next()
            if found and (words := re.search(r"\d+ / \d+", text.get_text_range())):
                places[words.group()] = tuple(text.get_charbox(found[0] + 1))
    return places


def links_of(pdf: pikepdf.Pdf) -> list[tuple[str, int, int]]:
    """Return the name, the page and the page of the target of each link inside of the file."""
    numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.Names.Dests.Names
    targets = {str(names[n]): numbers[names[n + 1][0].objgen] for n in range(0, len(names), 2)}
    notes = [(index, note) for index, page in enumerate(pdf.pages) for note in page.get("/Annots", [])]
    assert not any("part:" in str(note.get("/A", "")) for _, note in notes)
    return [(str(note.Dest), index, targets[str(note.Dest)]) for index, note in notes if "/Dest" in note]


def tags_of(pdf: pikepdf.Pdf) -> Counter[str]:
    """Return how many there are of each kind of tag; each is below the root, and each link and page finds its own."""
    root = pdf.Root.StructTreeRoot
    keys = {int(root.ParentTree.Nums[n]): root.ParentTree.Nums[n + 1] for n in range(0, len(root.ParentTree.Nums), 2)}
    assert sorted(keys) == list(range(len(keys)))
    for page in pdf.pages:
        assert all(tag.Pg.objgen == page.objgen for tag in keys[int(page.StructParents)])
        for note in page.get("/Annots", []):
            assert keys[int(note.StructParent)].S == "/Link"
    counts: Counter[str] = Counter()
    waiting: list[Any] = [root.K[0]]
    while waiting:
        tag = waiting.pop()
        counts[str(tag.S)] += 1
        below = [kid for kid in tag.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        assert all(kid.P.objgen in (tag.objgen, tag.get("/P", tag).objgen) for kid in below)
        waiting += below
    ids = [str(item.ID) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
    assert len(set(ids)) == len(ids)
    return counts


def test_parts_are_the_same_document(
    keep: Keep, make_document: MakeDocument, in_parts: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = photo()
    chapters = [chapter(n) for n in range(8)]
    text = "\n\n".join([*chapters[:4], shows(keep(data), "a boat"), *chapters[4:], *NOTES])
    options = {"contents": True, "title_page": True, "language": "es", "house_style": STYLE}

    made = make_document(text, FormatName.PDF, **options)
    parts = made.path.rename(tmp_path / "parts.pdf")
    monkeypatch.setattr(document_pdf, "LONG_CHARACTERS", limits.LONG_CHARACTERS)
    whole = make_document(text, FormatName.PDF, **options)

    assert made.figures == {**whole.figures, "pages": made.figures["pages"]}
    assert made.figures["contents"] == 16
    assert made.rendered.losses == {}
    assert not list(tmp_path.glob("*.parts"))
    pages = texts_of(parts)
    marks = [re.findall(r"\d+ / \d+", page) for page in pages]
    assert marks == [[]] + [[f"{number} / {len(pages)}"] for number in range(2, len(pages) + 1)]
    ours, theirs = (number_places(path) for path in (parts, whole.path))
    assert ours[f"3 / {len(pages)}"] == pytest.approx(theirs[f"3 / {whole.figures['pages']}"], abs=0.6)
    assert [mark[:2] for mark in outline_of(parts)] == [mark[:2] for mark in outline_of(whole.path)]
    assert words_of(parts) == words_of(whole.path)
    assert picture_data(data) in parts.read_bytes()
    with pikepdf.open(parts) as joined, pikepdf.open(whole.path) as one:
        assert joined.check_pdf_syntax() == []
        assert (joined.docinfo["/Title"], joined.Root.Lang) == (one.docinfo["/Title"], one.Root.Lang)
        links = links_of(joined)
        assert sorted(link[0] for link in links) == sorted(link[0] for link in links_of(one))
        listed = {name: target for name, _, target in links if name.startswith("heading-")}
        assert list(listed.values()) == [page for _, _, page in outline_of(parts)]
        assert any(page != target for name, page, target in links if name.startswith("fn-"))
        tags, wanted = tags_of(joined), tags_of(one)
    assert tags.keys() == wanted.keys()
    for kind in ("/H1", "/H2", "/Figure"):  # others have a tag for each page that they go over
        assert (kind, tags[kind]) == (kind, wanted[kind])


def children_of_this_process() -> set[int]:
    return {one.pid for one in descendants(os.getpid())}


def test_cancelled_document_leaves_neither_process_nor_file(in_parts: None, tmp_path: Path) -> None:
    seen: list[int] = []
    before = children_of_this_process()

    def cancel(done: int, total: int) -> None:
        seen.extend(children_of_this_process() - before)
        raise ExportStopped

    source, path = Source("Boats", DocumentContent("\n\n".join(map(chapter, range(8))))), tmp_path / "file.pdf"
    with pytest.raises(ExportStopped):
        document_pdf.render(source, path, ExportOptions(), cancel, HouseStyle())

    assert seen
    assert not children_of_this_process() - before
    assert not path.exists()
