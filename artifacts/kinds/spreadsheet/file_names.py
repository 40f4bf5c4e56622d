"""Formulas as Excel's files spell them: newer functions and the names that LET and LAMBDA bind carry a prefix."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from artifacts.kinds.spreadsheet.functions import FILE_NAMES

PARAMETER = "_xlpm."
SPILLED = "_xlfn.ANCHORARRAY"
_anchor = r"(?:(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?\$?[A-Za-z]{1,3}\$?\d+"
_token = re.compile(
    rf"""
    (?P<spilled>(?<![\w.$!:]){_anchor})\#(?![A-Za-z])   # all that a formula filled
    | "(?:[^"]|"")*" | '(?:[^']|'')*' | \[[^\]]*\]      # text, quoted sheet, what a file or table is named by
    | \#[A-Za-z][A-Za-z/]*[\d!?]*                     # error values
    | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?            # numbers
    | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(])     # whole columns
    | (?P<name>[^\W\d][\w.?\\]*)
    | \s+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
_called = re.compile(r"[A-Za-z][\w.]*(?=\()")
_prefix = re.compile(
    rf"""
    "(?:[^"]|"")*" | '(?:[^']|'')*'
    | {re.escape(SPILLED)}\((?P<spilled>{_anchor})\)
    | (?<![\w.])(?:_xl(?:fn|ws|pm)\.)+
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(slots=True)
class _Call:
    """An open parenthesis: the function before it, which argument is read, and the names bound so far."""

    function: str
    argument: int = 0
    bound: set[str] = field(default_factory=set)
    named: str | None = None

    def declares(self) -> bool:
        """Say whether a name alone in this argument is bound by it."""
        return self.function == "LAMBDA" or (self.function == "LET" and self.argument % 2 == 0)

    def end_argument(self) -> None:
        """Go to the next argument; a name of LET is known only after its own value."""
        if self.named is not None and (self.function == "LAMBDA" or self.argument % 2):
            self.bound.add(self.named)
            self.named = None
        self.argument += 1


def excel_formula(formula: str) -> str:
    """Return a formula as Excel's files spell it."""
    if "#" not in formula and FILE_NAMES.keys().isdisjoint(
        map(str.upper, _called.findall(formula))
    ):  # most have nothing to change
        return formula
    matches = list(_token.finditer(formula))
    tokens = [match[0] for match in matches]
    calls: list[_Call] = []
    spelled: list[str] = []
    for at, match in enumerate(matches):
        part = match[0]
        if match["spilled"]:
            part = f"{SPILLED}({match['spilled']})"
        elif match["name"]:
            part = _spelled(tokens, at, calls)
        elif part == "(":
            before = tokens[at - 1] if at else ""
            calls.append(_Call(before.upper()))
        elif part == ")" and calls:
            calls.pop()
        elif part == "," and calls:
            calls[-1].end_argument()
        spelled.append(part)
    return "".join(spelled)


def plain_formula(formula: str) -> str:
    """Return a formula of a file as people write it, without the prefixes."""

    def change(match: re.Match[str]) -> str:
        if match["spilled"]:
            return match["spilled"] + "#"
        return match[0] if match[0][0] in "\"'" else ""

    return _prefix.sub(change, formula)


def _spelled(tokens: Sequence[str], at: int, calls: Sequence[_Call]) -> str:
    """Return a name as the file has it, and let its call remember it if that binds it."""
    name = tokens[at]
    before, after = _beside(tokens, at, -1), _beside(tokens, at, 1)
    if calls and calls[-1].declares() and before in ("(", ",") and after == ",":
        calls[-1].named = name.casefold()
        return PARAMETER + name
    is_called = tokens[at + 1 : at + 2] == ["("]
    if is_called and name.upper() in FILE_NAMES:
        return FILE_NAMES[name.upper()]
    if before not in ("!", "$") and after != "!" and any(name.casefold() in call.bound for call in calls):
        return PARAMETER + name
    return name


def _beside(tokens: Sequence[str], at: int, step: int) -> str:
    """Return the next token in a direction that is no space."""
    at += step
    while 0 <= at < len(tokens):
        if not tokens[at].isspace():
            return tokens[at]
        at += step
    return ""
