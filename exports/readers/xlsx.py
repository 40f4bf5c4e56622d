"""Reads workbooks back: calamine for values, the sheet's own markup for formulas and errors."""

import re
import zipfile
from collections import Counter
from pathlib import Path

from python_calamine import CalamineWorkbook

from exports.formats.contract import Figures, Source
from exports.formats.options import ExportOptions

SHEET = "xl/worksheets/sheet{}.xml"
CHUNK_BYTES = 1 << 20
# `<` is markup in well-formed XML wherever it stands, so start tags can be counted without building a tree
_MARKUP = re.compile(rb'<(?:(row)[ >]|(f)[ >/]|c [^>]*?(t="e"))')
_NAMES = ("", "rows", "formulas", "errors")


def read_table(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count rows below the header, columns, filled cells, formulas and errors of the only sheet."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    cells = sum(len(row) - row.count("") for row in sheet.iter_rows())
    with zipfile.ZipFile(path) as package:
        markup = _count_markup(package, SHEET.format(1))
    return {
        "rows": markup["rows"] - 1,
        "columns": sheet.end[1] + 1 if sheet.end else 0,
        "cells": cells,
        "formulas": markup["formulas"],
        "errors": markup["errors"],
    }


def read_workbook(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count sheets, filled cells, formulas and errors of all sheets."""
    workbook = CalamineWorkbook.from_path(str(path))
    total: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package:
        for number, name in enumerate(workbook.sheet_names, start=1):
            total += _count_markup(package, SHEET.format(number))
            total["cells"] += sum(len(row) - row.count("") for row in workbook.get_sheet_by_name(name).iter_rows())
    total["cells"] += total["errors"]  # calamine shows error cells as empty
    figures = {name: total[name] for name in ("cells", "formulas", "errors")}
    return {"sheets": len(workbook.sheet_names), **figures}


def _count_markup(package: zipfile.ZipFile, part: str) -> Counter[str]:
    """Count rows, formulas and error cells in a sheet, in constant memory."""
    counts: Counter[str] = Counter()
    rest = b""
    with package.open(part) as file:
        while chunk := file.read(CHUNK_BYTES):
            cut = chunk.rfind(b"<")
            if cut < 0:
                rest += chunk
                continue
            counts.update(_NAMES[match.lastindex or 0] for match in _MARKUP.finditer(rest + chunk[:cut]))
            rest = chunk[cut:]
    counts.update(_NAMES[match.lastindex or 0] for match in _MARKUP.finditer(rest))
    return counts
