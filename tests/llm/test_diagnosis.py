"""The endpoint check tells what works and never fails itself."""

from llm.diagnosis import Ability, check_endpoint
from llm.errors import ProviderUnauthorized
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script

TABLE = '[[artifact kind="table" title="Fruit"]]\n| name | colour |\n|---|---|\n| Fig | green |\n[[/artifact]]'


async def found(endpoint: OpenAIEndpoint, script: Script) -> set[Ability]:
    endpoint.script("test-model", script)
    return {check.ability for check in await check_endpoint() if check.is_found}


async def test_check_of_a_plain_model(openai_endpoint: OpenAIEndpoint) -> None:
    assert await found(openai_endpoint, Script()) == {Ability.STREAMS, Ability.COUNTS_TOKENS}


async def test_check_of_a_model_that_follows_markers(openai_endpoint: OpenAIEndpoint) -> None:
    assert Ability.FOLLOWS_MARKERS in await found(openai_endpoint, Script(pieces=["Here:\n", TABLE]))


async def test_check_of_a_model_that_answers_json(openai_endpoint: OpenAIEndpoint) -> None:
    assert Ability.ANSWERS_JSON in await found(openai_endpoint, Script(pieces=['{"answer": 5}']))


async def test_check_of_a_refused_key_names_the_fault(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.UNAUTHORIZED))
    checks = await check_endpoint()
    assert not any(check.is_found for check in checks)
    assert {type(check.fault) for check in checks} == {ProviderUnauthorized}
