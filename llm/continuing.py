"""What a model is told when it must go on where an answer was cut short: the end of it, and how much is missing."""

from artifacts.rows.enums import KindName
from llm.protocol import Continuation

_CHAT = """\
Your last answer was cut off. Go on exactly where it stops: begin with the unfinished sentence again, then write the
rest. Repeat nothing else; no introduction, no excuse."""

_GRID = """\
The {name} "{title}" is not complete{figures}. It ends like this:

{tail}

Write only the rows that are missing, from row {next_row} on{missing}, under the same header and between the two marker
lines. Repeat no row that is there. Do not shorten."""

_FORMULAS = """
The first new row is row {next_row} of the sheet; formulas count from there."""

_DOCUMENT = """\
The document "{title}" is not complete{figures}. It ends like this:

{tail}

Go on exactly where it stops, between the two marker lines. If it stops within a sentence, begin with that sentence
again; repeat nothing else, no title. Write it to its end. Do not shorten."""


def continuation_prompt(continues: Continuation) -> str:
    """Return the message that asks for the rest."""
    if continues.kind is None:
        return _CHAT
    is_counted = continues.asked is not None and continues.delivered is not None
    missing = max(0, (continues.asked or 0) - (continues.delivered or 0)) if is_counted else 0
    fields = {
        "name": continues.kind.value,
        "title": continues.title,
        "tail": continues.tail,
        "next_row": continues.next_row,
        "figures": f": it has {continues.delivered} of {continues.asked} {continues.unit}" if is_counted else "",
        "missing": f" ({missing} more)" if missing and continues.unit in ("rows", "items") else "",
    }
    match continues.kind:
        case KindName.DOCUMENT:
            return _DOCUMENT.format(**fields)
        case KindName.SPREADSHEET:
            return (_GRID + _FORMULAS).format(**fields)
        case KindName.TABLE:
            return _GRID.format(**fields)
