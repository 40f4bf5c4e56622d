"""A question answered within the database of one query: read by what the columns hold, computed, and said."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from artifacts.kinds.table.content import Column
from artifacts.queries.names import quoted
from artifacts.queries.questions.plan import Filter, Plan
from artifacts.queries.questions.reading import read_question
from artifacts.queries.questions.schema import LEAST_IDENTIFIER, NUMBERS, VALUES_KNOWN, Keys, schema_of
from artifacts.queries.questions.sentences import sentence_of
from artifacts.queries.questions.sql import sql_of
from artifacts.queries.questions.understanding import understand
from artifacts.queries.result import Told
from artifacts.queries.sandbox.database import Totals, connect, load, run
from artifacts.queries.sandbox.views import MAIN, View
from artifacts.rows.errors import QueryRefused


def answer_question(views: Sequence[View], question: str) -> Told:
    """Return the answer about the first view; raise QueryRefused for a question that is not understood whole."""
    if not views or not views[0].row_count:
        raise QueryRefused(_("There are no rows to compute anything of."))
    with connect() as connection:
        return _answered(connection, replace(views[0], name=MAIN), question)


def _answered(connection: duckdb.DuckDBPyConnection, view: View, question: str) -> Told:
    loaded = load(connection, view, {column.name.casefold() for column in view.columns})
    schema = schema_of(view.title, view.columns, _keys(connection, view), lambda one: _distinct(connection, view, one))
    reading = read_question(question, schema)
    with override(reading.language):
        plan = understand(reading, schema)
        plan, left_out = _without_totals(loaded.totals, plan)
        sql = sql_of(plan)
        result = run(connection, sql, view.row_count, (*_meant(loaded.notes, sql, view), *left_out))
        return Told(result, sql, sentence_of(plan, result))


def _distinct(connection: duckdb.DuckDBPyConnection, view: View, column: Column) -> list[str] | None:
    name = quoted(column.name)
    sql = f"SELECT DISTINCT {name} FROM {quoted(view.name)} WHERE {name} IS NOT NULL LIMIT {VALUES_KNOWN + 1}"  # noqa: S608
    found = [row[0] for row in connection.execute(sql).fetchall()]
    return found if len(found) <= VALUES_KNOWN else None


def _keys(connection: duckdb.DuckDBPyConnection, view: View) -> Keys:
    """Tell in which columns no value stands twice, and which of those number the rows."""
    counts = ", ".join(_key_facts(column) for column in view.columns)
    row = connection.execute(f"SELECT {counts} FROM {quoted(view.name)}").fetchone() or ()  # noqa: S608
    facts = list(zip(view.columns, row[::2], row[1::2], strict=True))
    return Keys(
        frozenset(column.key for column, is_key, _numbers in facts if is_key),
        frozenset(column.key for column, is_key, numbers in facts if is_key and numbers),
    )


def _key_facts(column: Column) -> str:
    name = quoted(column.name)
    is_key = f"count(DISTINCT {name}) = count({name})"
    if column.type not in NUMBERS:
        return f"{is_key}, FALSE"
    follows = f"max({name}) - min({name}) + 1 = count({name}) OR min({name}) >= {LEAST_IDENTIFIER}"
    return f"{is_key}, bool_and({name} = trunc({name})) AND ({follows})"


def _without_totals(totals: Totals, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    """Leave out rows that add up others; raise QueryRefused where they cannot be told apart."""
    number = totals.count
    if not number:
        return plan, ()
    if not totals.others:
        raise QueryRefused(_("Rows of totals stand among the others and cannot be told apart. Send SQL."))
    words = ngettext("%(number)d row of totals was left out.", "%(number)d rows of totals were left out.", number)
    return replace(plan, filters=(*plan.filters, Filter(totals.others, ""))), (words % {"number": number},)


def _meant(notes: Sequence[str], sql: str, view: View) -> list[str]:
    """Return the notes about columns that the query uses."""
    used = [column.name for column in view.columns if quoted(column.name) in sql]
    return [note for note in notes if any(name in note for name in used)]
