"""What a result says, in a sentence: every figure in it is a cell of the result."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.kinds.cell_display import table_cell
from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.queries.questions.plan import Aggregate, Plan, Shape
from artifacts.queries.questions.sql import group_name
from artifacts.queries.result import Result

_SHOWN = 5


def sentence_of(plan: Plan, result: Result) -> str:
    """Return the sentence."""
    if not result.rows:
        return _("No row fits%(where)s.") % {"where": _where(plan)}
    return _BUILDERS[plan.shape](plan, result)


def _figure(plan: Plan, result: Result) -> str:
    figure = result.rows[0][0]
    if figure is None:
        return _("There is no %(what)s%(where)s: no cell holds one.") % {"what": _what(plan), "where": _where(plan)}
    return _("%(what)s%(where)s: %(figure)s.") % {
        "what": _what(plan),
        "where": _where(plan),
        "figure": _shown(figure, plan),
    }


def _groups(plan: Plan, result: Result) -> str:
    return _("%(what)s by %(group)s%(where)s: %(list)s.") % {
        "what": _what(plan),
        "group": group_name(plan.group),
        "where": _where(plan),
        "list": _listed([f"{_text(row[0])} {_shown(row[1], plan)}" for row in result.rows]),
    }


def _extremes(plan: Plan, result: Result) -> str:
    words = (
        _("The lowest %(what)s%(where)s: %(list)s.")
        if plan.is_ascending
        else _("The highest %(what)s%(where)s: %(list)s.")
    )
    return words % {
        "what": _("%(what)s by %(group)s") % {"what": _what(plan), "group": group_name(plan.group)},
        "where": _where(plan),
        "list": _listed([f"{_text(row[0])} ({_shown(row[1], plan)})" for row in result.rows]),
    }


def _rows(plan: Plan, result: Result) -> str:
    words = (
        _("The lowest %(what)s%(where)s: %(list)s.")
        if plan.is_ascending
        else _("The highest %(what)s%(where)s: %(list)s.")
    )
    rows = [", ".join(_text(cell) for cell in row if cell is not None) for row in result.rows]
    name = plan.measure.name if plan.measure else ""
    return words % {"what": name, "where": _where(plan), "list": _listed(rows, "; ")}


def _share(plan: Plan, result: Result) -> str:
    if plan.group:
        parts = [f"{_text(row[0])} {_number(row[2])} %" for row in result.rows]
        return _("Shares of %(what)s by %(group)s%(where)s: %(list)s.") % {
            "what": _what(plan),
            "group": group_name(plan.group),
            "where": _where(plan),
            "list": _listed(parts),
        }
    share, part, whole = result.rows[0]
    return _("%(share)s %% of %(what)s (%(part)s of %(whole)s) where %(conditions)s.") % {
        "share": _number(share),
        "what": _what(plan),
        "part": _shown(part, plan),
        "whole": _shown(whole, plan),
        "conditions": ", ".join(part.words for part in plan.parts),
    }


def _difference(plan: Plan, result: Result) -> str:
    first, second, difference = result.rows[0]
    return _("%(what)s: %(one)s %(first)s, %(other)s %(second)s, difference %(difference)s.") % {
        "what": _what(plan),
        "one": plan.parts[0].words,
        "first": _shown(first, plan),
        "other": plan.parts[1].words,
        "second": _shown(second, plan),
        "difference": _shown(difference, plan),
    }


def _growth(plan: Plan, result: Result) -> str:
    parts = [f"{_text(row[0])} {_shown(row[1], plan)} ({_signed(row[3])})" for row in result.rows]
    return _("%(what)s by %(group)s with the change from the one before: %(list)s.") % {
        "what": _what(plan),
        "group": group_name(plan.group),
        "list": _listed(parts),
    }


def _values(plan: Plan, result: Result) -> str:
    found = ngettext(
        "%(count)s value of %(group)s: %(list)s.", "%(count)s values of %(group)s: %(list)s.", len(result.rows)
    )
    return found % {
        "count": len(result.rows),
        "group": group_name(plan.group),
        "list": _listed([_text(row[0]) for row in result.rows]),
    }


def _duplicates(plan: Plan, result: Result) -> str:
    rows = [", ".join(_text(cell) for cell in row[:-1] if cell is not None) for row in result.rows]
    counted = [f"{words} (×{row[-1]})" for words, row in zip(rows, result.rows, strict=True)]
    return _("More than once: %(list)s.") % {"list": _listed(counted)}


_BUILDERS = {
    Shape.FIGURE: _figure,
    Shape.GROUPS: _groups,
    Shape.EXTREMES: _extremes,
    Shape.ROWS: _rows,
    Shape.SHARE: _share,
    Shape.DIFFERENCE: _difference,
    Shape.GROWTH: _growth,
    Shape.VALUES: _values,
    Shape.DUPLICATES: _duplicates,
}


def _what(plan: Plan) -> str:
    if plan.measure is None:
        return _("Rows")
    words = {
        Aggregate.COUNT: _("Rows of %(column)s"),
        Aggregate.DISTINCT: _("Different values of %(column)s"),
        Aggregate.SUM: _("Total %(column)s"),
        Aggregate.MEAN: _("Average %(column)s"),
        Aggregate.MEDIAN: _("Median %(column)s"),
        Aggregate.MAXIMUM: _("Highest %(column)s"),
        Aggregate.MINIMUM: _("Lowest %(column)s"),
    }
    return words[plan.aggregate] % {"column": plan.measure.name}


def _where(plan: Plan) -> str:
    conditions = [each.words for each in plan.filters if each.words]
    return _(" where %(conditions)s") % {"conditions": ", ".join(conditions)} if conditions else ""


def _shown(value: Cell, plan: Plan) -> str:
    """Return a figure as the column's cells are shown; a count as a plain number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(value)
    if plan.measure is None or plan.aggregate in (Aggregate.COUNT, Aggregate.DISTINCT):
        return _number(value)
    if plan.measure.type in (ColumnType.CURRENCY, ColumnType.PERCENT):
        return table_cell(value, plan.measure).text
    return _number(value)


def _text(value: Cell) -> str:
    if value is None:
        return "∅"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value if isinstance(value, str) else plain_number(value)


def _number(value: Cell) -> str:
    if value is None or isinstance(value, bool | str):
        return _text(value)
    return f"{value:,}"


def _signed(value: Cell) -> str:
    return "–" if value is None or isinstance(value, bool | str) else f"{value:+,} %"


def _listed(parts: Sequence[str], sign: str = ", ") -> str:
    """Return the first parts; the others stand in the result."""
    rest = len(parts) - _SHOWN
    more = [ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}] if rest > 0 else []
    return sign.join([*parts[:_SHOWN], *more])
