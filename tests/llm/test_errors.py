"""Provider errors: unique codes, sentences as documented, nothing of the endpoint's own words."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from llm import errors


def provider_errors() -> list[type[errors.ProviderError]]:
    return [errors.ProviderError, *errors.ProviderError.__subclasses__()]


def documented() -> dict[str, tuple[int, str, bool]]:
    text = (Path(settings.BASE_DIR) / "docs" / "errors.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (.+?) \| (yes|no) \|", text, re.MULTILINE)
    return {code: (int(status), sentence, retry == "yes") for code, status, sentence, retry in rows}


def test_docs_list_every_code_with_its_sentence() -> None:
    assert documented() == {
        error.code: (error.status, str(error.message), error.can_retry) for error in provider_errors()
    }


def test_codes_are_unique() -> None:
    codes = [error.code for error in provider_errors()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", provider_errors(), ids=lambda error: error.code)
def test_endpoint_message_stays_out_of_what_users_see(error: type[errors.ProviderError]) -> None:
    raised = error(endpoint_message="key sk-secret refused " * 100)
    assert "sk-secret" not in raised.detail + str(raised) + str(raised.facts)
    assert len(raised.endpoint_message) == 300
