"""JSON in a model's words, nearly right as small models write it."""

import pytest

from llm.protocol import Proposal
from llm.spoken_json import proposal_in, spoken_object

DELETE = {"op": "delete_rows", "at": 1, "count": 1}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('{"operations": [{"op": "delete_rows", "at": 1, "count": 1}], "note": "Gone."}', "Gone."),
        ('Sure!\n```json\n{"operations": [{"op": "delete_rows", "at": 1, "count": 1}]}\n```\nDone.', ""),
        ('I {may} do: {"operations": [{"op": "delete_rows", "at": 1, "count": 1}], "note": "ok"} Fine?', "ok"),
        ('[{"op": "delete_rows", "at": 1, "count": 1}]', ""),
        ('```\n[{"op": "delete_rows", "at": 1, "count": 1}]\n```', ""),
        ('{"op": "delete_rows", "at": 1, "count": 1}', ""),
        ('{"operations": {"op": "delete_rows", "at": 1, "count": 1}}', ""),
        ('{"operations": [{"op": "delete_rows", "at": 1, "count": 1,},], "note": "ok",}', "ok"),
        ("{'operations': [{'op': 'delete_rows', 'at': 1, 'count': 1}], 'note': None}", ""),
        ("{'operations': [{'op': 'delete_rows', 'at': 1, 'count': 1}], 'note': null}", ""),
        ('{"changes": [{"operation": "delete_rows", "at": 1, "count": 1}], "message": "ok"}', "ok"),
        ('{"operations": [ // the first\n{"op": "delete_rows", "at": 1, "count": 1}]}', ""),
    ],
)
def test_operations_in_any_json_near_enough(text: str, note: str) -> None:
    assert proposal_in(text) == Proposal([DELETE], note, text=text)


@pytest.mark.parametrize("text", ["Which rate?", "| a | b |\n|---|---|\n| 1 | 2 |", "It costs {sum} [1]."])
def test_words_are_the_answer(text: str) -> None:
    assert proposal_in(text) == Proposal([], "", text=text, is_spoken=True)


@pytest.mark.parametrize("text", ['{"operations":[{"op":"insert_columns","at":3,', '```json\n[{"op": "sort", '])
def test_json_that_breaks_off_is_broken(text: str) -> None:
    assert proposal_in(text).is_broken


def test_refusal_without_operations_keeps_its_note() -> None:
    text = '{"operations": [], "note": "I cannot."}'
    assert proposal_in(text) == Proposal([], "I cannot.", text=text)


def test_first_object_of_the_words() -> None:
    assert spoken_object('Yes: {"kind": "table"} and {"kind": "none"}') == {"kind": "table"}
    assert spoken_object("no") is None
