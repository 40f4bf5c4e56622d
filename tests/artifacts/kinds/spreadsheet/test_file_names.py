"""Formulas as files spell them, and back."""

import pytest

from artifacts.kinds.spreadsheet.file_names import excel_formula, plain_formula


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=SUM(A1)", "=SUM(A1)"),
        ('=XLOOKUP(A1,B:B,C:C)&CONCAT("CONCAT(",SUM(1))', '=_xlfn.XLOOKUP(A1,B:B,C:C)&_xlfn.CONCAT("CONCAT(",SUM(1))'),
        ("=filter(A1:A2,A1:A2>1)", "=_xlfn._xlws.FILTER(A1:A2,A1:A2>1)"),
        ("=CONCAT(\"IFS(1)\",'IFS(x'!A1)", "=_xlfn.CONCAT(\"IFS(1)\",'IFS(x'!A1)"),
        ("=MYIFS(1)", "=MYIFS(1)"),
        ("=NORM.DIST(1,2,3,TRUE)+f.dist.rt(1,2,3)", "=_xlfn.NORM.DIST(1,2,3,TRUE)+_xlfn.F.DIST.RT(1,2,3)"),
        (
            "=RANK.EQ(A1,A:A)+BITAND(5,3)+NORMDIST(1,2,3,TRUE)",
            "=_xlfn.RANK.EQ(A1,A:A)+_xlfn.BITAND(5,3)+NORMDIST(1,2,3,TRUE)",
        ),
        ('=WEBSERVICE("http://x")', '=WEBSERVICE("http://x")'),
        ("=1E5+e5+#N/A", "=1E5+e5+#N/A"),
    ],
)
def test_newer_functions_have_a_prefix(typed: str, stored: str) -> None:
    assert excel_formula(typed) == stored
    assert plain_formula(stored).casefold() == typed.casefold()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=LET(x,2,x*3)", "=_xlfn.LET(_xlpm.x,2,_xlpm.x*3)"),
        ("=LET( x , 2, y, X+1, x*y)+x", "=_xlfn.LET( _xlpm.x , 2, _xlpm.y, _xlpm.X+1, _xlpm.x*_xlpm.y)+x"),
        ("=LET(x,2,x&\"x,x\"&'x'!A1&x!A1)", "=_xlfn.LET(_xlpm.x,2,_xlpm.x&\"x,x\"&'x'!A1&x!A1)"),
        ("=LET(x,x+1,x)", "=_xlfn.LET(_xlpm.x,x+1,_xlpm.x)"),
        ("=LET(n,1,e,2,n+1e5+#N/A)", "=_xlfn.LET(_xlpm.n,1,_xlpm.e,2,_xlpm.n+1e5+#N/A)"),
        ("=LET(x,A:A,SUM(x,X:X))", "=_xlfn.LET(_xlpm.x,A:A,SUM(_xlpm.x,X:X))"),
        ("=LET(x,1,LET(y,x,y+x)+y)", "=_xlfn.LET(_xlpm.x,1,_xlfn.LET(_xlpm.y,_xlpm.x,_xlpm.y+_xlpm.x)+y)"),
        ("=LAMBDA(a,b,a+b)(1,2)+a", "=_xlfn.LAMBDA(_xlpm.a,_xlpm.b,_xlpm.a+_xlpm.b)(1,2)+a"),
        (
            "=MAP(A1:A3,LAMBDA(v,IF(v>1,v,(v+1))))",
            "=_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,IF(_xlpm.v>1,_xlpm.v,(_xlpm.v+1))))",
        ),
        (
            "=LET(f,LAMBDA(v,v+1),f(2))",
            "=_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.v,_xlpm.v+1),_xlpm.f(2))",
        ),
        ("=LET(größe,2,größe)", "=_xlfn.LET(_xlpm.größe,2,_xlpm.größe)"),
        ("=IF(x,y,x)", "=IF(x,y,x)"),
    ],
)
def test_names_that_a_formula_binds_have_a_prefix(typed: str, stored: str) -> None:
    assert excel_formula(typed) == stored
    assert plain_formula(stored) == typed


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("=SUM(B1#)", "=SUM(_xlfn.ANCHORARRAY(B1))"),
        ("=$B$1#*2+Two!C3#", "=_xlfn.ANCHORARRAY($B$1)*2+_xlfn.ANCHORARRAY(Two!C3)"),
        ("=SORT('my (1)'!AB12#)", "=_xlfn._xlws.SORT(_xlfn.ANCHORARRAY('my (1)'!AB12))"),
        ("=\"B1#\"&'B1#'!A1", "=\"B1#\"&'B1#'!A1"),
        ("=#REF!+A1", "=#REF!+A1"),
        ('=TEXT(A1,"0#")', '=TEXT(A1,"0#")'),
    ],
)
def test_what_a_formula_filled_is_named_by_a_function(typed: str, stored: str) -> None:
    assert excel_formula(typed) == stored
    assert plain_formula(stored) == typed


def test_prefix_within_text_stays() -> None:
    assert plain_formula("=\"_xlfn.\"&'_xlpm.x'!A1&_XLFN._xlws.SORT(A:A)") == "=\"_xlfn.\"&'_xlpm.x'!A1&SORT(A:A)"


def test_open_brackets_and_quotes_do_no_harm() -> None:
    assert excel_formula('=LET(x,"a)+((x') == '=_xlfn.LET(_xlpm.x,"a)+((x'
