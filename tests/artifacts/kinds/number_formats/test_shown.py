"""Numbers as number formats show them: the table of the standard, row by row."""

import pytest
from django.utils import translation

from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.number_formats.shown import colour_of, format_number, format_text

DAY = 45000  # 2023-03-15, a Wednesday


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        # without a format
        (1234.5, "", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "", "0.3333333333"),
        (123456789012, "", "123456789012"),
        (123456789.12, "", "123456789.12"),
        (1234567890123.123, "", "1234567890123"),
        (1.5e-9, "", "1.5e-09"),
        (-5, 'General" units"', "-5 units"),
        (-5, '"at "General', "-at 5"),
        (7, "@", "7"),
        # digits, grouping, decimals
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "$#,##0.00", "-$1,234.50"),
        (1234.5, '#,##0.00 "EUR"', "1,234.50 EUR"),
        (1234.5, "#,##0.00 \u20ac", "1,234.50 \u20ac"),
        (1234.5, "[$\u20ac-407]#,##0", "\u20ac1,235"),
        (1234.5, '_-* #,##0.00 "x"_-', "1,234.50 x"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2."),
        (0.5, "#.##", ".5"),
        (0, "#,###", ""),
        (5, "000", "005"),
        (1234, "0,000,000", "0,001,234"),
        (1e20, "#,##0", "100,000,000,000,000,000,000"),
        (2.5, "0.0??", "2.5  "),
        # literals inside
        (2125550143, "(000) 000-0000", "(212) 555-0143"),
        (12345, "00000-0000", "00001-2345"),
        (123456789, "000\\-00\\-0000", "123-45-6789"),
        (12, '0 "items; more"', "12 items; more"),
        (1234.5, '"Net "0.0" kg"', "Net 1234.5 kg"),
        # scaling and percent
        (1234567, "#,##0,", "1,235"),
        (1234567, '0.0,,"M"', "1.2M"),
        (0.256, "0.0%", "25.6%"),
        (0.125, "0%", "13%"),
        (0.5, "0 %", "50 %"),
        # exponents
        (12345.678, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (12345, "##0.0E+0", "12.3E+3"),
        (0.00123, "##0.0E-0", "1.2E-3"),
        (9999, "0.0E+0", "1.0E+4"),
        (0, "0.00E+00", "0.00E+00"),
        # fractions
        (0.75, "# ?/?", "3/4"),
        (1.5, "# ?/?", "1 1/2"),
        (-2.25, "# ?/?", "-2 1/4"),
        (3, "# ?/?", "3"),
        (0, "# ?/?", "0"),
        (1.3, "# ??/??", "1  3/10"),
        (0.3125, "# ??/16", "5/16"),
        (1.5, "?/?", "3/2"),
        (3.14159265, "# ???/???", "3  16/113"),
        # sections
        (-3, "0;(0)", "(3)"),
        (-3, "[Red]-0", "--3"),
        (0, '#,##0.00;-#,##0.00;"-"', "-"),
        (3, '"x";"y"', "x"),
        (-3, '"x";"y"', "y"),
        (5, ";;;", ""),
        (0, "0;-0;;@", ""),
        # conditions
        (5, '[>=10]"big";[<10]"small"', "small"),
        (10, '[>=10]"big";[<10]"small"', "big"),
        (1, '[=1]0" day";0" days"', "1 day"),
        (3, '[=1]0" day";0" days"', "3 days"),
        (0.4, '[<1]0%;[<1000]0.0;#,##0,"k"', "40%"),
        (12345, '[<1]0%;[<1000]0.0;#,##0,"k"', "12k"),
        (-7, "[>100]0;0.0", "-7.0"),
        (-7, "[>=0]0;(0)", "(7)"),
        (50, "[<10]0;[>100]0.0", "########"),
        (50, '[<10]"few"', "50"),
        (2125550143, "[<=9999999]###-####;(###) ###-####", "(212) 555-0143"),
    ],
)
def test_numbers(value: float, number_format: str, shown: str):
    assert format_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (DAY, "yyyy-mm-dd", "2023-03-15"),
        (DAY + 0.5, "yyyy-mm-dd hh:mm", "2023-03-15 12:00"),
        (DAY + 0.75, "h:mm AM/PM", "6:00 PM"),
        (DAY + 0.25, "h:mm a/p", "6:00 a"),
        (DAY, "d mmm yyyy", "15 Mar 2023"),
        (DAY, "dddd, d mmmm yy", "Wednesday, 15 March 23"),
        (DAY, "mmmmm", "M"),
        (DAY, "dd.mm.yyyy", "15.03.2023"),
        (DAY, "dd/mm/yy", "15/03/23"),
        (DAY, "[$-409]mmm\\-yy;@", "Mar-23"),
        (DAY, "[$-407]d. mmmm yyyy", "15. M\u00e4rz 2023"),
        (DAY, "[$-F800]dddd\\, mmmm dd\\, yyyy", "Wednesday, March 15, 2023"),
        (DAY, "bbbb", "2566"),
        (61.5 / 86400, "mm:ss.0", "01:01.5"),
        (123456, "0.0e+00", "1.2e+05"),
        (123456.789, "#|e-|#", "1|e|5"),
        (0, "#E+#", "0E+0"),
        (0.5, "hh:mm", "12:00"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[mm]:ss", "2160:00"),
        (90 / 86400, "[s]", "90"),
        (-1.5, "[h]:mm", "-36:00"),
        (1.25 + 0.0625 / 86400, "[s].000", "108000.062"),
        (1.999999999, "hh:mm:ss", "00:00:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (60, "ddd yyyy-mm-dd", "Wed 1900-02-29"),
        (0.5, "yyyy mmm ddd dd hh", "1900 Jan Sat 00 12"),
        (1 - 1e-9, "[h]:mm:ss.00", "24:00:00.00"),
        (1 - 0.4 / 86400, "[h]:mm", "24:00"),
        (-0.5, "yyyy", "-0.5"),
        (1e9, "yyyy-mm-dd", "1000000000"),
    ],
)
def test_days_and_times(value: float, number_format: str, shown: str):
    assert format_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [("", "abc"), ("0.00", "abc"), ("@", "abc"), ('0;-0;0;"<"@">"', "<abc>"), ('"No. "@', "No. abc"), (";;;", "")],
)
def test_texts(number_format: str, shown: str):
    assert format_text("abc", number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "colour"),
    [(-1, "0;[Red]-0", "red"), (1, "0;[Red]-0", ""), (5, "[Color 10][>3]0;0", "color 10"), (1, "", "")],
)
def test_colours(value: float, number_format: str, colour: str):
    assert colour_of(value, number_format) == colour


def test_names_of_months_and_days_are_in_the_readers_language():
    with translation.override("es"):
        assert format_number(DAY, "dddd d mmmm yyyy") == "mi\u00e9rcoles 15 marzo 2023"


@pytest.mark.parametrize(("value", "shown"), [(3, "3"), (3.0, "3"), (0.1, "0.1"), (1e20, "1e+20")])
def test_plain_number_is_as_typed(value: float, shown: str):
    assert plain_number(value) == shown


@pytest.mark.parametrize(
    "number_format", ["[", '"', "\\", "[$", "E+", "0E+", "/", "?/", ";;;;;;", "[>x]0", "*", "_", "%"]
)
def test_what_is_no_format_still_shows_something_or_nothing(number_format: str):
    assert isinstance(format_number(1234.5, number_format), str)
