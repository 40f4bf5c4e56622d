"""Closes the inline marks that a stretch of unfinished Markdown has open: emphasis, code, links.

A reading of delimiter runs that is simpler than CommonMark's: enough for what is shown until the rest has come.
"""

import re
from dataclasses import dataclass

_TARGET_BEGUN = re.compile(r"\(\s*[^\s)]*(?:\s+[\"'(][^\n)]*)?")
_TOKEN = re.compile(r"\\.|`+|\*+|_+|~+|!?\[|\]")


@dataclass(slots=True)
class _Open:
    mark: str
    length: int
    end: int


def close_inline_marks(run: str) -> str:
    """Return the run with each open mark closed; one with nothing after it is held back."""
    text = _without_open_link(run.removesuffix("\\"))
    opened: list[_Open] = []
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        mark = token.group()
        if mark[0] == "`":
            position = _code_end(text, token.start(), position)
            if position < 0:
                return _closed(_code_text(text, token), opened, "`" * len(mark))
        elif mark[0] in "*_~":
            if position == len(text):
                return _closed(text[: token.start()], opened)
            _meet(opened, text, token)
    return _closed(text, opened) if opened else text


def _closed(text: str, opened: list[_Open], code: str = "") -> str:
    """Put the closing marks behind the text; without a word after them, the opening ones go."""
    text = text.rstrip()
    if code and text.endswith("`"):
        text, code = text.rstrip("`").rstrip(), ""
    for one in reversed(opened):
        mark = one.mark * one.length
        if one.end == len(text) and not code:
            text = text.removesuffix(mark).rstrip()
        else:
            code += mark
    return text + code


def _code_end(text: str, start: int, end: int) -> int:
    """Return where the code span that opens here ends; -1 when its closing marks have not come."""
    found = re.compile(rf"(?<!`){text[start:end]}(?!`)").search(text, end)
    return found.end() if found else -1


def _code_text(text: str, opening: re.Match[str]) -> str:
    """Return the text with an open code span, without closing marks of which some are missing."""
    inside = text[opening.end() :]
    return text[: opening.end()] + (inside.rstrip("`") if len(opening.group()) > 1 else inside)


def _meet(opened: list[_Open], text: str, token: re.Match[str]) -> None:
    """Take a run of emphasis marks: it closes what it can, and opens the rest where a word follows."""
    mark, length = token.group()[0], len(token.group())
    before, after = text[token.start() - 1 : token.start()], text[token.end()]
    if token.group() == "~" or (mark == "_" and before.isalnum() and after.isalnum()):
        return
    if before and not before.isspace():
        while length and (found := _last(opened, mark)) is not None:
            taken = min(length, opened[found].length)
            length -= taken
            opened[found].length -= taken
            del opened[found + bool(opened[found].length) :]
    is_word_before = mark == "_" and before.isalnum()
    if length and not after.isspace() and not is_word_before:
        opened.append(_Open(mark, length, token.end()))


def _last(opened: list[_Open], mark: str) -> int | None:
    return next((index for index in range(len(opened) - 1, -1, -1) if opened[index].mark == mark), None)


def _without_open_link(text: str) -> str:
    """Show the words of a link or image whose address has not come whole; a footnote's mark waits."""
    starts: list[re.Match[str]] = []
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        mark = token.group()
        if mark[0] == "`":
            position = _code_end(text, token.start(), position)
            if position < 0:
                break
        elif mark.endswith("["):
            starts.append(token)
        elif mark == "]" and starts:
            if position == len(text) or _TARGET_BEGUN.fullmatch(text, position):
                return _words(text, starts[-1], token.start())
            starts.pop()
    return _words(text, starts[-1], len(text)) if starts else text


def _words(text: str, start: re.Match[str], end: int) -> str:
    words = text[start.end() : end]
    return text[: start.start()] + ("" if words.startswith("^") else words)
