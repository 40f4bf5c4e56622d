"""The tables of a document, each as a table or a sheet."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyromark
from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.document.outline import OPTIONS
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import sheet_from_grid
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.content import TableContent
from artifacts.kinds.table.gfm import GfmTable, find_tables, plain_cell
from artifacts.rows.errors import NotConvertible
from artifacts.rows.losses import Loss
from artifacts.sources.conversions.base import Chosen, Source
from common.errors import NotFound

_address = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_escaped = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a document and the heading of the section that it stands in."""

    heading: str
    table: GfmTable


def tables_of(document: StoredDocument) -> list[Found]:
    """Return the tables that stand in no quote, list or code, in order."""
    sections = document.sections()
    starts = [section.start for section in sections]
    found: list[Found] = []
    for start, end in _places(document.text):
        above = bisect_right(starts, start)
        for _first, _last, table in find_tables(document.text[start:end].split("\n"))[:1]:
            found.append(Found(sections[above - 1].title if above else "", table))
    return found


def to_table(source: Source, chosen: Chosen) -> Parsed[TableContent]:
    """Return one table of the document, its columns typed by their texts."""
    found, others = _chosen(source.stored, chosen.table or 1)
    header, *rows = _texts(found.table)
    parsed = table_from_texts(header, rows, found.table.aligns)
    return Parsed(parsed.content, (*parsed.losses, *_losses(source.stored, others)))


def to_spreadsheet(source: Source, chosen: Chosen) -> Parsed[SpreadsheetContent]:
    """Return a sheet for each table of the document, or for the chosen one, named by its heading."""
    tables = tables_of(source.stored)
    others = 0
    if chosen.table is not None or not tables:
        found, others = _chosen(source.stored, chosen.table or 1)
        tables = [found]
    sheets = SpreadsheetContent([])
    for number, one in enumerate(tables, 1):
        name = one.heading or f"{_('Sheet')}{number}"
        sheets.sheets.append(sheet_from_grid(name, _texts(one.table), [sheet.name for sheet in sheets.sheets]))
    return Parsed(sheets, tuple(_losses(source.stored, others)))


def _chosen(document: StoredDocument, number: int) -> tuple[Found, int]:
    tables = tables_of(document)
    if not tables:
        raise NotConvertible(_("This document holds no table."))
    if not 1 <= number <= len(tables):
        raise NotFound
    return tables[number - 1], len(tables) - 1


def _losses(document: StoredDocument, others: int) -> Iterator[str]:
    if others:
        yield Loss.OTHER_TABLES.told(others)
    places = _places(document.text)
    edges = [0, *(edge for place in places for edge in place), len(document.text)]
    if any(document.text[start:end].strip() for start, end in list(pairwise(edges))[::2]):
        yield Loss.TEXT_AROUND.told()


def _texts(table: GfmTable) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in (table.header, *table.rows)]


def _text(cell: str) -> str:
    """Return what a cell shows, links in words as they are written; an address alone without its brackets."""
    plain = plain_cell(cell)
    if match := _address.fullmatch(plain):
        return match[1]
    return _escaped.sub(r"\1", plain)


def _places(text: str) -> list[tuple[int, int]]:
    """Return where each table begins and ends, in characters."""
    data = text.encode()
    found: list[tuple[int, int]] = []
    depth = byte_at = character_at = 0
    for event, span in pyromark.events_with_range(text, options=OPTIONS):
        if not isinstance(event, dict):
            continue
        kind, value = next(iter(event.items()))
        if kind == "End":
            depth -= 1
        elif kind == "Start":
            if depth == 0 and isinstance(value, dict) and "Table" in value:
                start = character_at + len(data[byte_at : span["start"]].decode())
                end = start + len(data[span["start"] : span["end"]].decode())
                found.append((start, end))
                byte_at, character_at = span["end"], end
            depth += 1
    return found
