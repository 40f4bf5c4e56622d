"""What an answer is going to be, before its first word: so it is read while it streams, and again at its end."""

from dataclasses import dataclass

from artifacts.extraction.extractor import Extractor
from artifacts.rows.enums import KindName
from chat.rows.models import Message
from chat.rows.titles import subject_of


@dataclass(frozen=True, slots=True)
class Expected:
    """The kind that was asked for and what names it; an answer without a kind is chat."""

    kind: KindName | None = None
    title_hint: str = ""
    language: str = ""
    is_continuation: bool = False

    def extractor(self) -> Extractor:
        """Return a reader of such an answer."""
        return Extractor(self.kind, self.title_hint, self.language, is_continuation=self.is_continuation)


def expected_of(turn: Message) -> Expected:
    """Return what a turn's answer is going to be; an artifact that the model does not name is named by the request."""
    question = turn.parent.text if turn.parent else ""
    return Expected(
        turn.wanted_kind,
        subject_of(question) or turn.conversation.title,
        turn.spoken_language,
        is_continuation=turn.continues_id is not None,
    )
