"""Artifacts of a conversation that a message speaks of although they are not open: by title, or by their kind.

A model sees the open one alone; asked about another, it would guess.
"""

import re
from collections.abc import Iterable, Sequence

from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from chat.rows.models import Message

MOST = 3
"""More artifacts than one message speaks of: what is left over costs tokens and confuses."""

_WORD = re.compile(r"\w{3,}")
_COMMON = frozenset(
    _WORD.findall(
        "the and for with from about all make new list table document spreadsheet letter report "
        "tabla documento una uno los las del con para por sobre der die das und für mit von eine einen "
        "tabelle dokument les des une pour avec sur"
    )
)
"""Words of a title that name nothing."""

_NAMED: dict[KindName, re.Pattern[str]] = {
    KindName.TABLE: re.compile(
        r"\b(?:tables?|tablas?|tabelle[n]?|tableaux?|tabelas?|tabell[ae]|tabela|tabellen|lists?|listas?|liste[n]?)\b|表|таблиц",
        re.IGNORECASE,
    ),
    KindName.DOCUMENT: re.compile(
        r"\b(?:documents?|letters?|essays?|reports?|memos?|documentos?|cartas?|informes?|ensayos?|dokumente?|briefe?|"
        r"berichte?|lettres?|rapports?|documenti|lettera|relazione)\b|文档|文書|документ|письм",
        re.IGNORECASE,
    ),
    KindName.SPREADSHEET: re.compile(
        r"\b(?:spreadsheets?|sheets?|workbooks?|excel|budgets?|hojas?|planillas?|tabellenkalkulation|kalkulation|feuilles?|"
        r"planilhas?|fogli[oa]?)\b|表格|スプレッドシート",
        re.IGNORECASE,
    ),
}


def spoken_of(text: str, thread: Sequence[Message], open_artifact: Artifact | None) -> list[Artifact]:
    """Return the artifacts of the thread that the text speaks of, the likeliest first, without the open one.

    A title is spoken of by two of its words, or by its only one; a kind where the open artifact is of another one, and
    then its newest is meant.
    """
    others = _others(thread, open_artifact)
    words = _words(text)
    by_title = [artifact for artifact in others if _is_named(artifact.title, words)]
    by_kind = [
        next(artifact for artifact in others if artifact.kind == kind)
        for kind, pattern in _NAMED.items()
        if pattern.search(text)
        and (open_artifact is None or open_artifact.kind != kind)
        and any(artifact.kind == kind for artifact in others)
    ]
    return list({artifact.pk: artifact for artifact in [*by_title, *by_kind]}.values())[:MOST]


def _others(thread: Sequence[Message], open_artifact: Artifact | None) -> list[Artifact]:
    """Return the artifacts of the thread, the newest first."""
    found = {
        version.artifact_id: version.artifact for message in reversed(thread) for version in message.versions.all()
    }
    is_other = (artifact for artifact in found.values() if open_artifact is None or artifact.pk != open_artifact.pk)
    return [artifact for artifact in is_other if artifact.deleted_at is None]


def _is_named(title: str, words: Iterable[str]) -> bool:
    named = _words(title) - _COMMON
    return bool(named) and len(named & set(words)) >= min(2, len(named))


def _words(text: str) -> set[str]:
    """Return the words that say something, a plural as its singular where that is a letter."""
    return {word.removesuffix("s") if len(word) > 4 else word for word in _WORD.findall(text.casefold())}
