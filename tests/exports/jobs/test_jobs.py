"""The job machine: one row, compare-and-set, whatever the queue does."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from artifacts.versions.write import delete_artifact
from exports.jobs import sweeper
from exports.jobs.claims import (
    FinishedFile,
    claim_export,
    complete_export,
    fail_export,
    postpone_export,
    record_progress,
    renew_lease,
)
from exports.jobs.lease import Lease
from exports.jobs.services import cancel_export, expire_export, open_download
from exports.jobs.worker import process_export
from exports.rows.enums import FailureCode, JobStatus
from exports.rows.errors import ExportStopped, FileGone, FileNotReady
from exports.rows.limits import CLOCK_SLACK, LEASE, MAX_STARTS
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion, stored_bytes

pytestmark = pytest.mark.django_db
Finished = Callable[..., ExportJob]


def finished_file(key: str = "exports/x/y.csv") -> FinishedFile:
    return FinishedFile(key, 1, "0" * 64, {"rows": 1}, {}, {"render": 1, "verify": 1})


def test_worker_completes_a_job(finished: Finished) -> None:
    job = finished()

    assert (job.status, job.attempt, job.progress, job.error_code) == (JobStatus.COMPLETED, 1, 1.0, "")
    assert job.verification == {"rows": 3, "columns": 6}
    assert job.sha256 == sha256(stored_bytes(job)).hexdigest()
    assert job.size_bytes == len(stored_bytes(job))
    assert job.expires_at is not None
    assert {"load", "render", "verify", "store", "total"} == set(job.timings)


def test_repeated_delivery_does_nothing(finished: Finished) -> None:
    job = finished()

    process_export(job.pk)

    again = ExportJob.objects.get()
    assert (again.attempt, again.file) == (1, job.file)


def test_unknown_job_is_ignored(make_job: MakeJob) -> None:
    job = make_job()

    process_export(uuid4())

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.PENDING, 0)


def test_second_claim_gets_nothing(make_job: MakeJob) -> None:
    job = make_job()

    first, second = claim_export(job.pk), claim_export(job.pk)

    assert first is not None
    assert (first.attempt, second) == (1, None)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job(make_job: MakeJob) -> None:
    """Real transactions in threads that start together."""
    job = make_job()
    barrier = Barrier(4)

    def claim() -> bool:
        barrier.wait()
        try:
            return claim_export(job.pk) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        claims = [future.result() for future in [pool.submit(claim) for _ in range(4)]]

    job.refresh_from_db()
    assert (sorted(claims), job.attempt) == ([False, False, False, True], 1)


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_work_goes_on(make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    ExportJob.objects.update(lease_until=timezone.now())
    deadline = time.monotonic() + 10

    with Lease(job, renew_seconds=0.05):
        while ExportJob.objects.get().lease_until < timezone.now() and time.monotonic() < deadline:
            pass

    assert ExportJob.objects.get().lease_until > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_lost_lease_stops_the_renderer(make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    cancel_export(job=job)

    def work(lease: Lease) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            lease.progress(1, 2)

    with Lease(job, renew_seconds=0.05) as lease, pytest.raises(ExportStopped):
        work(lease)


def test_lost_lease_lets_another_worker_start(make_job: MakeJob) -> None:
    job = make_job()
    first = claim_export(job.pk)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        second = claim_export(job.pk)
    assert first is not None
    assert second is not None

    assert second.attempt == 2
    assert not renew_lease(first)
    assert not record_progress(first, 0.5)
    assert not complete_export(job=first, file=finished_file())
    assert not fail_export(job=first, code=FailureCode.RENDER_FAILED)
    assert complete_export(job=second, file=finished_file())


def test_sweep_gives_jobs_of_silent_workers_back(make_job: MakeJob) -> None:
    job = make_job()
    claim_export(job.pk)

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        sweeper.sweep_leases()

    job.refresh_from_db()
    assert (job.status, job.attempt, job.lease_until, job.sent_at) == (JobStatus.PENDING, 1, None, None)


def test_sweep_leaves_jobs_whose_worker_is_alive(make_job: MakeJob) -> None:
    job = make_job()
    claim_export(job.pk)

    sweeper.sweep_leases()

    job.refresh_from_db()
    assert job.status == JobStatus.PROCESSING


def test_third_lost_lease_fails_the_job(make_job: MakeJob) -> None:
    job = make_job()
    now = timezone.now()
    for start in range(MAX_STARTS):
        now += LEASE + timedelta(seconds=1)
        with time_machine.travel(now):
            sweeper.sweep_leases()
            claimed = claim_export(job.pk)
            assert claimed is not None
            assert claimed.attempt == start + 1

    with time_machine.travel(now + LEASE + timedelta(seconds=1)):
        sweeper.sweep_leases()
        assert claim_export(job.pk) is None

    job.refresh_from_db()
    assert (job.status, job.error_code, job.attempt) == (JobStatus.FAILED, "worker_lost", MAX_STARTS)


def test_artifact_deleted_before_the_start_fails_the_job(make_job: MakeJob, user: User) -> None:
    job = make_job()
    delete_artifact(artifact=job.version.artifact, actor=user)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code, job.file) == (JobStatus.FAILED, "artifact_deleted", "")


def test_artifact_deleted_while_rendering_is_not_delivered(make_job: MakeJob, user: User) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    delete_artifact(artifact=job.version.artifact, actor=user)

    assert not complete_export(job=job, file=finished_file())


def test_cancelled_job_is_not_started(make_job: MakeJob) -> None:
    job = cancel_export(job=make_job())

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.CANCELLED, 0)


def test_cancel_while_rendering_stops_the_renderer(make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    lease = Lease(job)
    cancel_export(job=job)

    with pytest.raises(ExportStopped):
        lease.reach(0.5)


def test_progress_is_written(make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None

    Lease(job).reach(0.5)

    job.refresh_from_db()
    assert job.progress == 0.5


def test_storage_that_cannot_be_written_keeps_the_job(make_job: MakeJob, open_site: Path) -> None:
    job = make_job()
    open_site.write_text("a file where the folder should be")

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.PENDING, 0)
    assert job.lease_until is not None


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(days=-400)])
def test_clock_that_jumps_leaves_no_job_behind(make_job: MakeJob, jump: timedelta) -> None:
    """A worker was killed and another machine's clock was set: the job goes on by whatever the clock says now."""
    job = make_job()
    claim_export(job.pk)

    with time_machine.travel(timezone.now() + jump):
        sweeper.sweep_leases()
        job.refresh_from_db()
        assert (job.status, job.lease_until) == (JobStatus.PENDING, None)
        process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 2)
    assert min(job.timings.values()) >= 0


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)])
def test_clock_that_jumps_ends_a_pause(make_job: MakeJob, jump: timedelta) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    postpone_export(job=job, code=FailureCode.STORAGE_UNAVAILABLE)

    with time_machine.travel(timezone.now() + jump):
        process_export(job.pk)

    job.refresh_from_db()
    assert job.status == JobStatus.COMPLETED


def test_clocks_that_differ_a_little_take_no_job_away(make_job: MakeJob) -> None:
    job = make_job()
    claim_export(job.pk)

    with time_machine.travel(timezone.now() - CLOCK_SLACK + timedelta(seconds=1)):
        sweeper.sweep_leases()
        assert claim_export(job.pk) is None


def test_expired_files_are_removed(finished: Finished) -> None:
    job = finished()

    with time_machine.travel(job.expires_at + timedelta(seconds=1)):
        sweeper.expire_files()

    key = job.file
    job.refresh_from_db()
    assert job.status == JobStatus.EXPIRED
    assert not default_storage.exists(key)


def test_download_of_what_is_not_there(finished: Finished, make_job: MakeJob, make_version: MakeVersion) -> None:
    waiting = make_job(version=make_version(title="Other"))
    with pytest.raises(FileNotReady):
        open_download(job=waiting)
    job = finished()
    expire_export(job=job)
    job.refresh_from_db()
    with pytest.raises(FileGone):
        open_download(job=job)


def test_orphans_are_removed_and_files_of_jobs_kept(finished: Finished) -> None:
    job = finished()
    lost = default_storage.save(f"exports/{uuid4()}/lost.csv", ContentFile(b"x"))
    doubled = default_storage.save(f"exports/{job.pk}/doubled.csv", ContentFile(b"x"))

    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        sweeper.remove_orphans()

    assert default_storage.exists(job.file)
    assert not default_storage.exists(lost)
    assert not default_storage.exists(doubled)


def test_fresh_orphans_are_left_to_their_worker(open_site: Path) -> None:
    fresh = default_storage.save(f"exports/{uuid4()}/fresh.csv", ContentFile(b"x"))

    sweeper.remove_orphans()

    assert default_storage.exists(fresh)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"status": JobStatus.COMPLETED, "file": ""},
        {"status": JobStatus.PENDING, "file": "exports/x"},
        {"status": JobStatus.FAILED, "error_code": ""},
        {"status": JobStatus.FAILED, "error_code": "because"},
        {"status": JobStatus.CANCELLED, "error_code": "x"},
        {"status": JobStatus.PROCESSING, "lease_until": None},
        {"attempt": MAX_STARTS + 1},
        {"progress": 1.5},
        {"progress": -0.1},
        {"format": ""},
    ],
)
def test_wrong_rows_are_refused_by_the_database(make_job: MakeJob, wrong: dict[str, object]) -> None:
    job = make_job()

    with pytest.raises(IntegrityError), transaction.atomic():
        ExportJob.objects.filter(pk=job.pk).update(**wrong)


def test_two_identical_wanted_jobs_are_refused_by_the_database(make_job: MakeJob) -> None:
    job = make_job()

    with pytest.raises(IntegrityError), transaction.atomic():
        ExportJob.objects.create(
            owner=job.owner, version=job.version, format=job.format, options_digest=job.options_digest
        )
