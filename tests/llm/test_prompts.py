"""System prompts: the marker format for each kind, what was asked for, the open artifact as data."""

import pytest

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.markers import CLOSE_MARKER
from artifacts.extraction.placeholders import TITLE
from artifacts.kinds.registry import kind as kind_named
from artifacts.rows.enums import KindName
from llm import prompts
from llm.protocol import ChatMessage, ChatRequest, OpenArtifact, Role
from tests.llm.conftest import ask


def test_chat_prompt_asks_for_no_artifact() -> None:
    assert "[[artifact" not in prompts.system_prompt(ask("Hello"))


@pytest.mark.parametrize("kind", list(KindName))
def test_artifact_prompt_shows_an_example_that_the_kind_can_read(kind: KindName) -> None:
    prompt = prompts.system_prompt(ask("Make it", kind=kind))
    _, _, rest = prompt.partition(f'[[artifact kind="{kind.value}" title="{TITLE}"]]\n')
    body, closing, _ = rest.partition(CLOSE_MARKER)
    assert closing
    of_kind = kind_named(kind)
    assert of_kind.store(of_kind.parse_text(body).content).content()


@pytest.mark.parametrize("kind", list(KindName))
def test_example_that_is_said_after_the_prompt_is_no_artifact(kind: KindName) -> None:
    prompt = prompts.system_prompt(ask("Make it", kind=kind))
    start, end = prompt.index("[[artifact"), prompt.index(CLOSE_MARKER) + len(CLOSE_MARKER)
    extractor = Extractor(kind)

    extractor.feed(prompt[start:end])
    extractor.close()

    assert extractor.artifacts == []


def test_artifact_prompt_names_what_was_asked_for() -> None:
    asked_for = {"rows": 50, "columns": ["name", "price"], "sections": 3}
    prompt = prompts.system_prompt(ask("Make it", kind=KindName.TABLE, asked_for=asked_for))
    assert "50 rows: write all 50" in prompt
    assert "name, price" in prompt
    assert "3 sections" in prompt


def test_prompt_holds_the_open_artifact_between_tags() -> None:
    opened = OpenArtifact(KindName.TABLE, "Vans", "| Van | Price |")
    assert "<artifact>\n| Van | Price |\n</artifact>" in prompts.system_prompt(ask("How many?", open_artifact=opened))


def test_chat_messages_keep_the_conversation_in_order() -> None:
    messages = (ChatMessage(Role.USER, "a"), ChatMessage(Role.ASSISTANT, "b"), ChatMessage(Role.USER, "c"))
    found = prompts.chat_messages(ChatRequest(messages))
    assert [message["role"] for message in found] == ["system", "user", "assistant", "user"]
    assert [message["content"] for message in found[1:]] == ["a", "b", "c"]


@pytest.mark.parametrize("kind", list(KindName))
def test_proposal_prompt_lists_the_operations_of_the_kind(kind: KindName) -> None:
    opened = OpenArtifact(kind, "Open", "x")
    system = prompts.proposal_messages(ask("Change it", open_artifact=opened))[0]["content"]
    assert '"operations"' in system
    assert "rename_artifact" in system


def test_length_of_a_document_is_said_in_words() -> None:
    request = ask("Write it", kind=KindName.DOCUMENT, asked_for={"words": 900, "pages": 3})

    assert "900 words: write about as many" in prompts.system_prompt(request)
    assert "3 pages: write about 1200 words" in prompts.system_prompt(request)
