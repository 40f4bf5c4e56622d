"""Limits of artifacts, each with the sentence that refuses what passes it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limit:
    """A named maximum; the sentence takes `most` and `seen`."""

    name: str
    most: int
    sentence: Promise


TABLE_CELLS = Limit("table_cells", 2_000_000, _("A table may have %(most)s cells; this one has %(seen)s."))
TABLE_BYTES = Limit("table_bytes", 64 * MIB, _("A table may have %(most)s bytes; this one has %(seen)s."))
SPREADSHEET_CELLS = Limit(
    "spreadsheet_cells", 200_000, _("A spreadsheet may have %(most)s filled cells; this one has %(seen)s.")
)
DOCUMENT_BYTES = Limit("document_bytes", 5 * MIB, _("A document may have %(most)s bytes; this one has %(seen)s."))
CELL_CHARACTERS = Limit(  # Excel's own limit: a longer one could not be exported
    "cell_characters", 32_767, _("A cell may have %(most)s characters; one has %(seen)s.")
)
COLUMNS = Limit("columns", 1_000, _("There may be %(most)s columns; here are %(seen)s."))
SHEETS = Limit("sheets", 50, _("There may be %(most)s sheets; here are %(seen)s."))
SHEET_ROWS = Limit("sheet_rows", 1_048_576, _("A sheet may have %(most)s rows; a cell stands in row %(seen)s."))
SECTIONS = Limit(  # ten times the headings of a long book; the outline is read at each change
    "sections", 10_000, _("A document may have %(most)s headings; this one has more.")
)
ARCHIVE_BYTES = Limit("archive_bytes", 256 * MIB, _("A file may unpack to %(most)s bytes; this one has more."))
ARCHIVE_ENTRIES = Limit("archive_entries", 2_000, _("A file may hold %(most)s parts; this one has %(seen)s."))
ARCHIVE_RATIO = Limit(  # sheets of repeated rows reach about 100; deflate allows 1,032
    "archive_ratio", 200, _("A file may unpack to %(most)s times its size; this one unpacks to %(seen)s times.")
)
XML_PART_BYTES = Limit(  # a text document's body is held as a tree of about ten times its size
    "xml_part_bytes", 48 * MIB, _("The text of a Word file may have %(most)s bytes of XML; this one has %(seen)s.")
)
PDF_PAGES = Limit("pdf_pages", 1_000, _("A PDF may have %(most)s pages; this one has %(seen)s."))
IMPORT_CELLS = Limit(  # with the empty ones between and the merely formatted ones: what reading costs
    "import_cells", 2_000_000, _("The sheets of a file may span %(most)s cells; these span %(seen)s.")
)
IMAGE_BYTES = Limit("image_bytes", 20 * MIB, _("An image may have %(most)s bytes; this one has %(seen)s."))
IMAGE_PIXELS = Limit(  # decoded it takes four bytes a pixel; phones make images of 50 million
    "image_pixels", 64_000_000, _("An image may have %(most)s pixels; this one has %(seen)s.")
)
ARTIFACT_IMAGE_BYTES = Limit(
    "artifact_image_bytes",
    200 * MIB,
    _("The images of a document may have %(most)s bytes together; these have %(seen)s."),
)
OPERATIONS = Limit("operations", 500, _("One change may have %(most)s operations; this one has %(seen)s."))

ARCHIVE_RATIO_FLOOR_BYTES = 16 * MIB  # below it the ratio harms nobody

TEXT_CELLS = Limit(  # a quarter of a second and half a megabyte
    "text_cells", 50_000, _("%(most)s cells can be copied at a time; these are %(seen)s.")
)
FIGURE_CELLS = Limit(  # of whole rows, because blocks hold whole rows; half a second
    "figure_cells", 1_000_000, _("%(most)s cells can be added up at a time; these are %(seen)s.")
)

EXPLAINED_CELLS = 200  # that an explanation of a cell names

FILTERS = Limit("filters", 10, _("A view may have %(most)s filters at a time; these are %(seen)s."))
FILTER_CHARACTERS = Limit("filter_characters", 500, _("A filter may have %(most)s characters; this one has %(seen)s."))
KEPT_MATCHES = 2_000_000  # numbers of rows in a process: 8 MB, or the whole of the longest table

PART_CELLS = Limit(  # what a model can be given beside the conversation
    "part_cells", 5_000, _("%(most)s cells can be chosen for a request; these are %(seen)s.")
)
PART_CHARACTERS = Limit(  # two pages
    "part_characters", 4_000, _("%(most)s characters can be chosen for a request; these are %(seen)s.")
)

ROWS_PER_BLOCK = 1_000  # about 60 KB of JSON: one fetch serves a window, one write serves an edit
SHEET_ROWS_PER_BLOCK = 500
COMPRESSION_LEVEL = 3  # three times as fast as 6 for a tenth more bytes

WINDOW_ROWS = 200
WINDOW_ROWS_MOST = 1_000
PAGE_ITEMS = 50
PAGE_ITEMS_MOST = 200

LINKS = Limit("links", 20, _("An artifact may have %(most)s links at a time; revoke one of them first."))
LINK_TOKEN_BYTES = 32  # nobody guesses 256 bits

TITLE_CHARACTERS = 200
HEADER_CHARACTERS = 255
SHEET_NAME_CHARACTERS = 31  # Excel's
SEARCH_CHARACTERS = 8_000
SUMMARY_CHARACTERS = 200

SIGNIFICANT_DIGITS = 15  # more do not survive a binary float or Excel

FORMULA_CHARACTERS = 8_192  # Excel's
FORMULA_DEPTH = 64  # Excel's; deeper parentheses overflow the engine's stack
CALCULATION_SECONDS = 5  # of processor time
CALCULATION_WAIT_SECONDS = 20  # the same on a machine that has other things to do
CALCULATION_BYTES = 768 * MIB
IMPORT_BYTES = 1536 * MIB  # of address space: the tree of the largest text, the cells of the largest table
IMPORT_SECONDS = 60  # of processor time; the largest table takes half of it on a slow machine
IMPORT_WAIT_SECONDS = 120  # the same on a machine that has other things to do
IMPORT_ANSWER_BYTES = 512 * MIB  # the largest table and the images of a document
IMPORTS_AT_ONCE = 2  # reading processes: one a core of a small machine
IMPORTS_WAITING = 4  # each holds one of the eight threads that serve pages: some must stay free
IMPORT_BUSY_SECONDS = 5
CALCULATIONS_AT_ONCE = 2  # engine processes: one a core of a small machine
CALCULATIONS_WAITING = 4  # each holds one of the eight threads that serve pages: some must stay free
CALCULATION_BUSY_SECONDS = 2
KEPT_BOOKS = 4  # in an engine process, together no more cells than one spreadsheet may have
CHANGED_CELLS = 1_000  # more than a person changes at once; a whole workbook costs as much then

EDIT_SECONDS = 5  # of processor time, for all operations of one change; one alone takes less at every limit
REBASE_ATTEMPTS = 3  # an edit that loses the race this often has a busy rival: say so

FAULTS_SEEN = 1_000  # formulas with errors that are looked at for where they come from: a quarter of a second
FAULTS_SHOWN = 40  # to a model, which corrects a few well and hundreds not at all

SMALL_CHANGE_CELLS = 10  # what a person takes in at a glance, for those who have small changes applied at once
SMALL_CHANGE_WORDS = 20
NOTE_CHARACTERS = 2_000
MARKED_ROWS = 200  # shown with their marks; the rest is counted
MARKED_CONTEXT_ROWS = 2
MARKED_CONTEXT_CHARACTERS = 400

WAITING_IMPORTS = 5  # files that a person looks at before they are imported; the oldest one goes
WAITING_IMPORT_TIME = timedelta(days=1)  # a look takes minutes
PREVIEW_BYTES = 256 * KIB  # of a file: enough to guess by, read in a fraction of a second
PREVIEW_ROWS = 12
FILE_NAME_CHARACTERS = 200

QUERY_CHARACTERS = 10_000  # of SQL; a question has a message's sentence
QUESTION_CHARACTERS = 500
QUERY_SECONDS = 8  # of processor time, and by the clock once the rows are there
QUERY_WAIT_SECONDS = 10  # by the clock, reading the rows included
QUERY_BYTES = 3 * 1024 * MIB  # of address space, most of which a database only reserves
QUERY_MEMORY = "1GB"  # the largest table takes half of it
QUERY_ROWS = 10_000
QUERY_RESULT_CHARACTERS = 8_000_000
QUERY_ANSWER_BYTES = 64 * MIB
QUERY_SOURCES = 10  # artifacts that one query asks
QUERIES_AT_ONCE = 2  # query processes: one a core of a small machine
QUERIES_WAITING = 4  # each holds one of the eight threads that serve pages: some must stay free
QUERY_BUSY_SECONDS = 2
