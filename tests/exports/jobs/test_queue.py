"""Waking workers through a real Celery app: a queue in memory, and one that is down."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import time_machine
from celery import Celery
from django.utils import timezone

from artifacts.images.references import image_reference
from artifacts.images.services import store_image
from artifacts.kinds.document.content import DocumentContent
from exports import tasks
from exports.jobs import queue
from exports.jobs.claims import claim_export
from exports.rows.enums import FormatName, JobStatus
from exports.rows.limits import LEASE, RESEND_AFTER, RESEND_BATCH, SMALL_BYTES, SMALL_IMAGE_BYTES, SMALL_PDF_BYTES
from exports.rows.models import ExportJob
from tests.artifacts.images.files import picture
from tests.exports.conftest import MakeJob, MakeVersion, big_table

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


def taken_ids(app: Celery, name: str = queue.QUEUE) -> list[UUID]:
    """Take every message off a queue; return the jobs' ids."""
    found: list[UUID] = []
    with app.connection_for_read() as connection, connection.SimpleQueue(name) as waiting:
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


def test_sweep_sends_again_after_the_clock_was_set_back(
    use_broker: Callable[[str], Celery], make_job: MakeJob
) -> None:
    app = use_broker("memory://set-back")
    job = make_job()
    tasks.sweep_exports()
    assert taken_ids(app) == [job.pk]

    with time_machine.travel(timezone.now() - timedelta(days=1)):
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


@pytest.mark.parametrize(
    ("format_name", "size_bytes", "name"),
    [
        (FormatName.XLSX, SMALL_BYTES, "exports"),
        (FormatName.XLSX, SMALL_BYTES + 1, "exports-large"),
        (FormatName.PDF, SMALL_PDF_BYTES, "exports"),
        (FormatName.PDF, SMALL_PDF_BYTES + 1, "exports-large"),
        (FormatName.PREVIEW, SMALL_BYTES + 1, "previews"),
    ],
)
def test_size_of_the_content_chooses_the_queue(format_name: FormatName, size_bytes: int, name: str) -> None:
    assert queue.queue_of(ExportJob(format=format_name, source_bytes=size_bytes)) == name


def test_content_is_measured_at_the_request(make_job: MakeJob, make_version: MakeVersion) -> None:
    small, large = make_version(big_table(3)), make_version(big_table(1_000))

    sizes = [make_job(version=version).source_bytes for version in (small, large)]

    assert 0 < sizes[0] < 1_000
    assert 30_000 < sizes[1] < 200_000


def test_sweep_sends_each_job_to_its_own_queue(use_broker: Callable[[str], Celery], make_job: MakeJob) -> None:
    app = use_broker("memory://two-queues")
    small, large = make_job(), make_job(FormatName.XLSX)
    ExportJob.objects.filter(pk=large.pk).update(source_bytes=SMALL_BYTES + 1)

    tasks.sweep_exports()

    assert taken_ids(app) == [small.pk]
    assert taken_ids(app, queue.LARGE_QUEUE) == [large.pk]


def test_images_choose_the_queue_too(make_job: MakeJob, make_version: MakeVersion) -> None:
    data = picture("PNG", (60, 40))
    file = store_image(owner=make_version().artifact.owner, file=BytesIO(data), size_bytes=len(data))
    text = f"# A\n\n{image_reference(file.digest)} {image_reference(file.digest)} {image_reference('0' * 64)}\n"
    job = make_job(FormatName.PDF, make_version(DocumentContent(text)))

    assert job.image_bytes == len(data)
    assert queue.queue_of(job) == queue.QUEUE
    job.image_bytes = SMALL_IMAGE_BYTES + 1
    assert queue.queue_of(job) == queue.LARGE_QUEUE


def test_sweep_sends_all_of_a_backlog_in_turn(use_broker: Callable[[str], Celery], make_job: MakeJob) -> None:
    """A batch of silent jobs is sent again at a time, those that were sent longest ago first: none is passed over."""
    app = use_broker("memory://backlog")
    jobs = [make_job() for _ in range(RESEND_BATCH + 2)]
    tasks.sweep_exports()
    assert len(taken_ids(app)) == len(jobs)

    with time_machine.travel(timezone.now() + RESEND_AFTER + timedelta(seconds=1)):
        tasks.sweep_exports()
        first = taken_ids(app)
        tasks.sweep_exports()
        second = taken_ids(app)

    assert (len(first), len(second)) == (RESEND_BATCH, 2)
    assert {*first, *second} == {job.pk for job in jobs}


def test_expiry_task_runs(make_job: MakeJob, make_version: MakeVersion) -> None:
    job = make_job()
    tasks.run_export(str(job.pk))

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        tasks.expire_exports()

    job.refresh_from_db()
    assert job.status == JobStatus.EXPIRED
