"""Finding conversations again: by their titles and by any words of their messages, with a snippet around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from django.db import connection

from accounts.models import User
from chat.rows import limits
from chat.rows.message_index import DOCUMENT, INDEXED_CHARS, SETTLED
from chat.rows.models import Conversation, Message

_WORD = re.compile(r"\w+")
_BEGIN, _END = "\x02", "\x03"
_HIDDEN = "\x04\x05"  # stand for < and >, which PostgreSQL takes for tags to leave out

_SQLITE = (
    "SELECT s.message_id, snippet(chat_words, 0, %s, %s, '\u2026', 20) FROM chat_words "
    "CROSS JOIN chat_searched s ON s.id = chat_words.rowid CROSS JOIN chat_message m ON m.id = s.message_id "
    "CROSS JOIN chat_conversation c ON c.id = m.conversation_id "
    "WHERE chat_words MATCH %s AND c.owner_id = %s AND c.deleted_at IS NULL ORDER BY chat_words.rowid DESC LIMIT %s"
)
_POSTGRESQL = (  # noqa: S608 - our own names
    "SELECT id, ts_headline('simple', translate(left(text, {chars}), '<>', '{hidden}'), to_tsquery('simple', %s), %s) "
    "FROM ("
    "SELECT m.id, m.text, m.created_at FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id "
    "WHERE {document} @@ to_tsquery('simple', %s) AND {settled} AND c.owner_id = %s AND c.deleted_at IS NULL "
    "ORDER BY m.created_at DESC LIMIT %s) found ORDER BY created_at DESC"
).format(chars=INDEXED_CHARS, hidden=_HIDDEN, document=DOCUMENT.replace("text,", "m.text,"), settled=f"m.{SETTLED}")
_HEADLINE = f'StartSel="{_BEGIN}", StopSel="{_END}", MaxWords=20, MinWords=8, MaxFragments=1'


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation with the words that were found in it; without a message they stand in its title."""

    conversation: Conversation
    message: Message | None = None
    snippet: Sequence[tuple[str, bool]] = ()

    @property
    def text(self) -> str:
        """The snippet without its marks."""
        return "".join(text for text, _is_match in self.snippet)


def search_conversations(user: User, words: str) -> list[Found]:
    """Return what holds every word, or words that begin so: titles first, then messages, the newest first.

    Without a letter or digit to look for, nothing is found.
    """
    wanted = _WORD.findall(words[: limits.SEARCH_CHARS])[: limits.SEARCH_WORDS]
    if not wanted:
        return []
    return [*_in_titles(user, wanted), *_in_messages(user, wanted)]


def _in_titles(user: User, wanted: Sequence[str]) -> list[Found]:
    found = Conversation.objects.for_user(user).order_by("-updated_at")
    for word in wanted:
        found = found.filter(title__icontains=word)
    return [Found(one) for one in found[: limits.SEARCH_TITLES]]


def _in_messages(user: User, wanted: Sequence[str]) -> list[Found]:
    snippets = dict(_matches(user, wanted))
    rows = Message.objects.select_related("conversation").defer("raw_text").in_bulk(list(snippets))
    return [Found(rows[key].conversation, rows[key], _marked(text)) for key, text in snippets.items() if key in rows]


def _matches(user: User, wanted: Sequence[str]) -> list[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            words = " ".join(f'"{word}"*' for word in wanted)
            cursor.execute(_SQLITE, [_BEGIN, _END, words, user.pk, limits.SEARCH_MESSAGES])
        else:
            words = " & ".join(f"{word}:*" for word in wanted)
            cursor.execute(_POSTGRESQL, [words, _HEADLINE, words, user.pk, limits.SEARCH_MESSAGES])
        return [(key if isinstance(key, UUID) else UUID(key), text) for key, text in cursor.fetchall()]


def _marked(snippet: str) -> list[tuple[str, bool]]:
    """Return the snippet as pieces, each with whether it was looked for."""
    parts = re.split(f"[{_BEGIN}{_END}]", " ".join(snippet.translate(str.maketrans(_HIDDEN, "<>")).split()))
    return [(text, is_match) for text, is_match in zip(parts, cycle((False, True)), strict=False) if text]
