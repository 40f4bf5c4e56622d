"""A finished answer, read as a whole and computed before anything is locked.

Formulas may take seconds. Who settles a turn waits for an engine as long as it takes: a refusal because many compute
at once would lose an artifact.
"""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import CloseReason, Extracted
from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.rows.completeness import AskedForJson, Completeness
from artifacts.versions.completeness import assess
from chat.turns.expected import Expected
from common.errors import ApplicationError


def completeness_of(extracted: Extracted, asked_for: AskedForJson, close_reason: CloseReason) -> Completeness:
    """Return how much of what was asked for an artifact of an answer holds, when the answer ended for that reason."""
    return assess(
        extracted.kind,
        extracted.content,
        asked_for,
        close_reason if extracted.is_partial else CloseReason.COMPLETE,
        extracted.source,
        is_elided=extracted.is_elided,
    )


@dataclass(frozen=True, slots=True)
class FinishedAnswer:
    """The chat text and artifacts of an answer, with the stored form of each, or why it has none, by its ref.

    `spent_ms` is what reading the answer and computing the artifact took.
    """

    extractor: Extractor
    stored: dict[int, Any] = field(default_factory=dict)
    refusals: dict[int, ApplicationError] = field(default_factory=dict)
    spent_ms: dict[int, float] = field(default_factory=dict)

    @property
    def chat_text(self) -> str:
        """The words beside the artifacts."""
        return self.extractor.chat_text.strip("\n")

    def stored_form(self, extracted: Extracted) -> Any:
        """Return what `create_artifact` takes; raise the refusal."""
        if extracted.ref in self.refusals:
            raise self.refusals[extracted.ref]
        return self.stored[extracted.ref]

    def computed(self, content: Any) -> Any:
        """Return the stored form of an artifact's content, None if it has none; other content as it is."""
        for found in self.extractor.artifacts:
            if found.content is content:
                return self.stored.get(found.ref)
        return content


def read_answer(raw_text: str, expected: Expected, reason: CloseReason) -> FinishedAnswer:
    """Return what the model's words hold, whatever the chunks were that they came in."""
    started = perf_counter()
    extractor = expected.extractor()
    extractor.feed(raw_text)
    extractor.close(reason)
    answer = FinishedAnswer(extractor)
    read_seconds = perf_counter() - started
    for found in extractor.artifacts:
        started = perf_counter()
        try:
            with waiting_for_engines():
                answer.stored[found.ref] = kind_of(found.kind).store(found.content)
        except ApplicationError as refusal:
            answer.refusals[found.ref] = refusal
        answer.spent_ms[found.ref] = (read_seconds + perf_counter() - started) * 1000
    return answer
