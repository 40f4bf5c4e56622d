"""Limits of exports: value, unit and reason. Dependent ones are computed."""

from datetime import timedelta

MAX_STARTS = 3  # a job that kills its worker must not run for ever
LEASE = timedelta(seconds=60)  # how long a silent worker is believed to be alive
RENEW_SECONDS = LEASE.total_seconds() / 3  # two renewals may be lost before the lease is
RESEND_AFTER = timedelta(seconds=60)  # a queued message that old may have been lost with a killed worker
RESEND_BATCH = 20  # oldest waiting jobs sent again by one sweep: a backlog must not flood the queue with doubles
STORAGE_BACKOFF = timedelta(seconds=10)  # first pause after the storage refused a file; doubled each time
FILE_LIFETIME = timedelta(hours=24)  # files are copies; the artifact is kept
ORPHAN_AGE = timedelta(hours=2)  # older than any running job can be
SOFT_LIMIT_SECONDS = 300  # the job fails with a clear code
HARD_LIMIT_SECONDS = SOFT_LIMIT_SECONDS + 60  # the worker child is killed; the lease settles the job
PROGRESS_SECONDS = 0.5  # at most one progress write per this time: the page polls at the same pace

XLSX_MAX_ROWS = 2**20  # of the format
XLSX_MAX_COLUMNS = 2**14  # of the format
XLSX_MAX_CELL_CHARACTERS = 2**15 - 1  # of the format
XLSX_MAX_LINKS = 65_530  # of the format, per sheet
WORD_MAX_COLUMNS = 63  # of the format
PAGES_MAX_ROWS = 300  # WeasyPrint takes 0.7 ms a cell; larger tables go to the grid engine
PAGES_MAX_CELLS = 12 * PAGES_MAX_ROWS  # the same time for wider tables
