"""What number formats say of their numbers."""

import pytest

from artifacts.kinds.number_formats.nature import (
    currency_of,
    is_date_format,
    is_duration_format,
    is_percent_format,
    moment_text,
)


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "h:mm", "[h]:mm:ss", "[$-409]d/m/yy", "mmm"])
def test_formats_of_days_are_known(number_format: str):
    assert is_date_format(number_format)


@pytest.mark.parametrize("number_format", ["", "General", "0.00", '0 "days"', "[Red]0", "0%", "0.0E+00", "\\d0"])
def test_other_formats_are_not_of_days(number_format: str):
    assert not is_date_format(number_format)


def test_shares_and_elapsed_time_are_known():
    assert is_percent_format("0.0%")
    assert not is_percent_format('0" %"')
    assert is_duration_format("[h]:mm")
    assert not is_duration_format("h:mm")


@pytest.mark.parametrize(
    ("number_format", "code"),
    [
        ("[$\u20ac-407]#,##0", "EUR"),
        ('"$"#,##0.00', "USD"),
        ('#,##0 "CHF"', "CHF"),
        ("$#,##0", "USD"),
        ("0.0", None),
        ('0 "kg"', None),
        ("", None),
    ],
)
def test_money_is_known_by_its_sign_or_code(number_format: str, code: str | None):
    assert currency_of(number_format) == code


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (45000, "d.m.yy", "2023-03-15"),
        (45000.5, "d.m.yy h:mm", "2023-03-15 12:00:00"),
        (0.5, "h:mm", "12:00:00"),
        (0.5, "[h]:mm", None),
        (0.5, "yyyy", None),
        (45000, "0.00", None),
    ],
)
def test_moments_are_iso(value: float, number_format: str, text: str | None):
    assert moment_text(value, number_format) == text
