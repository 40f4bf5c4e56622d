"""Artifacts as views."""

import json

from artifacts.kinds.registry import kind
from artifacts.queries.sandbox.database import answer
from artifacts.queries.sandbox.views import Asked, views_of
from artifacts.rows.enums import KindName


def asked(kind_name: KindName, source: object, title: str, name: str = "") -> Asked:
    """Return an artifact that was stored and read again."""
    own = kind(kind_name)
    parsed = own.parse_text(source) if isinstance(source, str) else own.parse_json(source)
    encoded = own.encode(own.store(getattr(parsed, "content", parsed)))
    manifest = json.loads(json.dumps(encoded.manifest))
    return Asked(name, title, kind_name, own.decode(manifest, encoded.digests, encoded.blocks.__getitem__))


def test_a_table_is_data_and_has_its_title() -> None:
    views = views_of([asked(KindName.TABLE, "| Van |\n| --- |\n| A |\n| B |", "Vans")])
    assert [view.name for view in views] == ["Vans", "data"]
    assert answer(views, "SELECT count(*) FROM data").rows == [[2]]


def test_further_artifacts_have_their_titles_or_the_names_given() -> None:
    vans = asked(KindName.TABLE, "| Van |\n| --- |\n| A |", "Vans")
    cars = asked(KindName.TABLE, "| Car |\n| --- |\n| B |", "vans")
    named = asked(KindName.TABLE, "| Bus |\n| --- |\n| C |", "Buses", "others")
    assert [view.name for view in views_of([vans, cars, named])] == ["Vans", "vans (2)", "others", "data"]


def test_a_sheet_is_a_view_from_its_head_on_with_days_as_days() -> None:
    cells = {
        "A1": "Budget of the year",
        "A2": "Item",
        "B2": "Cost",
        "C2": "Due",
        "A3": "Rent",
        "B3": 900,
        "C3": "2025-03-01",
        "A4": "Food",
        "B4": "=B3/3",
        "C4": "2025-04-01",
        "A7": "Name",
        "B7": "Age",
        "A8": "Ann",
        "B8": 41,
    }
    views = views_of([asked(KindName.SPREADSHEET, {"sheets": [{"name": "Home", "cells": cells}]}, "Plans")])
    assert [view.name for view in views] == ["Home", "Home A7:B8", "data"]
    assert answer(views, "SELECT sum(Cost), max(month(Due)) FROM Home").rows == [[1200, 4]]
    assert answer(views, 'SELECT Age FROM "Home A7:B8"').rows == [[41]]


def test_tables_of_a_document_have_their_headings() -> None:
    text = "# Report\n\n## Prices\n\n| A | B |\n| - | - |\n| x | 3 |\n\n## Words\n\nnothing\n"
    views = views_of([asked(KindName.DOCUMENT, text, "Report")])
    assert [view.name for view in views] == ["Prices", "data"]
    assert answer(views, "SELECT sum(B) FROM prices").rows == [[3]]


def test_an_artifact_without_rows_has_no_view() -> None:
    assert views_of([asked(KindName.DOCUMENT, "Only words.", "Words")]) == []
