"""The LLM stage against a real endpoint: asked only when unsure, never waited for too long, never obeyed blindly."""

import json
from time import perf_counter

import pytest
from pytest_django import Settings

from artifacts.rows.enums import KindName
from gatekeeper.decision import AskedFor, Context, Decision, Reason
from gatekeeper.enums import Action, Stage
from gatekeeper.stages import llm
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script

TEXT = "some overview of our three vendors maybe"
UNSURE = Decision(Action.ANSWER, None, 0.4, Stage.MODEL, (Reason("unsure"),))
SURE = Decision(Action.CREATE, KindName.TABLE, 0.97, Stage.MODEL, (Reason("wording"),), AskedFor(rows=3))


def _reply(**members: object) -> Script:
    return Script(pieces=[json.dumps(members)])


async def test_consult_unsure_takes_the_models_choice(endpoint: OpenAIEndpoint) -> None:
    endpoint.script("gate-model", _reply(choice="table", confidence=0.84))

    decision = await llm.consult(TEXT, Context(), UNSURE)

    assert (decision.action, decision.kind, decision.stage) == (Action.CREATE, KindName.TABLE, Stage.LLM)
    assert endpoint.received[0].body["temperature"] == 0


async def test_consult_sure_decision_is_never_asked_about(endpoint: OpenAIEndpoint) -> None:
    endpoint.script("gate-model", _reply(choice="answer", confidence=1))

    assert await llm.consult(TEXT, Context(), SURE) == SURE
    assert endpoint.received == []


async def test_consult_offline_keeps_the_local_decision() -> None:
    assert await llm.consult(TEXT, Context(), UNSURE) == UNSURE


@pytest.mark.parametrize(
    "script",
    [
        Script(fault=Fault.SERVER_ERROR),
        Script(fault=Fault.UNAUTHORIZED),
        Script(fault=Fault.MALFORMED),
        Script(fault=Fault.EMPTY),
        Script(fault=Fault.WEB_PAGE),
        Script(pieces=["not json"]),
        _reply(choice="delete everything", confidence=1),
        _reply(choice="edit", confidence=1),
        _reply(choice="table"),
        _reply(choice="table", confidence="very"),
        _reply(choice=["table"], confidence=1),
    ],
)
async def test_consult_bad_answer_falls_back(endpoint: OpenAIEndpoint, script: Script) -> None:
    endpoint.script("gate-model", script)

    decision = await llm.consult(TEXT, Context(), UNSURE)

    assert (decision.action, decision.stage) == (Action.ANSWER, Stage.FALLBACK)
    assert decision.reasons[-1].code == "llm_failed"


async def test_consult_slow_answer_keeps_the_budget(endpoint: OpenAIEndpoint, settings: Settings) -> None:
    settings.GATEKEEPER_LLM_TIMEOUT_MS = 300
    endpoint.script("gate-model", Script(fault=Fault.SILENT))
    started = perf_counter()

    decision = await llm.consult(TEXT, Context(), UNSURE)

    assert decision.stage == Stage.FALLBACK
    assert perf_counter() - started < 1.5


async def test_consult_boast_is_capped(endpoint: OpenAIEndpoint) -> None:
    endpoint.script("gate-model", _reply(choice="document", confidence=99))

    decision = await llm.consult(TEXT, Context(), UNSURE)

    assert decision.confidence == llm.TRUST


async def test_consult_refused_kind_stays_closed(endpoint: OpenAIEndpoint) -> None:
    endpoint.script("gate-model", _reply(choice="table", confidence=0.9))

    decision = await llm.consult(TEXT, Context(refused=frozenset({KindName.TABLE})), UNSURE)

    assert decision.action == Action.ANSWER


def test_prompt_long_message_is_cut_head_and_tail() -> None:
    prompt = llm.prompt("start " + "x" * 30_000 + " end", Context())

    assert "start" in prompt
    assert prompt.rstrip().endswith("end")
    assert len(prompt) < 4_000
