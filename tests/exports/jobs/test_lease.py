"""A worker's hold on a job: what the bar shows, how often it is written, and how the end of the hold is noticed."""

import threading
import time

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from exports.jobs import lease as lease_module
from exports.jobs.claims import claim_export
from exports.jobs.lease import Lease
from exports.jobs.services import cancel_export
from exports.rows.errors import ExportStopped
from exports.rows.limits import LEASE, PROGRESS_SECONDS
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob

SOON = 0.01


class Clock:
    """Stands still unless it is set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    still = Clock()
    monkeypatch.setattr(lease_module, "time", still)
    return still


@pytest.fixture
def job(make_job: MakeJob) -> ExportJob:
    claimed = claim_export(make_job().pk)
    assert claimed is not None
    return claimed


def progress() -> float:
    return ExportJob.objects.get().progress


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("done", "total", "shown"), [(1, 2, 0.45), (0, 2, 0), (2, 2, 0.9), (9, 2, 0.9), (1, 0, 0.9), (1, 1, 0.9)]
)
def test_rendering_fills_nine_tenths_of_the_bar(
    job: ExportJob, clock: Clock, done: int, total: int, shown: float
) -> None:
    lease = Lease(job)
    clock.now += PROGRESS_SECONDS

    lease.progress(done, total)

    assert progress() == pytest.approx(shown)


@pytest.mark.django_db
def test_progress_is_written_twice_a_second_at_most(job: ExportJob, clock: Clock) -> None:
    lease = Lease(job)
    seen = []
    for done in range(1, 7):
        clock.now += PROGRESS_SECONDS / 2
        lease.progress(done, 10)
        seen.append(round(progress(), 2))

    assert seen == [0, 0.18, 0.18, 0.36, 0.36, 0.54]


@pytest.mark.django_db
def test_progress_of_a_job_that_was_taken_away_stops_the_renderer(job: ExportJob, clock: Clock) -> None:
    lease = Lease(job)
    cancel_export(job=job)
    lease.progress(1, 2)  # not yet asked for
    clock.now += PROGRESS_SECONDS

    with pytest.raises(ExportStopped):
        lease.progress(1, 2)


@pytest.mark.django_db(transaction=True)
def test_loss_is_noticed_without_a_write(job: ExportJob, clock: Clock) -> None:
    """The clock stands still, so that only the renewing thread can notice."""
    cancel_export(job=job)

    def work(lease: Lease) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            lease.progress(1, 2)

    with Lease(job, renew_seconds=SOON) as lease, pytest.raises(ExportStopped):
        work(lease)


@pytest.mark.django_db(transaction=True)
def test_renewal_goes_on_after_the_database_was_busy(job: ExportJob, monkeypatch: pytest.MonkeyPatch) -> None:
    renew, calls, renewed = lease_module.renew_lease, [], threading.Event()

    def busy_at_first(held: ExportJob) -> bool:
        calls.append(held)
        if len(calls) < 3:
            raise OperationalError
        is_held = renew(held)
        renewed.set()
        return is_held

    monkeypatch.setattr(lease_module, "renew_lease", busy_at_first)
    with time_machine.travel(timezone.now() + LEASE / 2), Lease(job, renew_seconds=SOON) as lease:
        assert renewed.wait(30)
        lease.reach(0.5)

    assert ExportJob.objects.get().lease_until > timezone.now() + LEASE


@pytest.mark.django_db(transaction=True)
def test_nothing_renews_after_the_end(job: ExportJob) -> None:
    before = threading.active_count()
    with Lease(job, renew_seconds=SOON) as lease:
        (thread,) = [one for one in threading.enumerate() if one.name == "export-lease"]
        assert thread.daemon  # a worker that is told to end does not wait for it
        lease.reach(0.2)

    assert threading.active_count() == before
    assert progress() == 0.2


@pytest.mark.django_db
def test_a_lease_is_renewed_well_before_it_ends(job: ExportJob) -> None:
    assert Lease(job)._renew_seconds * 3 <= LEASE.total_seconds()


@pytest.mark.django_db
def test_bar_stands_still_while_the_database_is_away(job: ExportJob, monkeypatch: pytest.MonkeyPatch) -> None:
    lease = Lease(job)

    def away(*_given: object) -> bool:
        raise OperationalError

    with monkeypatch.context() as outage:
        outage.setattr(lease_module, "record_progress", away)
        lease.reach(0.5)
    lease.reach(0.7)
    assert progress() == 0.7
