"""What a starter is: words that call for it, and a function that builds the draft from the wish."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from llm.offline.drafts import Draft
from llm.offline.wish import Wish


@dataclass(frozen=True, slots=True)
class Starter:
    """One ready-made artifact; `trigger` is searched in the user's own words, `name` is what help texts call it."""

    name: str
    trigger: re.Pattern[str]
    build: Callable[[Wish], Draft]
    takes_pasted: bool = False


def trigger(english: str, spanish: str) -> re.Pattern[str]:
    """Return the pattern for both languages' words."""
    return re.compile(rf"\b(?:{english}|{spanish})\b", re.IGNORECASE)


def money(text: str) -> str:
    """Return "1,200.50", "1.200,50" or "1200" as a plain number's text."""
    plain = text.strip().rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return re.sub(r"[.,]", "", plain)
    whole, mark, fraction = re.match(r"^(.*?)(?:([.,])(\d{1,2}))?$", plain).groups()  # type: ignore[union-attr]
    digits = re.sub(r"\D", "", whole)
    return f"{digits}.{fraction}" if mark else digits
