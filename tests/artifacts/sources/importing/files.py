"""Makers of real files, good and bad."""

import io
import zipfile
from datetime import date

import docx
import openpyxl
from openpyxl.cell.cell import Cell


def workbook(*rows: list[object], name: str = "Budget") -> bytes:
    """Return an XLSX file of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return saved(book)


def rich_workbook() -> bytes:
    """Return a workbook with what can be kept and what cannot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Büdget"
    sheet.append(["Rent", 900, "00123", date(2024, 5, 1)])
    sheet.append(["Sum", "=SUM(B1:B1)", "'quoted", 0.25])
    sheet["D2"].number_format = "0%"
    sheet["A3"] = '=WEBSERVICE("http://example.org")'
    sheet["A4"] = "=cmd|' /C calc'!A0"
    text: Cell = sheet["A5"]
    text.value, text.data_type = "=no formula", "s"
    sheet["A7"] = "wide"
    sheet.merge_cells("A7:B7")
    sheet.column_dimensions["A"].width = 30
    book.create_sheet("Two")["A1"] = "='Büdget'!B2*2"
    book["Two"].sheet_state = "hidden"
    return saved(book)


def word_file() -> bytes:
    """Return a DOCX file with headings, emphasis, lists and a table."""
    document = docx.Document()
    document.add_heading("Minutes", 1)
    paragraph = document.add_paragraph("We ")
    paragraph.add_run("agreed ").bold = True
    paragraph.add_run("*mostly*").italic = True
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("deeper", style="List Bullet 2")
    document.add_paragraph("counted", style="List Number")
    document.add_heading("Costs", 2)
    table = document.add_table(2, 2)
    for cell, content in zip(table._cells, ["Item", "Price|net", "Tea", "3"], strict=True):
        cell.text = content
    return saved(document)


def saved(file: object) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes, *, replace: bool = False) -> bytes:
    """Return an archive with one more part, or with a part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not (replace and entry.filename == name):
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """Return a workbook with a part of 64 MiB of zeros that declares to hold 10 bytes."""
    data = bytearray(with_part(workbook(["a"]), "xl/media/image1.bin", bytes(64 * 1024 * 1024)))
    size = (64 * 1024 * 1024).to_bytes(4, "little")
    assert data.count(size) >= 2
    return bytes(data.replace(size, (10).to_bytes(4, "little")))


def sheet_xml(cells: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def with_cells(cells: str) -> bytes:
    """Return a workbook whose sheet has exactly this XML in it."""
    return with_part(workbook(["a"]), "xl/worksheets/sheet1.xml", sheet_xml(cells), replace=True)
