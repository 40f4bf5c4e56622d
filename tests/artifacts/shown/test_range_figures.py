"""What a range adds up to: by values, without the texts that look like numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.limits import FIGURE_CELLS
from tests.artifacts.pages.test_views import all_features
from tests.artifacts.versions.test_write import edit, set_cell

__all__ = ["all_features"]

TEAS = "| Name | Price | Fresh |\n|---|---|---|\n| 007 | $12.50 | yes |\n| Assam | $8 | no |\n| Oolong |  |  |\n"
PLAN = {"sheets": [{"name": "S", "cells": {"A1": 1}}, {"name": "T", "cells": {"A1": 2.345, "B3": "=A1*2", "C1": "x"}}]}


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(user)


def ask(client: Client, made: Any, **query: Any) -> Any:
    return client.get(reverse("artifacts:figures", args=[made.artifact_id]), query)


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ("A1:C3", {"numbers": 2, "sum": 20.5, "average": 10.25}),
        ("B2", {"numbers": 1, "sum": 8, "average": 8}),
        ("B2:Z99", {"numbers": 1, "sum": 8, "average": 8}),
        ("C1:C2", {"numbers": 0, "sum": 0, "average": None}),
        ("A99:B99", {"numbers": 0, "sum": 0, "average": None}),
    ],
)
def test_figures_of_a_table(alice: Client, make_artifact: Any, cells: str, figures: dict[str, Any]):
    assert ask(alice, make_artifact(TEAS), cells=cells).json() == figures


@pytest.mark.parametrize(("sheet", "total"), [("t", 7.035), ("S", 1), ("gone", 1)])
def test_figures_of_a_sheet_are_of_its_computed_values(alice: Client, make_artifact: Any, sheet: str, total: float):
    version = make_artifact(PLAN, KindName.SPREADSHEET)
    assert ask(alice, version, cells="A1:C1048576", sheet=sheet).json()["sum"] == pytest.approx(total)


def test_figures_are_of_the_version_that_is_asked_for(alice: Client, user: User, make_artifact: Any):
    version = make_artifact(TEAS)
    edit(version.artifact, user, 1, set_cell("B1", 100))
    assert ask(alice, version, cells="B1:B3", version=1).json()["sum"] == 20.5
    assert ask(alice, version, cells="B1:B3").json()["sum"] == 108


def test_rows_of_too_many_cells_are_not_added_up(alice: Client, make_artifact: Any, monkeypatch: pytest.MonkeyPatch):
    few = FIGURE_CELLS.__class__("f", 8, FIGURE_CELLS.sentence)
    monkeypatch.setattr("artifacts.shown.range_figures.FIGURE_CELLS", few)
    version = make_artifact(TEAS)
    assert ask(alice, version, cells="A1:A2").status_code == 200
    assert ask(alice, version, cells="A1:A999").status_code == 413


@pytest.mark.parametrize("cells", ["", "A", "1:2", "A1:B2:C3"])
def test_what_is_no_range_is_refused(alice: Client, make_artifact: Any, cells: str):
    assert ask(alice, make_artifact(TEAS), cells=cells).status_code == 422


def test_a_document_has_no_figures(alice: Client, make_artifact: Any):
    assert ask(alice, make_artifact("# A\n", KindName.DOCUMENT), cells="A1").status_code == 404
