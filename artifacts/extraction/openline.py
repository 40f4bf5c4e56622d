"""The line that has not ended: its text, and how much of it can be shown because no marker begins there.

Only the end of the line that may still become a marker is looked at again, so that a line of any length costs time
linear in it.
"""

from enum import Enum, auto
from io import StringIO

from artifacts.extraction.markers import is_before_marker, safe_length


class Course(Enum):
    """What is done with an unfinished line; decided by its first word, and then the same up to its end."""

    UNDECIDED = auto()
    HELD = auto()
    CHAT = auto()
    DOCUMENT = auto()


class OpenLine:
    """Collects one line; the next one after `take`."""

    __slots__ = ("_tail", "_unwritten", "_whole", "course", "length")

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.course = Course.UNDECIDED
        self.length = 0
        self._whole = StringIO()  # parts in a list take five times their letters, and a document may be one line
        self._tail = ""  # a marker may begin in it
        self._unwritten = ""  # blanks before the first word, or signs that may stand before a marker

    @property
    def text(self) -> str:
        """All of it."""
        return self._whole.getvalue()

    @property
    def safe_length(self) -> int:
        """Up to where no marker can begin."""
        return self.length - len(self._tail)

    def add(self, text: str) -> None:
        """Take any text."""
        self._whole.write(text)
        self.length += len(text)
        if self.course is not Course.HELD:
            self._tail += text

    def decide(self, course: Course) -> None:
        """Say what is done with the line up to its end."""
        self.course = course
        if course is Course.HELD:
            self._tail = ""

    def next_words(self) -> str:
        """Return what can be written to the chat now; nothing while it is blank, or no more than a list's sign."""
        is_first = len(self._unwritten) == self.safe_length
        words, self._unwritten = self._unwritten + self.settle(), ""
        if is_first and is_before_marker(words):
            self._unwritten, words = words, ""
        return words

    def settle(self) -> str:
        """Return the text that has become safe with the last additions."""
        safe = safe_length(self._tail)
        words, self._tail = self._tail[:safe], self._tail[safe:]
        return words

    def take(self, end: str) -> tuple[str, int]:
        """Return the whole line with its end, and how much of it was written to the chat; begin the next one."""
        if not self.length:
            return end, 0
        line = self._whole.getvalue() + end
        written = self.safe_length - len(self._unwritten) if self.course is Course.CHAT else 0
        self._begin()
        return line, written
