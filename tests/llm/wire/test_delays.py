"""When to come back, as headers and bodies say it."""

import pytest

from llm.wire.delays import CLOCKS_DISAGREE_SECONDS, MOST_SECONDS, delay_in_body, delay_in_headers

NOON = "Wed, 21 Oct 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 12:01:30 GMT", "date": NOON}, 90.0),
        ({"retry-after": "Wed, 21 Oct 2026 11:00:00 GMT", "date": NOON}, CLOCKS_DISAGREE_SECONDS),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e300"}, MOST_SECONDS),
        ({"retry-after": "99999999999999"}, MOST_SECONDS),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT", "date": NOON}, MOST_SECONDS),
    ],
)
def test_delay_in_headers(headers: dict[str, str], expected: float | None) -> None:
    assert delay_in_headers(headers) == expected


def test_date_is_counted_from_now_without_the_answer_s_own() -> None:
    seconds = delay_in_headers({"retry-after": "Wed, 21 Oct 2099 12:00:00 GMT"})
    assert seconds == MOST_SECONDS


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("try again in 20s", 20),
        ("Please try again in 1h2m3s.", 3723),
        ("Please retry after 6 seconds.", 6),
        ("please try again in 1.5s", 1.5),
        ("Try again in 250ms", 0.25),
        ("retry in 3 minutes", 180),
        ("Please retry in 17.29s.", 17.29),
        ({"error": {"details": [{"retryDelay": "34s"}]}}, 34),
        ("Slow down, try again", None),
        ({"error": {"code": 429}}, None),
        ("try again in 99999999999999s", MOST_SECONDS),
        (None, None),
    ],
)
def test_delay_in_body(body: object, expected: float | None) -> None:
    assert delay_in_body(body) == expected
