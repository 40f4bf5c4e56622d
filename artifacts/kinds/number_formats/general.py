"""A number without a format, and as it would be typed."""

SHORT = 12  # characters: what fits a usual column


def general(value: int | float) -> str:
    """Return a number without a format: in full if it is short, else with ten significant digits or all whole ones."""
    full = plain_number(value)
    if isinstance(value, int) or len(full) <= SHORT:
        return full
    whole_digits = len(str(int(abs(value))))
    return plain_number(float(f"{value:.{min(max(10, whole_digits), 15)}g}"))


def plain_number(value: int | float) -> str:
    """Return a number as it would be typed."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
