"""What a model says, without what its chat template left in it: marks, thinking, and endless repetition.

Text without a bracket passes untouched. A mark that stands in code is somebody's example and stays. What was said
already and turns out to be thinking, or a loop, is taken back by an event.
"""

import re
from collections.abc import Iterator

from llm.protocol import Finished, FinishReason, LLMEvent, TakenBack, TextDelta
from llm.wire.dialects import TEMPLATE_MARKS, THINKING_TAGS
from llm.wire.repetition import STEP_CHARACTERS, TAIL_CHARACTERS, surplus_of

_TAGS = "|".join(row.word for row in THINKING_TAGS)
_ROLE = r"(?:<\|im_start\|>|<\|start\|>|<\|start_header_id\|>|<start_of_turn>)\s*{}\b(?:\s*<\|end_header_id\|>)?"
_MARK = re.compile(
    rf"(?P<open>(?i:<(?:{_TAGS})>)|\[THINK\])|(?P<close>(?i:</(?:{_TAGS})>)|\[/THINK\])"
    r"|<\|channel\|>(?P<channel>[^<]{0,60})<\|message\|>"
    rf"|(?P<other>{_ROLE.format('(?:user|human)')})|(?P<strike></?s>)"
    rf"|(?P<mark>{_ROLE.format('(?:assistant|model)')}|" + "|".join(row.pattern for row in TEMPLATE_MARKS) + ")",
)
_END_OF_THOUGHT = re.compile(rf"(?i:</(?:{_TAGS})>)|\[/THINK\]")
_END_OF_CHANNEL = re.compile(r"<\|(?:end|return|call)\|>|(?=<\|channel\|>\s*final)|(?=<\|start\|>)")
_NO_END = re.compile(r"(?!)")
_UNDECIDED = re.compile(
    r"(?:<\|channel\|>[^<]{0,60}(?:<[|a-z]{0,10})?"
    r"|(?:<\|im_start\|>|<\|start\|>|<\|start_header_id\|>|<start_of_turn>)\s{0,2}[a-z]{0,9}(?:<[|a-z_]{0,16})?"
    r"|</?[A-Za-z_]{0,18}|<[|\uff5c][^<>\n ]{0,40}|\[/?[A-Z]{0,5})\Z"
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_LONGEST_END = 20
_LONGEST_FENCE = 200
_THOUGHT_PIECES = 100_000


class Spoken:
    """Takes the events of one answer, gives those that are shown; `close` it at its end."""

    def __init__(self) -> None:
        self.has_said = False
        self.has_looped = False
        self._held = ""
        self._end: re.Pattern[str] | None = None  # of the thought that is going on
        self._thought: list[str] = []
        self._is_after_mark = False
        self._strikes = 0
        self._recent: list[str] = []
        self._recent_size = 0
        self._size = 0
        self._tail = ""
        self._is_in_fence = False
        self._line = ""  # its ticks, and the beginning that tells whether it is a fence

    def pass_on(self, events: list[LLMEvent]) -> list[LLMEvent]:
        """Return what of the events is shown; plain text as it is."""
        if len(events) == 1 and type(events[0]) is TextDelta:
            text = events[0].text  # nearly always: a token at a time
        else:
            text = "".join([event.text for event in events if type(event) is TextDelta])
        if "<" in text or "[" in text or self._held or self._end or self._is_after_mark:
            events = [shown for event in events for shown in self._pass(event)]
        elif text:
            self._note(text)
        return events if self._recent_size < STEP_CHARACTERS else [*events, *self._look_back()]

    def close(self) -> list[LLMEvent]:
        """Return what was held back: an open mark, and a thought without end when nothing else was said."""
        shown = list(self._take("", is_end=True))
        if self._end is None:
            return [*shown, *self._look_back()]
        held, self._held, self._end = self._held, "", None
        return shown if self.has_said else [*shown, *self._say("".join([*self._thought, held]).strip())]

    def _pass(self, event: LLMEvent) -> Iterator[LLMEvent]:
        if type(event) is TextDelta:
            yield from self._take(event.text)
        else:
            yield event

    def _take(self, text: str, *, is_end: bool = False) -> Iterator[LLMEvent]:
        text, self._held = self._held + text, ""
        while text:
            if self._end:
                text = self._think(text)
                continue
            match = _MARK.search(text)
            undecided = None if is_end else _UNDECIDED.search(text)
            if undecided and (match is None or undecided.start() <= match.start()):
                self._held = undecided[0]
                yield from self._say(text[: undecided.start()])
                return
            if match is None:
                yield from self._say(text)
                return
            yield from self._say(text[: match.start()])
            yield from self._meet(match)
            text = text[match.end() :]

    def _think(self, text: str) -> str:
        """Hide the text up to the end of the thought; return what follows it."""
        match = self._end.search(text) if self._end else None
        if match is None:
            if len(self._thought) < _THOUGHT_PIECES:
                self._thought.append(text[:-_LONGEST_END])
            self._held = text[-_LONGEST_END:]
            return ""
        self._end = None
        self._is_after_mark = True
        return text[match.end() :]

    def _meet(self, match: re.Match[str]) -> Iterator[LLMEvent]:
        if self._is_in_code() or self._is_struck_out(match["strike"]):
            yield from self._say(match[0])
        elif match["open"]:
            self._end = _END_OF_THOUGHT
        elif match["close"]:
            self._is_after_mark = True
            if self.has_said:
                yield self._take_back()
        elif match["channel"] is not None:
            self._end = None if "final" in match["channel"] else _END_OF_CHANNEL
        elif match["other"]:
            self._end = _NO_END  # the model goes on with what the user might say next

    def _is_struck_out(self, tag: str | None) -> bool:
        """Tell whether the tag is one of a pair around words, and not the mark of a beginning or an end."""
        if tag == "<s>" and self.has_said:
            self._strikes += 1
            return True
        if tag == "</s>" and self._strikes:
            self._strikes -= 1
            return True
        return False

    def _say(self, text: str) -> list[LLMEvent]:
        if self._is_after_mark:
            text = text if self.has_said else text.lstrip()
            self._is_after_mark = not text
        if not text:
            return []
        self._note(text)
        return [TextDelta(text)]

    def _note(self, text: str) -> None:
        if not self.has_said:
            self.has_said = not text.isspace()
        self._recent.append(text)
        self._recent_size += len(text)

    def _is_in_code(self) -> bool:
        self._digest()
        return self._is_in_fence or self._line.count("`") % 2 == 1

    def _look_back(self) -> list[LLMEvent]:
        """Return what stops the answer if its end repeats itself without end."""
        self._digest()
        surplus = surplus_of(self._tail)
        if not surplus or self.has_looped:
            return []
        self.has_looped = True
        return [TakenBack(keep=self._size - surplus), Finished(FinishReason.REPEATED)]

    def _digest(self) -> None:
        """Take note of where in the answer the newest text stands."""
        text = "".join(self._recent)
        self._recent.clear()
        self._recent_size = 0
        self._size += len(text)
        self._tail = (self._tail + text)[-TAIL_CHARACTERS:]
        beginning, end, line = (self._line + text).rpartition("\n")
        if end and len(_FENCE.findall(beginning)) % 2 == 1:
            self._is_in_fence = not self._is_in_fence
        ticks = line.count("`", _LONGEST_FENCE)
        self._line = line[:_LONGEST_FENCE] + "`" * ticks

    def _take_back(self) -> LLMEvent:
        self._digest()
        self.has_said = self._is_in_fence = False
        self._size, self._tail, self._line = 0, "", ""
        return TakenBack(keep=0)
