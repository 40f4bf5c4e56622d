"""Every fault of a model, made by a real endpoint, ends in its sentence, with the text kept and Retry at hand."""

import pytest

from chat import services
from chat.enums import TurnStatus
from tests.chat.test_services import say
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "What moves the tides?"
CODES = {
    Fault.UNAUTHORIZED: "provider_unauthorized",
    Fault.FORBIDDEN: "provider_forbidden",
    Fault.NOT_FOUND: "model_not_found",
    Fault.RATE_LIMITED: "provider_rate_limited",
    Fault.SERVER_ERROR: "provider_error",
    Fault.SILENT: "provider_timeout",
    Fault.STALL: "provider_stalled",
    Fault.CUT: "provider_cut_off",
    Fault.MALFORMED: "provider_malformed",
    Fault.EMPTY: "provider_empty",
    Fault.FILTERED: "content_filtered",
    Fault.TOO_LONG: "context_too_long",
}


@pytest.fixture
def connected(settings, monkeypatch):
    settings.LLM_FIRST_TOKEN_SECONDS = 4
    settings.LLM_STALL_SECONDS = 1
    monkeypatch.setattr("llm.limits.BACKOFF_SECONDS", 0.01)
    with OpenAIEndpoint() as endpoint:
        settings.OPENAI_BASE_URL = endpoint.base_url
        settings.OPENAI_API_KEY = "test"
        settings.CHAT_MODEL = "m"
        yield endpoint


@pytest.mark.parametrize("fault", CODES)
async def test_a_fault_ends_in_its_code_with_the_text_kept_and_retry_works(conversation, ended, connected, fault):
    connected.script("m", Script(fault=fault))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.error_code) == (TurnStatus.FAILED, CODES[fault])
    if fault in (Fault.STALL, Fault.CUT, Fault.MALFORMED):
        assert turn.text.startswith("Hello from")
    connected.script("m", Script())
    again = await ended(await services.retry_turn(turn=turn))
    assert (again.status, again.text) == (TurnStatus.COMPLETED, "Hello from the model.")


async def test_an_answer_cut_at_the_length_limit_is_marked_partial(conversation, ended, connected):
    connected.script("m", Script(fault=Fault.LENGTH))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.is_partial) == (TurnStatus.COMPLETED, True)


def test_every_fault_has_a_sentence_of_its_own(conversation):
    from chat.sentences import error_sentence

    sentences = {error_sentence(code) for code in CODES.values()}
    assert len(sentences) == len(CODES)
