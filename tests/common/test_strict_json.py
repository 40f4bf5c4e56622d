import pytest
from django.test import RequestFactory

from common.errors import Invalid
from common.strict_json import StrictJsonParser


def parse(rf: RequestFactory, body: str) -> object:
    return StrictJsonParser().parse_body(rf.post("/api/x", body, content_type="application/json"))


def test_parse_body_reads_json(rf: RequestFactory) -> None:
    assert parse(rf, '{"a": [1, null, "\\u00e4", "\\ud83d\\ude00", "\\\\u0000"]}') == {
        "a": [1, None, "ä", "😀", "\\u0000"]
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"title": "a\\u0000"}', "title"),
        ('{"rows": [["x"], ["\\ud800"]]}', "rows.1.0"),
        ('{"cells": {"A1": "\\uDFFF"}}', "cells.A1"),
        ('{"a\\u0000b": 1}', ""),
    ],
)
def test_parse_body_refuses_what_cannot_be_stored(rf: RequestFactory, body: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(rf, body)

    assert refusal.value.errors[0].field == field


@pytest.mark.parametrize("body", ["{not json", "NaN", '{"a": Infinity}', "[" * 100_000, '"' + "1" * 10])
def test_parse_body_refuses_what_is_not_json(rf: RequestFactory, body: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        parse(rf, body)
