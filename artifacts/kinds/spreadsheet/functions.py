"""What Excel knows: bounds of a formula, names of newer functions in files."""

import re

from artifacts.limits import FORMULA_CHARACTERS, FORMULA_DEPTH

NOT_COMPUTED = "#VALUE!"  # of a formula that Excel would not take for its length or depth
# without those that fetch something: a formula that a model wrote must not do so in Excel
_PREFIXED = """
    ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
    BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
    CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH
    COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST
    F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT
    FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV
    GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH
    IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS
    MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
    PERCENTILE.EXC PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY
    POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST
    RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S SWITCH T.DIST T.DIST.2T T.DIST.RT
    T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE
    UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
""".split()  # noqa: SIM905  a word list
_FILE_NAMES = {name: f"_xlfn.{name}" for name in _PREFIXED} | {
    name: f"_xlfn._xlws.{name}" for name in ("FILTER", "SORT")
}
NEWER_FUNCTIONS = frozenset(_FILE_NAMES)
_function = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|(?<![\w.])([A-Za-z][\w.]*)(?=\()""")


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
