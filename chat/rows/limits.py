"""Limits and intervals of the chat: value, unit and reason."""

from datetime import timedelta

MAX_MESSAGE_CHARS = 32_000
"""Characters of one message; a longer paste is imported."""

MAX_ANSWER_CHARS = 6_000_000
"""Characters of one answer, above what the largest document may hold; it ends there as one that a model cut off. It
bounds a turn's log, too."""

MAX_COMMENT_CHARS = 1_000
"""Characters of what a user says about a poor answer: a remark, not a report."""

MIN_IMPORTED_PASTE_CHARS = MAX_MESSAGE_CHARS // 8
"""A paste of fewer characters is a part of the message, even where it makes that too long, not data beside it."""

TITLE_CHARS = 60
"""Characters of a conversation's title, taken from its first message."""

COALESCE_SECONDS = 0.04
"""Pieces of an answer are joined this long into one stream event: 25 events a second read as fluent."""

EDIT_PROGRESS_SECONDS = 1.0
"""A proposal tells this often how far it has come: what is shown of it is a number."""

FLUSH_SECONDS = 0.25
"""Running turns are written this often: what a killed process may lose. A write per token costs 2.5 times the CPU."""

PING_SECONDS = 5.0
"""Silence after which a stream says that it is alive and looks whether the turn's owner still is."""

STALE_AFTER = timedelta(seconds=10)
"""A running turn without a heartbeat for this long has lost its owner (40 flushes missed)."""

SETTLE_RETRY_SECONDS = 0.5
"""The end of a turn is written again this long after the database did not take it, before its owner seems gone."""

SHUTDOWN_SECONDS = 15.0
"""A process that stops waits this long for the ends of its turns; what the last flush wrote is there without them."""

LOG_KEPT_SECONDS = 120.0
"""A finished turn's stream log stays this long for clients that come back."""

REPAIR_SECONDS = 30.0
"""A model may take this long to correct formulas that give errors: the sheet is there already, and somebody waits."""

PLAIN_POST_WAIT_SECONDS = 20.0
"""How long a form post without JavaScript waits for the answer before it shows the page as it is."""

CONVERSATIONS_SHOWN = 50
"""Conversations in the drawer."""

LOG_BATCH_SECONDS = 0.1
"""Entries are written to the shared log this often: one round trip for all running turns."""

SHARED_LOG_KEPT_SECONDS = 3600
"""A shared log expires this long after its last entry."""

LOG_WRITE_SECONDS = 5.0
"""How long a batch of log entries may take before Redis counts as away; the batch is kept."""

LOG_DRAIN_SECONDS = 5.0
"""How long a process that ends waits for its last log entries to be written."""

LOG_RETRY_SECONDS = 1.0
"""A follower waits this long after the shared log did not answer."""

LOG_CONNECTIONS = 10_000
"""Connections to the shared log: one for each follower of another process's turn. The client's own default is 100."""

STOP_SECONDS = 3.0
"""A message waits at most this long for the end of an answer that was stopped before it: what it keeps is stored."""

STOP_LOOK_SECONDS = 0.05
"""The waiting message looks this often; the turn may be another process's."""

UNFOLDED_CHARS = 1_200
UNFOLDED_LINES = 14
"""A message of the user that is longer is folded: more than half a screen."""

SEARCH_CHARS = 200
SEARCH_WORDS = 12
"""What one looks for; the rest is left out."""

SEARCH_TITLES = 20
SEARCH_MESSAGES = 60
"""Shown of what was found; who needs more adds a word."""
