"""A running turn in the process that owns it: what has come from the model, and what its followers were told."""

import asyncio
from collections.abc import Mapping, Sequence
from io import StringIO
from uuid import UUID

from artifacts.extraction.pieces import CloseReason, Piece
from chat.log.coalescing import Coalescer
from chat.log.current import turn_log
from chat.log.protocol import StreamKind
from chat.rows import limits
from chat.rows.models import Message
from chat.turns.expected import Expected
from chat.turns.formula_repair import KnownRepair
from chat.turns.outcome import Snapshot
from chat.turns.read_answer import FinishedAnswer
from llm.protocol import FinishReason, TextDelta, Thinking, Usage


class LiveTurn:
    """A turn while it runs here: what arrived, what was appended to the log, and whether somebody wants it stopped."""

    def __init__(self, turn: Message) -> None:
        self.turn_id: UUID = turn.pk
        self._turn: Message | None = turn
        self._words = StringIO()  # of the model, as they came
        self._proposed = StringIO()
        self._expected = Expected()
        self.extractor = self._expected.extractor()
        self.event_number = 0
        self.flushed_number = -1
        self.stop_requested = False
        self.finish_reason = FinishReason.STOP
        self.usage: Usage | None = None
        self.opened_refs: list[int] = []
        self.answer: FinishedAnswer | None = None
        self.repair: KnownRepair | None = None
        self.operations: Sequence[Mapping[str, object]] = []
        self.base_version: int | None = None
        self.task: asyncio.Task[None] | None = None
        self.is_ending = False
        self._is_finished = False
        self._loop = asyncio.get_running_loop()
        self._quiet_until = 0.0
        self._coalescer = Coalescer()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def words(self) -> str:
        """What came from the model, as it came."""
        return self._words.getvalue()

    @property
    def length(self) -> int:
        """How many characters came from the model."""
        return self._words.tell()

    def take_turn(self) -> Message:
        """Return the row, once: it is not kept while the answer streams, for its conversation comes with it."""
        turn, self._turn = self._turn, None
        assert turn is not None  # noqa: S101 - there is one caller
        return turn

    def expect(self, expected: Expected) -> None:
        """Say what the answer is going to be, before its first word."""
        self._expected = expected
        self.extractor = expected.extractor()

    def take_back(self, keep: int) -> None:
        """Forget what was said but its first `keep` characters, and tell followers to: reading begins anew."""
        kept = self.words[:keep]
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._words = StringIO()
        self._coalescer = Coalescer()
        self.extractor = self._expected.extractor()
        self.tell(StreamKind.TAKEN_BACK, {"refs": self.opened_refs})
        self.opened_refs = []
        if kept:
            self.feed(kept)

    def feed(self, text: str) -> None:
        """Take text from the model: the first piece leaves at once, those that follow it closely are joined."""
        self._words.write(text)
        self._collect(self.extractor.feed(text))
        if self._timer is not None:
            return
        wait = self._quiet_until - self._loop.time()
        if wait <= 0:
            self.drain()
        else:
            self._timer = self._loop.call_later(wait, self.drain)

    def cancel(self) -> None:
        """Break off the model's work; an end that is being stored already is left to come."""
        if self.task is not None and not self.is_ending:
            self.task.cancel()

    def finish(self, reason: CloseReason) -> None:
        """Close the extractor and hand out what it still held; a second time nothing is left to do."""
        if self._is_finished:
            return
        self._is_finished = True
        self._collect(self.extractor.close(reason))
        if self._timer is not None:
            self._timer.cancel()
        self.drain()

    def drain(self) -> None:
        """Append what was collected to the log; if there was something, what follows closely waits for its time."""
        self._timer = None
        self._collect(self.extractor.show())
        events = self._coalescer.drain()
        for kind, data in events:
            self.tell(kind, data)
            if kind is StreamKind.ARTIFACT_OPENED:
                self.opened_refs.append(data["ref"])
        if events:
            self._quiet_until = self._loop.time() + limits.COALESCE_SECONDS

    def tell(self, kind: StreamKind, data: Mapping[str, object]) -> None:
        """Append an event to the log."""
        self.event_number = turn_log.append(self.turn_id, kind, data)

    def tell_of_edit(self, event: TextDelta | Thinking) -> None:
        """Tell followers, once a second, how far a proposal has come."""
        if isinstance(event, Thinking):
            self.tell(StreamKind.THINKING, {"seconds": event.seconds})
            return
        self._proposed.write(event.text)
        if self._loop.time() >= self._quiet_until:
            self._quiet_until = self._loop.time() + limits.EDIT_PROGRESS_SECONDS
            self.tell(StreamKind.WRITING, {"changes": self._proposed.getvalue().count('"op"')})

    def count_usage(self, more: Usage | None) -> None:
        """Add what a further call of the model cost."""
        self.usage = self.usage.with_more(more) if self.usage else more

    def _collect(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            self._coalescer.add(piece)

    def snapshot(self) -> Snapshot:
        """Return what the database should hold now."""
        return Snapshot(
            self.turn_id,
            self.words,
            self.extractor.chat_text,
            self.event_number,
            self.operations,
            self.base_version,
            self.usage,
        )
