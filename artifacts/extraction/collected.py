"""What the parts of an extractor share: the chat, the numbers of artifacts, and the finished ones."""

from collections.abc import Sequence

from artifacts.extraction.chat import ChatWriter
from artifacts.extraction.pieces import ArtifactClosed, ArtifactOpened, CloseReason, Content, Extracted, Piece
from artifacts.extraction.placeholders import without_example_title
from artifacts.kinds.text import line
from artifacts.kinds.values.evidence import NOTHING, Known
from artifacts.rows.enums import KindName
from artifacts.rows.limits import TITLE_CHARACTERS


class Answer:
    """One answer: `kind` is what was asked for, `title_hint` names what the model does not.

    `is_continuation` says that it goes on with what was cut short. `known` is what the conversation says of how
    numbers and days are written.
    """

    def __init__(
        self, kind: KindName | None, title_hint: str, known: Known = NOTHING, *, is_continuation: bool = False
    ) -> None:
        self.kind = kind
        self.is_continuation = is_continuation
        self.known = known
        self.chat = ChatWriter()
        self.artifacts: list[Extracted] = []
        self.close_reason = CloseReason.COMPLETE  # of whatever is closed from now on
        self._title_hint = title_hint
        self._last_ref = 0

    def title_for(self, kind: KindName, *given: str) -> str:
        """Return the first title that is not empty."""
        own = map(without_example_title, given)
        titles = (line(title, TITLE_CHARACTERS) for title in (*own, self._title_hint, str(kind.label)))
        return next(filter(None, titles))

    def open(self, kind: KindName, title: str) -> tuple[int, Piece]:
        """Number an artifact."""
        self.chat.gap()
        self._last_ref += 1
        return self._last_ref, ArtifactOpened(self._last_ref, kind, title)

    def finish(
        self,
        ref: int,
        kind: KindName,
        title: str,
        content: Content | None,
        losses: Sequence[str],
        source: str,
        *,
        is_elided: bool = False,
    ) -> list[Piece]:
        """Close an artifact; one without content goes to the chat as it was written."""
        reason = self.close_reason
        is_partial = reason is not CloseReason.COMPLETE
        closed: list[Piece] = [ArtifactClosed(ref, reason)]
        if content is None:
            return closed + self.chat.write(source)
        self.artifacts.append(Extracted(ref, kind, title, content, tuple(losses), is_partial, source, is_elided))
        return closed
