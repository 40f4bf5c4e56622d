"""Waking workers through a real Celery app: a queue in memory, and one that is down."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from celery import Celery
from django.utils import timezone

from exports import queue, tasks
from exports.claims import claim_export
from exports.enums import JobStatus
from exports.limits import LEASE, RESEND_AFTER
from exports.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion

pytestmark = pytest.mark.django_db
OnCommit = Callable[..., Any]


@pytest.fixture
def use_broker() -> Iterator[Callable[[str], Celery]]:
    """Return a function that makes a Celery app on a broker the current one."""
    from config.celery import app as site

    def use(broker: str) -> Celery:
        return Celery("exports-test", broker=broker, set_as_current=True)

    yield use
    site.set_current()


def taken_ids(app: Celery) -> list[UUID]:
    """Take every message off the queue; return the jobs' ids."""
    found: list[UUID] = []
    with app.connection_for_read() as connection, connection.SimpleQueue(queue.QUEUE) as waiting:
        while True:
            try:
                message = waiting.get(block=False)
            except waiting.Empty:
                return found
            assert message.headers["task"] == tasks.run_export.name
            found.append(UUID(message.payload[0][0]))
            message.ack()


def test_request_wakes_a_worker_after_commit(
    use_broker: Callable[[str], Celery], make_job: MakeJob, django_capture_on_commit_callbacks: OnCommit
) -> None:
    app = use_broker("memory://after-commit")

    with django_capture_on_commit_callbacks(execute=True):
        job = make_job()
        assert taken_ids(app) == []

    assert taken_ids(app) == [job.pk]
    job.refresh_from_db()
    assert job.sent_at is not None


def test_queue_that_is_down_leaves_the_job_waiting(
    use_broker: Callable[[str], Celery], make_job: MakeJob, django_capture_on_commit_callbacks: OnCommit
) -> None:
    use_broker("redis://127.0.0.1:9039/0")

    with django_capture_on_commit_callbacks(execute=True):
        job = make_job()

    job.refresh_from_db()
    assert (job.status, job.sent_at) == (JobStatus.PENDING, None)


def test_sweep_sends_what_the_queue_never_took(use_broker: Callable[[str], Celery], make_job: MakeJob) -> None:
    app = use_broker("memory://never-taken")
    job = make_job()

    tasks.sweep_exports()

    assert taken_ids(app) == [job.pk]


def test_sweep_sends_again_what_may_be_lost_once_a_minute(
    use_broker: Callable[[str], Celery], make_job: MakeJob
) -> None:
    app = use_broker("memory://maybe-lost")
    job = make_job()
    tasks.sweep_exports()
    tasks.sweep_exports()
    assert taken_ids(app) == [job.pk]

    with time_machine.travel(timezone.now() + RESEND_AFTER + timedelta(seconds=1)):
        tasks.sweep_exports()

    assert taken_ids(app) == [job.pk]


def test_sweep_re_sends_the_job_of_a_killed_worker(use_broker: Callable[[str], Celery], make_job: MakeJob) -> None:
    app = use_broker("memory://killed")
    job = make_job()
    tasks.sweep_exports()
    taken_ids(app)
    claim_export(job.pk)

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        tasks.sweep_exports()

        assert taken_ids(app) == [job.pk]
        tasks.run_export(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 2)


def test_sweep_honours_the_pause_after_storage_trouble(use_broker: Callable[[str], Celery], make_job: MakeJob) -> None:
    app = use_broker("memory://pause")
    job = make_job()
    ExportJob.objects.filter(pk=job.pk).update(lease_until=timezone.now() + timedelta(seconds=30))

    tasks.sweep_exports()

    assert taken_ids(app) == []


def test_expiry_task_runs(make_job: MakeJob, make_version: MakeVersion) -> None:
    job = make_job()
    tasks.run_export(str(job.pk))

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        tasks.expire_exports()

    job.refresh_from_db()
    assert job.status == JobStatus.EXPIRED
