from uuid import UUID

import pytest

from common.sent_values import LARGEST, parse_number, parse_uuid


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        (" 1", None),
        ("1_0", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_number_is_plain_digits_alone(text: str, number: int | None) -> None:
    assert parse_number(text) == number


def test_number_above_the_largest_is_none() -> None:
    assert parse_number("65535", largest=65_535) == 65_535
    assert parse_number("65536", largest=65_535) is None


@pytest.mark.parametrize("text", ["", "x", "123", "00000000-0000-0000-0000-00000000000g"])
def test_other_text_is_no_id(text: str) -> None:
    assert parse_uuid(text) is None


def test_id_is_read_as_addresses_write_it() -> None:
    spelled = "3f2b1c9e-0d4a-4a57-9f61-0a1b2c3d4e5f"
    assert parse_uuid(spelled) == UUID(spelled)
