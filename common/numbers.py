"""Whole numbers as people write them in a sentence: 1000, 1,000, 1.000, 1'000 or 1 000."""

import re

GROUPED = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+"
NOT_BEHIND = r"(?<!\d)(?<!\d[.,])"
NOT_BEFORE = r"(?![.,'’]?\d)"
WHOLE = rf"{NOT_BEHIND}(?:{GROUPED}|\d{{1,9}}){NOT_BEFORE}"
"""Not a part of a decimal or of a longer number."""


def read_whole(text: str) -> int:
    """Return the value of what `WHOLE` matches."""
    return int(re.sub(r"\D", "", text))
