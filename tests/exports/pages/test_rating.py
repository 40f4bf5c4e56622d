"""Stars for a file: one answer per job and person, the last one counts, staff read them."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.services import expire_export
from exports.rows.enums import FailureCode
from exports.rows.models import ExportJob
from exports.rows.ratings import ExportRating
from telemetry.models import EventRecord
from tests.exports.conftest import MakeJob

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
Finished = Callable[..., ExportJob]


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def address(job: ExportJob) -> str:
    return reverse("exports:rating", args=[job.pk])


def test_survey_has_five_stars(alice: Client, finished: Finished) -> None:
    form = html.fromstring(alice.get(address(finished()), headers=HTMX).content.decode())

    stars = form.xpath("//button[@name='stars']")
    assert [star.get("value") for star in stars] == ["1", "2", "3", "4", "5"]
    assert [star.get("aria-label") for star in stars][:2] == ["1 star of 5", "2 stars of 5"]


def test_answer_is_kept_and_changed_by_a_second(
    alice: Client, finished: Finished, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    job = finished()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        alice.post(address(job), {"stars": "2"}, headers=HTMX)
        answer = alice.post(address(job), {"stars": "4"}, headers=HTMX)

    rating = ExportRating.objects.get()
    assert (rating.stars, rating.user_id, rating.job_id) == (4, job.owner_id, job.pk)
    form = html.fromstring(answer.content.decode())
    assert "Thank you" in form.text_content()
    assert form.xpath("//button[@aria-pressed='true']/@value") == ["4"]
    told = EventRecord.objects.filter(name="survey_answered").order_by("pk")
    assert [event.payload["stars"] for event in told] == [2, 4]


def test_who_answered_is_not_asked_again(alice: Client, finished: Finished) -> None:
    job = finished()
    alice.post(address(job), {"stars": "3"})

    assert alice.get(address(job), headers=HTMX).status_code == 204
    assert "Thank you" in alice.get(address(job)).content.decode()


def test_without_htmx_an_answer_leads_back_to_the_page(alice: Client, finished: Finished) -> None:
    job = finished()

    assert alice.post(address(job), {"stars": "5"})["Location"] == address(job)


def test_expired_file_can_be_rated_and_a_failed_one_cannot(
    alice: Client, make_job: MakeJob, finished: Finished
) -> None:
    past = finished()
    expire_export(job=past)
    failed = claim_export(make_job().pk)
    assert failed is not None
    fail_export(job=failed, code=FailureCode.RENDER_FAILED)

    assert alice.post(address(past), {"stars": "1"}, headers=HTMX).status_code == 200
    assert alice.post(address(failed), {"stars": "1"}, headers=HTMX).status_code == 409


@pytest.mark.parametrize("stars", ["0", "6", "", "many"])
def test_other_numbers_are_refused(alice: Client, finished: Finished, stars: str) -> None:
    assert alice.post(address(finished()), {"stars": stars}, headers=HTMX).status_code == 422
    assert not ExportRating.objects.exists()


def test_database_holds_one_answer_from_one_to_five(finished: Finished) -> None:
    job = finished()

    for stars in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExportRating.objects.create(job=job, user=job.owner, stars=stars)
    ExportRating.objects.create(job=job, user=job.owner, stars=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRating.objects.create(job=job, user=job.owner, stars=5)


def test_staff_read_answers_and_change_none(
    staff: User, client_for: Callable[[User], Client], alice: Client, finished: Finished
) -> None:
    alice.post(address(finished()), {"stars": "3"})
    client = client_for(staff)
    rating = ExportRating.objects.get()

    listing = client.get(reverse("admin:exports_exportrating_changelist"))

    assert "CSV (.csv)" in listing.content.decode()
    change = reverse("admin:exports_exportrating_change", args=[rating.pk])
    assert client.post(change, {"stars": "5"}).status_code == 403
