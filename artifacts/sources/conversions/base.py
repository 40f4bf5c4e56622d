"""What a conversion is given and gives; `registry` lists all. None writes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from artifacts.kinds.base import Parsed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part that is taken: a `sheet` of a spreadsheet, a `range` of it, the `table` of a document by its number.

    Tables count from 1. What is empty means the first sheet, all of its used cells, the first table; a document takes
    every sheet, and a spreadsheet every table of a document, unless one is chosen.
    """

    sheet: str = ""
    range: str = ""
    table: int | None = None


ALL = Chosen()


@dataclass(frozen=True, slots=True)
class Source:
    """A version's stored content and its title."""

    stored: Any
    title: str


Convert = Callable[[Source, Chosen], Parsed[Any]]
"""Return the content as the other kind, with a sentence for each thing that is not in it; raise NotConvertible when
there is nothing to take, NotFound for a part that is not there, OverLimit."""
