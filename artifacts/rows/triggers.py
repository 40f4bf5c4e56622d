"""What no constraint can say, said by triggers: kinds stay, heads never fall, versions and blocks are not rewritten.

They are put into the database after every `migrate`, since a later migration that rebuilds a table on SQLite would
otherwise take them along. A row that breaks one raises IntegrityError.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections

ARTIFACTS, VERSIONS, BLOCKS = "artifacts_artifact", "artifacts_artifactversion", "artifacts_contentblock"
# All but the author, who may be deleted.
KEPT = (
    "artifact_id, number, author_kind, title, summary, manifest, blocks, state_digest, shape_number, step_of, "
    "asked_for, delivered, counted_unit, is_partial, losses, created_at"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Rows of `table` for which `refused` holds when `event` happens are not written."""

    name: str
    table: str
    event: str
    refused: str
    sentence: str


GUARDS = (
    Guard("artifact_kind_stays", ARTIFACTS, "UPDATE OF kind", "NEW.kind <> OLD.kind", "An artifact keeps its kind."),
    Guard(
        "artifact_head_never_falls",
        ARTIFACTS,
        "UPDATE OF head_number",
        "NEW.head_number < OLD.head_number",
        "The head of an artifact never falls.",
    ),
    Guard(
        "version_not_beyond_head",
        VERSIONS,
        "INSERT",
        f"NEW.number > (SELECT head_number FROM {ARTIFACTS} WHERE id = NEW.artifact_id)",  # noqa: S608  our own names
        "The head of an artifact is its highest version.",
    ),
    Guard("version_never_rewritten", VERSIONS, f"UPDATE OF {KEPT}", "1 = 1", "A version is never rewritten."),
    Guard("block_never_rewritten", BLOCKS, "UPDATE", "1 = 1", "A block is never rewritten."),
)


def install_guards(*, using: str, **_signal: Any) -> None:
    """Put all guards into the database `using`, or put them in again; a receiver of `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in tables:
                for statement in _STATEMENTS[connection.vendor](guard):
                    cursor.execute(statement)


def _sqlite(guard: Guard) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {guard.refused} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END",
    ]


def _postgresql(guard: Guard) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.refused} THEN RAISE EXCEPTION '{guard.sentence}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
