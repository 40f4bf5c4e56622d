"""Which endpoint answers: the environment's, else the one that staff connected, else none.

Reading it costs no query: each process holds a copy. `refresh` looks in the shared cache whether another process
connected something else since; `load` reads the row, at the start of a process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from llm.keys import decrypt_key, encrypt_key
from llm.models import ConnectedEndpoint

NEWS = "llm.endpoint.news"
_log = structlog.get_logger("diptych.llm")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers, with the names of its models, the default one first."""

    base_url: str
    key: str = field(repr=False)
    models: tuple[str, ...]
    gate_model: str


@dataclass(slots=True)
class _Copy:
    endpoint: Endpoint | None = None
    news: str = ""


_tried: ContextVar[Endpoint | None] = ContextVar("tried_endpoint", default=None)
_copy = _Copy()


def current_endpoint() -> Endpoint | None:
    """Return the endpoint that answers now; None means the offline assistant."""
    if tried := _tried.get():
        return tried
    if is_from_environment():
        names = model_names(settings.CHAT_MODEL) or ("gpt-4o-mini",)
        return Endpoint(settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY, names, settings.GATEKEEPER_MODEL)
    return _copy.endpoint


def is_from_environment() -> bool:
    """Whether the environment names the endpoint: what is connected in the browser waits behind it."""
    return bool(settings.OPENAI_BASE_URL or settings.OPENAI_API_KEY)


def model_names(listed: str) -> tuple[str, ...]:
    """Return the names of a list with commas, each once, in its order."""
    return tuple(dict.fromkeys(name for part in listed.split(",") if (name := part.strip())))


@contextmanager
def tried_endpoint(endpoint: Endpoint) -> Iterator[None]:
    """Let calls of this task go to an endpoint that is not connected yet."""
    token = _tried.set(endpoint)
    try:
        yield
    finally:
        _tried.reset(token)


def load() -> None:
    """Read what is connected."""
    _copy.news = cache.get(NEWS) or ""
    row = ConnectedEndpoint.objects.first()
    _copy.endpoint = _endpoint_of(row) if row else None


def refresh() -> None:
    """Read what is connected if it was changed since, by whichever process."""
    news = cache.get(NEWS)
    if news and news != _copy.news:
        load()


def connected_endpoint() -> Endpoint | None:
    """Return what was connected in the browser, whether or not it answers."""
    return _copy.endpoint


def connect_endpoint(*, base_url: str, key: str, models: tuple[str, ...]) -> None:
    """Let this endpoint answer from the next message on, in every process."""
    fields = {"base_url": base_url, "encrypted_key": encrypt_key(key), "model_names": ",".join(models)}
    with transaction.atomic():
        ConnectedEndpoint.objects.update_or_create(pk=1, defaults=fields)
        transaction.on_commit(_tell)
    _log.info("endpoint_connected", models=len(models), has_key=bool(key))


def disconnect_endpoint() -> None:
    """Forget the endpoint and its key; the offline assistant answers again."""
    with transaction.atomic():
        ConnectedEndpoint.objects.all().delete()
        transaction.on_commit(_tell)
    _log.info("endpoint_disconnected")


def _tell() -> None:
    cache.set(NEWS, uuid4().hex, timeout=None)
    load()


def _endpoint_of(row: ConnectedEndpoint) -> Endpoint:
    names = model_names(row.model_names)
    return Endpoint(row.base_url, decrypt_key(row.encrypted_key), names, names[0])
