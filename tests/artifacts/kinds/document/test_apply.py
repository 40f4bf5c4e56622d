from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.outline import sections_of
from artifacts.kinds.document.parse import parse_text, read_json
from artifacts.kinds.document.stored import StoredDocument, store
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation, NotParsed, OverLimit

DOCUMENT = kind(KindName.DOCUMENT)
TEXT = "Intro ä\n\n# One\n\nfirst\n\n## Inner\n\ndeep\n\n# Two\n\nsecond\n"


def make(text: str = TEXT) -> StoredDocument:
    return store(DocumentContent(text))


def change(text: str, *operations: dict[str, Any]) -> str:
    result: StoredDocument = DOCUMENT.apply(make(text), parse_operations(list(operations)))
    return result.text


def test_outline_has_ids_levels_and_spans() -> None:
    assert [(part.id, part.level, part.title) for part in sections_of(TEXT)] == [
        ("one", 1, "One"),
        ("inner", 2, "Inner"),
        ("two", 1, "Two"),
    ]
    assert [TEXT[part.start : part.end] for part in sections_of(TEXT)] == [
        "# One\n\nfirst\n\n## Inner\n\ndeep\n\n",
        "## Inner\n\ndeep\n\n",
        "# Two\n\nsecond\n",
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("```\n# no\n```\n\n# Yes", ["yes"]),
        ("Title\n=====\n\nSub\n---\n", ["title", "sub"]),
        ("> # quoted\n\n- # listed\n\n# Real", ["real"]),
        ("# Same\n\n# Same\n\n# Same 2", ["same", "same-2", "same-2-2"]),
        ("# **Bold** `code` & 日本!", ["bold-code-日本"]),
        ("#\n\n# !!!", ["section", "section-2"]),
        ("no heading", []),
    ],
)
def test_outline_ids(text: str, ids: list[str]) -> None:
    assert [part.id for part in sections_of(text)] == ids


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (
            {"op": "replace_section", "section": "inner", "text": "## Inner\n\nnew"},
            "Intro ä\n\n# One\n\nfirst\n\n## Inner\n\nnew\n\n# Two\n\nsecond\n",
        ),
        ({"op": "delete_section", "section": "one"}, "Intro ä\n\n# Two\n\nsecond\n"),
        ({"op": "insert_section", "after": "two", "text": "# Three"}, TEXT + "\n# Three\n"),
        ({"op": "insert_section", "text": "# Zero"}, "# Zero\n\n" + TEXT),
        (
            {"op": "move_section", "section": "two", "after": None},
            "# Two\n\nsecond\n\nIntro ä\n\n# One\n\nfirst\n\n## Inner\n\ndeep\n",
        ),
        (
            {"op": "move_section", "section": "one", "after": "two"},
            "Intro ä\n\n# Two\n\nsecond\n\n# One\n\nfirst\n\n## Inner\n\ndeep\n",
        ),
        ({"op": "replace_text", "find": "first", "replace": "1st"}, TEXT.replace("first", "1st")),
        ({"op": "replace_document", "text": "x\n"}, "x\n"),
    ],
)
def test_apply_changes_text(operation: dict[str, Any], expected: str) -> None:
    assert change(TEXT, operation) == expected


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace_section", "section": "nope", "text": "x"},
        {"op": "move_section", "section": "one", "after": "inner"},
        {"op": "replace_text", "find": "e", "replace": "x"},
        {"op": "replace_text", "find": "absent", "replace": "x"},
        {"op": "set_cells", "at": "A1", "values": [[1]]},
    ],
)
def test_apply_refuses_what_does_not_fit(operation: dict[str, Any]) -> None:
    with pytest.raises(InvalidOperation):
        change(TEXT, operation)


def test_parse_text_takes_off_the_wrapper_and_control_characters() -> None:
    parsed = parse_text("```markdown\n# A\x00\n\n```py\nx\n```\n```\n")
    assert parsed.content.text == "# A\n\n```py\nx\n```\n"
    assert len(parsed.losses) == 1


def test_parse_text_refuses_empty_and_large() -> None:
    with pytest.raises(NotParsed):
        parse_text(" \n")
    with pytest.raises(OverLimit):
        parse_text("x" * (5 * 1024 * 1024 + 1))


@pytest.mark.parametrize("raw", [None, [], {}, {"text": 1}, {"text": "x", "html": "y"}])
def test_read_json_refuses_other_shapes(raw: Any) -> None:
    with pytest.raises(NotParsed):
        read_json(raw)


PIECES = st.sampled_from(["# A", "## B", "A\n===", "text ä", "- x", "```", "> # q", "", "| a |\n|--|\n| 1 |"])


@given(st.lists(PIECES, max_size=8), st.sampled_from(["a", "b", "a-2"]), st.sampled_from(["a", "b", None]))
def test_operation_leaves_the_text_before_it_alone(pieces: list[str], section: str, after: str | None) -> None:
    document = make("\n".join(pieces))
    for raw in (
        {"op": "replace_section", "section": section, "text": "new"},
        {"op": "delete_section", "section": section},
        {"op": "move_section", "section": section, "after": after},
        {"op": "insert_section", "text": "x", "after": after},
        {"op": "replace_text", "find": "text ä", "replace": "other"},
        {"op": "replace_document", "text": "# Anew\n"},
    ):
        before = document.text
        with suppress(InvalidOperation):
            DOCUMENT.apply(document, parse_operations([raw]))
        assert document.text == before


SECTION = st.sampled_from(["a", "b", "c"])
CHANGE = st.one_of(
    st.builds(lambda section: {"op": "replace_section", "section": section, "text": "# New\n\nwords"}, SECTION),
    st.builds(lambda section: {"op": "delete_section", "section": section}, SECTION),
    st.builds(lambda after: {"op": "insert_section", "text": "inserted", "after": after}, SECTION),
    st.just({"op": "replace_text", "find": "text ä", "replace": "other"}),
    st.just({"op": "replace_text", "find": "- x", "replace": "- y"}),
)


WHOLE = ["# A", "## B", "# C", "text ä", "- x", "> # q", "| a |\n|--|\n| 1 |"]


@given(st.permutations(WHOLE), CHANGE, CHANGE)
def test_changes_that_leave_each_other_untouched_commute(
    pieces: list[str], one: dict[str, Any], other: dict[str, Any]
) -> None:
    base, steps = make("\n\n".join(pieces)), parse_operations([one, other])
    first, second = (DOCUMENT.apply(base, [step]) for step in steps)
    assume(DOCUMENT.is_untouched(base, first, steps[1]) and DOCUMENT.is_untouched(base, second, steps[0]))
    assert DOCUMENT.apply(first, [steps[1]]).text == DOCUMENT.apply(second, [steps[0]]).text


@given(st.text(max_size=200))
def test_outline_spans_cover_their_headings(text: str) -> None:
    sections = sections_of(text)
    assert len({part.id for part in sections}) == len(sections)
    assert all(0 <= part.start < part.end <= len(text) for part in sections)
