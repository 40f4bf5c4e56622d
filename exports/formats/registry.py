"""Which kinds become which files: one row each, with all that menus, pages, the API and workers know of it.

Rows name modules by path, so that the web process never loads the libraries that make files.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from artifacts.rows.enums import KindName
from exports.formats.contract import Reader, Renderer
from exports.rows.enums import FormatName
from exports.rows.errors import UnknownFormat


@dataclass(frozen=True, slots=True)
class FileType:
    """A file as menus and browsers name it; `label` ends in the file's extension."""

    name: FormatName
    label: Promise
    extension: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """What a kind becomes: `renderer` writes the file (`render`), `reader` counts what is in it (`read`).

    `note` says in one line what the format keeps of an artifact and what it loses: the choice is made before the file
    is seen. `options` are those that make a difference to the file; the language, which every file declares, is not
    among them.
    """

    kind: KindName
    type: FileType
    note: Promise | str
    renderer: str
    reader: str
    options: tuple[str, ...] = ()

    @property
    def format(self) -> FormatName:
        """The name in addresses, rows and events."""
        return self.type.name

    @property
    def label(self) -> str:
        """What the menu calls it."""
        return str(self.type.label)

    @property
    def extension(self) -> str:
        """The end of a file's name, without a dot."""
        return self.type.extension

    @property
    def media_type(self) -> str:
        """What the download is declared as."""
        return self.type.media_type

    def load_renderer(self) -> Renderer:
        """Import the module that writes the file."""
        return cast(Renderer, import_module(f"exports.renderers.{self.renderer}").render)

    def load_reader(self) -> Reader:
        """Import the function that reads the file back."""
        module, name = self.reader.split(".")
        return cast(Reader, getattr(import_module(f"exports.readers.{module}"), name))


T, D, S = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
F = FormatName
_OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX = FileType(F.XLSX, _("Excel (.xlsx)"), "xlsx", f"{_OFFICE}.spreadsheetml.sheet")
DOCX = FileType(F.DOCX, _("Word (.docx)"), "docx", f"{_OFFICE}.wordprocessingml.document")
PDF = FileType(F.PDF, _("PDF (.pdf)"), "pdf", "application/pdf")
CSV = FileType(F.CSV, _("CSV (.csv)"), "csv", "text/csv; charset=utf-8")
CSV_PER_SHEET = FileType(F.CSV, _("CSV per sheet (.zip)"), "zip", "application/zip")
MARKDOWN = FileType(F.MARKDOWN, _("Markdown (.md)"), "md", "text/markdown; charset=utf-8")
JSON = FileType(F.JSON, _("JSON (.json)"), "json", "application/json")
HTML = FileType(F.HTML, _("Web page (.html)"), "html", "text/html; charset=utf-8")
PREVIEW = FileType(F.PREVIEW, _("Preview"), "zip", "application/zip")

PAPER = ("page_size", "orientation", "margins")
PRINTED = (*PAPER, "title_page")
TO_PRINT = _("Pages to print, as in the preview. Nothing can be edited.")

FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(
        T, XLSX, _("Numbers, dates and links stay what they are, with filters."), "table_xlsx", "xlsx.read_table"
    ),
    ExportFormat(
        T,
        DOCX,
        _("A Word table, its header on every page; many columns are cut into bands. Numbers become text."),
        "table_docx",
        "docx.read_table",
        PRINTED,
    ),
    ExportFormat(T, PDF, TO_PRINT, "table_pdf", "pdf.read_table", PRINTED),
    ExportFormat(
        T,
        CSV,
        _("Plain values for any program. Types and formats are lost."),
        "table_csv",
        "text.read_csv",
        ("byte_order_mark",),
    ),
    ExportFormat(
        T,
        MARKDOWN,
        _("A table in plain text. Alignment stays, types are lost."),
        "table_markdown",
        "text.read_table_markdown",
    ),
    ExportFormat(
        T, JSON, _("Values with their types, for programs. Formats are lost."), "table_json", "text.read_json"
    ),
    ExportFormat(
        D,
        DOCX,
        _("Headings, lists, tables, images and footnotes to edit. Pages break where Word breaks them."),
        "document_docx",
        "docx.read_document",
        (*PRINTED, "contents"),
    ),
    ExportFormat(D, PDF, TO_PRINT, "document_pdf", "pdf.read_document", (*PRINTED, "contents")),
    ExportFormat(
        D,
        MARKDOWN,
        _("The text as it was written. Images, fonts and pages are lost."),
        "document_markdown",
        "text.read_markdown",
        ("contents",),
    ),
    ExportFormat(
        D,
        HTML,
        _("One page for any browser, its images inside. Page numbers are lost."),
        "document_html",
        "text.read_html",
        ("contents",),
    ),
    ExportFormat(
        S,
        XLSX,
        _("All sheets, formulas with their results. Formulas that Excel cannot read become text."),
        "spreadsheet_xlsx",
        "xlsx.read_workbook",
        ("formulas_as_text",),
    ),
    ExportFormat(
        S,
        PDF,
        _("All sheets to print, one after the other. Formulas become their results."),
        "spreadsheet_pdf",
        "pdf.read_workbook",
        (*PRINTED, "formulas_as_text"),
    ),
    ExportFormat(
        S,
        CSV_PER_SHEET,
        _("One file of plain values for each sheet. Formulas and formats are lost."),
        "spreadsheet_csv",
        "text.read_csv_zip",
        ("formulas_as_text", "raw_values", "byte_order_mark"),
    ),
)

PREVIEWS: tuple[ExportFormat, ...] = (
    ExportFormat(T, PREVIEW, "", "table_preview", "preview.read"),
    ExportFormat(D, PREVIEW, "", "document_preview", "preview.read"),
    ExportFormat(S, PREVIEW, "", "spreadsheet_preview", "preview.read"),
)


def rows_of(kind: KindName) -> list[ExportFormat]:
    """Return what a person may make of the kind, in the order of the menu."""
    return [row for row in FORMATS if row.kind == kind]


def offered_options(row: ExportFormat) -> frozenset[str]:
    """Return the options that a person may choose for the format, the language among them."""
    return frozenset((*row.options, "language"))


def find(kind: KindName, format_name: FormatName) -> ExportFormat:
    """Return the row of a kind's format; raise UnknownFormat."""
    for row in (*FORMATS, *PREVIEWS):
        if row.kind == kind and row.format == format_name:
            return row
    raise UnknownFormat
