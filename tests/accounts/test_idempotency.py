from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from accounts.errors import IdempotencyMismatch
from accounts.idempotency import idempotent, idempotent_prepared, prune_idempotency_records
from accounts.models import IdempotencyRecord, PersonalToken, User
from accounts.tokens import create_token
from common.errors import Conflict, Invalid
from common.schemas import Problem
from tests.fakes.interleaving import after_first_read

RequestOf = Callable[..., HttpRequest]


class Maker:
    """Counts how often it was asked, and answers with the number."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> tuple[int, Any]:
        self.calls += 1
        return 201, {"number": self.calls}


def test_without_a_key_every_request_counts(user: User, request_of: RequestOf) -> None:
    make = Maker()

    assert [idempotent(request_of(user), make)[1]["number"] for _ in range(2)] == [1, 2]


def test_the_same_key_gives_the_same_answer_once_made(user: User, request_of: RequestOf) -> None:
    make = Maker()
    headers = {"Idempotency-Key": "k1"}

    answers = [idempotent(request_of(user, b'{"a":1}', **headers), make) for _ in range(3)]

    assert answers == [(201, {"number": 1})] * 3
    assert make.calls == 1


def test_the_same_key_with_another_body_is_refused(user: User, request_of: RequestOf) -> None:
    make = Maker()
    headers = {"Idempotency-Key": "k1"}
    idempotent(request_of(user, b'{"a":1}', **headers), make)

    with pytest.raises(IdempotencyMismatch) as refusal:
        idempotent(request_of(user, b'{"a":2}', **headers), make)

    assert (refusal.value.status, refusal.value.code) == (422, "idempotency_mismatch")


def test_what_takes_long_is_prepared_outside_of_the_transaction_and_once(user: User, request_of: RequestOf) -> None:
    depths: list[tuple[str, int]] = []

    def prepare() -> str:
        depths.append(("prepare", len(connection.savepoint_ids)))
        return "ready"

    def produce(prepared: str) -> tuple[int, Any]:
        depths.append((prepared, len(connection.savepoint_ids)))
        return 201, {"number": len(depths)}

    outside = len(connection.savepoint_ids)
    answers = [idempotent_prepared(request_of(user, **{"Idempotency-Key": "k1"}), prepare, produce) for _ in range(2)]

    assert answers == [(201, {"number": 2})] * 2
    assert depths == [("prepare", outside), ("ready", outside + 1)]
    with pytest.raises(IdempotencyMismatch):
        idempotent_prepared(request_of(user, b"other", **{"Idempotency-Key": "k1"}), prepare, produce)
    assert len(depths) == 2


def test_users_do_not_share_keys(user: User, other_user: User, request_of: RequestOf) -> None:
    make = Maker()
    headers = {"Idempotency-Key": "k1"}

    assert idempotent(request_of(user, **headers), make) == (201, {"number": 1})
    assert idempotent(request_of(other_user, **headers), make) == (201, {"number": 2})


def test_a_refusal_is_not_kept(user: User, request_of: RequestOf) -> None:
    headers = {"Idempotency-Key": "k1"}

    def refuse() -> tuple[int, Any]:
        create_token(user, "undone")
        raise Conflict

    with pytest.raises(Conflict):
        idempotent(request_of(user, **headers), refuse)

    assert PersonalToken.objects.count() == 0
    assert idempotent(request_of(user, **headers), Maker()) == (201, {"number": 1})


def test_a_schema_is_kept_as_json(user: User, request_of: RequestOf) -> None:
    headers = {"Idempotency-Key": "k1"}
    body = Problem(type="t", title="T", status=400, detail="d", code="c")

    idempotent(request_of(user, **headers), lambda: (200, body))

    assert idempotent(request_of(user, **headers), Maker())[1] == body.model_dump(mode="json")


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_a_wrong_key_is_refused(user: User, request_of: RequestOf, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        idempotent(request_of(user, **{"Idempotency-Key": key}), Maker())

    (error,) = refusal.value.errors
    assert (error.field, error.message) == ("Idempotency-Key", "At most 200 printable characters.")


def test_the_longest_key_is_taken(user: User, request_of: RequestOf) -> None:
    make = Maker()

    answers = [idempotent(request_of(user, **{"Idempotency-Key": "x" * 200}), make) for _ in range(2)]

    assert answers == [(201, {"number": 1})] * 2


@pytest.mark.parametrize(("hours", "number"), [(23.9, 1), (24.1, 2)])
def test_a_key_is_kept_for_a_day(user: User, request_of: RequestOf, hours: float, number: int) -> None:
    make = Maker()
    headers = {"Idempotency-Key": "k1"}
    idempotent(request_of(user, **headers), make)

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert idempotent(request_of(user, **headers), make) == (201, {"number": number})
        assert prune_idempotency_records() == 0


@pytest.mark.parametrize(("hours", "prepared"), [(0, 1), (25, 2)])
def test_a_forgotten_key_is_prepared_anew_outside_of_the_transaction(
    user: User, request_of: RequestOf, hours: int, prepared: int
) -> None:
    depths: list[int] = []

    def ask() -> tuple[int, Any]:
        request = request_of(user, **{"Idempotency-Key": "k1"})
        return idempotent_prepared(request, lambda: depths.append(len(connection.savepoint_ids)), lambda _: (201, {}))

    outside = len(connection.savepoint_ids)
    ask()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        ask()

    assert depths == [outside] * prepared


def test_what_is_prepared_is_apart_for_each_user_and_key(user: User, other_user: User, request_of: RequestOf) -> None:
    depths: list[int] = []

    def ask(owner: User, key: str) -> None:
        request = request_of(owner, **{"Idempotency-Key": key})
        idempotent_prepared(request, lambda: depths.append(len(connection.savepoint_ids)), lambda _: (201, {}))

    outside = len(connection.savepoint_ids)
    for owner, key in ((user, "k1"), (user, "k2"), (other_user, "k1")):
        ask(owner, key)

    assert depths == [outside] * 3


def test_a_record_that_goes_meanwhile_is_made_again(user: User, request_of: RequestOf) -> None:
    """Pruned by another process between the look and the transaction: prepared within it, once."""
    prepared: list[str] = []

    def prepare() -> str:
        prepared.append("ready")
        return "ready"

    def ask() -> tuple[int, Any]:
        request = request_of(user, **{"Idempotency-Key": "k1"})
        return idempotent_prepared(request, prepare, lambda given: (201, {"given": given}))

    ask()
    with after_first_read(IdempotencyRecord._meta.db_table, IdempotencyRecord.objects.all().delete):
        assert ask() == (201, {"given": "ready"})
    assert prepared == ["ready"] * 2
    assert IdempotencyRecord.objects.get().body == {"given": "ready"}


@pytest.mark.parametrize(
    ("method", "path", "title", "name"),
    [
        ("put", "/api/import", "t", "a.csv"),
        ("post", "/api/other", "t", "a.csv"),
        ("post", "/api/import", "u", "a.csv"),
        ("post", "/api/import", "t", "b.csv"),
    ],
)
def test_another_method_address_field_or_name_is_another_request(
    user: User, rf: RequestFactory, method: str, path: str, title: str, name: str
) -> None:
    def upload(method: str, path: str, title: str, name: str) -> HttpRequest:
        data = {"title": title, "file": SimpleUploadedFile(name, b"a,b")}
        request = rf.generic(method, path, encode_multipart(BOUNDARY, data), MULTIPART_CONTENT)
        request.META["HTTP_IDEMPOTENCY_KEY"] = "k1"
        request.user = user
        assert request.POST is not None
        return request

    idempotent(upload("post", "/api/import", "t", "a.csv"), Maker())

    with pytest.raises(IdempotencyMismatch):
        idempotent(upload(method, path, title, name), Maker())


def test_a_key_is_forgotten_after_a_day(user: User, request_of: RequestOf) -> None:
    make = Maker()
    headers = {"Idempotency-Key": "k1"}
    idempotent(request_of(user, b"1", **headers), make)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert idempotent(request_of(user, b"2", **headers), make) == (201, {"number": 2})


def test_prune_deletes_old_records_alone(user: User, request_of: RequestOf) -> None:
    idempotent(request_of(user, **{"Idempotency-Key": "old"}), Maker())
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        idempotent(request_of(user, **{"Idempotency-Key": "new"}), Maker())

        assert prune_idempotency_records() == 1
    assert IdempotencyRecord.objects.get().key == "new"


def test_an_upload_counts_by_its_files(user: User, rf: RequestFactory) -> None:
    def upload(content: bytes) -> HttpRequest:
        data = {"title": "t", "file": SimpleUploadedFile("a.csv", content)}
        request = rf.post("/api/import", data, headers={"Idempotency-Key": "k1"})
        request.user = user
        assert request.FILES["file"].size == len(content)
        return request

    make = Maker()

    assert [idempotent(upload(b"a,b"), make) for _ in range(2)] == [(201, {"number": 1})] * 2
    with pytest.raises(IdempotencyMismatch):
        idempotent(upload(b"a,c"), make)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_parallel_requests_have_one_effect(request_of: RequestOf) -> None:
    user = User.objects.create_user("alice@example.org")
    barrier = Barrier(4)

    def make() -> tuple[int, Any]:
        create_token(user, "made")
        return 201, {"tokens": PersonalToken.objects.count()}

    def attempt(_number: int) -> tuple[int, Any]:
        barrier.wait()
        try:
            return idempotent(request_of(user, **{"Idempotency-Key": "k1"}), make)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, range(4)))

    assert answers == [(201, {"tokens": 1})] * 4
    assert PersonalToken.objects.count() == 1
