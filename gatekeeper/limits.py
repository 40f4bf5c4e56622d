"""Numbers the gate decides by: thresholds of confidence, sizes of what it reads, times."""

from datetime import timedelta

ACT = 0.80
"""From here on an artifact is created: of ten decisions made at 0.8, at most two are wrong."""

ASK = 0.60
"""From here on, and below `ACT`, one question is asked in the conversation; below, the answer stays in chat."""

EDIT = 0.50
"""An edit is proposed as a diff, which is the question: there is no asking before it."""

CONSULT = 0.58
"""Decisions of the local stages below this confidence are put to the LLM stage when there is one."""

SURE = 0.95
"""From here on the model without embeddings is believed; below, the embedding is computed and weighed too."""

OVERRULE = 0.80
"""From here on the model is believed against a rule that would open something."""

MAX_TEXT_LENGTH = 32_000
"""Characters of one message, as in the chat's composer."""

READ_HEAD = 3_000
READ_TAIL = 1_500
"""Of a longer message the gate reads this many characters of its beginning and end: the request stands there."""

REQUEST_HEAD = 500
REQUEST_TAIL = 300
"""Of the request itself, after pasted blocks were set apart."""

REST_HEAD = 300
REST_TAIL = 500
"""Of what is set apart, searched for a form that is named among conditions: lists of them end with it."""

EMBEDDED_CHARACTERS = 160
EMBEDDED_DENSE = 56
"""Of the request, what is embedded: some 28 words, or as many characters as take the time of them."""

LLM_HEAD = 1_200
LLM_TAIL = 600
"""Characters of the message that the LLM stage is shown."""

CACHE_FOR = timedelta(minutes=5)
"""How long a decision for the same text and context is repeated without deciding again."""
