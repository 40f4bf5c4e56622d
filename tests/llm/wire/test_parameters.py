"""Parameters are left out once a model refused them, and only then."""

import pytest

from llm.wire.dialects import Trait
from llm.wire.learned import Learned
from llm.wire.parameters import LENGTH, NEW_LENGTH, bare, is_in_doubt, learn, left_out_of, understood

MESSAGES = [{"role": "system", "content": "Rules."}, {"role": "user", "content": "Hello"}]
IMAGE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]}]
PARAMS = {"model": "m", "messages": MESSAGES, "temperature": 0.2, LENGTH: 500}


def test_nothing_is_left_out_of_a_first_call() -> None:
    assert understood(PARAMS, Learned()) == PARAMS


def test_a_refused_length_goes_by_its_newer_name_until_that_is_refused_too() -> None:
    once = understood(PARAMS, Learned(refused={LENGTH}))
    twice = understood(PARAMS, Learned(refused={LENGTH, NEW_LENGTH}))
    assert (once.get(LENGTH), once[NEW_LENGTH]) == (None, 500)
    assert twice == {"model": "m", "messages": MESSAGES, "temperature": 0.2}


def test_a_role_that_is_missing_changes_the_messages_and_no_parameter() -> None:
    sent = understood(PARAMS, Learned(missing={Trait.NO_SYSTEM_ROLE}))
    assert sent["messages"] == [{"role": "user", "content": "Rules.\n\nHello"}]
    assert {**sent, "messages": MESSAGES} == PARAMS


def test_a_refusal_that_names_a_parameter_is_learnt() -> None:
    known = Learned()
    assert learn(known, PARAMS, 400, {"message": "temperature is not supported by this model"})
    assert known.refused == {"temperature"}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"message": "something is wrong"}),
        (429, {"message": "temperature of the cluster is high"}),
        (401, {"message": "temperature", "code": "invalid_api_key"}),
        (400, {"message": "stream_options is not supported"}),
    ],
    ids=["names nothing", "a limit", "a key", "was not sent"],
)
def test_other_refusals_teach_nothing(status: int, body: object) -> None:
    known = Learned()
    assert not learn(known, PARAMS, status, body)
    assert known == Learned()


@pytest.mark.parametrize(
    ("messages", "is_learnt"), [(IMAGE, True), (MESSAGES, False)], ids=["an image was sent", "none was sent"]
)
def test_that_a_model_sees_nothing_is_learnt_from_a_call_with_an_image(
    messages: list[dict[str, object]], is_learnt: bool
) -> None:
    known = Learned()
    body = {"message": "this model does not support image input"}
    assert learn(known, {"model": "m", "messages": messages}, 400, body) is is_learnt
    assert known.missing == ({Trait.NO_IMAGES} if is_learnt else set())


@pytest.mark.parametrize(
    ("status", "params", "is_last", "is_doubted"),
    [
        (400, PARAMS, False, True),
        (422, PARAMS, False, True),
        (500, PARAMS, False, False),
        (500, PARAMS, True, True),
        (404, PARAMS, True, False),
        (400, bare(PARAMS), True, False),
    ],
)
def test_doubt_is_about_refusals_that_name_nothing(
    status: int, params: dict[str, object], is_last: bool, is_doubted: bool
) -> None:
    assert is_in_doubt(status, {"message": "no"}, params, is_last=is_last) is is_doubted


def test_a_refusal_that_says_why_leaves_no_doubt() -> None:
    assert not is_in_doubt(400, {"code": "context_length_exceeded"}, PARAMS, is_last=True)


def test_what_no_call_can_do_without_stays() -> None:
    assert bare(PARAMS) == {"model": "m", "messages": MESSAGES}


@pytest.mark.parametrize(
    ("sent", "left_out"),
    [
        ({"temperature": 1}, {"temperature"}),
        ({LENGTH: 5}, {LENGTH, NEW_LENGTH}),
        ({NEW_LENGTH: 5, "stream_options": {}}, {LENGTH, NEW_LENGTH, "stream_options"}),
        ({"model": "m"}, set()),
    ],
)
def test_a_length_that_was_left_out_is_not_sent_by_its_other_name(sent: dict[str, object], left_out: set[str]) -> None:
    assert left_out_of(sent) == left_out
