"""A document goes on where it stopped: nothing of it is changed, nothing is said twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.stored import store
from artifacts.versions.appending.documents import append_document, is_continuation

TEXT = (
    "# Report\n\n## Costs\n\nThe costs of the year are rising, as everybody had expected.\n\n"
    "- rent went up by a tenth\n- food went up by a fifth\n\n## End\n\nThat is all there is to say about it.\n"
)


def appended(head: str, text: str) -> str | None:
    content = append_document(store(DocumentContent(head)), DocumentContent(text))
    return None if content is None else content.text


@given(st.integers(20, len(TEXT) - 2), st.integers(12, 200))
def test_cut_anywhere_and_said_again_from_anywhere_it_becomes_the_whole(cut: int, again: int) -> None:
    head, rest = TEXT[:cut], TEXT[max(0, len(TEXT[:cut].rstrip()) - again) :]
    assert appended(head, rest) == TEXT


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("The costs are ris", "ing fast.", "The costs are rising fast.\n"),
        ("The costs are", "rising fast.", "The costs are rising fast.\n"),
        ("Long ago.\n\nTh", "The costs rose.", "Long ago.\n\nThe costs rose.\n"),
        ("The costs rose.", "Then they fell.", "The costs rose.\n\nThen they fell.\n"),
        ("# A\n\nText.", "## B\n\nMore.", "# A\n\nText.\n\n## B\n\nMore.\n"),
        ("# A\n\n## B", "## B\n\nMore.", "# A\n\n## B\n\nMore.\n"),
        ("# A\n\nText.\n\n(the rest is omitted)", "## B\n\nMore.", "# A\n\nText.\n\n## B\n\nMore.\n"),
        ("# A\n\nText.", "# A\n\nText.\n\nMore.", "# A\n\nText.\n\nMore.\n"),
        ("# A\n\nText of the part.", "Text of the part.", None),
        ("# A\n\nText.", "  \n", None),
    ],
    ids=[
        "word",
        "sentence",
        "line-again",
        "next-sentence",
        "section",
        "heading-again",
        "elision",
        "whole",
        "known",
        "empty",
    ],
)
def test_the_seam_of_a_document(head: str, text: str, expected: str | None) -> None:
    assert appended(head, text) == expected


def test_text_without_markers_is_recognised_as_its_continuation() -> None:
    head = store(DocumentContent("# A\n\nThe costs of the year are ris"))
    assert is_continuation(head, "The costs of the year are rising.")
    assert is_continuation(head, "## Next section")
    assert not is_continuation(head, "Sorry, I cannot do that.")
