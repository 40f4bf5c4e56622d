"""The page of error codes is compared with the refusals that the code declares."""

import re
from collections import defaultdict
from collections.abc import Iterator

import config.api  # noqa: F401  loads every room's refusals
from chat.shown.sentences import OWN
from common.errors import ApplicationError
from exports.rows.enums import FailureCode
from tests.fakes.site import ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text()
ROWS = re.findall(r"^\| `(\w+)` \| (\d+) \| (.+?) \|", PAGE, re.MULTILINE)


def refusals(base: type[ApplicationError] = ApplicationError) -> Iterator[type[ApplicationError]]:
    for refusal in base.__subclasses__():
        if not refusal.__module__.startswith("tests."):
            yield refusal
            yield from refusals(refusal)


def test_page_lists_every_code_with_its_status_and_no_other() -> None:
    assert {(code, int(status)) for code, status, _ in ROWS} == {(one.code, one.status) for one in refusals()}


def test_page_says_the_sentences_that_users_read() -> None:
    sentences: defaultdict[str, set[str]] = defaultdict(set)
    varies = {refusal.code for refusal in refusals() if "code" in vars(refusal) and "message" not in vars(refusal)}
    for refusal in refusals():
        sentences[refusal.code].add(str(refusal.message))

    assert [code for code, _, sentence in ROWS if code not in varies and sentence not in sentences[code]] == []


def test_page_names_what_ends_a_turn_or_a_job_without_a_refusal() -> None:
    assert [code for code in (*FailureCode.values, *OWN) if f"`{code}`" not in PAGE] == []
