"""Reads text files back: CSV by the csv module, JSON by json, Markdown by its parser, HTML by lxml."""

import io
import json
import zipfile
from pathlib import Path

from lxml import html

from exports.flow.markdown import block_counts
from exports.flow.markdown_contents import count_entries
from exports.flow.outline import names
from exports.formats.contract import Figures, Source, front_figures
from exports.formats.options import ExportOptions
from exports.images.losses import names_images
from exports.readers.html_images import WHOLE, read_page
from exports.sheets.delimited import count_records, count_table

HEADINGS = "//h1|//h2|//h3|//h4|//h5|//h6"


def read_csv(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count records below the header, and columns."""
    return count_table(path)


def read_csv_zip(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count files and the records in them."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        texts = (io.TextIOWrapper(package.open(name), encoding="utf-8-sig", newline="") for name in names)
        rows = sum(count_records(text)[0] for text in texts)
    return {"sheets": len(names), "rows": rows}


def read_json(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count rows and columns."""
    data = json.loads(path.read_bytes())
    is_even = all(len(row) == len(data["columns"]) for row in data["rows"])
    return {"rows": len(data["rows"]) if is_even else -1, "columns": len(data["columns"])}


def read_table_markdown(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count the rows below the table's head, and columns."""
    text = path.read_text(encoding="utf-8")
    head = text.split("\n", 3)[2].replace("\\|", "").count("|")
    return {"rows": block_counts(text)["table_rows"] - 1, "columns": head - 1}


def read_markdown(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count headings and bytes."""
    data = path.read_bytes()
    text = data.decode()
    led = count_entries(text) if options.contents else 0
    return {"headings": block_counts(text)["headings"], "bytes": len(data), **front_figures(options, contents=led)}


def read_html(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count headings and tables, and whole images where the text names any."""
    page = html.document_fromstring(read_page(path), html.HTMLParser(encoding="utf-8"))
    links = page.xpath("//nav//a")
    led = sum(names(link.text_content(), _heading(page, link.get("href")[1:])) for link in links)
    figures = {"headings": len(page.xpath(HEADINGS)), "tables": len(page.xpath("//table"))}
    if names_images(source.content.text):
        figures["images"] = len(page.xpath("//img[@src=$whole]", whole=WHOLE))
    return figures | front_figures(options, contents=led)


def _heading(page: html.HtmlElement, anchor: str) -> str | None:
    """Return the words of the heading that an anchor names, those of its images among them."""
    found = page.xpath(f"({HEADINGS})[@id=$anchor]", anchor=anchor)
    return "".join(found[0].xpath(".//text() | .//img/@alt")) if found else None
