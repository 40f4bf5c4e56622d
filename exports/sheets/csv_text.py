"""Cells for CSV files, where everything is text and some text is taken for a formula."""

import re

from artifacts.kinds.table.content import Cell
from exports.flow.plain_text import clean
from exports.rows.losses import ExportLoss, Losses

_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_BEHIND_DELIMITER = re.compile(r"([;\t]\s*)(?=[=@＝＠]|[+\-＋－](?!\d))")  # where a program cuts cells at those
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?%?")


def to_text(value: Cell) -> str:
    """Return a value that is not text, in full: true and false, numbers as they are, nothing for a missing cell."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def safe_cell(text: str, losses: Losses) -> str:
    """Return text that no spreadsheet program runs: an apostrophe before formula signs, signed numbers unchanged.

    Behind a semicolon or a tab as well, because programs of some countries cut a cell there.
    """
    text = clean(text, losses)
    safe = _BEHIND_DELIMITER.sub(r"\1'", text) if ";" in text or "\t" in text else text
    if safe.startswith(_STARTS) and not _NUMBER.fullmatch(safe):
        safe = f"'{safe}"
    if safe != text:
        losses[ExportLoss.FORMULA_LIKE_TEXT] += 1
    return safe
