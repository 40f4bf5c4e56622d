"""Which kinds become which files: one row each. A new format is a new module under `renderers/` and a row here.

Rows name modules by path, so that the web process never loads the libraries that make files.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from artifacts.rows.enums import KindName
from exports.formats.contract import Reader, Renderer
from exports.rows.enums import FormatName
from exports.rows.errors import UnknownFormat

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN = "text/markdown; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A file format of a kind: `renderer` writes it (`render`), `reader` counts what is in it (`read`).

    `options` are those that make a difference to the file; the language, which every file declares, is not among them.
    """

    kind: KindName
    format: FormatName
    extension: str
    media_type: str
    renderer: str
    reader: str
    options: tuple[str, ...] = ()

    def load_renderer(self) -> Renderer:
        """Import the module that writes the file."""
        return cast(Renderer, import_module(f"exports.renderers.{self.renderer}").render)

    def load_reader(self) -> Reader:
        """Import the function that reads the file back."""
        module, name = self.reader.split(".")
        return cast(Reader, getattr(import_module(f"exports.readers.{module}"), name))


T, D, S = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
F = FormatName
PAPER = ("page_size", "orientation", "margins")
PRINTED = (*PAPER, "title_page")

FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(T, F.XLSX, "xlsx", XLSX, "table_xlsx", "xlsx.read_table"),
    ExportFormat(T, F.DOCX, "docx", DOCX, "table_docx", "docx.read_table", PRINTED),
    ExportFormat(T, F.PDF, "pdf", "application/pdf", "table_pdf", "pdf.read_table", PRINTED),
    ExportFormat(T, F.CSV, "csv", "text/csv; charset=utf-8", "table_csv", "text.read_csv", ("byte_order_mark",)),
    ExportFormat(T, F.MARKDOWN, "md", MARKDOWN, "table_markdown", "text.read_table_markdown"),
    ExportFormat(T, F.JSON, "json", "application/json", "table_json", "text.read_json"),
    ExportFormat(D, F.DOCX, "docx", DOCX, "document_docx", "docx.read_document", (*PRINTED, "contents")),
    ExportFormat(D, F.PDF, "pdf", "application/pdf", "document_pdf", "pdf.read_document", (*PRINTED, "contents")),
    ExportFormat(
        D, F.MARKDOWN, "md", "text/markdown; charset=utf-8", "document_markdown", "text.read_markdown", ("contents",)
    ),
    ExportFormat(D, F.HTML, "html", "text/html; charset=utf-8", "document_html", "text.read_html", ("contents",)),
    ExportFormat(S, F.XLSX, "xlsx", XLSX, "spreadsheet_xlsx", "xlsx.read_workbook", ("formulas_as_text",)),
    ExportFormat(
        S, F.PDF, "pdf", "application/pdf", "spreadsheet_pdf", "pdf.read_workbook", (*PRINTED, "formulas_as_text")
    ),
    ExportFormat(
        S,
        F.CSV,
        "zip",
        "application/zip",
        "spreadsheet_csv",
        "text.read_csv_zip",
        ("formulas_as_text", "raw_values", "byte_order_mark"),
    ),
)

PREVIEWS: tuple[ExportFormat, ...] = (
    ExportFormat(T, F.PREVIEW, "zip", "application/zip", "table_preview", "preview.read"),
    ExportFormat(D, F.PREVIEW, "zip", "application/zip", "document_preview", "preview.read"),
    ExportFormat(S, F.PREVIEW, "zip", "application/zip", "spreadsheet_preview", "preview.read"),
)


def formats_for(kind: KindName) -> list[FormatName]:
    """Return the kind's formats in the order of the menu."""
    return [row.format for row in FORMATS if row.kind == kind]


def offered_options(row: ExportFormat) -> frozenset[str]:
    """Return the options that a person may choose for the format, the language among them."""
    return frozenset((*row.options, "language"))


def find(kind: KindName, format_name: FormatName) -> ExportFormat:
    """Return the row of a kind's format; raise UnknownFormat."""
    for row in (*FORMATS, *PREVIEWS):
        if row.kind == kind and row.format == format_name:
            return row
    raise UnknownFormat
