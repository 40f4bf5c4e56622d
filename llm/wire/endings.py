"""What a finish reason means: whole, cut, failed or filtered; one that nobody has listed means cut."""

from llm.wire.dialects import ENDINGS, Ending

_BY_REASON = {row.reason: row.ending for row in ENDINGS}
_NO_REASON = ("null", "none")


def ending_of(reason: str) -> Ending | None:
    """Return the meaning, None for a reason that says there is none; some endpoints write the name of an enum."""
    name = reason.rpartition(".")[2].strip().lower()
    return None if name in _NO_REASON or not name else _BY_REASON.get(name, Ending.CUT)
