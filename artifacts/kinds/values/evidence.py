"""Which sign parts decimals: what one cell proves, what a column, its neighbours, the file and the language say.

`1.234,5` proves it, `3.677.472` proves it, `1.250` alone does not. What nothing decides stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.identifiers import are_versions
from artifacts.kinds.values.money import MARK
from artifacts.kinds.values.numbers import Decimal, digits_of
from artifacts.kinds.values.signs import NATIVE_DECIMAL, plain_signs

SAMPLE = 200  # texts that tell whether a column holds numbers at all
ENOUGH = 2 / 3  # of them, as a column of numbers may hold words

_BODY = re.compile(r"\d(?:[\d.,٫' ]*\d)?")
_WHOLE = re.compile(r"\d([.,])-")  # 20,- is a price without cents
_OPEN = re.compile(r"(?<![\d.,'])(?<!\d )[1-9]\d{0,2}[.,]\d{3}(?![\d.,'eE])(?! \d)")
_LOOSE = re.compile(
    rf"[(+-]* ?(?:{MARK.pattern})? ?[+-]?(?:%|\d|[.,]\d)[\d.,٫' ]*(?:[eE][+-]?\d+)?-* ?(?:%|{MARK.pattern})?[)-]?"
)
_COMMA_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru "
        "sk sl sq sr sv tr uk uz vi",
    )
)
_POINT_LANGUAGES = frozenset(re.findall(r"\w+", "en he hi ja ko th zh"))
_BOTH_WAYS = frozenset(
    ["es"]
)  # Mexico writes 1,250 where Spain writes 1.250; a point before three digits parts thousands


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source beside its cells; from `decimal` on it is what a person decided."""

    language: str = ""
    delimiter: str = ""
    decimal: Decimal | None = None
    day_order: DayOrder | None = None
    are_numbers: bool = False  # though they may look like versions


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the texts of one column say: whether they are numbers, the sign that is proved, what stays open."""

    is_numeric: bool = False
    proved: Decimal | None = None
    open_signs: frozenset[str] = frozenset()
    is_money: bool = False


def survey(filled: Sequence[str]) -> Survey:
    """Return what a column's texts say; a column of words says nothing."""
    sample = [plain_signs(text) for text in islice(filled, SAMPLE)]
    numeric = [text for text in sample if _LOOSE.fullmatch(text)]
    if not numeric or len(numeric) < len(sample) * ENOUGH:
        return Survey()
    proved = None if are_versions(filled) else next(filter(None, map(proved_by, filled)), None)
    signs = frozenset(sign for text in filled if (sign := open_sign(text)))
    return Survey(True, proved, signs, all(MARK.search(text) for text in numeric))


def decimal_signs(
    rows: Sequence[Sequence[str]], known: Known = NOTHING, *, has_header: bool = True
) -> list[Decimal | None]:
    """Return the sign of decimals of each column of a grid; with `has_header` its first row may name them."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows[has_header:] if at < len(row) and row[at].strip()] for at in range(width)]
    surveys = [survey([text for text in column if not text.startswith("=")]) for column in columns]
    return [decide(one, [*surveys[:at], *surveys[at + 1 :]], known) for at, one in enumerate(surveys)]


def sign_of_source(rows: Sequence[Sequence[str]], known: Known = NOTHING) -> Decimal | None:
    """Return the sign of decimals that all columns of a grid are read with; None if they differ or say none."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    surveys = [survey(column) for column in columns]
    return known.decimal or _agreed(surveys) or _of_semicolons(surveys, known)


def is_figure(text: str) -> bool:
    """Say whether a text is written as a number, a percent or an amount, whatever its signs mean."""
    return _LOOSE.fullmatch(plain_signs(text)) is not None


def proved_by(text: str) -> Decimal | None:
    """Return the sign of decimals that one number's text proves."""
    plain = plain_signs(text)
    if ("." not in plain and "," not in plain and NATIVE_DECIMAL not in plain) or not _LOOSE.fullmatch(plain):
        return None
    if whole := _WHOLE.search(plain):
        return Decimal(whole[1])
    body = _BODY.search(plain)
    if body is None:
        return None
    digits, before = body.group(), plain[: body.start()][-1:]
    sign = Decimal(before) if before in (".", ",") else _sign_in(digits)
    return sign if sign and (before == sign or digits_of(sign).fullmatch(digits)) else None


def open_sign(text: str) -> str:
    """Return the one sign of a number that may mean two things, a thousand times apart; nothing for all others."""
    if "." not in text and "," not in text:
        return ""
    match = _OPEN.search(plain_signs(text))
    return "" if match is None else "." if "." in match.group() else ","


def decide(surveyed: Survey, others: Sequence[Survey], known: Known) -> Decimal | None:
    """Return the sign of decimals of a column among the columns of its source; None when nothing decides."""
    return (
        known.decimal
        or surveyed.proved
        or _agreed(others)
        or _of_semicolons([surveyed, *others], known)
        or _of_prices(surveyed)
        or _of_language(surveyed, known.language)
        or _agreed([Survey(proved=_of_prices(other)) for other in others])
    )


def _sign_in(digits: str) -> Decimal | None:
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        last = Decimal.POINT if digits.rfind(".") > digits.rfind(",") else Decimal.COMMA
        return last if digits.count(last) == 1 else None
    if not points and not commas:
        return Decimal.POINT if NATIVE_DECIMAL in digits else None
    sign = Decimal.POINT if points else Decimal.COMMA
    if points + commas > 1:
        return sign.other
    whole, decimals = digits.split(sign)
    is_open = len(decimals) == 3 and len(whole) <= 3 and whole[0] != "0"
    return None if is_open else sign


def _agreed(surveys: Sequence[Survey]) -> Decimal | None:
    proved = {one.proved for one in surveys if one.proved}
    return proved.pop() if len(proved) == 1 else None


def _of_semicolons(surveys: Sequence[Survey], known: Known) -> Decimal | None:
    """Return the comma for a file of semicolons with commas in its numbers: the semicolon made room for them."""
    has_commas = any("," in one.open_signs for one in surveys)
    has_points = any(one.proved is Decimal.POINT for one in surveys)
    return Decimal.COMMA if known.delimiter == ";" and has_commas and not has_points else None


def _of_prices(surveyed: Survey) -> Decimal | None:
    """Return what `1.250 €` says: no price has three decimals, so its sign parts thousands."""
    if not surveyed.is_money or surveyed.proved or len(surveyed.open_signs) != 1:
        return None
    return Decimal(next(iter(surveyed.open_signs))).other


def _of_language(surveyed: Survey, language: str) -> Decimal | None:
    code = language.partition("-")[0].lower()
    if code in _BOTH_WAYS:
        return Decimal.COMMA if surveyed.open_signs == {"."} else None
    if code in _COMMA_LANGUAGES:
        return Decimal.COMMA
    return Decimal.POINT if code in _POINT_LANGUAGES else None
