"""All rows of a person, found by how tables refer to one another: a new table needs no line here."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model, OneToOneField, Q, QuerySet

from accounts.models import User

SECRETS = frozenset({"password", "token_digest", "key_digest", "session_data"})
"""Fields that let somebody in; nobody needs them in a file."""
_SECRET_ROWS = {"accounts.personaltoken": {"digest"}, "mfa.authenticator": {"data"}}
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
    models = [model for model in apps.get_models() if model is not User and not model._meta.proxy]
    while new := {
        model._meta.label_lower: paths
        for model in models
        if model._meta.label_lower not in found and (paths := _ways(model, found))
    }:
        found |= new
    return found


def _ways(model: type[Model], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    direct = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField) and field.related_model is User
    ]
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
