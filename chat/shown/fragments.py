"""Stream events as HTML: the page's view of a turn's log.

One `FragmentStream` per follower keeps what has been rendered, so that finished blocks are sent once and who comes
back gets a snapshot of what stood at its last number, then the rest. No rows are read here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.kinds.table.content import Column
from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream
from artifacts.markdown.unfinished import close_open_marks
from artifacts.rows.enums import KindName
from chat.log.piece_data import DeltaData, OpenedData
from chat.log.protocol import LogEntry, StreamKind
from chat.shown.messages import growing_card

Fragment = tuple[str, dict[str, object]]


@dataclass(slots=True)
class Growing:
    """An artifact while it is being written, as far as this follower has rendered it."""

    ref: int
    kind: KindName
    title: str
    columns: list[Column] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    blocks: list[SafeString] = field(default_factory=list)
    open_html: str = ""
    sheet: str = ""
    correcting: int = 0


class FragmentStream:
    """Turns log entries into page fragments, one follower long."""

    def __init__(self, scope: str = "") -> None:
        self._scope = scope
        self._text = MarkdownStream(scope)
        self._done_html = ""
        self._open_html = ""
        self._growing: dict[int, Growing] = {}

    def feed(self, entry: LogEntry) -> Fragment | None:
        """Take one entry and return the fragment that shows it; None for the end, which the caller renders."""
        match entry.kind:
            case StreamKind.TEXT:
                return self._feed_text(entry.data["text"])
            case StreamKind.THINKING | StreamKind.WRITING:
                return "thinking", {"label": _work_label(**entry.data)}
            case StreamKind.TAKEN_BACK:
                return self._take_back(entry.data["refs"])
            case StreamKind.ARTIFACT_OPENED:
                return self._open(entry.data)
            case StreamKind.ARTIFACT_DELTA:
                data = entry.data
                return self._delta(self._growing[data["ref"]], data)
            case _:
                return None

    def snapshot(self) -> Iterator[Fragment]:
        """Yield what stands now, for a page that shows an earlier state."""
        if self._done_html or self._open_html:
            yield "text", {"reset": True, "done": self._done_html, "open": self._open_html}
        for growing in self._growing.values():
            yield "artifact_opened", _opened(growing)

    def _feed_text(self, text: str) -> Fragment:
        update = self._text.feed(text)
        self._done_html += update.done_html
        self._open_html = update.open_html
        return "text", {"done": update.done_html, "open": update.open_html}

    def _take_back(self, refs: list[int]) -> Fragment:
        """Show nothing of what was shown: what stays of it comes again."""
        self._text = MarkdownStream(self._scope)
        self._done_html = self._open_html = ""
        self._growing.clear()
        return "taken_back", {"reset": True, "done": "", "open": "", "refs": refs}

    def _open(self, data: OpenedData) -> Fragment:
        growing = Growing(data["ref"], KindName(data["kind"]), data["title"])
        self._growing[growing.ref] = growing
        return "artifact_opened", _opened(growing)

    def _delta(self, growing: Growing, data: DeltaData) -> Fragment:
        if "columns" in data:
            growing.columns = [Column(**column) for column in data["columns"]]
        rows = [(row["index"], row["cells"]) for row in data.get("rows", [])]
        rows += [(row["row"], row["cells"]) for row in data.get("sheet_rows", [])]
        growing.rows += rows
        blocks = [render_markdown(b["markdown"]) for b in data.get("blocks", []) if b["is_final"]]
        growing.blocks += blocks
        growing.correcting = data.get("correcting", 0)
        if opened := [b for b in data.get("blocks", []) if not b["is_final"]][-1:]:
            growing.open_html = render_markdown(close_open_marks(opened[0]["markdown"]))
        elif blocks:
            growing.open_html = ""
        fragment = {
            "ref": growing.ref,
            "append": _rows(growing, rows) if rows else "".join(blocks),
            "open": growing.open_html,
            "status": _progress(growing),
        }
        if "columns" in data:
            fragment["pane"] = _pane(growing)
            fragment["append"] = ""
        return "artifact_delta", fragment


def _opened(growing: Growing) -> dict[str, object]:
    status = _progress(growing) if growing.correcting else ""
    card = growing_card(growing.ref, growing.kind, growing.title, status)
    return {
        "ref": growing.ref,
        "card": render_to_string("chat/messages/_card.html", {"card": card}),
        "pane": _pane(growing, status),
    }


def _pane(growing: Growing, status: str = "") -> str:
    return render_to_string("artifacts/growing/_growing.html", {"growing": growing, "status": status})


def _rows(growing: Growing, rows: list[tuple[int, list[Any]]]) -> str:
    return render_to_string("artifacts/growing/_growing_rows.html", {"columns": growing.columns, "rows": rows})


def _work_label(seconds: int = 0, changes: int = 0) -> str:
    """Say what a model does that has not said anything yet."""
    if seconds:
        return _("Thinking, %(seconds)d s") % {"seconds": seconds}
    if not changes:
        return _("Preparing the changes")
    return ngettext("Preparing %(count)d change", "Preparing %(count)d changes", changes) % {"count": changes}


def _progress(growing: Growing) -> str:
    if count := growing.correcting:
        return ngettext("Correcting %(count)d formula", "Correcting %(count)d formulas", count) % {"count": count}
    if growing.kind is KindName.DOCUMENT:
        return _("Writing")
    count = len(growing.rows)
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
