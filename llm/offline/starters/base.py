"""What a starter is: words that call for it, and a function that builds the draft from the wish."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from common.numbers import WHOLE, read_whole
from llm.offline.amounts import bounded
from llm.offline.drafts import Draft
from llm.offline.naming import sentence_case
from llm.offline.wish import Wish, split_names


@dataclass(frozen=True, slots=True)
class Starter:
    """One ready-made artifact; `trigger` is searched in the user's own words, `name` is what help texts call it.

    A starter that `takes_pasted` uses the user's data; a document's is not used for tables and sheets.
    """

    name: str
    trigger: re.Pattern[str]
    build: Callable[[Wish], Draft]
    takes_pasted: bool = False
    is_document: bool = False


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


def listed(wish: Wish, names: str) -> tuple[str, ...]:
    """Return the things the user lists: the first pasted column, else what follows a name ("tasks: a, b")."""
    if wish.pasted and wish.pasted.grid:
        return tuple(row[0].strip() for row in wish.pasted.grid.rows if row and row[0].strip())
    start = rf"\b(?:{names})\s*(?::|are|like|such as|son|como)\s+"
    end = r"(?=\s*,?\s+(?:and|with|y|con)\s+\d|[\n.]|$)"
    match = re.search(rf"{start}(?P<list>[^\n.]+?){end}", wish.words, re.IGNORECASE)
    return tuple(sentence_case(name) for name in split_names(match["list"])) if match else ()


def figure(wish: Wish, names: str, default: int, most: int, things: str) -> tuple[int, str]:
    """Return the number that stands before one of the `names` ("4 tests"), and what `bounded` says about it."""
    match = re.search(rf"\b({WHOLE})\s*-?\s*(?:{names})\b", wish.words, re.IGNORECASE)
    return bounded(wish, max(1, read_whole(match[1])) if match else default, most, things)
