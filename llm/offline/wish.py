"""What the user asks for, in so far as plain rules can tell: topic, title, columns, rows, items.

The gate's `asked_for` has the first word. Rules are per phrase, English and Spanish; nothing here builds anything.
"""

import re
from dataclasses import dataclass

from artifacts.enums import KindName
from llm.offline.language import Language, language_of
from llm.offline.pasted import Pasted, read_pasted
from llm.protocol import ChatRequest

_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_NUMEROS = (
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
)
_VALUES = {word: number for words in (_NUMBERS, _NUMEROS) for number, word in enumerate(words)}
_VALUES |= {"dozen": 12, "una": 1, "docena": 12}
_NUMBER = rf"(?:\d{{1,3}}(?![\d.,]\d|\d)|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_KIND = (
    r"(?:spread\s?sheets?|work\s?sheets?|sheets?|tables?|documents?|docs?|lists?|tablas?|hojas?(?: de c[aá]lculo)?|"
    r"planillas?|documentos?|listas?|reports?|informes?|proposals?|propuestas?|guides?|gu[ií]as?|essays?|ensayos?)"
)
_STOP = (
    r"(?=\s+(?:with|con|that|que|by|por|having|including|showing|incluyendo|called|titled|named|llamad[ao]|titulad[ao])\b"
    r"|\s+(?:in|as|en|como)\s+(?:an?\s+|una?\s+)?" + _KIND + r"\b|[.:;!?\n,]|$)"
)
_TOPIC = re.compile(
    rf"\b{_KIND}\s+(?:of|for|about|on|listing|showing|comparing|with|de|del|sobre|para|con|acerca de)\s+"
    rf"(?P<topic>.+?){_STOP}",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:called|titled|named|llamad[ao]|titulad[ao])\s+[\"“«']?(?P<title>[^\"”»'\n.]{1,120})", re.IGNORECASE
)
_COLUMNS_AFTER = re.compile(
    rf"\b(?:columns?|columnas?)\s*(?:are|named|called|for|son|llamadas)?\s*:?\s+(?P<names>.+?)"
    rf"(?=\s+(?:and|with|y|con)\s+{_NUMBER}\s+(?:rows?|filas)|[.!?\n]|$)",
    re.IGNORECASE,
)
_COLUMNS_BEFORE = re.compile(r"\bwith\s+(?:the\s+)?(?P<names>[^.\n]+?)\s+(?:as\s+)?columns?\b", re.IGNORECASE)
_ROWS = re.compile(
    rf"\b(?P<count>{_NUMBER})\s+(?:empty\s+|blank\s+)?(?:rows?|lines?|entries|items?|filas?|entradas?|l[ií]neas?)",
    re.IGNORECASE,
)
_LEADING_COUNT = re.compile(
    rf"^(?:the\s+|my\s+|top\s+|los\s+|las\s+|mis\s+|an?\s+|una?\s+)*(?P<count>{_NUMBER})\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:compare|comparing|comparison\s+(?:table\s+)?(?:of|between)|compara(?:r|ndo|me)?|comparaci[oó]n\s+(?:de|entre)|"
    r"(?:tabla\s+)?comparativa\s+(?:de|entre))\s+(?P<items>[^\n]+?)"
    r"(?:\s+(?:by|on|in terms of|based on|according to|por|seg[uú]n)\s+(?P<names>[^\n]+?))?"
    r"(?:\s+(?:in|as|en)\s+(?:an?|una?)\s+" + _KIND + r"\b[^\n]*)?(?:[.!?]\s*|\s*)(?:\n|$)",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\s+(?:vs\.?|versus|frente a|contra)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;)\s*(?:and|or|y|e|o)\s+|\s*[,;/&]\s*|\s+(?:and|or|y|e|o)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|its?|their|el|la|los|las|una?|su|sus)\s+", re.IGNORECASE)
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """A request taken apart; empty where it says nothing. `subject` is "five teas", `topic` "teas", `count` 5."""

    kind: KindName
    language: Language
    words: str
    pasted: Pasted | None = None
    subject: str = ""
    topic: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    count: int | None = None

    def say(self, english: str, spanish: str) -> str:
        """Return the text in the wish's language."""
        return spanish if self.language is Language.SPANISH else english


def read_wish(request: ChatRequest, kind: KindName) -> Wish:
    """Take the newest message apart."""
    text = request.last_text
    language = language_of(text[:2_000], request.language)
    pasted = read_pasted(text, language)
    words = (pasted.request if pasted else text)[:4_000].strip()
    items, criteria = _read_comparison(words)
    subject = _read_topic(words) or _one_topic(items)
    topic, leading_count = read_count(subject)
    columns = _first(tuple(request.asked_for.get("columns") or ()), _read_columns(words), criteria)
    subject, topic = ("", "") if topic in columns else (subject, topic)
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
        items=items if len(items) > 1 else (),
        count=next((int(count) for count in counts if count), None),
    )


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of "a, b and c", without articles and quotes, each once."""
    names = (_ARTICLE.sub("", part.strip(" \t\"'“”«».:`*")) for part in _AND.split(text))
    return tuple(dict.fromkeys(name for name in names if name and len(name) <= 80))[:_MOST_NAMES]


def read_count(topic: str) -> tuple[str, int | None]:
    """Return the topic without its leading number, and the number: "five teas" is ("teas", 5)."""
    if match := _LEADING_COUNT.match(topic):
        return match["rest"], number_of(match["count"])
    return topic, None


def number_of(word: str) -> int:
    """Return the value of a number in digits or words."""
    return int(word) if word.isdigit() else _VALUES[word.lower()]


def _read_topic(words: str) -> str:
    match = _TOPIC.search(words)
    topic = match["topic"].strip(" \"'“”") if match else ""
    names_shape = re.match(
        rf"(?:the\s+|las\s+|los\s+)?(?:{_NUMBER}\s+)?(?:columns?|columnas?|rows?|filas?)\b", topic, re.IGNORECASE
    )
    return "" if names_shape else topic[:120]


def _read_title(words: str) -> str:
    match = _TITLE.search(words)
    return match["title"].strip() if match else ""


def _read_columns(words: str) -> tuple[str, ...]:
    match = _COLUMNS_AFTER.search(words) or _COLUMNS_BEFORE.search(words)
    return split_names(match["names"]) if match else ()


def _read_rows(words: str) -> int | None:
    match = _ROWS.search(words)
    return number_of(match["count"]) if match else None


def _read_comparison(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the items that are compared (one when they are not named) and the criteria."""
    if match := _COMPARISON.search(words):
        items = split_names(_VERSUS.sub(", ", match["items"]))
        return items, split_names(match["names"] or "")
    parts = _VERSUS.split(words.partition("\n")[0].strip(" .?!"))
    return (tuple(part.strip()[:80] for part in parts), ()) if 1 < len(parts) <= 10 else ((), ())


def _one_topic(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else ""


def _first(*candidates: tuple[str, ...]) -> tuple[str, ...]:
    return next((candidate for candidate in candidates if candidate), ())
