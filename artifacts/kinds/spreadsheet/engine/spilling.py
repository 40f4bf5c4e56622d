"""Which formulas may fill cells beside their own, told by their text: looking at every neighbour costs too much."""

import re

_SCALAR = re.compile(
    r"""
    \b(?:SUM|AVERAGE|MIN|MAX|COUNT|COUNTA|COUNTBLANK|PRODUCT|MEDIAN|STDEV|STDEV\.S|STDEV\.P|VAR|VAR\.S|VAR\.P|SUBTOTAL
      |SUMPRODUCT|AND|OR|NPV|IRR|ROWS|COLUMNS)\([^()]*\)
    | \b(?:VLOOKUP|HLOOKUP|MATCH)\(\s*\$?[A-Z]{1,3}\$?\d+\s*,[^()]*\)
    | "(?:[^"]|"")*"
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WIDE = re.compile(
    r"[:{#]|\b(?:CHOOSE|EXPAND|INDEX|INDIRECT|LAMBDA|LET|MAKEARRAY|MUNIT|OFFSET|RANDARRAY|SEQUENCE|TEXTSPLIT|XLOOKUP)\(",
    re.IGNORECASE,
)


def may_spill(formula: str) -> bool:
    """Say whether a formula could give more than one value."""
    if "{" in formula:
        return True
    return bool(_WIDE.search(formula) and _WIDE.search(_SCALAR.sub("0", formula)))
