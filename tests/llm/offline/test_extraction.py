"""The assistant's answers survive the way a model's do: streamed in pieces, taken apart by the extractor."""

import pytest
from pytest_django import Settings

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.registry import kind as kind_named
from artifacts.rows.enums import KindName
from llm import client
from llm.offline.starters.registry import STARTERS
from llm.protocol import TextDelta
from tests.llm.conftest import ask

REQUESTS = [
    (KindName.TABLE, "Make a table of five teas with columns name, origin, price"),
    (KindName.TABLE, "name,age\nAda,36\nLin,41\n\nTurn this into a table"),
    (KindName.TABLE, "code,note\n007,a|b\n010,\n\nTurn this into a table"),
    (KindName.SPREADSHEET, "Loan of 20,000 at 5% over 6 months"),
    (KindName.DOCUMENT, "# Plan\n\n- a\n- b\n\n```\ncode\n```\n\nMake it a document"),
    *((KindName.DOCUMENT if starter.is_document else KindName.SPREADSHEET, starter.name) for starter in STARTERS),
]


@pytest.mark.parametrize(("kind", "text"), REQUESTS)
async def test_streamed_answer_gives_one_artifact_and_one_line(
    offline: None, settings: Settings, kind: KindName, text: str
) -> None:
    settings.OFFLINE_TOKENS_PER_SECOND = 1_500
    extractor, whole = Extractor(kind), ""
    async for event in client.stream(ask(text, kind=kind)):
        if isinstance(event, TextDelta):
            extractor.feed(event.text)
            whole += event.text
    extractor.close(CloseReason.COMPLETE)
    body = whole.partition("]]\n")[2].partition("[[/artifact]]")[0]
    (artifact,) = extractor.artifacts
    of_kind = kind_named(kind)
    expected = of_kind.store(of_kind.parse_text(body).content)
    assert of_kind.to_json(of_kind.store(artifact.content)) == of_kind.to_json(expected)
    assert artifact.losses == ()
    assert "\n" not in extractor.chat_text.strip()
    assert "ffline assistant" in extractor.chat_text
