"""The query of a plan. Groups come in an order of their own, so that the same question has the same answer.

Names and texts of the artifact are quoted; nothing of a question itself comes in.
"""
# ruff: noqa: S608

from artifacts.queries.names import quoted
from artifacts.queries.questions.plan import Aggregate, Group, Period, Plan, Shape

VIEW = "data"
_FIGURES = {
    Aggregate.SUM: "sum({})",
    Aggregate.MEAN: "avg({})",
    Aggregate.MEDIAN: "median({})",
    Aggregate.MAXIMUM: "max({})",
    Aggregate.MINIMUM: "min({})",
    Aggregate.DISTINCT: "count(DISTINCT {})",
}
_PERIODS = {
    Period.DAY: "strftime({}, '%Y-%m-%d')",
    Period.WEEK: "strftime({}, '%G-W%V')",
    Period.MONTH: "strftime({}, '%Y-%m')",
    Period.QUARTER: "year({0}) || '-Q' || quarter({0})",
    Period.YEAR: "year({})",
}


def sql_of(plan: Plan) -> str:
    """Return one SELECT over the view `data`."""
    return _BUILDERS[plan.shape](plan)


def _figure(plan: Plan) -> str:
    return f"SELECT {_aggregate(plan)} AS {quoted(name_of(plan))} FROM {VIEW}{_where(plan)}"


def _groups(plan: Plan) -> str:
    return f"{_grouped(plan)} ORDER BY 1"


def _extremes(plan: Plan) -> str:
    """All groups that are among the first ones, also those that are equal to the last of them."""
    order = "" if plan.is_ascending else " DESC"
    known = f"{_aggregate(plan)} IS NOT NULL"
    rank = f"rank() OVER (ORDER BY {_aggregate(plan)}{order})"
    return f"{_grouped(plan)} HAVING {known} QUALIFY {rank} <= {plan.keep} ORDER BY 2{order}, 1"


def _rows(plan: Plan) -> str:
    if plan.measure is None:
        return f"SELECT * FROM {VIEW}{_where(plan)}"
    order = "" if plan.is_ascending else " DESC"
    measure = quoted(plan.measure.name)
    where = _where(plan, f"{measure} IS NOT NULL")
    return (
        f"SELECT * FROM {VIEW}{where} QUALIFY rank() OVER (ORDER BY {measure}{order}) <= {plan.keep} "
        f"ORDER BY {measure}{order}"
    )


def _share(plan: Plan) -> str:
    part = " AND ".join(f"({each.sql})" for each in plan.parts)
    whole = _aggregate(plan)
    chosen = f"{whole} FILTER (WHERE {part})"
    return (
        f"SELECT round(100.0 * {chosen} / nullif({whole}, 0), 2) AS {quoted('share in %')}, {chosen} AS "
        f"{quoted(name_of(plan))}, {whole} AS {quoted('of all')} FROM {VIEW}{_where(plan)}"
    )


def _shares(plan: Plan) -> str:
    figure = _aggregate(plan)
    group = _group(plan.group) if plan.group else ""
    return (
        f"SELECT {group}, {figure} AS {quoted(name_of(plan))}, round(100.0 * {figure} / nullif(sum({figure}) OVER (), "
        f"0), 2) AS {quoted('share in %')} FROM {VIEW}{_where(plan)} GROUP BY 1 ORDER BY 2 DESC, 1"
    )


def _difference(plan: Plan) -> str:
    one, other = (f"{_aggregate(plan)} FILTER (WHERE {part.sql})" for part in plan.parts)
    first, second = plan.parts
    return (
        f"SELECT {one} AS {quoted(first.words)}, {other} AS {quoted(second.words)}, {one} - {other} AS difference "
        f"FROM {VIEW}{_where(plan)}"
    )


def _growth(plan: Plan) -> str:
    figure = quoted(name_of(plan))
    period = quoted(group_name(plan.group)) if plan.group else ""
    before = f"lag({figure}) OVER (ORDER BY {period})"
    return (
        f"WITH periods AS ({_grouped(plan)}) SELECT {period}, {figure}, {figure} - {before} AS change, "
        f"round(100.0 * ({figure} - {before}) / nullif(abs({before}), 0), 2) AS {quoted('change in %')} "
        f"FROM periods ORDER BY 1"
    )


def _values(plan: Plan) -> str:
    group = _group(plan.group) if plan.group else ""
    return f"SELECT DISTINCT {group} FROM {VIEW}{_where(plan)} ORDER BY 1"


def _duplicates(plan: Plan) -> str:
    if plan.group is None:
        return f"SELECT *, count(*) AS times FROM {VIEW}{_where(plan)} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
    return (
        f"SELECT {_group(plan.group)}, count(*) AS times FROM {VIEW}{_where(plan)} GROUP BY 1 HAVING count(*) > 1 "
        "ORDER BY 2 DESC, 1"
    )


def _grouped(plan: Plan) -> str:
    group = _group(plan.group) if plan.group else ""
    return f"SELECT {group}, {_aggregate(plan)} AS {quoted(name_of(plan))} FROM {VIEW}{_where(plan)} GROUP BY 1"


def _group(group: Group) -> str:
    column = quoted(group.column.name)
    return f"{_PERIODS[group.period].format(column)} AS {quoted(group_name(group))}" if group.period else column


def group_name(group: Group | None) -> str:
    """Return the name of the column of groups."""
    if group is None:
        return ""
    return f"{group.period.value} of {group.column.name}" if group.period else group.column.name


def name_of(plan: Plan) -> str:
    """Return the name of the column of figures."""
    if plan.measure is None:
        return "rows"
    return f"{_NAMES[plan.aggregate]} {plan.measure.name}"


def _aggregate(plan: Plan) -> str:
    if plan.measure is None:
        return "count(*)"
    return _FIGURES[plan.aggregate].format(quoted(plan.measure.name))


def _where(plan: Plan, *further: str) -> str:
    conditions = [*(each.sql for each in plan.filters), *further, *_group_known(plan)]
    return f" WHERE {' AND '.join(f'({each})' for each in conditions)}" if conditions else ""


def _group_known(plan: Plan) -> list[str]:
    """Leave rows without a day out of periods: they are in none."""
    return [f"{quoted(plan.group.column.name)} IS NOT NULL"] if plan.group and plan.group.period else []


_NAMES = {
    Aggregate.COUNT: "rows of",
    Aggregate.DISTINCT: "different",
    Aggregate.SUM: "total",
    Aggregate.MEAN: "average",
    Aggregate.MEDIAN: "median",
    Aggregate.MAXIMUM: "highest",
    Aggregate.MINIMUM: "lowest",
}
_BUILDERS = {
    Shape.FIGURE: _figure,
    Shape.GROUPS: _groups,
    Shape.EXTREMES: _extremes,
    Shape.ROWS: _rows,
    Shape.SHARE: lambda plan: _share(plan) if plan.parts else _shares(plan),
    Shape.DIFFERENCE: _difference,
    Shape.GROWTH: _growth,
    Shape.VALUES: _values,
    Shape.DUPLICATES: _duplicates,
}
