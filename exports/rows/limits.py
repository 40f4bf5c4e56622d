"""Limits of exports: value, unit and reason. Dependent ones are computed."""

from datetime import timedelta

MAX_STARTS = 3  # a job that kills its worker must not run for ever
LEASE = timedelta(seconds=60)  # how long a silent worker is believed to be alive
CLOCK_SLACK = LEASE  # clocks of two machines may differ by it; a lease beyond it is of a clock set back since
RENEW_SECONDS = LEASE.total_seconds() / 3  # two renewals may be lost before the lease is
RESEND_AFTER = timedelta(seconds=60)  # a queued message that old may have been lost with a killed worker
RESEND_BATCH = 20  # longest unheard jobs sent again by one sweep: a backlog must not flood the queue with doubles
STORAGE_PAUSE = timedelta(seconds=10)  # first pause after the storage refused a file; it grows with how long it does
STORAGE_LONGEST_PAUSE = timedelta(minutes=10)  # a storage that is back is noticed by then
STORAGE_PATIENCE = timedelta(hours=1)  # a refusal that lasts longer is for people to look at
SMALL_BYTES = 4_000_000  # of content: about two seconds in any format but PDF; larger ones have workers of their own
SMALL_PDF_BYTES = 250_000  # of content: about 80 pages of text, which WeasyPrint sets in ten seconds
SMALL_IMAGE_BYTES = 20_000_000  # of a document's images: they are fetched, checked and stored again in the file
FILE_LIFETIME = timedelta(hours=24)  # files are copies; the artifact is kept
ORPHAN_AGE = timedelta(hours=2)  # older than any running job can be
SOFT_LIMIT_SECONDS = 300  # the job fails with a clear code
HARD_LIMIT_SECONDS = SOFT_LIMIT_SECONDS + 60  # the worker child is killed; the lease settles the job
MAX_STARS = 5
BUNDLE_FILES = 100  # in one zip: a day's artifacts
HISTORY_ITEMS = 10  # of an artifact: older files have expired
DATABASE_PATIENCE_SECONDS = 150.0  # a finished file waits so long for its row; half of what a job may take
STOP_PATIENCE_SECONDS = 5.0  # a worker that stops is killed soon after
DATABASE_PAUSE_SECONDS = 1.0  # between two tries
PROGRESS_SECONDS = 0.5  # at most one progress write per this time: the page polls at the same pace

XLSX_MAX_ROWS = 2**20  # of the format
XLSX_MAX_COLUMNS = 2**14  # of the format
XLSX_MAX_CELL_CHARACTERS = 2**15 - 1  # of the format
WORD_MAX_LINKS = 20_000  # each is kept in memory until the end
XLSX_MAX_LINKS = 65_530  # of the format, per sheet
WORD_MAX_COLUMNS = 63  # of the format
LOGO_MAX_BYTES = 300_000  # it goes into every file
LOGO_MAX_PIXELS = 4_000_000  # 16 MB once it is decoded
PAGES_MAX_ROWS = 300  # WeasyPrint takes 0.7 ms a cell; larger tables go to the grid engine
PAGES_MAX_CELLS = 12 * PAGES_MAX_ROWS  # the same time for wider tables
LONG_CHARACTERS = SMALL_PDF_BYTES  # of a document's text: longer ones are laid out in parts
PART_CHARACTERS = 90_000  # some 30 pages: their layout takes 150 MiB, and starting one costs little beside it
PARTS_AT_ONCE = 4  # processes of one job, and no more than processors: other jobs want some too
IMAGE_CHARACTERS = 1_500  # an image takes the room of half a page of text
CONTENTS_ENTRIES = 1_500  # of a table of contents that are laid out at once: some 30 pages
PAGES_MAX_COLUMNS = WORD_MAX_COLUMNS  # of a table in a document; more would not be wider than a letter each
PAGES_MAX_LINES = 25  # of a cell, guessed; WeasyPrint sets no header over a row that is deeper than its page

PREVIEW_PAGES = 20  # more is read in the file itself
PREVIEW_ROWS = 60 * PREVIEW_PAGES  # no page holds more than 60 rows
PREVIEW_CHARACTERS = 5_000 * PREVIEW_PAGES  # no page of running text holds more
PREVIEW_IMAGE_BYTES = 1_000_000 * PREVIEW_PAGES  # each is fetched and decoded while somebody waits
