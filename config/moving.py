"""A site moved into another database: every row of every table, as it is, in one transaction of the target.

What fails leaves the target empty, so that the move can be begun again.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model

SOURCE, TARGET = "default", "target"
BATCH = 200  # rows at once: a block of content may have hundreds of kilobytes
# Rows that `migrate` makes by itself: they are replaced, since rows that are moved name them by number.
MADE_BY_MIGRATE = {"contenttypes.ContentType", "auth.Permission", "rollout.Flag"}


class MoveRefused(Exception):
    """The site cannot be moved there; the message says why."""


def open_target(database: dict[str, Any]) -> None:
    """Make the database known to Django beside the site's own, with its tables."""
    connections.databases[TARGET] = connections.configure_settings({"default": database})["default"]
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)
    if held := [label for label, model in _models() if label not in MADE_BY_MIGRATE and _rows(model, TARGET).exists()]:
        raise MoveRefused(f"The target is not empty: it has rows in {', '.join(held[:3])}. Choose an empty database.")


def move_rows() -> Iterator[tuple[str, int]]:
    """Move all rows, yield the name of each table with its number of rows, and commit when all counts agree."""
    with transaction.atomic(using=TARGET):
        models = _models()
        for _label, model in reversed(models):
            _rows(model, TARGET)._raw_delete(TARGET)
        for label, model in models:
            _move_table(model)
            there, here = _rows(model, TARGET).count(), _rows(model, SOURCE).count()
            if there != here:
                raise MoveRefused(f"{label} has {here} rows here and {there} there; nothing was moved.")
            yield label, here
        _set_sequences([model for _label, model in models])


def _move_table(model: type[Model]) -> None:
    rows = _rows(model, SOURCE).order_by("pk").iterator(chunk_size=BATCH)
    fields = list(model._meta.local_concrete_fields)
    while some := list(islice(rows, BATCH)):
        # As a fixture's rows are written: no field makes a value of its own, such as the time of its creation.
        _rows(model, TARGET)._insert(some, fields=fields, using=TARGET, raw=True)


def _set_sequences(models: list[type[Model]]) -> None:
    target = connections[TARGET]
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _rows(model: type[Model], using: str) -> Any:
    return model._base_manager.using(using)


def _models() -> list[tuple[str, type[Model]]]:
    """Return every table's model with its label; those that others refer to come first."""
    tables = set(connections[SOURCE].introspection.table_names())  # waffle's models have none
    every = [model._meta for model in apps.get_models(include_auto_created=True)]
    left = {meta.label: meta.model for meta in every if not meta.proxy and meta.db_table in tables}
    ordered: list[tuple[str, type[Model]]] = []
    while left:
        free = [label for label, model in left.items() if not _needs(model) & (left.keys() - {label})]
        ordered.extend((label, left.pop(label)) for label in free or [next(iter(left))])
    return ordered


def _needs(model: type[Model]) -> set[str]:
    return {f.related_model._meta.label for f in model._meta.local_concrete_fields if f.related_model and not f.null}
