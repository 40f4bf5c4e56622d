"""The full-text index over messages: FTS5 beside the table on SQLite, an index of words on PostgreSQL.

It is put into the database after every `migrate`, as triggers are: a migration that rebuilds the table on SQLite would
otherwise take them along. A running answer is not in it; it comes in as its turn is settled, by the same transaction.
"""

from typing import Any

from django.db import connections

MESSAGES = "chat_message"
INDEXED_CHARS = 200_000  # of one message; PostgreSQL takes a megabyte of distinct words, a message is shorter
DOCUMENT = f"to_tsvector('simple', translate(left(text, {INDEXED_CHARS}), '<>/.:@&', '       '))"
"""Its words alone: PostgreSQL would leave out what stands in a script, and take an address or a path as one word."""
SETTLED = "status <> 'streaming'"

_TABLES = (
    "CREATE TABLE chat_searched (id INTEGER PRIMARY KEY, message_id char(32) NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE chat_words USING fts5(text, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    f"INSERT INTO chat_searched (message_id) SELECT id FROM {MESSAGES} WHERE {SETTLED} ORDER BY created_at",  # noqa: S608
    f"INSERT INTO chat_words (rowid, text) SELECT s.id, m.text FROM chat_searched s JOIN {MESSAGES} m "  # noqa: S608
    "ON m.id = s.message_id",
)
_OF = "WHERE rowid = (SELECT id FROM chat_searched WHERE message_id = {row}.id)"
_TAKEN = f"DELETE FROM chat_words {_OF}"  # noqa: S608  our own names
_GIVEN = (
    "INSERT OR IGNORE INTO chat_searched (message_id) VALUES (NEW.id); "
    "INSERT INTO chat_words (rowid, text) SELECT id, NEW.text FROM chat_searched WHERE message_id = NEW.id"
)
_GONE = "DELETE FROM chat_searched WHERE message_id = OLD.id"
_TRIGGERS = {
    "message_words_come": f"AFTER INSERT ON {MESSAGES} WHEN NEW.{SETTLED} BEGIN {_GIVEN}; END",
    "message_words_change": f"AFTER UPDATE OF text, status ON {MESSAGES} WHEN NEW.{SETTLED} "
    f"BEGIN {_TAKEN.format(row='NEW')}; {_GIVEN}; END",
    "message_words_go": f"AFTER DELETE ON {MESSAGES} BEGIN {_TAKEN.format(row='OLD')}; {_GONE}; END",
}


def install_index(*, using: str, **_signal: Any) -> None:
    """Put the index into the database `using`, filled with what is there; a receiver of `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if MESSAGES not in tables:
        return
    with connection.cursor() as cursor:
        for statement in _sqlite(tables) if connection.vendor == "sqlite" else _postgresql(cursor):
            cursor.execute(statement)


def _sqlite(tables: set[str]) -> list[str]:
    triggers = [f"CREATE TRIGGER {name} {what}" for name, what in _TRIGGERS.items()]
    dropped = [f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS]
    return [*(_TABLES if "chat_searched" not in tables else ()), *dropped, *triggers]


def _postgresql(cursor: Any) -> list[str]:
    """Return nothing where the index is there: making it asks for a lock even then."""
    cursor.execute("SELECT to_regclass('chat_words')")
    is_there = cursor.fetchone()[0] is not None
    return [] if is_there else [f"CREATE INDEX chat_words ON {MESSAGES} USING gin ({DOCUMENT}) WHERE {SETTLED}"]
