"""What each format keeps of an artifact and what it loses, in one line: the choice is made before the file is seen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from artifacts.rows.enums import KindName
from exports.rows.enums import FormatName

T, D, S = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
F = FormatName

FORMAT_NOTES: dict[tuple[KindName, FormatName], Promise] = {
    (T, F.XLSX): _("Numbers, dates and links stay what they are, with filters."),
    (T, F.DOCX): _("A Word table, its header on every page. Numbers become text; 63 columns at most."),
    (T, F.PDF): _("Pages to print, as in the preview. Nothing can be edited."),
    (T, F.CSV): _("Plain values for any program. Types and formats are lost."),
    (T, F.MARKDOWN): _("A table in plain text. Alignment stays, types are lost."),
    (T, F.JSON): _("Values with their types, for programs. Formats are lost."),
    (D, F.DOCX): _("Headings, lists, tables, images and footnotes to edit. Pages break where Word breaks them."),
    (D, F.PDF): _("Pages to print, as in the preview. Nothing can be edited."),
    (D, F.MARKDOWN): _("The text as it was written. Images, fonts and pages are lost."),
    (D, F.HTML): _("One page for any browser, its images inside. Page numbers are lost."),
    (S, F.XLSX): _("All sheets, formulas with their results. Formulas that Excel cannot read become text."),
    (S, F.PDF): _("All sheets to print, one after the other. Formulas become their results."),
    (S, F.CSV): _("One file of plain values for each sheet. Formulas and formats are lost."),
}


def format_note(kind: KindName, format_name: FormatName) -> str:
    """Return the line for a kind's format; every format of the menu has one."""
    return str(FORMAT_NOTES[kind, format_name])
