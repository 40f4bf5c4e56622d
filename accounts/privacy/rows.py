"""All rows of a person, found by how tables refer to one another: a new table needs no line here."""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import SET_NULL, ForeignKey, ManyToManyField, Model, Q, QuerySet

from accounts.models import User

SECRETS = frozenset({"password", "token_digest", "key_digest", "session_data"})
"""Fields that let somebody in; nobody needs them in a file."""
_SECRET_ROWS = {"accounts.personaltoken": {"digest"}, "mfa.authenticator": {"data"}}
Link: TypeAlias = "ForeignKey[Any, Any] | ManyToManyField[Any, Any]"
_LOOSE = "user_id"  # a number beside the tables, such as in events


def rows_of(user: User) -> Iterator[tuple[str, QuerySet[Model]]]:
    """Yield the label of each table and the person's rows in it, the person first."""
    yield "accounts.user", User.objects.filter(pk=user.pk)
    for label, paths in sorted(_paths().items()):
        condition = Q()
        for path in paths:
            condition |= Q(**{path: user.pk})
        model = apps.get_model(label)
        yield label, model._base_manager.filter(condition).order_by("pk").distinct()


def loose_rows_of(user: User) -> Iterator[QuerySet[Model]]:
    """Yield the rows that name the person by number alone, which no database removes by itself."""
    for label, paths in _paths().items():
        if paths == (_LOOSE,):
            yield apps.get_model(label)._base_manager.filter(**{_LOOSE: user.pk})


def shown_fields(model: type[Model]) -> list[str]:
    """Return the names of the columns that a person is given."""
    hidden = SECRETS | _SECRET_ROWS.get(model._meta.label_lower, set())
    return [field.attname for field in model._meta.concrete_fields if field.name not in hidden]


@cache
def _paths() -> dict[str, tuple[str, ...]]:
    """Return for each table the lookups that lead to its person, the shortest ways."""
    found: dict[str, tuple[str, ...]] = {}
    models = {m._meta.label_lower: m for m in apps.get_models() if m is not User and not m._meta.proxy}
    while new := {
        label: (*_named(model), *ways)
        for label, model in models.items()
        if label not in found and (ways := _ways(model, found))
    }:
        found |= new
    return found | {label: _named(model) for label, model in models.items() if label not in found and _named(model)}


def _named(model: type[Model]) -> tuple[str, ...]:
    """Return the links that only name a person, such as an author's: the row stays when they go."""
    return tuple(field.name for field in _links(model) if _stays(field))


def _links(model: type[Model]) -> list[Link]:
    links = (field for field in model._meta.get_fields() if isinstance(field, ForeignKey | ManyToManyField))
    return [field for field in links if field.related_model is User]


def _stays(field: Link) -> bool:
    return isinstance(field, ForeignKey) and field.remote_field.on_delete is SET_NULL


def _ways(model: type[Model], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    direct = [field.name for field in _links(model) if not _stays(field)]
    if not direct and any(field.attname == _LOOSE for field in model._meta.concrete_fields):
        direct = [_LOOSE]
    if direct:
        return tuple(direct)
    return tuple(
        f"{field.name}__{path}"
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is not None
        for path in known.get(field.related_model._meta.label_lower, ())
    )
