from hypothesis import given
from hypothesis import strategies as st

from artifacts.extraction.pieces import ArtifactOpened, ChatText, DocumentBlock, SheetCells, TableHeader, TableRow
from artifacts.kinds.table.content import Column
from artifacts.rows.enums import KindName
from chat.log.coalescing import Coalescer
from chat.log.protocol import StreamKind


def drained(*pieces):
    coalescer = Coalescer()
    for piece in pieces:
        coalescer.add(piece)
    return coalescer.drain()


def test_drain_joins_neighbouring_text():
    assert drained(ChatText("a"), ChatText(""), ChatText("b")) == [(StreamKind.TEXT, {"text": "ab"})]


def test_drain_keeps_the_order_of_text_and_artifacts():
    events = drained(
        ChatText("before"),
        ArtifactOpened(1, KindName.TABLE, "Teas"),
        TableHeader(1, (Column("a", "A"),)),
        TableRow(1, 1, ["x"]),
        TableRow(1, 2, ["y"]),
        ChatText("after"),
    )
    assert [kind for kind, _ in events] == [
        StreamKind.TEXT,
        StreamKind.ARTIFACT_OPENED,
        StreamKind.ARTIFACT_DELTA,
        StreamKind.TEXT,
    ]
    assert events[2][1]["rows"] == [{"index": 1, "cells": ["x"]}, {"index": 2, "cells": ["y"]}]
    assert [column["name"] for column in events[2][1]["columns"]] == ["A"]


def test_drain_keeps_only_the_newest_state_of_an_open_block():
    events = drained(
        DocumentBlock(1, 0, "He", is_final=False),
        DocumentBlock(1, 0, "Hello", is_final=True),
        DocumentBlock(1, 1, "W", is_final=False),
    )
    assert events == [
        (
            StreamKind.ARTIFACT_DELTA,
            {
                "ref": 1,
                "blocks": [
                    {"index": 0, "markdown": "Hello", "is_final": True},
                    {"index": 1, "markdown": "W", "is_final": False},
                ],
            },
        )
    ]


def test_drain_tells_two_artifacts_apart():
    events = drained(SheetCells(1, "S", 1, ["a"]), SheetCells(2, "S", 1, ["b"]))
    assert [data["ref"] for _, data in events] == [1, 2]


def test_drain_starts_anew():
    coalescer = Coalescer()
    coalescer.add(ChatText("a"))
    coalescer.drain()
    assert coalescer.drain() == []


@given(st.lists(st.tuples(st.text(max_size=3), st.booleans())))
def test_drain_never_loses_text_whenever_it_happens(steps):
    coalescer, seen = Coalescer(), ""
    for text, drain_now in steps:
        coalescer.add(ChatText(text))
        if drain_now:
            seen += "".join(data["text"] for _, data in coalescer.drain())
    seen += "".join(data["text"] for _, data in coalescer.drain())
    assert seen == "".join(text for text, _ in steps)
