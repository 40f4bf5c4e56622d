"""Percents: `12.5 %`, `-3%`, `%12`, as shares of one."""

import re
from decimal import Decimal as Exact

from artifacts.kinds.values.numbers import Decimal, read_number
from artifacts.kinds.values.signs import plain_signs

_PERCENT = re.compile(r"(?P<inner>[^%]*[\d)-]) ?%|% ?(?P<after>[\d+-][^%]*)|\((?P<below>[^%()]*\d) ?%\)")


def read_percent(text: str, decimal: Decimal = Decimal.POINT) -> float | None:
    """Return `25%` as 0.25."""
    if "%" not in (text := plain_signs(text)) or (match := _PERCENT.fullmatch(text)) is None:
        return None
    below = match["below"]
    number = read_number(f"({below})" if below else match["inner"] or match["after"], decimal)
    return None if number is None else float(Exact(str(number)) / 100)
