"""Bytes of a chat completion -> events, without I/O: a stream by the standard of server-sent events, or whole JSON.

Parses lines itself instead of through the client's typed chunks: those cost half of the CPU of a whole turn. A line
that strict reading refuses goes the long way (`llm.wire.lenient`); good ones never do. Whatever an endpoint thinks,
and every line that only says that it is there, is counted as a sign of life and dropped.
"""

from typing import Any

from llm.errors import (
    ContentFiltered,
    ProviderCalledTools,
    ProviderCutOff,
    ProviderEmpty,
    ProviderError,
    ProviderMalformed,
    ProviderOnlyThought,
)
from llm.limits import MAX_LINE_BYTES
from llm.protocol import Finished, FinishReason, LLMEvent, TextDelta, Usage
from llm.wire.dialects import THOUGHTS, Ending
from llm.wire.endings import ending_of
from llm.wire.faults import parse_fault, status_of
from llm.wire.lenient import Halves, read_leniently, read_strictly, text_of, usage_of

WEB_PAGE = "a web page: is OPENAI_BASE_URL right?"
_BOM = b"\xef\xbb\xbf"
_FIELDS = (b":", b"event", b"id", b"retry")


class AnswerReader:
    """Reads one answer: `feed` it bytes, `take_ready` events, `close` it, `take_ready` again; raises ProviderError.

    `signs_of_life` counts what came in all, `has_begun` is true from the first thought or word on, `is_finished` after
    a reason to end, `is_done` after the end mark. `bad_lines` could not be read.
    """

    def __init__(self) -> None:
        self.signs_of_life = 0
        self.bad_lines = 0
        self.has_begun = False
        self.has_text = False
        self.is_done = False
        self._rest = b""
        self._is_first = True
        self._ends_in_return = False
        self._held: list[bytes] = []  # data lines of one event that is no JSON yet
        self._bare: list[bytes] = []  # lines that are no field of an event: whole JSON, or a web page
        self._halves: Halves | None = None
        self._ending: Ending | None = None
        self._is_said_to_end = False
        self._endings_with_text = 0
        self._has_thought = self._has_called = False
        self._choice: object = None
        self._usage: Usage | None = None
        self._ready: list[LLMEvent] = []

    @property
    def is_finished(self) -> bool:
        return self._ending is not None

    @property
    def is_waiting_for_usage(self) -> bool:
        """Whether only the count of tokens is still to come: a reason beside text may be followed by more of it."""
        return self._ending is not None and not self._is_said_to_end

    @property
    def is_trustworthy(self) -> bool:
        """Whether a reason means the end, also when the connection breaks: not from who gives one with every word."""
        return self.is_finished and self._endings_with_text < 2

    def feed(self, data: bytes) -> None:
        """Take the next bytes; what they complete is in `take_ready`, also after a fault."""
        if b"\r" in data or self._ends_in_return:
            data = self._with_plain_ends(data)
        lines = (self._rest + data).split(b"\n") if self._rest else data.split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > MAX_LINE_BYTES:
            raise ProviderMalformed
        for line in lines:
            if line.startswith(b"data:") and not self._held:
                self._read_data(line[5:].strip())
            elif line or self._held:
                self._read_other(line)

    def take_ready(self) -> list[LLMEvent]:
        """Return the events that are parsed and not yet returned."""
        ready, self._ready = self._ready, []
        return ready

    def close(self) -> None:
        """End the answer; raises what a whole answer must not be: cut off, failed, filtered, empty."""
        if self._rest:
            rest, self._rest = self._rest, b""
            self._read_other(rest)
        self._release_held()
        self._read_bare()
        if self._halves and (text := self._halves.close()):
            self._say(text)
        self._refuse_faulty_end()
        if self._usage:
            self._ready.append(self._usage)
        is_whole = self._ending in (None, Ending.WHOLE)
        self._ready.append(Finished(FinishReason.STOP if is_whole else FinishReason.LENGTH))

    def _refuse_faulty_end(self) -> None:
        if self.bad_lines and not self.has_text:
            raise ProviderMalformed
        if not self.is_finished and not self.is_done:
            raise ProviderCutOff
        if self._ending is Ending.FAILED:
            raise ProviderError(facts={"endpoint_status": 200})
        if self._ending is Ending.FILTERED:
            raise ContentFiltered
        if self.has_text:
            return
        if self._has_called:
            raise ProviderCalledTools
        raise ProviderOnlyThought if self._has_thought else ProviderEmpty

    def _with_plain_ends(self, data: bytes) -> bytes:
        if self._ends_in_return and data.startswith(b"\n"):
            data = data[1:]  # the second half of an end that is there already
        self._ends_in_return = data.endswith(b"\r")
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _read_data(self, payload: bytes) -> None:
        if payload == b"[DONE]":
            self.is_done = True
        elif payload:
            if (chunk := read_strictly(payload)) is None:
                self._held.append(payload)
            else:
                self._read_chunk(chunk)

    def _read_other(self, line: bytes) -> None:
        """Read a line that is no data line, or one while others are held."""
        if self._is_first and line.startswith(_BOM):
            line = line[len(_BOM) :]
        self._is_first = False
        if not line.strip():
            self._release_held()
            return
        self.signs_of_life += 1
        name, _, value = line.lstrip().partition(b":")
        if name == b"data":
            self._hold(value.strip()) if self._held else self._read_data(value.strip())
        elif name == b"error":
            fault = {"error": read_leniently(value) or value.decode("utf-8", "replace")}
            raise parse_fault(status_of(fault), fault)
        elif not line.startswith(_FIELDS):
            self._take_bare(line)

    def _hold(self, payload: bytes) -> None:
        """Take a further data line of an event, unless it shows that the endpoint leaves no line between events."""
        chunk = read_strictly(payload)
        if payload == b"[DONE]" or (chunk and "choices" in chunk):
            self._release_held()
            self._read_data(payload)
            return
        self._held.append(payload)
        if sum(map(len, self._held)) > MAX_LINE_BYTES:
            raise ProviderMalformed

    def _release_held(self) -> None:
        """Read the lines of an event that has ended: together, or those of them that can be read."""
        held, self._held = self._held, []
        if not held:
            return
        self._halves = self._halves or Halves()  # strict reading lets no half of a character pass
        joined = read_leniently(b"\n".join(held))
        for chunk in [joined] if joined is not None else map(read_leniently, held):
            if chunk is None:
                self.bad_lines += 1
            else:
                self._read_chunk(chunk)

    def _take_bare(self, line: bytes) -> None:
        self._halves = self._halves or Halves()
        chunk = read_leniently(line) if line.lstrip().startswith(b"{") else None
        if chunk and ("choices" in chunk or "error" in chunk):
            self._read_whole(chunk)
        else:
            self._bare.append(line)
            if sum(map(len, self._bare)) > MAX_LINE_BYTES:
                raise ProviderMalformed

    def _read_bare(self) -> None:
        """Read what came outside of any event, if nothing else did."""
        whole, self._bare = b"\n".join(self._bare), []
        if not whole or self.has_text:
            return
        if whole.lstrip().startswith(b"<"):
            raise ProviderMalformed(endpoint_message=WEB_PAGE)
        chunk = read_leniently(whole)
        if chunk is None:
            raise ProviderMalformed
        if "choices" not in chunk and chunk.keys() & {"error", "message", "detail"}:
            raise parse_fault(status_of(chunk), chunk)
        self._read_whole(chunk)

    def _read_whole(self, chunk: dict[str, Any]) -> None:
        """Read a line of JSON that is no event: the answer, if it is a message."""
        self._read_chunk(chunk)
        choices = chunk.get("choices")
        if isinstance(choices, list) and any("message" in choice for choice in choices if isinstance(choice, dict)):
            self.is_done = True

    def _read_chunk(self, chunk: dict[str, Any]) -> None:
        self.signs_of_life += 1
        if chunk.get("error") or chunk.get("object") == "error":
            raise parse_fault(status_of(chunk), chunk)
        if usage := chunk.get("usage"):
            self._usage = usage_of(usage) or self._usage
        choices = chunk.get("choices")
        for choice in choices if isinstance(choices, list) else ():
            if isinstance(choice, dict):
                self._read_choice(choice)
            else:
                self.bad_lines += 1

    def _read_choice(self, choice: dict[str, Any]) -> None:
        if self._choice is None:
            self._choice = choice.get("index", 0)
        elif choice.get("index", 0) != self._choice:
            return  # of several answers the first is the answer
        if choice.get("error"):
            raise parse_fault(status_of(choice), choice)
        delta = choice.get("delta") or choice.get("message") or {}
        text = delta.get("content") if type(delta) is dict else None
        if type(text) is not str or not text:  # nearly every piece is a plain text
            text = text_of(delta) or (choice.get("text") if not delta else "")
        if text:
            self._say(text)
        elif isinstance(delta, dict):
            self._notice_work(delta)
        if reason := choice.get("finish_reason"):
            self._end(str(reason), is_beside_text=bool(text))
        elif text:
            self._ending = None  # who goes on has not ended

    def _say(self, text: str) -> None:
        if self._halves:
            text = self._halves.take(text)
        if "\x00" in text:
            text = text.replace("\x00", "\ufffd")
        if text:
            self.has_begun = self.has_text = True
            self._ready.append(TextDelta(text))

    def _notice_work(self, delta: dict[str, Any]) -> None:
        """Take note of what a model does without speaking."""
        if delta.get("tool_calls") or delta.get("function_call"):
            self.has_begun = self._has_called = True
        if isinstance(delta.get("content"), list) or any(delta.get(row.word) for row in THOUGHTS):
            self.has_begun = self._has_thought = True

    def _end(self, reason: str, *, is_beside_text: bool) -> None:
        ending = ending_of(reason)
        if ending is not None:
            self._ending = ending
            self._is_said_to_end = is_beside_text
            self._endings_with_text += is_beside_text
