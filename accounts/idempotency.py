"""Idempotent writes: one Idempotency-Key, one effect, for 24 hours.

The record and the effect are one transaction. A request that dies leaves neither; a parallel one waits for the first
and then answers what the first answered; a refusal is not kept, so that the client may try again. What takes long is
prepared before the transaction, since nobody else can write to SQLite during one.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import IdempotencyMismatch
from accounts.models import IdempotencyRecord, User
from common.errors import FieldError, Invalid
from common.schemas import plain

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
MAX_KEY_LENGTH = 200

Answer = tuple[int, Any]
Prepared = TypeVar("Prepared")


def idempotent(request: HttpRequest, produce: Callable[[], Answer]) -> Answer:
    """Return (status, body) of `produce`, or of the earlier request with the same key.

    Without the header `produce` simply runs. Raises Invalid for a key that is too long and IdempotencyMismatch for a
    key that came with another request.
    """
    key = _key_of(request)
    if not key or not isinstance(request.user, User):
        return produce()
    _forget_expired(request.user, key)
    return _once(request.user, key, _digest(request), produce)


def idempotent_prepared(
    request: HttpRequest, prepare: Callable[[], Prepared], produce: Callable[[Prepared], Answer]
) -> Answer:
    """Do as `idempotent` for an effect that takes long to prepare.

    `prepare` writes nothing; it is called outside of the transaction, and not again for a key that has
    an answer.
    """
    key = _key_of(request)
    if isinstance(request.user, User) and _is_answered(request.user, key):
        return idempotent(request, lambda: produce(prepare()))
    prepared = prepare()
    return idempotent(request, lambda: produce(prepared))


def prune_idempotency_records() -> int:
    """Delete the records that are past their time; return how many."""
    expired = IdempotencyRecord.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    return expired.delete()[0]


def _key_of(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "")
    if len(key) > MAX_KEY_LENGTH or (key and not key.isprintable()):
        raise Invalid(errors=[FieldError(HEADER, str(_("At most 200 printable characters.")))])
    return key


def _is_answered(user: User, key: str) -> bool:
    known = IdempotencyRecord.objects.filter(user=user, key=key, created_at__gte=timezone.now() - KEPT_FOR)
    return bool(key) and known.exists()


def _once(user: User, key: str, digest: str, produce: Callable[[], Answer]) -> Answer:
    with transaction.atomic():
        record, is_first = IdempotencyRecord.objects.get_or_create(
            user=user, key=key, defaults={"body_digest": digest}
        )
        if not is_first:
            return _replay(record, digest)
        status, body = produce()
        record.status, record.body = status, plain(body)
        record.save(update_fields=["status", "body"])
        return status, body


def _replay(record: IdempotencyRecord, digest: str) -> Answer:
    if record.body_digest != digest or record.status is None:
        raise IdempotencyMismatch
    return record.status, record.body


def _forget_expired(user: User, key: str) -> None:
    IdempotencyRecord.objects.filter(user=user, key=key, created_at__lt=timezone.now() - KEPT_FOR).delete()


def _digest(request: HttpRequest) -> str:
    """Return a digest of method, path and body; a multipart body counts by its fields and files."""
    digest = sha256(f"{request.method} {request.path}\n".encode())
    try:
        digest.update(request.body)
    except RawPostDataException:
        for chunk in _form_chunks(request):
            digest.update(chunk)
    return digest.hexdigest()


def _form_chunks(request: HttpRequest) -> Iterable[bytes]:
    for name, values in sorted(request.POST.lists()):
        yield repr((name, values)).encode()
    for name, file in sorted(request.FILES.items()):
        assert isinstance(file, UploadedFile)  # noqa: S101
        yield repr((name, file.name, file.size)).encode()
        yield from file.chunks()
        file.seek(0)
