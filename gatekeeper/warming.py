"""Loading everything a decision needs, so that the first message does not wait; servers call it at start."""

from gatekeeper.classify import classify
from gatekeeper.decision import Context
from gatekeeper.lexicon import CODES, lexicon


def warm() -> None:
    """Load the languages, the weights and, when installed, the embeddings; calling it again costs one decision."""
    for code in CODES:
        lexicon(code)
    classify("warm up the gate with a table", Context())
