"""Formula bombs of several clients against one web process, and what everybody else gets of it meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.site import free_port, manage, site_environment
from tests.fakes.web_process import WebProcess, web_process

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

BOMBS = 12  # more than the process has threads
DOUBLING = {"A1": "x" * 32_767, **{f"A{row}": f"=A{row - 1}&A{row - 1}" for row in range(2, 60)}}
PREPARE = "from config.first_start import prepare; prepare()"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebProcess]:
    environment = site_environment(tmp_path / "data", free_port(), LIMIT_CREATE="1000/m")
    manage(environment, "shell", "-c", PREPARE)
    token = manage(environment, "create_token", "alice@example.org", "--create-user").split()[-1]
    with web_process(environment, token) as running:
        yield running


def sheet(cells: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Bomb", "content": {"sheets": [{"name": "S", "cells": cells}]}}


def test_bombs_are_refused_and_pages_and_edits_go_on_meanwhile(web: WebProcess) -> None:
    table = {"title": "Prices", "content": {"columns": ["a"], "rows": [["1"]]}}
    path = f"/api/artifacts/{web.call('POST', '/api/artifacts/table.create', table)[1]['id']}"
    refusals: list[tuple[int, str]] = []

    def explode() -> None:
        status, problem = web.call("POST", "/api/artifacts/sheet.create", sheet(DOUBLING))
        refusals.append((status, problem["code"]))

    bombs = [threading.Thread(target=explode) for _bomb in range(BOMBS)]
    for bomb in bombs:
        bomb.start()
    for number in range(1, 11):
        edit = {"op": "set_cells", "at": "A1", "values": [[f"edit {number}"]]}
        assert web.call("PATCH", path, {"expected_version": number, "operations": [edit]})[0] == 200
        assert web.call("GET", path)[1]["version"] == number + 1
    still_running = sum(bomb.is_alive() for bomb in bombs)
    for bomb in bombs:
        bomb.join()

    assert still_running > 0
    assert len(refusals) == BOMBS
    assert set(refusals) == {(422, "calculation_failed"), (503, "calculation_busy")}
    assert web.call("POST", "/api/artifacts/sheet.create", sheet({"A1": "=1+1"}))[0] == 201
