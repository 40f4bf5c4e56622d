"""Which formulas of a file are taken over: those that compute from cells of their own workbook, by an allow-list.

Whatever reaches out of the workbook (other files, servers, programs, add-ins) keeps its last value instead.
"""

import re

from openpyxl.utils import FORMULAE

from artifacts.kinds.spreadsheet.file_names import PARAMETER, excel_formula, plain_formula
from artifacts.kinds.spreadsheet.functions import NEWER_FUNCTIONS

_REACHING_OUT = frozenset(
    """
    CALL CELL CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT CUBEVALUE FILTERXML
    GETPIVOTDATA HYPERLINK IMAGE INFO REGISTER.ID RTD SQL.REQUEST STOCKHISTORY WEBSERVICE
    """.split()  # noqa: SIM905  a word list
)
ALLOWED = (frozenset(FORMULAE) | NEWER_FUNCTIONS | {"ANCHORARRAY"}) - _REACHING_OUT
_text = re.compile(r'"(?:[^"]|"")*"')
_quoted_name = re.compile(r"'(?:[^']|'')*'")
_called = re.compile(r"([A-Za-z_][\w.]*)\s*\(")


def is_allowed(formula: str) -> bool:
    """Say whether a formula stays within its workbook."""
    code = _text.sub('""', excel_formula(plain_formula(formula)))
    if "[" in code or "|" in _quoted_name.sub("x", code):  # [other file], program|topic
        return False
    names = (match[1].upper() for match in _called.finditer(_quoted_name.sub("x", code)))
    return all(_stays_inside(name) for name in names)


def _stays_inside(name: str) -> bool:
    parameter = name.removeprefix(PARAMETER.upper())
    if parameter != name:  # called by the name that LET or LAMBDA gave it in this very formula
        return parameter not in _REACHING_OUT
    return name.removeprefix("_XLFN.").removeprefix("_XLWS.") in ALLOWED
