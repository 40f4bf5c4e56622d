"""What goes into a query process and what comes out, as JSON values: nothing of it can run code on the other side."""

from collections.abc import Mapping
from typing import Any

from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.table.content import ColumnType
from artifacts.queries.result import NOTHING, Result, ResultColumn, Told
from artifacts.queries.sandbox.views import Asked, views_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import QueryRefused, QueryTimeout, ResultTooLarge
from common.errors import ApplicationError

_REFUSALS: Mapping[str, type[ApplicationError]] = {
    refusal.code: refusal for refusal in (QueryRefused, QueryTimeout, ResultTooLarge)
}


def answered(head: Mapping[str, Any], data: bytes) -> dict[str, object]:
    """Return the result or the refusal of a request; `data` holds the blocks of all artifacts behind one another."""
    # The database is loaded in a query's own process: the site's reads what comes out, and needs none.
    from artifacts.queries.sandbox.database import answer
    from artifacts.queries.sandbox.describing import describe
    from artifacts.queries.sandbox.questions import answer_question

    blocks: dict[str, bytes] = {}
    start = 0
    for digest, size in head["blocks"]:
        blocks[digest] = data[start : start + size]
        start += size
    try:
        views = views_of([_asked(each, blocks) for each in head["asked"]])
        if "describe" in head:
            return {"described": describe(views)}
        if "question" in head:
            told = answer_question(views, head["question"])
            return {**_result_to_json(told.result), "sql": told.sql, "sentence": told.sentence}
        return _result_to_json(answer(views, head["sql"]))
    except (QueryTimeout, ResultTooLarge) as refusal:
        return {"refused": refusal.code, "detail": refusal.detail}
    except ApplicationError as refusal:
        return {"refused": QueryRefused.code, "detail": refusal.detail}


def read_answer(raw: Mapping[str, Any]) -> Told:
    """Return the result, with query and sentence if a question was asked; raise the refusal that it is.

    What describes views is a sentence without a result.
    """
    if "refused" in raw:
        raise _REFUSALS[raw["refused"]](raw["detail"])
    if "described" in raw:
        return Told(NOTHING, sentence=raw["described"])
    columns = tuple(ResultColumn(name, ColumnType(kind)) for name, kind in raw["columns"])
    result = Result(columns, raw["rows"], raw["is_truncated"], raw["rows_read"], tuple(raw["notes"]))
    return Told(result, raw.get("sql", ""), raw.get("sentence", ""))


def _asked(raw: Mapping[str, Any], blocks: Mapping[str, bytes]) -> Asked:
    kind = KindName(raw["kind"])
    stored = kind_of(kind).decode(raw["manifest"], raw["digests"], blocks.__getitem__)
    return Asked(raw["name"], raw["title"], kind, stored)


def _result_to_json(result: Result) -> dict[str, object]:
    return {
        "columns": [[column.name, column.type.value] for column in result.columns],
        "rows": result.rows,
        "is_truncated": result.is_truncated,
        "rows_read": result.rows_read,
        "notes": result.notes,
    }
