"""A message as the gate sees it, with what is pasted, quoted or code set apart from the request.

Everything is linear in the length of the message and bounded by the limits: of a long message only the beginning and
the end are read, because the request stands there. Nothing here knows a language.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from gatekeeper import limits

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_ACCENTED = range(0xC0, 0x2000)
_SPELT = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"}
_FENCE = re.compile(r"(?:```|~~~)[^\n]{0,40}\n?")
_QUOTED = re.compile('"[^"\n]{12,400}"|“[^”\n]{12,400}”|«[^»\n]{12,400}»|„[^“”\n]{12,400}[“”]|「[^」\n]{6,400}」')
_DATA_LINE = re.compile(r"\s*(?:[-*•·>]|\d{1,3}[.)])\s|[^\n]*(?:\t|\|[^\n]*\|)|\s+at |\s*File \"|[\[{}\]]")
_PART_NUMBER = re.compile(r"\s*\(?\d{1,2} ?/ ?\d{1,2}\)?[ :.-]*(?=[^\W\d])")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as read: `request` is its own words, `plain` the same without quotations, `rest` what was set apart.

    All three are folded. In `rest` stand lists of conditions as well as pasted rows: what it names is weak evidence.
    """

    original: str
    request: str
    plain: str
    rest: str
    pasted_length: int
    has_code: bool
    has_data: bool
    is_empty: bool


def fold(text: str) -> str:
    """Return `text` in one spelling: compatibility forms, invisible characters, case, accents and spaces folded."""
    if text.isascii():
        return " ".join(_INVISIBLE.sub("", text).lower().split())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(_MARKS.sub("", text.translate(_folding())).split())


@cache
def _folding() -> dict[int, str]:
    """Return the letters that lose their marks: é, й, أ and their like, and a few that are spelt otherwise."""
    letters = [chr(point) for point in _ACCENTED]
    bare = {
        letter: unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", letter)))
        for letter in letters
    }
    return str.maketrans({**{letter: base for letter, base in bare.items() if base != letter}, **_SPELT})


def read(text: str) -> Message:
    """Read a message: cut what is too long, set code, data and quotations apart, fold what is left."""
    cut = _cut(text, limits.READ_HEAD, limits.READ_TAIL)
    part = _PART_NUMBER.match(cut)
    cut = cut[part.end() :] if part else cut
    prose, has_code = _without_code(cut)
    own, data_lines = _own_words(prose)
    request = _cut(own, limits.REQUEST_HEAD, limits.REQUEST_TAIL)
    folded = fold(request)
    unquoted = _QUOTED.sub(" “…” ", _MARKUP.sub(" ", request))
    plain = folded if unquoted == request else fold(unquoted)
    return Message(
        original=request,
        request=folded,
        plain=plain,
        rest=fold(_cut(prose, limits.REST_HEAD, limits.REST_TAIL)) if len(prose) > len(request) + 8 else "",
        pasted_length=max(0, len(text) - len(own)),
        has_code=has_code or bool(_MARKUP.search(own)),
        has_data=data_lines > 0,
        is_empty=not any(character.isalnum() for character in folded),
    )


def _cut(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return text
    return f"{text[:head]}\n\n{text[-tail:]}"


def _without_code(text: str) -> tuple[str, bool]:
    """Drop fenced blocks; an unclosed fence is closed by the end of the text."""
    parts = _FENCE.split(text)
    if len(parts) == 1:
        return text, False
    return "\n\n".join(parts[::2]), True


def _own_words(text: str) -> tuple[str, int]:
    """Return the paragraphs and lines that are the writer's own request, and how many lines of data there were."""
    paragraphs = [block for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    stripped, data_lines = [], 0
    for paragraph in paragraphs:
        kept, dropped = _without_data(paragraph)
        data_lines += dropped
        if kept.strip():
            stripped.append(kept)
    if not stripped:
        return "", data_lines
    return _request_of(stripped), data_lines


def _without_data(paragraph: str) -> tuple[str, int]:
    """Drop runs of at least two lines that look like rows, bullets, logs or markup."""
    lines = paragraph.split("\n")
    if len(lines) < 2:
        return paragraph, 0
    flags = _data_flags(lines)
    kept = [line for line, is_data in zip(lines, flags, strict=True) if not is_data]
    return "\n".join(kept), sum(flags)


def _data_flags(lines: list[str]) -> list[bool]:
    looks = [_looks_like_data(line) for line in lines]
    delimiters = [_delimiters(line) for line in lines]
    flags = []
    for index, look in enumerate(looks):
        neighbours = [other for other in (index - 1, index + 1) if 0 <= other < len(lines)]
        same = any(delimiters[index] and delimiters[other] == delimiters[index] for other in neighbours)
        flags.append(same or (look and any(looks[other] for other in neighbours)))
    return flags


def _looks_like_data(line: str) -> bool:
    return bool(_DATA_LINE.match(line)) or (
        len(line) < 120 and sum(map(str.isdigit, line)) * 3 > len(line.strip()) > 4
    )


def _delimiters(line: str) -> tuple[str, int] | None:
    """Return the separator of a row of values and how often it stands there, None for prose."""
    for separator in ("\t", "|", ";", ","):
        count = line.count(separator)
        if (
            count
            and (separator in "\t|" or len(line) < 160 * (1 + count // 8))
            and not _is_prose(line, separator, count)
        ):
            return separator, count
    return None


def _is_prose(line: str, separator: str, count: int) -> bool:
    """Say whether the separators are punctuation: long phrases between them, or a space after each."""
    words = line.count(" ")
    return separator in ";," and (line.count(separator + " ") == count or words > 4 * (count + 1))


def _request_of(paragraphs: list[str]) -> str:
    """Choose the ends of a long message: the request is its first or last paragraph, rarely the middle."""
    if len(paragraphs) == 1 or sum(map(len, paragraphs)) <= 500:
        return "\n".join(paragraphs)
    first, last = paragraphs[0], paragraphs[-1]
    if len(first) > 600 and len(last) <= 300:
        return last
    if len(last) > 300:
        return first
    return f"{first}\n{last}"
