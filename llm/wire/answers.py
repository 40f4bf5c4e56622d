"""Bytes of a streamed chat completion -> events, without I/O.

Parses lines itself instead of through the client's typed chunks: those cost half of the CPU of a whole turn. Reasoning
(`reasoning_content`, `reasoning`, thinking parts) is counted as a sign of life and dropped.
"""

from typing import Any

from pydantic import TypeAdapter

from llm.errors import ContentFiltered, ProviderCutOff, ProviderEmpty, ProviderMalformed
from llm.limits import MAX_LINE_BYTES
from llm.protocol import Finished, FinishReason, LLMEvent, TextDelta, Usage
from llm.wire.faults import parse_fault

_OBJECT = TypeAdapter(dict[str, Any])
_FINISH = {"length": FinishReason.LENGTH, "max_tokens": FinishReason.LENGTH}


class AnswerReader:
    """Reads one answer: `feed` it bytes, `take_ready` events, `close` it, `take_ready` again; raises ProviderError.

    `signs_of_life` counts tokens, thought or spoken; `is_finished` is true after the finish reason, `is_done` after
    the end mark.
    """

    def __init__(self) -> None:
        self.signs_of_life = 0
        self.has_text = False
        self.is_done = False
        self._rest = b""
        self._finish: str | None = None
        self._usage: Usage | None = None
        self._ready: list[LLMEvent] = []

    @property
    def is_finished(self) -> bool:
        return self._finish is not None

    def feed(self, data: bytes) -> None:
        """Take the next bytes; what they complete is in `take_ready`, also after a fault."""
        lines = (self._rest + data).split(b"\n") if self._rest else data.split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > MAX_LINE_BYTES:
            raise ProviderMalformed
        for line in lines:
            self._read_line(line)

    def take_ready(self) -> list[LLMEvent]:
        """Return the events that are parsed and not yet returned."""
        ready, self._ready = self._ready, []
        return ready

    def close(self) -> None:
        """End the answer; raises what a whole answer must not be: cut off, filtered, empty."""
        if self._rest:
            rest, self._rest = self._rest, b""
            self._read_line(rest)
        if not self.is_finished and not self.is_done:
            raise ProviderCutOff
        if self._finish == "content_filter":
            raise ContentFiltered
        if not self.has_text:
            raise ProviderEmpty
        if self._usage:
            self._ready.append(self._usage)
        self._ready.append(Finished(_FINISH.get(self._finish or "", FinishReason.STOP)))

    def _read_line(self, line: bytes) -> None:
        if not line.startswith(b"data:"):
            return  # a comment, an event name, an empty line
        payload = line[5:].strip()
        if payload == b"[DONE]":
            self.is_done = True
        elif payload:
            self._read_chunk(parse_object(payload))

    def _read_chunk(self, chunk: dict[str, Any]) -> None:
        if chunk.get("error"):
            raise parse_fault(_status_of(chunk["error"]), chunk)
        if isinstance(usage := chunk.get("usage"), dict):
            self._usage = Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
        for choice in chunk.get("choices") or ():
            self._read_choice(choice)

    def _read_choice(self, choice: Any) -> None:
        if not isinstance(choice, dict):
            raise ProviderMalformed
        delta = choice.get("delta") or choice.get("message") or {}
        if delta.get("reasoning_content") or delta.get("reasoning"):
            self.signs_of_life += 1
        if text := text_of(delta):
            self.signs_of_life += 1
            self.has_text = True
            self._ready.append(TextDelta(text))
        if reason := choice.get("finish_reason"):
            self._finish = str(reason)


class WholeAnswerReader(AnswerReader):
    """Reads an answer that an endpoint sends whole, as one JSON object, although a stream was asked for."""

    def feed(self, data: bytes) -> None:
        """Keep the bytes; there are no events before the end."""
        self._rest += data
        if len(self._rest) > MAX_LINE_BYTES:
            raise ProviderMalformed

    def _read_line(self, line: bytes) -> None:
        self._read_chunk(parse_object(line))
        self.is_done = True


def parse_object(payload: bytes | str) -> dict[str, Any]:
    """Return the JSON object; raises ProviderMalformed."""
    try:
        return _OBJECT.validate_json(payload)
    except ValueError as error:
        raise ProviderMalformed from error


def text_of(delta: dict[str, Any]) -> str:
    """Return the spoken text of a delta or message: a string, or the text parts of a list; a refusal is text."""
    content = delta.get("content") or delta.get("refusal") or ""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise ProviderMalformed
    return "".join(
        str(part.get("text", "")) for part in content if isinstance(part, dict) and part.get("type") == "text"
    )


def _status_of(error: object) -> int:
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) else 200
