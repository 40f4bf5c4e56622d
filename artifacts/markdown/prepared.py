"""What every writer of Markdown's content begins with: a source that the parser reads as the page shows it."""

from dataclasses import dataclass

from artifacts.markdown.math import Formula, take_math
from artifacts.markdown.nesting import flattened, is_deep
from artifacts.markdown.parser import clean_source, parse_html
from artifacts.markdown.raw_html import neutralise
from artifacts.markdown.signs import MATH, Signs


@dataclass(frozen=True, slots=True)
class Prepared:
    """Clean source with signs for raw HTML and formulas; `math0` is the sign of the first formula, and so on."""

    source: str
    signs: Signs
    formulas: list[Formula]


def prepare(text: str) -> Prepared:
    """Return a text's source without raw HTML and formulas."""
    signs = Signs()
    source, formulas = take_math(clean_source(text), lambda number: signs.sign(f"{MATH}{number}"))
    return Prepared(neutralise(source, signs), signs, formulas)


def prepare_events(text: str) -> Prepared:
    """Return a source that is not nested too deep, for a reader of events."""
    found = prepare(text)
    if not is_deep(parse_html(found.source, {})):
        return found
    return Prepared(flattened(found.source), found.signs, found.formulas)
