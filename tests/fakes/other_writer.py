"""Somebody else who writes while formulas are computed: on SQLite there is one writer at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from accounts.models import User
from artifacts.kinds.spreadsheet.engine import processes
from artifacts.kinds.spreadsheet.workbook import StoredSpreadsheet


@contextmanager
def another_writer() -> Iterator[list[str]]:
    """Let each calculation inside end only after somebody else has written, or was refused; yield what came of it.

    In place of an engine that is slow at the wrong moment: whoever computes inside of a transaction holds up the other
    until SQLite gives up.
    """
    outcomes: list[str] = []
    real = processes.compute

    def write() -> None:
        try:
            User.objects.update(is_active=True)
            outcomes.append("written")
        except OperationalError:
            outcomes.append("held up")
        finally:
            connection.close()

    def compute(book: StoredSpreadsheet) -> StoredSpreadsheet:
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        return real(book)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "compute", compute)
        yield outcomes
