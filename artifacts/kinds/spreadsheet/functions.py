"""What Excel knows: bounds of a formula, names of newer functions in files, error values."""

import re

from artifacts.limits import FORMULA_CHARACTERS, FORMULA_DEPTH

NOT_COMPUTED = "#VALUE!"  # of a formula that Excel would not take for its length or depth
EXCEL_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_PREFIXED = """
    ACOT ACOTH ARABIC BASE BINOM.DIST BINOM.INV BYCOL BYROW CEILING.MATH CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
    CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
    COVARIANCE.S CSC CSCH DAYS DECIMAL DROP EXPAND EXPON.DIST F.DIST F.INV FLOOR.MATH FORMULATEXT GAMMA GAUSS
    HSTACK HYPGEOM.DIST IFNA IFS ISFORMULA ISOWEEKNUM LAMBDA LET LOGNORM.DIST MAKEARRAY MAP MAXIFS MINIFS
    MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
    PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC
    RANDARRAY RANK.AVG RANK.EQ REDUCE RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S
    SWITCH T.DIST T.INV T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE
    VAR.P VAR.S VSTACK WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
""".split()  # noqa: SIM905  a word list
_FILE_NAMES = {name: f"_xlfn.{name}" for name in _PREFIXED} | {
    name: f"_xlfn._xlws.{name}" for name in ("FILTER", "SORT")
}
NEWER_FUNCTIONS = frozenset(_FILE_NAMES)
_function = re.compile(r'"(?:[^"]|"")*"|(?<![\w.])([A-Za-z][\w.]*)(?=\()')


def is_computable(formula: str) -> bool:
    """Say whether a formula is within Excel's own bounds of length and depth; others are shown as an error."""
    if len(formula) > FORMULA_CHARACTERS:
        return False
    if len(formula) <= FORMULA_DEPTH:
        return True
    depth = deepest = 0
    for character in re.sub(r'"(?:[^"]|"")*"', "", formula):
        if character in "({":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")}":
            depth -= 1
    return deepest <= FORMULA_DEPTH


def excel_formula(formula: str) -> str:
    """Return a formula as Excel's files spell it: newer functions carry a prefix."""

    def change(match: re.Match[str]) -> str:
        return _FILE_NAMES.get(match[1].upper(), match[1]) if match[1] else match[0]

    return _function.sub(change, formula)


def excel_error(value: str) -> str:
    """Return an error value that Excel's files know: a cycle is a broken reference there, nonsense a wrong name."""
    if value in EXCEL_ERRORS:
        return value
    return "#REF!" if value == "#CIRC!" else "#NAME?"
