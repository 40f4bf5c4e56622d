"""What may be asked: exactly one SELECT (WITH, VALUES) over the views, told by the database's own parser."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from artifacts.rows.errors import QueryRefused

_LEAD = re.compile(r"(?:\s|\(|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*(\w*)", re.DOTALL)
_WORDS = ("SELECT", "WITH", "VALUES")
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
_FUNCTIONS_REFUSED = frozenset(
    {"current_setting", "getenv", "getvariable", "current_query", "query", "query_table", "nextval", "currval"}
    | {"read_text", "read_blob", "write_log", "txid_current", "sleep_ms", "set_config"}
)
_NAMES_SHOWN = 20
_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A query that may run, and the names of columns and views that stand in it, in lower case.

    `takes_all` says that a star stands in it.
    """

    sql: str
    columns: frozenset[str]
    views: frozenset[str]
    takes_all: bool


def read_statement(connection: duckdb.DuckDBPyConnection, sql: str, known: Sequence[str]) -> Statement:
    """Return the query; raise QueryRefused with a sentence for anything but one that only reads the known views."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise refused(error) from error
    if len(statements) != 1:
        raise QueryRefused(_("Send exactly one query."))
    if statements[0].type != duckdb.StatementType.SELECT or _first_word(sql) not in _WORDS:
        raise QueryRefused(_("Only a SELECT can be asked; it may begin with WITH or VALUES."))
    tree = _tree(connection, sql)
    columns, views, named, takes_all = set[str](), set[str](), set[str](), False
    for node in _nodes(tree):
        _require_readable(node)
        if node.get("class") == "COLUMN_REF":
            columns.add(str(node["column_names"][-1]).casefold())
        if node.get("type") == "BASE_TABLE":
            views.add(str(node["table_name"]).casefold())
        named.update(str(each["key"]).casefold() for each in (node.get("cte_map") or {}).get("map", ()))
        takes_all = takes_all or node.get("type") == "STAR"
    _require_known(views, named, known)
    return Statement(sql.strip().rstrip(";"), frozenset(columns), frozenset(views), takes_all)


def refused(error: duckdb.Error) -> QueryRefused:
    """Return what the database said, in a sentence of one line."""
    said = str(error).split("\n\n")[0].replace("\n", " ")[:400]
    return QueryRefused(_("The query cannot be carried out: %(reason)s") % {"reason": said})


def _first_word(sql: str) -> str:
    match = _LEAD.match(sql)
    return match[1].upper() if match else ""


def _tree(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree.get("error"):
        raise QueryRefused(_("Only a SELECT can be asked; it may begin with WITH or VALUES."))
    return tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the tree, without recursion: a query may be nested deeply."""
    rest = [tree]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            yield one
            rest.extend(one.values())
        elif isinstance(one, list):
            rest.extend(one)


def _require_readable(node: dict[str, Any]) -> None:
    kind = str(node.get("type", ""))
    if kind == "TABLE_FUNCTION":
        _require_function(str(node["function"].get("function_name", "")), _TABLE_FUNCTIONS)
    elif node.get("class") == "FUNCTION" and str(node.get("function_name", "")).casefold() in _FUNCTIONS_REFUSED:
        raise _no_function(str(node["function_name"]))
    elif kind == "SHOW_REF" or (kind.endswith("_NODE") and kind not in _NODES):
        raise QueryRefused(_("Only a SELECT can be asked; it may begin with WITH or VALUES."))
    elif kind == "BASE_TABLE" and (node.get("schema_name") or node.get("catalog_name")):
        raise QueryRefused(_("Name the views as they are, without a schema."))


def _require_known(views: set[str], named: set[str], known: Sequence[str]) -> None:
    """Refuse what is neither a view nor named in the query: the database has tables of its own."""
    strange = sorted(views - named - {name.casefold() for name in known})
    if strange:
        names = ", ".join(known[:_NAMES_SHOWN])
        raise QueryRefused(
            _("There is no view %(name)s. There are: %(names)s.") % {"name": strange[0][:80], "names": names}
        )


def _require_function(name: str, known: frozenset[str]) -> None:
    if name.casefold() not in known:
        raise _no_function(name)


def _no_function(name: str) -> QueryRefused:
    return QueryRefused(_("The function %(name)s cannot be used here.") % {"name": name[:80]})
