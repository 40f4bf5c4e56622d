"""What could not be kept when content was read or made of other content, each with the sentence that names it.

A version stores the sentences, in the language of whoever made it. To name another loss: a member here, and `told`
where it happens.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Loss(TextChoices):
    """A kind of loss; its label is a sentence that may take `count` or a fact of its own."""

    # reading text and data
    CONTROL_CHARACTERS = "control_characters", _("Control characters were removed: %(count)s.")
    GUESSED_ENCODING = (
        "guessed_encoding",
        _("The text is not UTF-8; it was read as %(encoding)s, which is a guess."),
    )
    BAD_BYTES = "bad_bytes", _("Bytes that are no text were replaced by a sign: %(count)s.")
    TITLE_LINES = "title_lines", _("Lines above the header were taken out of the table: %(text)s")
    YEARS_AS_HEADER = (
        "years_as_header",
        _("The first row was taken as the header: years or days stand in it, and other values below."),
    )
    EMPTY_ROWS = "empty_rows", _("Empty rows were left out: %(count)s.")
    EMPTY_COLUMNS = "empty_columns", _("Empty columns at the end of the rows were left out: %(count)s.")
    BLANKS = "blanks", _("Blanks around cells were trimmed, in as many cells: %(count)s.")
    LONG_NUMBERS = "long_numbers", _("Numbers with more than 15 digits are kept as text: %(count)s.")
    COLUMN_NAMES = "column_names", _("Column names that were empty, repeated or too long were changed: %(count)s.")
    SHORT_ROWS = "short_rows", _("Rows with missing cells were filled up with empty ones: %(count)s.")
    MISSING_HEADERS = "missing_headers", _("Columns without a header were given one: %(count)s.")
    CUT_ROW = "cut_row", _("The last row was cut off and left out.")
    EXAMPLE_ROWS = "example_rows", _("Rows that repeat the example of the instructions were left out.")
    ELISION = "elision", _("Rows that only stand for further ones were left out.")

    # what could mean two things
    UNDECIDED_DECIMALS = (
        "undecided_decimals",
        _("“%(column)s” stayed text: %(example)s may mean thousands or decimals. Decide in the column's menu."),
    )
    UNDECIDED_DAYS = (
        "undecided_days",
        _("“%(column)s” stayed text: is the day or the month first in %(example)s? Decide in the column's menu."),
    )
    UNDECIDED_VERSIONS = (
        "undecided_versions",
        _("“%(column)s” stayed text: %(example)s may be a version or a number. Decide in the column's menu."),
    )

    # what was not chosen
    SMALLER_TABLES = "smaller_tables", _("Only the largest table was taken; others left out: %(count)s.")
    OTHER_TABLES = "other_tables", _("Only one table was taken; others left out: %(count)s.")
    OTHER_SHEETS = "other_sheets", _("Only one sheet was taken; others left out: %(count)s.")
    LATER_SHEETS = "later_sheets", _("Only the first sheet was taken; others left out: %(count)s.")
    TEXT_AROUND = "text_around", _("The text around the table was left out.")
    INCOMPLETE_ORIGINAL = "incomplete_original", _("The original is not complete: %(figures)s.")

    # workbooks
    CELL_FORMATS = (
        "cell_formats",
        _("Formulas and formats of cells are not part of a table; their values were taken."),
    )
    FORMULAS_AS_VALUES = (
        "formulas_as_values",
        _("Formulas are not part of it, their values were taken: %(count)s."),
    )
    OUTSIDE_FORMULAS = (
        "outside_formulas",
        _("Formulas that reach out of the workbook were kept as their last value: %(count)s."),
    )
    MERGED_CELLS = "merged_cells", _("Merged cells were split: %(count)s.")
    CONDITIONAL_FORMATS = "conditional_formats", _("Conditional formats were left out: %(count)s.")
    VALIDATIONS = "validations", _("Rules for what may be typed were left out: %(count)s.")
    CHARTS = "charts", _("Charts were left out: %(count)s.")
    PIVOTS = "pivots", _("Pivot tables were kept as plain cells: %(count)s.")
    HIDDEN_SHEETS = "hidden_sheets", _("Hidden sheets are visible now: %(count)s.")
    SHEET_NAMES = "sheet_names", _("Names of sheets that are not possible here were changed: %(count)s.")
    NAMED_RANGES = "named_ranges", _("Named ranges that no formula uses were left out: %(count)s.")
    NAMES_REPLACED = "names_replaced", _("Names in formulas were replaced by the cells they stand for: %(count)s.")
    HIDDEN_ROWS = "hidden_rows", _("Hidden rows are visible now: %(count)s.")
    HIDDEN_COLUMNS = "hidden_columns", _("Hidden columns are visible now: %(count)s.")
    CELL_LINKS = "cell_links", _("Links of cells were left out, their texts stay: %(count)s.")
    STYLES = (
        "styles",
        _("Formatting (bold, colours, fills, borders, alignment) was left out of so many cells: %(count)s."),
    )
    RICH_TEXT = "rich_text", _("Formatting of single words in cells was left out: %(count)s.")
    FROZEN_PANES = "frozen_panes", _("Frozen rows and columns are not frozen any more: %(count)s.")
    FILTERS = "filters", _("Filters were left out: %(count)s.")
    RIGHT_TO_LEFT = "right_to_left", _("Sheets that run from right to left run from left to right now: %(count)s.")
    PROTECTION = "protection", _("Protection of the workbook or its sheets was left out.")
    TABLE_STYLES = "table_styles", _("Tables inside sheets were kept as plain cells: %(count)s.")
    SHAPES = "shapes", _("Shapes and text boxes were left out: %(count)s.")
    CONTROLS = "controls", _("Buttons and other controls were left out: %(count)s.")
    OBJECTS = "objects", _("Embedded objects were left out: %(count)s.")
    EXTERNAL_LINKS = "external_links", _("Links to other workbooks were left out: %(count)s.")
    CONNECTIONS = "connections", _("Connections to data outside the workbook were left out.")
    VALUES_ONLY = (
        "values_only",
        _("Of this format the values were taken; formulas, formats, comments, charts and macros were left out."),
    )
    KEPT_RESULTS = (
        "kept_results",
        _("Formulas that cannot be computed here keep the value that stood in the file: %(count)s (%(cells)s)."),
    )
    DIFFERENT_RESULTS = (
        "different_results",
        _("Results that differ from those in the file: %(count)s (%(cells)s)."),
    )
    CHANGING_RESULTS = (
        "changing_results",
        _("Results that follow the time or chance are new ones: %(count)s (%(cells)s)."),
    )

    # office files
    MACROS = "macros", _("Macros were left out.")
    COMMENTS = "comments", _("Comments were left out.")
    IMAGES = "images", _("Images were left out: %(count)s.")
    IMAGES_OVER_LIMIT = "images_over_limit", _("Images over the limits of an upload were left out: %(count)s.")

    # text documents
    PRINTED = (
        "printed",
        _("Of a PDF the words were taken; headings, lists and tables were told from where they stand."),
    )
    FOOTNOTES = "footnotes", _("Footnotes were left out: %(count)s.")
    HIDDEN_TEXT = "hidden_text", _("Hidden text was left out: %(count)s.")
    HEADERS_FOOTERS = "headers_footers", _("Headers and footers were left out: %(count)s.")
    PAGE_BREAKS = "page_breaks", _("Page breaks were left out: %(count)s.")
    LINKS = "links", _("Links that lead to a place in the file or to no known address kept their words: %(count)s.")
    LINK_ADDRESSES = "link_addresses", _("Links kept their words, not their addresses: %(count)s.")
    SYMBOLS = "symbols", _("Characters of symbol fonts that have no counterpart were left out: %(count)s.")
    NESTED_TABLES = "nested_tables", _("Tables in cells became lines: %(count)s.")
    CONTENTS = "contents", _("The table of contents was left out: the outline takes its place.")
    EQUATIONS = "equations", _("Formulas were left out: %(count)s.")
    TRACKED_DELETIONS = "tracked_deletions", _("Tracked deletions were taken as deleted: %(count)s.")

    def told(self, count: int = 1, **facts: str) -> str:
        """Return the sentence in the reader's language; raise KeyError without a fact that it takes."""
        return str(self.label) % {"count": count, **facts}


def told(counts: Mapping[Loss, int]) -> tuple[str, ...]:
    """Return the sentences of what happened at least once, in the order given."""
    return tuple(loss.told(count) for loss, count in counts.items() if count > 0)
