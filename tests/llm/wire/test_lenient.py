"""JSON, texts, counts and characters as endpoints really write them."""

import pytest

from llm.protocol import Usage
from llm.wire.lenient import Halves, read_leniently, read_strictly, text_of, usage_of


@pytest.mark.parametrize(
    ("payload", "strictly", "leniently"),
    [
        (b'{"a": 1}', {"a": 1}, {"a": 1}),
        ('{"a": "\u00e9"}', {"a": "\u00e9"}, {"a": "\u00e9"}),
        (b'{"a": "x\ty"}', None, {"a": "x\ty"}),
        (b'{"a": "\xff"}', None, {"a": "\ufffd"}),
        (b'{"a": "\\ud83d"}', None, {"a": "\ud83d"}),
        (b"[1]", None, None),
        (b"null", None, None),
        (b'{"a": ', None, None),
        (b"", None, None),
        (b"[" * 100_000, None, None),
    ],
)
def test_objects_are_read_as_far_as_they_can_be(payload: bytes | str, strictly: object, leniently: object) -> None:
    assert read_strictly(payload) == strictly
    assert read_leniently(payload) == leniently


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": "Hello"}, "Hello"),
        ({"content": [{"type": "text", "text": "Hel"}, {"type": "output_text", "text": "lo"}]}, "Hello"),
        ({"content": [{"type": "text", "text": {"value": "Hello"}}]}, "Hello"),
        ({"content": ["Hel", "lo"]}, "Hello"),
        ({"content": [{"type": "image_url"}, {"type": "text", "text": "Hello"}, 7]}, "Hello"),
        ({"content": {"text": "Hello"}}, "Hello"),
        ({"content": "", "refusal": "No."}, "No."),
        ({"content": None, "refusal": "No."}, "No."),
        ("Hello", "Hello"),
        ({"content": 7}, ""),
        ({"content": [{"type": "reasoning", "text": "Hm"}]}, ""),
        (None, ""),
    ],
)
def test_spoken_text_is_found_in_every_shape(message: object, text: str) -> None:
    assert text_of(message) == text


@pytest.mark.parametrize(
    ("value", "usage"),
    [
        ({"prompt_tokens": 3, "completion_tokens": 4}, Usage(3, 4)),
        ({"prompt_tokens": 3.0}, Usage(3, 0)),
        ({"prompt_tokens": True, "completion_tokens": "4"}, Usage(0, 0)),
        ({"prompt_tokens": -1, "completion_tokens": 2**53}, Usage(0, 0)),
        ({"prompt_tokens": float("nan"), "completion_tokens": float("inf")}, Usage(0, 0)),
        ({}, Usage(0, 0)),
        (None, None),
        ([1], None),
    ],
)
def test_usage_counts_what_is_a_number(value: object, usage: Usage | None) -> None:
    assert usage_of(value) == usage


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        (["\ud83d", "\ude00"], ["", "\U0001f600", ""]),
        (["a\ud83d", "\ude00b"], ["a", "\U0001f600b", ""]),
        (["\ud83d", "x"], ["", "\ufffdx", ""]),
        (["\ud83d", "\ud83d", "\ude00"], ["", "\ufffd", "\U0001f600", ""]),
        (["x\ude00"], ["x\ufffd", ""]),
        (["\ud83d"], ["", "\ufffd"]),
        (["\ud83d", "", "\ude00"], ["", "", "\U0001f600", ""]),
        ([""], ["", ""]),
    ],
)
def test_halves_of_a_character_are_joined_across_pieces(pieces: list[str], shown: list[str]) -> None:
    halves = Halves()
    assert [*map(halves.take, pieces), halves.close()] == shown
