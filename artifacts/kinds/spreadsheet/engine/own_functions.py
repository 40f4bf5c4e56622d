"""Functions that are computed here, because an engine gets them wrong: TEXT, CEILING, FLOOR.

TEXT writes numbers as cells show them.
"""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

import formualizer
from django.conf import settings

Argument = Any
_LARGE, _SMALL = 1e11, 1e-4  # beyond them numbers without a format are written with an exponent
_ERROR = formualizer.LiteralValue.error


class Wrong(Exception):
    """The arguments give an error: its kind."""


def register(workbook: Any) -> None:
    """Let a workbook compute with these functions in place of its own."""
    for name, function in (("TEXT", _text), ("CEILING", _ceiling), ("FLOOR", _floor)):
        workbook.register_function(name, _over_arrays(function), min_args=2, max_args=2, allow_override_builtin=True)


def _over_arrays(function: Callable[[Argument, Argument], Any]) -> Callable[[Argument, Argument], Any]:
    """Return a function that takes arrays cell by cell, and hands errors on."""

    def call(first: Argument, second: Argument) -> Any:
        if isinstance(first, list):
            return [
                [call(cell, _cell(second, row, column)) for column, cell in enumerate(cells)]
                for row, cells in enumerate(first)
            ]
        if isinstance(second, list):
            return [[call(first, cell) for cell in cells] for cells in second]
        error = next((each for each in (first, second) if isinstance(each, dict)), None)
        if error is not None:
            return _ERROR(str(error.get("kind", "Value")), None)
        try:
            return function(first, second)
        except Wrong as wrong:
            return _ERROR(str(wrong), None)

    return call


def _cell(value: Argument, row: int, column: int) -> Argument:
    """Return the cell of an array beside another; one row, one column or one value stands for all."""
    if not isinstance(value, list):
        return value
    cells = value[row % len(value)] if len(value) == 1 or row < len(value) else value[-1]
    return cells[column % len(cells)]


def _text(value: Argument, number_format: Argument) -> str:
    if not settings.configured:
        settings.configure(USE_I18N=False)  # names of months and days as they stand in formulas' formats
    from artifacts.kinds.number_formats.shown import format_number, format_text

    pattern = "" if number_format is None else _plain(number_format)
    if isinstance(value, bool):
        return format_text(str(value).upper(), pattern)
    number = _number_in(value) if isinstance(value, str) else value or 0
    if isinstance(number, str):
        return format_text(number, pattern)
    if pattern.casefold() == "general":
        return _general(float(number))
    return format_number(number, pattern) if pattern else ""


def _general(number: float) -> str:
    """Return a number as Excel writes one without a format: ten digits, or six and an exponent."""
    size = abs(number)
    decimals = 9 if size < 1 else max(0, 10 - len(str(int(size))))
    full = f"{number:.{decimals}f}"
    full = full.rstrip("0").rstrip(".") if "." in full else full
    is_short = size < _LARGE and (size >= _SMALL or float(full) == number)
    if is_short:
        return "0" if full == "-0" else full
    mantissa, exponent = f"{number:.5E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def _number_in(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _plain(value: Argument) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(value: Argument) -> float:
    if value is None:
        return 0.0
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Wrong("Value") from None


def _ceiling(value: Argument, step: Argument) -> float:
    number, size = _number(value), _number(step)
    if not size or not number:
        return 0.0
    if number > 0 > size:
        raise Wrong("Num")
    return _rounded(ceil(round(number / size, 12)) * size)


def _floor(value: Argument, step: Argument) -> float:
    number, size = _number(value), _number(step)
    if not number:
        return 0.0
    if not size:
        raise Wrong("Div")
    if number > 0 > size:
        raise Wrong("Num")
    return _rounded(floor(round(number / size, 12)) * size)


def _rounded(value: float) -> float:
    """Return a number without the last digits that multiplication adds."""
    return float(f"{value:.15g}")
