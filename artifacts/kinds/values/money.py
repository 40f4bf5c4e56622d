"""Money: the one table of currencies, and amounts with a sign or a code before or behind them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from artifacts.kinds.values.numbers import Decimal, decimals_in, digits_pattern, is_open, number_of
from artifacts.kinds.values.signs import plain_signs

CODES = frozenset(
    re.findall(
        r"\w+",
        """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """,
    )
)
"""The codes of ISO 4217 that are in use."""

WITHOUT_CENTS = frozenset(re.findall(r"\w+", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"))
WITH_THREE_DECIMALS = frozenset(re.findall(r"\w+", "BHD IQD JOD KWD LYD OMR TND"))


@dataclass(frozen=True, slots=True)
class Sign:
    """How an amount of a currency is marked; `is_shown` is the one of several that we write ourselves."""

    text: str
    code: str
    is_shown: bool = True


SIGNS = (
    Sign("$", "USD"),
    Sign("€", "EUR"),
    Sign("£", "GBP"),
    Sign("¥", "JPY"),
    Sign("₹", "INR"),
    Sign("₩", "KRW"),
    Sign("R$", "BRL"),
    Sign("₪", "ILS"),
    Sign("₫", "VND"),
    Sign("₱", "PHP"),
    Sign("฿", "THB"),
    Sign("₴", "UAH"),
    Sign("₦", "NGN"),
    Sign("₺", "TRY"),
    Sign("₽", "RUB"),
    Sign("zł", "PLN", is_shown=False),
    Sign("Kč", "CZK", is_shown=False),
    Sign("Ft", "HUF", is_shown=False),
    Sign("руб.", "RUB", is_shown=False),
    Sign("руб", "RUB", is_shown=False),
    Sign("грн", "UAH", is_shown=False),
    Sign("TL", "TRY", is_shown=False),
    Sign("Rp", "IDR", is_shown=False),
    Sign("Fr.", "CHF", is_shown=False),
    Sign("元", "CNY", is_shown=False),
    Sign("円", "JPY", is_shown=False),
    Sign("￥", "JPY", is_shown=False),
    Sign("원", "KRW", is_shown=False),
    Sign("US$", "USD", is_shown=False),
    Sign("C$", "CAD", is_shown=False),
    Sign("CA$", "CAD", is_shown=False),
    Sign("A$", "AUD", is_shown=False),
    Sign("AU$", "AUD", is_shown=False),
    Sign("NZ$", "NZD", is_shown=False),
    Sign("HK$", "HKD", is_shown=False),
    Sign("NT$", "TWD", is_shown=False),
    Sign("S$", "SGD", is_shown=False),
    Sign("MX$", "MXN", is_shown=False),
    Sign("CN¥", "CNY", is_shown=False),
)
_BY_TEXT = {sign.text: sign.code for sign in SIGNS}
_BY_CODE = {sign.code: sign.text for sign in SIGNS if sign.is_shown}
_MARKS = sorted([*_BY_TEXT, *CODES], key=len, reverse=True)
MARK = re.compile("|".join(map(re.escape, _MARKS)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `is_thirds` says that it has three decimals, which hardly any currency has."""

    value: int | float
    code: str
    decimals: int
    is_thirds: bool


def code_of(mark: str) -> str | None:
    """Return the ISO code that a sign or a code stands for."""
    return _BY_TEXT.get(mark) or (mark if mark in CODES else None)


def sign_of(code: str | None) -> str | None:
    """Return the sign that stands before amounts of a currency; None for those written with their code."""
    return _BY_CODE.get(code or "")


@lru_cache(maxsize=100)
def _amount(decimal: Decimal, mark: str = MARK.pattern) -> re.Pattern[str]:
    digits = digits_pattern(decimal)
    whole = rf"(?:[{decimal}](?:-{{1,2}}|(?=\D*$)))?"  # 20,- and CHF 20.-
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[+-]?) ?(?:(?P<first>{mark}) ?(?P<inner>-?)(?P<after>{digits}){whole}"
        rf"|(?P<before>{digits}){whole} ?(?P<last>{mark}))(?P<behind>-?)(?P<close>\))?"
    )


def amount_reader(first: str, code: str, decimal: Decimal) -> Callable[[str], int | float | None]:
    """Return the function that reads amounts of one currency, quick for those marked as the first one is."""
    mark = MARK.search(plain_signs(first))
    usual = _amount(decimal, re.escape(mark.group())) if mark else _amount(decimal)

    def read(text: str) -> int | float | None:
        match = usual.fullmatch(plain_signs(text)) or _amount(decimal).fullmatch(plain_signs(text))
        return _value(match, decimal) if match and code_of(match["first"] or match["last"]) == code else None

    return read


def read_amount(text: str, decimal: Decimal = Decimal.POINT) -> Amount | None:
    """Return the amount of `$1,200`, `1.200,50 €`, `(USD 12)` or `CHF 20.-`."""
    match = _amount(decimal).fullmatch(plain_signs(text))
    return _found(match, decimal) if match else None


def _value(match: re.Match[str], decimal: Decimal) -> int | float | None:
    if bool(match["open"]) != bool(match["close"]):
        return None
    value = number_of(match["after"] or match["before"], decimal)
    minus = match["open"] or match["sign"] == "-" or match["inner"] or match["behind"]
    return -value if value is not None and minus else value


def _found(match: re.Match[str], decimal: Decimal) -> Amount | None:
    value, code = _value(match, decimal), code_of(match["first"] or match["last"])
    if value is None or code is None:
        return None
    digits = match["after"] or match["before"]
    decimals = decimals_in(digits, decimal)
    is_thirds = decimals == 3 and is_open(digits) and code not in WITH_THREE_DECIMALS
    return Amount(value, code, decimals, is_thirds)
