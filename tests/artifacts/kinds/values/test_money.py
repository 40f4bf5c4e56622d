import pytest

from artifacts.kinds.values.money import CODES, SIGNS, code_of, read_amount, sign_of
from artifacts.kinds.values.numbers import Decimal


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("-$7.25", -7.25, "USD"),
        ("$-7.25", -7.25, "USD"),
        ("($7.25)", -7.25, "USD"),
        ("7.25 USD-", -7.25, "USD"),
        ("US$ 1,200", 1200, "USD"),
        ("SEK 12", 12, "SEK"),
        ("12 元", 12, "CNY"),
        ("₺1,200.50", 1200.5, "TRY"),
    ],
)
def test_read_amount(text: str, value: float, code: str) -> None:
    amount = read_amount(text, Decimal.POINT)
    assert amount is not None
    assert (amount.value, amount.code) == (value, code)


@pytest.mark.parametrize("text", ["5", "XYZ 5", "($5", "$5)", "$ five", "1.234,5 $", "$"])
def test_read_amount_of_none(text: str) -> None:
    assert read_amount(text, Decimal.POINT) is None


def test_every_sign_stands_for_a_known_currency_and_is_written_in_one_way() -> None:
    assert {sign.code for sign in SIGNS} <= CODES
    shown = [sign.code for sign in SIGNS if sign.is_shown]
    assert len(shown) == len(set(shown))
    assert code_of(sign_of("EUR") or "") == "EUR"
