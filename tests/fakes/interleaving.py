"""What another process does between a read and a write of ours, at the same place each time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@contextmanager
def before_first_update(table: str, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` once, just before this connection updates the table for the first time."""
    waiting = [act]

    def look(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if waiting and sql.startswith(f'UPDATE "{table}"'):
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield
    assert not waiting, f"{table} was not updated"


@contextmanager
def after_first_read(table: str, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` once, just after this connection has read of the table for the first time."""
    waiting = [act]

    def look(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if waiting and sql.startswith("SELECT") and f'FROM "{table}"' in sql:
            waiting.pop()()
        return result

    with connection.execute_wrapper(look):
        yield
    assert not waiting, f"{table} was not read"
