from chat.log.protocol import LogEntry, StreamKind, encode_data
from chat.shown.fragments import FragmentStream

COLUMN = {"key": "name", "name": "name", "type": "text", "align": None, "currency": None}


def entry(number: int, kind: StreamKind, data: dict) -> LogEntry:
    return LogEntry(number, kind, encode_data(data))


def entries(*events: tuple[StreamKind, dict]) -> list[LogEntry]:
    return [entry(number, kind, data) for number, (kind, data) in enumerate(events, start=1)]


def test_text_is_rendered_and_finished_blocks_are_sent_once():
    stream = FragmentStream()
    sent = [
        stream.feed(entry)
        for entry in entries(*((StreamKind.TEXT, {"text": t}) for t in ("One\n\nTw", "o\n\nThree\n", "\nFour")))
    ]
    assert [name for name, _ in sent] == ["text"] * 3
    done = "".join(data["done"] for _, data in sent)
    assert done.count("One") == 1
    assert done.count("Two") == 1
    assert "Four" in sent[-1][1]["open"]


def test_snapshot_holds_all_that_was_fed():
    stream = FragmentStream()
    for entry in entries((StreamKind.TEXT, {"text": "One\n\n"}), (StreamKind.TEXT, {"text": "Two"})):
        stream.feed(entry)
    ((name, data),) = stream.snapshot()
    assert name == "text"
    assert data["reset"] is True
    assert "One" in data["done"] + data["open"]
    assert "Two" in data["done"] + data["open"]


def test_script_in_an_answer_is_not_rendered():
    _name, data = FragmentStream().feed(entry(1, StreamKind.TEXT, {"text": "<script>alert(1)</script> hi"}))
    assert "<script" not in data["done"] + data["open"]


def test_rows_of_a_growing_table_are_appended():
    stream = FragmentStream()
    opened, header, rows = (
        stream.feed(entry)
        for entry in entries(
            (StreamKind.ARTIFACT_OPENED, {"ref": 1, "kind": "table", "title": "People <b>"}),
            (StreamKind.ARTIFACT_DELTA, {"ref": 1, "columns": [COLUMN]}),
            (StreamKind.ARTIFACT_DELTA, {"ref": 1, "rows": [{"index": 1, "cells": ["<i>Ada"]}]}),
        )
    )
    assert "People &lt;b&gt;" in opened[1]["card"]
    assert 'role="columnheader"' in header[1]["pane"]
    assert "&lt;i&gt;Ada" in rows[1]["append"]
    assert rows[1]["status"] == "1 row"
    assert "Ada" in dict(stream.snapshot())["artifact_opened"]["pane"]


def test_formulas_that_are_being_corrected_are_told():
    stream = FragmentStream()
    _opened, _rows, correcting = (
        stream.feed(entry)
        for entry in entries(
            (StreamKind.ARTIFACT_OPENED, {"ref": 1, "kind": "spreadsheet", "title": "Costs"}),
            (StreamKind.ARTIFACT_DELTA, {"ref": 1, "sheet_rows": [{"sheet": "S", "row": 1, "cells": ["=SUMM(1)"]}]}),
            (StreamKind.ARTIFACT_DELTA, {"ref": 1, "correcting": 3}),
        )
    )
    told = "Correcting 3 formulas"
    assert correcting == ("artifact_delta", {"ref": 1, "append": "", "open": "", "status": told})
    opened = dict(stream.snapshot())["artifact_opened"]
    assert told in opened["pane"]
    assert told in opened["card"]


def test_an_open_block_of_a_document_is_replaced_until_it_is_final():
    stream = FragmentStream()
    stream.feed(entry(1, StreamKind.ARTIFACT_OPENED, {"ref": 1, "kind": "document", "title": "Note"}))
    blocks = [{"index": 0, "markdown": "# He", "is_final": False}]
    _, growing = stream.feed(entry(2, StreamKind.ARTIFACT_DELTA, {"ref": 1, "blocks": blocks}))
    blocks = [{"index": 0, "markdown": "# Head", "is_final": True}]
    _, final = stream.feed(entry(3, StreamKind.ARTIFACT_DELTA, {"ref": 1, "blocks": blocks}))
    assert "He" in growing["open"]
    assert growing["append"] == ""
    assert "Head" in final["append"]
    assert final["open"] == ""


def test_the_end_is_left_to_the_caller():
    assert FragmentStream().feed(entry(1, StreamKind.TURN_COMPLETED, {})) is None


def test_what_is_taken_back_is_shown_no_more():
    stream = FragmentStream()
    opened = {"ref": 1, "kind": "table", "title": "Draft"}
    for event in entries((StreamKind.TEXT, {"text": "Hm."}), (StreamKind.ARTIFACT_OPENED, opened)):
        stream.feed(event)
    taken_back = stream.feed(entry(3, StreamKind.TAKEN_BACK, {"refs": [1]}))
    assert taken_back == ("taken_back", {"reset": True, "done": "", "open": "", "refs": [1]})
    assert list(stream.snapshot()) == []


def test_seconds_of_thinking_are_told():
    assert FragmentStream().feed(entry(1, StreamKind.THINKING, {"seconds": 7})) == (
        "thinking",
        {"label": "Thinking, 7 s"},
    )
