"""The models that people may choose from."""

import pytest
from pytest_django import Settings

from llm.catalogue import chat_models, default_model


@pytest.mark.parametrize(
    ("setting", "expected"),
    [("a", ("a",)), ("a, b,a ,", ("a", "b")), ("", ("gpt-4o-mini",))],
)
def test_chat_models_are_the_names_in_the_setting(settings: Settings, setting: str, expected: tuple[str, ...]) -> None:
    settings.CHAT_MODEL = setting
    assert chat_models() == expected
    assert default_model() == expected[0]
