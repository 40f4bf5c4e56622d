"""What the user asks for, in so far as plain rules can tell: topic, title, columns, rows, items.

The gate's `asked_for` has the first word. Nothing here builds anything.
"""

import re
from dataclasses import dataclass

from artifacts.rows.enums import KindName
from common.numbers import read_whole
from llm.offline import phrases
from llm.offline.brought import read_brought
from llm.offline.language import Language, language_of
from llm.offline.naming import sentence_case, singular
from llm.offline.pasted import Pasted, read_pasted
from llm.protocol import ChatRequest


@dataclass(frozen=True, slots=True)
class Wish:
    """A request taken apart; empty where it says nothing.

    `subject` is "five teas", `topic` "teas", `count` 5; `columns` were called so, `attributes` only listed.
    """

    kind: KindName
    language: Language
    words: str
    pasted: Pasted | None = None
    subject: str = ""
    topic: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    count: int | None = None

    def say(self, english: str, spanish: str) -> str:
        """Return the text in the wish's language."""
        return spanish if self.language is Language.SPANISH else english


def read_wish(request: ChatRequest, kind: KindName) -> Wish:
    """Take the newest message apart."""
    text = request.last_text
    language = language_of(text[:2_000], request.language)
    named = _first(tuple(request.asked_for.get("columns") or ()), _read_columns(text[:4_000]))
    brought = read_brought(text, named)
    pasted = (brought if named else None) or read_pasted(text, language) or brought
    words = (pasted.request if pasted else text)[:4_000].strip()
    items, criteria = _read_comparison(words)
    subject = _read_topic(words) or _one_topic(items)
    topic, leading_count = read_count(subject)
    columns = _first(tuple(request.asked_for.get("columns") or ()), criteria, _read_columns(words))
    attributes = _read_attributes(words, topic, language)
    subject, topic = ("", "") if topic in (*columns, *attributes) else (subject, topic)
    counts = (request.asked_for.get("rows"), _read_rows(words), request.asked_for.get("items"), leading_count)
    return Wish(
        kind=kind,
        language=language,
        words=words,
        pasted=pasted,
        subject=subject,
        topic=topic,
        title=_read_title(words),
        columns=columns,
        attributes=attributes,
        items=items if len(items) > 1 else (),
        count=next((int(count) for count in counts if count), None),
    )


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of "a, b and c", without articles and quotes, each once."""
    names = (phrases.ARTICLE.sub("", part.strip(" \t\"'“”«».:`*")) for part in phrases.AND.split(text))
    return tuple(dict.fromkeys(name for name in names if name and len(name) <= 80))[: phrases.MOST_NAMES]


def read_count(topic: str) -> tuple[str, int | None]:
    """Return the topic without its leading number, and the number: "five teas" is ("teas", 5)."""
    if match := phrases.LEADING_COUNT.match(topic):
        return match["rest"], number_of(match["count"])
    return topic, None


def number_of(word: str) -> int:
    """Return the value of a number in digits or words."""
    return read_whole(word) if word[0].isdigit() else phrases.VALUES[word.lower()]


def _read_topic(words: str) -> str:
    match = phrases.TOPIC.search(words) or phrases.ABOUT.search(words)
    topic = match["topic"].strip(" \"'“”") if match else ""
    names_shape = re.match(
        rf"(?:the\s+|las\s+|los\s+)?(?:{phrases.NUMBER}\s+)?(?:columns?|columnas?|rows?|filas?)\b",
        topic,
        re.IGNORECASE,
    )
    return "" if names_shape else topic[:120]


def _read_title(words: str) -> str:
    match = phrases.TITLE.search(words)
    return match["title"].strip() if match else ""


def _read_columns(words: str) -> tuple[str, ...]:
    match = phrases.COLUMNS_AFTER.search(words) or phrases.COLUMNS_BEFORE.search(words)
    return split_names(match["names"]) if match else ()


def _read_attributes(words: str, topic: str, language: Language) -> tuple[str, ...]:
    """Return the columns of "dogs with size and origin": the first one for the dogs, unless the list names it."""
    match = phrases.COLUMNS_WITHOUT_NAME.search(words)
    names = split_names(match["names"]) if match else ()
    if not names or not topic or topic == names[0] or phrases.NAMING.match(names[0]):
        return names
    return (sentence_case(singular(topic, language)), *names)


def _read_rows(words: str) -> int | None:
    match = phrases.ROWS.search(words)
    return number_of(match["count"]) if match else None


def _read_comparison(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the items that are compared (one when they are not named) and the criteria."""
    if match := phrases.COMPARISON.search(words):
        items = split_names(phrases.VERSUS.sub(", ", match["items"]))
        return items, split_names(match["names"] or "")
    parts = phrases.VERSUS.split(words.partition("\n")[0].strip(" .?!"))
    return (tuple(part.strip()[:80] for part in parts), ()) if 1 < len(parts) <= 10 else ((), ())


def _one_topic(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else ""


def _first(*candidates: tuple[str, ...]) -> tuple[str, ...]:
    return next((candidate for candidate in candidates if candidate), ())
