"""Ranges as the clipboard has them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.limits import TEXT_CELLS
from tests.artifacts.pages.test_views import all_features
from tests.artifacts.versions.test_write import edit, set_cell

__all__ = ["all_features"]

TEAS = "| Name | Price | Fresh |\n|---|---|---|\n| Sencha | $12.50 | yes |\n| Assam | $8 | no |\n"
PLAN = {"sheets": [{"name": "S", "cells": {"A1": 1}}, {"name": "T", "cells": {"A1": 2, "B3": "=A1*3"}}]}


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(user)


def ask(client: Client, made: Any, **query: Any) -> Any:
    return client.get(reverse("artifacts:range", args=[made.artifact_id]), query)


def test_a_range_of_a_table_is_what_its_editors_start_from(alice: Client, make_artifact: Any):
    answer = ask(alice, make_artifact(TEAS), cells="A1:B2")
    assert answer.content.decode() == "Sencha\t12.5\nAssam\t8"
    assert answer["Content-Type"] == "text/tab-separated-values; charset=utf-8"


@pytest.mark.parametrize(("cells", "text"), [("B2", "8"), ("B2:A2", "Assam\t8"), ("B2:Z9", "8\tno"), ("A9:B9", "")])
def test_what_lies_outside_of_the_table_is_left_out(alice: Client, make_artifact: Any, cells: str, text: str):
    assert ask(alice, make_artifact(TEAS), cells=cells).content.decode() == text


def test_a_range_of_a_sheet_holds_its_formulas(alice: Client, make_artifact: Any):
    version = make_artifact(PLAN, KindName.SPREADSHEET)
    assert ask(alice, version, cells="A1:B3", sheet="T").content.decode() == "2\t\n\t\n\t=A1*3"
    assert ask(alice, version, cells="A1").content.decode() == "1"


def test_a_range_of_an_older_version(alice: Client, make_artifact: Any, user: User):
    version = make_artifact(TEAS)
    edit(version.artifact, user, 1, set_cell("A1", "Other"))
    assert ask(alice, version, cells="A1", version=1).content.decode() == "Sencha"
    assert ask(alice, version, cells="A1").content.decode() == "Other"
    assert ask(alice, version, cells="A1", version=9).status_code == 404


MOST = TEXT_CELLS.most


@pytest.mark.parametrize(
    ("cells", "status"), [("", 422), ("x", 422), ("A1:A0", 422), (f"A1:A{MOST}", 200), (f"A1:A{MOST + 1}", 413)]
)
def test_what_is_no_range_or_too_long_is_refused(alice: Client, make_artifact: Any, cells: str, status: int):
    assert ask(alice, make_artifact(TEAS), cells=cells).status_code == status


def test_a_document_has_no_ranges(alice: Client, make_artifact: Any):
    assert ask(alice, make_artifact("Words.", KindName.DOCUMENT), cells="A1").status_code == 404


def test_other_people_read_nothing(
    client_for: Callable[[User], Client], all_features: None, other_user: User, make_artifact: Any
):
    assert ask(client_for(other_user), make_artifact(TEAS), cells="A1").status_code == 404
