"""What a model is told of changes that it wrote and that do not fit, so that it corrects them."""

from collections.abc import Sequence

_MISFITS = """\
Of your changes these do not fit:

{reasons}

Answer again with one JSON object of the same form and nothing else: all operations, corrected. The rows and columns
are those of the {name} as it is open, before any of your operations."""

_UNREADABLE = """\
Your answer is no JSON that can be read: it breaks off, or is written differently. Answer again with one JSON object
and nothing else, as short as possible: {"operations": [...], "note": "..."}"""


def misfits_prompt(name: str, reasons: Sequence[tuple[str, str]]) -> str:
    """Return the message that asks for changes that fit; the reasons are pairs of an operation and what is wrong."""
    return _MISFITS.format(name=name, reasons="\n".join(f"- {operation}: {reason}" for operation, reason in reasons))


def unreadable_prompt() -> str:
    """Return the message that asks for the changes in a form that can be read."""
    return _UNREADABLE
