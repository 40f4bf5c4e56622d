"""Claims against what other workers do between a read and a write, and the pauses between starts."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from common import events
from exports.jobs import claims
from exports.jobs.claims import (
    FinishedFile,
    claim_export,
    complete_export,
    fail_export,
    lapse_export,
    milliseconds,
    postpone_export,
    record_progress,
    renew_lease,
    return_export,
)
from exports.rows.enums import FailureCode, JobStatus
from exports.rows.limits import (
    FILE_LIFETIME,
    LEASE,
    MAX_STARTS,
    STORAGE_LONGEST_PAUSE,
    STORAGE_PATIENCE,
    STORAGE_PAUSE,
)
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion
from tests.fakes.interleaving import before_first_update

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
TABLE = ExportJob._meta.db_table
FILE = FinishedFile("exports/x/y.csv", 7, "a" * 64, {"rows": 3}, {"formulas": 2}, {"render": 11, "verify": 5})


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """What was emitted, whether or not the transaction around the test ends."""
    found: list[events.Event] = []
    monkeypatch.setattr(claims, "emit", found.append)
    return found


@pytest.fixture
def claimed(make_job: MakeJob) -> ExportJob:
    """A job that was asked for at noon and claimed two seconds later, by a clock that stands still then."""
    job = make_job()
    ExportJob.objects.update(created_at=NOON)
    with time_machine.travel(NOON + timedelta(seconds=2), tick=False):
        mine = claim_export(job.pk)
    assert mine is not None
    return mine


def stored(job: ExportJob | None = None) -> ExportJob:
    return ExportJob.objects.get(**({"pk": job.pk} if job else {}))


@pytest.mark.races
def test_claim_of_a_row_that_was_started_and_lost_meanwhile_gets_nothing(make_job: MakeJob) -> None:
    """Between our read and our write another worker started the job and fell silent: the row is claimable again."""
    job = make_job()
    long_ago = timezone.now() - LEASE

    def start_elsewhere() -> None:
        ExportJob.objects.update(status=JobStatus.PROCESSING, attempt=F("attempt") + 1, lease_until=long_ago)

    with before_first_update(TABLE, start_elsewhere):
        assert claim_export(job.pk) is None
    assert (stored().attempt, stored().lease_until) == (1, long_ago)


@pytest.mark.races
def test_claim_of_a_row_that_was_cancelled_meanwhile_gets_nothing(make_job: MakeJob) -> None:
    job = make_job()

    with before_first_update(TABLE, lambda: ExportJob.objects.update(status=JobStatus.CANCELLED)):
        assert claim_export(job.pk) is None
    assert (stored().status, stored().attempt) == (JobStatus.CANCELLED, 0)


def test_claim_writes_the_start_and_knows_it(make_job: MakeJob, heard: list[events.Event]) -> None:
    job = make_job()
    ExportJob.objects.update(created_at=NOON, progress=0.5)
    now = NOON + timedelta(milliseconds=250)

    with time_machine.travel(now, tick=False):
        mine = claim_export(job.pk)

    assert mine is not None
    for row in (mine, stored()):
        assert (row.status, row.attempt, row.progress) == (JobStatus.PROCESSING, 1, 0)
        assert (row.lease_until, row.started_at) == (now + LEASE, now)
    artifact = job.version.artifact
    assert [(event.name, event.payload()) for event in heard] == [
        (
            "export_started",
            {
                "user_id": job.owner_id,
                "job_id": str(job.pk),
                "artifact_id": str(artifact.pk),
                "kind": artifact.kind,
                "format": job.format,
                "attempt": 1,
                "queue_ms": 250,
            },
        )
    ]


def test_claim_takes_its_job_alone(make_job: MakeJob, make_version: MakeVersion) -> None:
    other = make_job(version=make_version(title="Other"))
    mine = make_job()

    claimed = claim_export(mine.pk)

    assert claimed == mine
    other.refresh_from_db()
    assert (other.status, other.attempt, stored(mine).attempt) == (JobStatus.PENDING, 0, 1)
    assert claim_export(other.pk) == other


def test_claim_reads_what_a_worker_needs_at_once(make_job: MakeJob, django_assert_num_queries) -> None:
    job = claim_export(make_job().pk)

    assert job is not None
    with django_assert_num_queries(0):
        assert (job.owner.pk, job.version.artifact.owner_id, job.style.pk) == (
            job.owner_id,
            job.owner_id,
            job.style_id,
        )


def test_renewed_lease_is_whole_again(claimed: ExportJob) -> None:
    with time_machine.travel(NOON + timedelta(seconds=30), tick=False):
        assert renew_lease(claimed)
    assert stored().lease_until == NOON + timedelta(seconds=30) + LEASE


@pytest.mark.parametrize(("fraction", "written"), [(0.25, 0.25), (-1, 0), (1.5, 1), (0, 0), (1, 1)])
def test_progress_stays_between_nothing_and_all(claimed: ExportJob, fraction: float, written: float) -> None:
    assert record_progress(claimed, fraction)
    assert stored().progress == written


def test_completed_job_holds_the_file_and_what_it_took(claimed: ExportJob, heard: list[events.Event]) -> None:
    now = NOON + timedelta(seconds=3)
    with time_machine.travel(now, tick=False):
        assert complete_export(job=claimed, file=FILE)

    row = stored()
    assert (row.status, row.progress, row.lease_until) == (JobStatus.COMPLETED, 1, None)
    assert (row.file, row.size_bytes, row.sha256) == ("exports/x/y.csv", 7, "a" * 64)
    assert (row.verification, row.losses) == ({"rows": 3}, {"formulas": 2})
    assert row.timings == {"render": 11, "verify": 5, "total": 3_000}
    assert (row.finished_at, row.expires_at) == (now, now + FILE_LIFETIME)
    figures = {"attempt": 1, "render_ms": 11, "verify_ms": 5, "total_ms": 3_000, "size_bytes": 7}
    (event,) = heard
    assert event.name == "export_completed"
    assert {**event.payload(), **figures} == event.payload()


def test_failed_job_holds_the_reason(claimed: ExportJob, heard: list[events.Event]) -> None:
    with time_machine.travel(NOON + timedelta(seconds=3), tick=False):
        assert fail_export(job=claimed, code=FailureCode.RENDER_FAILED)

    row = stored()
    assert (row.status, row.error_code, row.lease_until) == (JobStatus.FAILED, FailureCode.RENDER_FAILED, None)
    assert row.finished_at == NOON + timedelta(seconds=3)
    (event,) = heard
    assert (event.name, event.payload()["attempt"], event.payload()["code"]) == ("export_failed", 1, "render_failed")


def test_what_was_taken_away_is_not_told(claimed: ExportJob, heard: list[events.Event]) -> None:
    ExportJob.objects.update(status=JobStatus.CANCELLED, lease_until=None)

    assert not fail_export(job=claimed, code=FailureCode.RENDER_FAILED)
    assert not complete_export(job=claimed, file=FILE)
    assert heard == []


@pytest.mark.parametrize(
    ("away", "pause"),
    [
        (None, STORAGE_PAUSE),
        (timedelta(seconds=-5), STORAGE_PAUSE),
        (timedelta(seconds=90), timedelta(seconds=90)),
        (timedelta(minutes=59), STORAGE_LONGEST_PAUSE),
    ],
)
def test_pause_grows_with_how_long_the_storage_is_away_and_takes_no_start(
    claimed: ExportJob, away: timedelta | None, pause: timedelta
) -> None:
    claimed.refused_at = None if away is None else NOON - away
    ExportJob.objects.update(progress=0.5, sent_at=NOON)

    with time_machine.travel(NOON, tick=False):
        assert postpone_export(job=claimed, code=FailureCode.STORAGE_UNAVAILABLE)
        assert claim_export(claimed.pk) is None

    row = stored()
    assert (row.status, row.attempt, row.sent_at, row.progress) == (JobStatus.PENDING, 0, None, 0)
    assert (row.lease_until, row.refused_at) == (NOON + pause, NOON if away is None else NOON - away)
    with time_machine.travel(NOON + pause, tick=False):
        assert claim_export(claimed.pk) is not None


def test_storage_that_is_away_for_an_hour_ends_the_job_with_the_reason(claimed: ExportJob) -> None:
    claimed.refused_at = NOON - STORAGE_PATIENCE

    with time_machine.travel(NOON, tick=False):
        assert postpone_export(job=claimed, code=FailureCode.STORAGE_UNAVAILABLE)

    assert (stored().status, stored().error_code) == (JobStatus.FAILED, FailureCode.STORAGE_UNAVAILABLE)


def test_job_of_a_worker_that_stops_is_anothers_at_once_with_all_its_starts(claimed: ExportJob) -> None:
    assert return_export(job=claimed)

    row = stored()
    assert (row.status, row.attempt, row.lease_until, row.sent_at) == (JobStatus.PENDING, 0, None, None)
    assert not return_export(job=claimed)
    assert claim_export(claimed.pk) is not None


@pytest.mark.parametrize(("attempt", "status"), [(1, JobStatus.PENDING), (MAX_STARTS, JobStatus.FAILED)])
def test_start_that_was_lost_counts(claimed: ExportJob, attempt: int, status: JobStatus) -> None:
    ExportJob.objects.update(attempt=attempt)
    claimed.attempt = attempt

    assert lapse_export(job=claimed)
    assert (stored().status, stored().attempt, stored().lease_until) == (status, attempt, None)


@pytest.mark.parametrize(
    ("span", "whole"),
    [(timedelta(microseconds=1_600), 2), (timedelta(seconds=-1), 0), (timedelta(milliseconds=1), 1)],
)
def test_milliseconds_are_whole_and_never_below_nothing(span: timedelta, whole: int) -> None:
    assert milliseconds(span) == whole
