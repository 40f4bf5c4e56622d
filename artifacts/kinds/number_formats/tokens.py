"""A number format in pieces: its sections, and the signs of each, by the grammar of ECMA-376 part 1, 18.8.31."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | (?P<padding>_.) | \*(?P<fill>.)
    | \[\$(?P<sign>[^\]-]*)(?:-(?P<locale>[^\]]*))?\] | \[(?P<elapsed>h+|m+|s+)\](?P<part>(?<=s\])\.0+)?
    | \[(?P<condition>(?:<=|>=|<>|<|>|=)[^\]]*)\]
    | \[(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+)\] | (?P<dropped>\[[^\]]*\])
    | (?P<half>AM/PM|A/P|\u4e0a\u5348/\u4e0b\u5348) | (?P<general>General) | (?P<text>@)
    | (?P<exponent>E[+-](?=[^\w\s"\\;]?[\d#?])) | (?P<era>g+(?=e)) | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|b{2,4}|e+)
    | (?P<place>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<end>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
LITERALS = frozenset({"quoted", "escaped", "sign", "other"})


class Token(NamedTuple):
    """A piece of a section: its name in the grammar, and its text."""

    name: str
    text: str


@lru_cache(maxsize=1024)
def sections_of(number_format: str) -> Sequence[Sequence[Token]]:
    """Return the tokens of each section, one at least, four at most."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        name = "locale" if match["locale"] is not None else match.lastgroup or ""
        if name == "part":
            sections[-1].append(Token("elapsed", match["elapsed"] + match["part"]))
            continue
        if name == "end":
            sections.append([])
            continue
        if name == "locale" and match["sign"]:
            sections[-1].append(Token("sign", match["sign"]))
        sections[-1].append(Token(name, match[name]))
    return tuple(map(tuple, sections[:4]))


def literal(token: Token) -> str:
    """Return what a token writes by itself: layout (padding, fill) writes nothing."""
    return token.text if token.name in LITERALS or token.name in ("percent", "slash", "comma", "point") else ""
