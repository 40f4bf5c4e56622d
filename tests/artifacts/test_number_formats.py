"""Numbers as the formats of Excel's files show them."""

import pytest
from django.utils import translation

from artifacts.kinds.number_formats import format_number, is_date_format, plain_number


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234.5, "", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "", "0.3333333333"),
        (123456789012, "", "123456789012"),
        (123456789.12, "", "123456789.12"),
        (1234567890123.123, "", "1234567890123"),
        (1.5e-9, "", "1.5e-09"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.256, "0.0%", "25.6%"),
        (0.125, "0%", "13%"),
        (-1234.5, "$#,##0.00", "-$1,234.50"),
        (1234.5, '#,##0.00 "EUR"', "1,234.50 EUR"),
        (1234.5, "#,##0.00 \u20ac", "1,234.50 \u20ac"),
        (1234.5, "[$\u20ac-407]#,##0", "\u20ac1,235"),
        (1234.5, '_-* #,##0.00 "x"_-', "1,234.50 x"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (0.5, "#.##", ".5"),
        (5, "000", "005"),
        (1234567, "#,##0,", "1,235"),
        (1234567, '0.0,,"M"', "1.2M"),
        (1e20, "#,##0", "100,000,000,000,000,000,000"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (0.333, "# ?/?", "0.333"),
        (7, "@", "7"),
        (3, '"x";"y"', "x"),
        (-3, "0;(0)", "(3)"),
        (-3, "[Red]-0", "--3"),
        (0, '#,##0.00;-#,##0.00;"-"', "-"),
        (12, '0 "items; more"', "12 items; more"),
    ],
)
def test_numbers(value: float, number_format: str, shown: str):
    assert format_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (45000, "yyyy-mm-dd", "2023-03-15"),
        (45000.5, "yyyy-mm-dd hh:mm", "2023-03-15 12:00"),
        (45000.75, "h:mm AM/PM", "6:00 PM"),
        (45000, "d mmm yyyy", "15 Mar 2023"),
        (45000, "dddd, d mmmm yy", "Wednesday, 15 March 23"),
        (45000, "[$-409]mmm\\-yy;@", "Mar-23"),
        (61.5 / 86400, "mm:ss.0", "01:01.5"),
        (0.5, "hh:mm", "12:00"),
        (1.5, "[h]:mm", "36:00"),
        (1.999999999, "hh:mm:ss", "00:00:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (-0.5, "yyyy", "-0.5"),
        (1e9, "yyyy-mm-dd", "1000000000"),
    ],
)
def test_days_and_times(value: float, number_format: str, shown: str):
    assert format_number(value, number_format) == shown


def test_names_of_months_and_days_are_in_the_readers_language():
    with translation.override("es"):
        assert format_number(45000, "dddd d mmmm yyyy") == "mi\u00e9rcoles 15 marzo 2023"


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "h:mm", "[h]:mm:ss", "[$-409]d/m/yy", "mmm"])
def test_formats_of_days_are_known(number_format: str):
    assert is_date_format(number_format)


@pytest.mark.parametrize("number_format", ["", "General", "0.00", '0 "days"', "[Red]0", "0%", "0.0E+00", "\\d0"])
def test_other_formats_are_not_of_days(number_format: str):
    assert not is_date_format(number_format)


@pytest.mark.parametrize(("value", "shown"), [(3, "3"), (3.0, "3"), (0.1, "0.1"), (1e20, "1e+20")])
def test_plain_number_is_as_typed(value: float, shown: str):
    assert plain_number(value) == shown
