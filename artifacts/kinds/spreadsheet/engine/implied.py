"""Number formats that formulas imply: a sum of amounts is an amount, a day and a number are a day.

A formula without a format of its own takes over that of what it computes with, as people expect who type it. Nothing
is implied where the units of a result are not plain.
"""

import re
from collections.abc import Callable, Iterator, Sequence

Place = tuple[int, int, int]
"""Sheet from 0, row and column from 1."""
Look = Callable[[Place], str | None]
DAY, TIME = "yyyy-mm-dd", "h:mm"
_DATED = {
    **dict.fromkeys(("DATE", "TODAY", "EDATE", "EOMONTH", "WORKDAY", "WORKDAY.INTL", "DATEVALUE"), DAY),
    **dict.fromkeys(("TIME", "TIMEVALUE"), TIME),
    "NOW": f"{DAY} {TIME}",
}
_AMOUNTS = frozenset("CUMIPMT CUMPRINC DB DDB FV IPMT NPV PMT PPMT PV SLN SYD XNPV".split())  # noqa: SIM905  words
_RATES = frozenset("IRR MIRR RATE XIRR".split())  # noqa: SIM905  a word list
_KEEPING = frozenset(
    """
    ABS AVERAGE AVERAGEIF AVERAGEIFS CEILING CHOOSE FLOOR HLOOKUP IF IFERROR IFNA INDEX LARGE LOOKUP MAX MAXIFS MEDIAN
    MIN MINIFS MROUND ROUND ROUNDDOWN ROUNDUP SMALL SUBTOTAL SUM SUMIF SUMIFS TRUNC VLOOKUP XLOOKUP
    """.split()  # noqa: SIM905  a word list
)  # functions whose result is of the kind of the cells they are given
_may_imply = re.compile(rf"\b(?:{'|'.join(map(re.escape, (*_DATED, *_AMOUNTS, *_RATES)))})\(", re.IGNORECASE)
_AMOUNT, _RATE = "#,##0.00", "0.00%"
_MONEY = re.compile(r'[$€£¥₹₩]|"[A-Z]{3}"|\[\$')
_piece = re.compile(
    r"""
    "(?:[^"]|"")*"
    | (?P<call>[A-Za-z][A-Za-z0-9.]*)\(
    | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})
      (?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(])
    | (?P<operator><>|<=|>=|[-+*/^&=<>%,;{}]) | (?P<close>\))
    | \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Formats:
    """The number formats of a workbook's cells: those that were given, and those that formulas implied."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self.given: dict[Place, str] = {}
        self.implied: dict[Place, str] = {}
        self._sheets = {name.casefold(): at for at, name in enumerate(sheets)}

    def learn(self, place: Place, kind: str | None, value: object, number_format: str | None) -> None:
        """Take note of a cell that is written; a formula without a format may imply one."""
        self.given.pop(place, None)
        self.implied.pop(place, None)
        if number_format:
            self.given[place] = number_format
        elif kind == "f" and (self.given or self.implied or _may_imply.search(str(value))):
            found = implied_format(str(value), place[0], self.find, self._sheets)
            if found:
                self.implied[place] = found

    def find(self, place: Place) -> str | None:
        """Return the format of a cell; General is none."""
        found = self.given.get(place) or self.implied.get(place)
        return None if found is None or found.casefold() == "general" else found


def implied_format(formula: str, sheet: int, look: Look, sheets: dict[str, int]) -> str | None:
    """Return the format of a formula in a sheet, None for a plain number; `look` finds formats of other cells."""
    if not any(map(formula.__contains__, "(:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")):
        return None
    pieces = list(_piece.finditer(formula, 1))
    call = _only_call(pieces)
    if call in _RATES:
        return _RATE
    if call in _AMOUNTS:
        money = (found for found in _formats(pieces, sheet, look, sheets) if found and _MONEY.search(found))
        return next(money, _AMOUNT)
    if call in _KEEPING:
        return next(filter(None, _formats(pieces, sheet, look, sheets)), None)
    return _of_terms(pieces, sheet, look, sheets)


def _only_call(pieces: Sequence[re.Match[str]]) -> str:
    """Return the function that the whole formula is one call of; empty for any other formula."""
    solid = [piece for piece in pieces if not piece[0].isspace()]
    if not solid or not solid[0]["call"]:
        return ""
    depth = 0
    for piece in solid[:-1]:
        depth += _step(piece)
        if depth <= 0:
            return ""
    return str(solid[0]["call"]).upper()


def _step(piece: re.Match[str]) -> int:
    return 1 if piece["call"] or piece[0] == "(" else -1 if piece["close"] else 0


def _formats(pieces: Sequence[re.Match[str]], sheet: int, look: Look, sheets: dict[str, int]) -> Iterator[str | None]:
    """Yield the format of every cell, or first cell of a range, that is referred to."""
    for piece in pieces:
        if piece["column"]:
            yield look(_place(piece, sheet, sheets))


def _of_terms(pieces: Sequence[re.Match[str]], sheet: int, look: Look, sheets: dict[str, int]) -> str | None:
    """Return the format of cells, numbers and calls, added or multiplied; None for anything else.

    Of calls, those count that give days and those whose result is of the kind of their cells.
    """
    operators: list[str] = []
    terms: list[str | None] = []
    depth = 0
    for piece in pieces:
        if piece["call"] and not depth:
            name = piece["call"].upper()
            if name not in _DATED and name not in _KEEPING:
                return None
            terms.append(_DATED.get(name))
        elif piece["column"]:
            found = look(_place(piece, sheet, sheets))
            if not depth:
                terms.append(found)
            elif terms and terms[-1] is None:
                terms[-1] = found
        elif piece["operator"] and not depth:
            operators.append(piece["operator"])
        elif piece[0].startswith('"') and not depth:
            return None
        depth += _step(piece) if piece["call"] or depth else 0
    return _combined(operators, terms)


def _combined(operators: Sequence[str], terms: Sequence[str | None]) -> str | None:
    if not set(operators) <= {"+", "-", "*", "/"}:
        return None
    known = [term for term in terms if term]
    days = [term for term in known if _is_day(term)]
    if days:
        is_one = len(days) == 1 and not {"*", "/"} & set(operators)
        return days[0] if is_one else None
    money = [term for term in known if _MONEY.search(term)]
    if money:
        return None if "/" in operators and len(money) > 1 else money[0]
    shares = [term for term in known if "%" in term]
    if shares and ({"*", "/"} & set(operators)) and len(terms) > 1:
        return None
    return known[0] if known else None


def _is_day(number_format: str) -> bool:
    plain = re.sub(r'"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.', "", number_format, flags=re.IGNORECASE)
    return any(letter in plain.lower() for letter in "ydh") or "mm" in plain.lower()


def _place(piece: re.Match[str], sheet: int, sheets: dict[str, int]) -> Place:
    if piece["sheet"]:
        name = piece["sheet"]
        name = name[1:-1].replace("''", "'") if name.startswith("'") else name
        sheet = sheets.get(name.casefold(), -1)
    return sheet, int(piece["row"]), column_number(piece["column"])


def column_number(letters: str) -> int:
    """Return a column's number, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
