"""What the fake endpoint answers: a script for a model name, read from the name, or set by a test."""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

WORDS = ("the ", "revenue ", "of ", "each ", "region ", "grew ", "while ", "costs ", "stayed ", "flat ")


class Fault(StrEnum):
    """Everything an endpoint does wrong; each name is also a model name that shows it."""

    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    TOO_LONG = "too-long"
    FILTERED_PROMPT = "filtered-prompt"
    SILENT = "silent"
    STALL = "stall"
    CUT = "cut"
    ENDS_EARLY = "ends-early"
    MALFORMED = "malformed"
    STREAM_ERROR = "stream-error"
    EMPTY = "empty"
    FILTERED = "filtered"
    LENGTH = "length"
    WEB_PAGE = "web-page"
    REFUSES_PARAMETER = "refuses-parameter"
    IGNORES_STREAM = "ignores-stream"
    THINKS = "thinks"


HTTP_ERRORS: dict[Fault, tuple[int, dict[str, Any]]] = {
    Fault.UNAUTHORIZED: (401, {"message": "Incorrect API key provided: sk-secret", "code": "invalid_api_key"}),
    Fault.FORBIDDEN: (403, {"message": "Country, region, or territory not supported", "code": None}),
    Fault.NOT_FOUND: (404, {"message": "The model `x` does not exist", "code": "model_not_found"}),
    Fault.RATE_LIMITED: (429, {"message": "Rate limit reached", "code": "rate_limit_exceeded"}),
    Fault.SERVER_ERROR: (500, {"message": "The server had an error", "type": "server_error"}),
    Fault.TOO_LONG: (400, {"message": "maximum context length is 8192", "code": "context_length_exceeded"}),
    Fault.FILTERED_PROMPT: (400, {"message": "content management policy", "code": "content_filter"}),
}


@dataclass(slots=True)
class Script:
    """One answer.

    `pieces` are sent as one delta each; `holds` keeps a piece back until its event is set; `fault` happens after
    `pieces_before_fault` of them where it happens in mid-stream; with `times` the fault stops after that many requests
    and the plain answer follows. `refuse` may answer a request with a status and a body before anything else; `raw` is
    sent as it stands instead of the pieces, numbers in it are seconds to wait.
    """

    pieces: list[str] = field(default_factory=lambda: ["Hello ", "from ", "the ", "model."])
    tokens_per_second: float = 0
    first_token_delay_seconds: float = 0
    fault: Fault | None = None
    pieces_before_fault: int = 2
    retry_after: str | None = None
    times: int | None = None
    refuses: tuple[str, ...] = ()
    holds: dict[int, threading.Event] = field(default_factory=dict)
    finish_reason: str = "stop"
    refuse: Callable[[dict[str, Any]], tuple[int, object] | None] | None = None
    raw: Sequence[bytes | float] | None = None
    content_type: str = "text/event-stream"
    headers: dict[str, str | None] = field(default_factory=dict)

    def next_fault(self) -> Fault | None:
        """Return the fault for one more request."""
        if self.times is None:
            return self.fault
        self.times -= 1
        return self.fault if self.times >= 0 else None


def script_from_name(model: str) -> Script:
    """Return the script that a model name describes: a fault's name, or `fake-r50-n200-d300[-table]`.

    r is tokens a second, n their number, d the milliseconds before the first one.
    """
    if model in set(Fault):
        return Script(fault=Fault(model), refuses=("stream_options",))
    if not model.startswith("fake-"):
        return Script()
    figures = {match[1]: float(match[2]) for match in re.finditer(r"-([rnd])([0-9.]+)", model)}
    count = int(figures.get("n", 20))
    pieces = _table_pieces(count) if model.endswith("-table") else [WORDS[i % len(WORDS)] for i in range(count)]
    return Script(
        pieces=pieces,
        tokens_per_second=figures.get("r", 0),
        first_token_delay_seconds=figures.get("d", 0) / 1000,
    )


def _table_pieces(count: int) -> list[str]:
    head = ['[[artifact kind="table" title="Regions"]]\n', "| Region | Q1 | Q2 |\n", "| --- | ---: | ---: |\n"]
    rows = [f"| Region {i} | {i * 13 % 97} | {i * 29 % 89} |\n" for i in range(max(1, count - 4))]
    return [*head, *rows, "[[/artifact]]\n"]
