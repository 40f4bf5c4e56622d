"""Every fault of a model, made by a real endpoint, ends in its sentence, with the text kept and Retry at hand."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import AsyncClient

from chat.rows import limits
from chat.rows.enums import TurnStatus
from gatekeeper.enums import Mode
from tests.chat.turns.test_services import say
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
    Fault.EMPTY: "provider_empty",
    Fault.FILTERED: "content_filtered",
    Fault.TOO_LONG: "context_too_long",
}


@pytest.fixture
def connected(settings, monkeypatch, connected):
    settings.LLM_FIRST_TOKEN_SECONDS = 4
    settings.LLM_STALL_SECONDS = 1
    monkeypatch.setattr("llm.limits.BACKOFF_SECONDS", 0.01)
    return connected


def documented_sentences() -> dict[str, str]:
    text = (Path(site_settings.BASE_DIR) / "docs" / "errors.md").read_text()
    return dict(re.findall(r"^\| `(\w+)` \| \d+ \| (.+?) \|", text, re.MULTILINE))


@pytest.mark.parametrize("fault", CODES)
async def test_a_fault_ends_in_its_sentence_with_the_text_kept_and_retry_works(
    conversation, ended, connected, user, fault
):
    connected.script("m", Script(fault=fault))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.error_code) == (TurnStatus.FAILED, CODES[fault])
    alice = AsyncClient()
    await alice.aforce_login(user)
    page = html.unescape((await alice.get(f"/c/{conversation.pk}/")).content.decode())
    assert documented_sentences()[turn.error_code] in page
    assert QUESTION in page
    if fault in (Fault.STALL, Fault.CUT):
        assert turn.text.startswith("Hello from")
        assert "<p>Hello from" in page
    connected.script("m", Script())
    retry = f"/turns/{turn.pk}/retry/"
    assert f'action="{retry}"' in page
    assert (await alice.post(retry, headers={"HX-Request": "true"})).status_code == 200
    again = await ended(await conversation.messages.filter(parent=turn.parent_id).alatest("number"))
    assert again.pk != turn.pk
    assert (again.status, again.text) == (TurnStatus.COMPLETED, "Hello from the model.")


async def test_an_answer_after_a_short_retry_after_needs_no_second_try_of_the_user(conversation, ended, connected):
    connected.script("m", Script(fault=Fault.RATE_LIMITED, times=1, retry_after="0.05"))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.text) == (TurnStatus.COMPLETED, "Hello from the model.")
    assert len(connected.received) == 2


@pytest.mark.parametrize("fault", [Fault.STALL, Fault.CUT])
async def test_a_fault_within_an_artifact_keeps_what_arrived_as_a_partial_version(
    conversation, ended, connected, fault
):
    rows = [f"| Region {number} | {number} |\n" for number in range(1, 20)]
    head = ["Here.\n", '[[artifact kind="table" title="Regions"]]\n', "| Region | Q1 |\n| --- | ---: |\n"]
    connected.script("m", Script([*head, *rows], fault=fault, pieces_before_fault=10))
    turn = await ended(await say(conversation, "Make a table of 19 regions with Q1", Mode.TABLE))
    version = await turn.versions.aget()
    assert (turn.status, turn.error_code) == (TurnStatus.FAILED, CODES[fault])
    assert (version.is_partial, version.asked_for, version.delivered) == (True, 19, 7)


async def test_an_answer_cut_at_the_length_limit_is_marked_partial(conversation, ended, connected):
    connected.script("m", Script(fault=Fault.LENGTH))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.is_partial) == (TurnStatus.COMPLETED, True)


async def test_an_answer_without_end_is_cut_off_and_kept(conversation, ended, connected, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ANSWER_CHARS", 100)
    connected.script("m", Script(["word " * 5] * 400))
    turn = await ended(await say(conversation, QUESTION))
    assert (turn.status, turn.is_partial, turn.text) == (TurnStatus.COMPLETED, True, ("word " * 25).strip())


def test_every_fault_has_a_sentence_of_its_own(conversation):
    from chat.shown.sentences import error_sentence

    sentences = {error_sentence(code) for code in CODES.values()}
    assert len(sentences) == len(CODES)
