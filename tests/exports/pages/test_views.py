"""Pages and fragments of exports, with htmx and without."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.models import User
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.services import cancel_export
from exports.jobs.worker import process_export
from exports.rows.enums import FailureCode, FormatName
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from tests.exports.conftest import MakeJob, MakeVersion, stored_bytes

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def fragment(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return html.fromstring(answer.content.decode())


def test_menu_has_an_item_for_each_format(alice: Client, make_version: MakeVersion) -> None:
    version = make_version()

    menu = fragment(alice.get(reverse("exports:menu", args=[version.artifact_id]), headers=HTMX))

    items = menu.xpath("//*[@role='menuitem']")
    choices = items[:-1]
    labels = [menu.get_element_by_id(item.get("aria-labelledby")) for item in choices]
    assert [label.text_content() for label in (*labels, items[-1])] == [
        "Excel (.xlsx)",
        "Word (.docx)",
        "PDF (.pdf)",
        "CSV (.csv)",
        "Markdown (.md)",
        "JSON (.json)",
        "Options…",
    ]
    notes = [menu.get_element_by_id(item.get("aria-describedby")).text_content() for item in choices]
    assert notes[3] == "Plain values for any program. Types and formats are lost."


def test_menu_without_htmx_is_a_page_of_buttons(alice: Client, make_version: MakeVersion) -> None:
    page = fragment(alice.get(reverse("exports:menu", args=[make_version().artifact_id])))

    assert len(page.xpath("//main//button[@name='format']")) == 6


def test_chosen_format_shows_progress(alice: Client, make_version: MakeVersion) -> None:
    version = make_version()
    sent = {"artifact_id": version.artifact_id, "version": 1, "format": "xlsx"}

    status = fragment(alice.post(reverse("exports:create"), sent, headers=HTMX))

    [bar] = status.xpath("//progress")
    assert bar.get("aria-label") == "Export progress"
    [polling] = status.xpath("//*[@hx-trigger='every 500ms']")
    job = ExportJob.objects.get()
    assert polling.get("hx-get") == reverse("exports:status", args=[job.pk])
    assert job.options["language"] == "en"


def test_finished_fragment_does_not_poll(alice: Client, make_job: MakeJob) -> None:
    job = make_job(FormatName.XLSX)
    process_export(job.pk)

    status = fragment(alice.get(reverse("exports:status", args=[job.pk]), headers=HTMX))

    assert status.xpath("//*[contains(@hx-trigger, 'every')]") == []
    [link] = status.xpath("//a")
    assert (link.text_content(), link.get("href")) == ("Download", reverse("exports:download", args=[job.pk]))
    assert "3 rows, 6 columns, 0 formulas, 0 errors" in status.text_content()


def test_without_htmx_a_post_leads_to_the_page_of_the_job(alice: Client, make_version: MakeVersion) -> None:
    sent = {"artifact_id": make_version().artifact_id, "format": "csv"}

    answer = alice.post(reverse("exports:create"), sent)

    job = ExportJob.objects.get()
    assert answer["Location"] == reverse("exports:status", args=[job.pk])
    page = fragment(alice.get(answer["Location"]))
    assert page.xpath("//noscript//a/@href") == [answer["Location"]]


def test_download_is_an_attachment(alice: Client, make_job: MakeJob) -> None:
    job = make_job()
    process_export(job.pk)
    job.refresh_from_db()

    answer = alice.get(reverse("exports:download", args=[job.pk]))

    assert b"".join(answer.streaming_content) == stored_bytes(job)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="Vans.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db(transaction=True)
async def test_download_is_streamed_under_asgi(async_client: Any, user: User, make_job: MakeJob) -> None:
    from asgiref.sync import sync_to_async

    job = await sync_to_async(make_job)()
    await sync_to_async(process_export)(job.pk)
    await async_client.aforce_login(user)

    answer = await async_client.get(reverse("exports:download", args=[job.pk]))

    assert answer.is_async
    content = b"".join([chunk async for chunk in answer.streaming_content])
    assert len(content) == int(answer["Content-Length"])


def test_failed_job_says_why_and_offers_another_try(alice: Client, make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    fail_export(job=job, code=FailureCode.TIME_LIMIT)

    status = fragment(alice.get(reverse("exports:status", args=[job.pk]), headers=HTMX))

    assert "Making the file took too long." in status.text_content()
    [button] = status.xpath("//button")
    assert (button.text_content(), button.get("value")) == ("Try again", "csv")


def test_cancel_shows_the_job_again(alice: Client, make_job: MakeJob) -> None:
    job = make_job()

    status = fragment(alice.post(reverse("exports:cancel", args=[job.pk]), headers=HTMX))

    assert "cancelled" in status.text_content()
    assert ExportJob.objects.get().status == "cancelled"


def test_wrong_form_is_refused(alice: Client, make_version: MakeVersion) -> None:
    version = make_version()

    for sent in ({"format": "exe", "artifact_id": version.artifact_id}, {"format": "csv", "artifact_id": "x"}, {}):
        assert alice.post(reverse("exports:create"), sent, headers=HTMX).status_code == 422


def test_another_user_finds_nothing(other_user: User, client_for: Callable[[User], Client], make_job: MakeJob) -> None:
    job = make_job()
    bob = client_for(other_user)

    answers = [
        bob.get(reverse("exports:menu", args=[job.version.artifact_id])),
        bob.post(reverse("exports:create"), {"artifact_id": job.version.artifact_id, "format": "csv"}),
        bob.get(reverse("exports:status", args=[job.pk])),
        bob.get(reverse("exports:download", args=[job.pk])),
        bob.post(reverse("exports:cancel", args=[job.pk])),
        bob.get(reverse("exports:status", args=[uuid4()])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6


def test_stranger_is_sent_to_sign_in(make_job: MakeJob) -> None:
    answer = Client().get(reverse("exports:status", args=[make_job().pk]))

    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_flag_off_is_403(alice: Client, make_job: MakeJob) -> None:
    job = make_job()
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)

    assert alice.get(reverse("exports:status", args=[job.pk])).status_code == 403
    assert alice.get(reverse("exports:menu", args=[job.version.artifact_id])).status_code == 403


def test_writes_ask_for_post(alice: Client, make_job: MakeJob) -> None:
    assert alice.get(reverse("exports:cancel", args=[make_job().pk])).status_code == 405


def test_staff_see_and_repeat_jobs(staff: User, client_for: Callable[[User], Client], make_job: MakeJob) -> None:
    client = client_for(staff)
    job = cancel_export(job=make_job())
    listing = reverse("admin:exports_exportjob_changelist")

    assert client.get(listing).status_code == 200
    assert client.get(reverse("admin:exports_exportjob_change", args=[job.pk])).status_code == 200
    client.post(listing, {"action": "retry", "_selected_action": [str(job.pk)]})

    assert ExportJob.objects.filter(status="pending").count() == 1


def test_staff_remove_files(staff: User, client_for: Callable[[User], Client], make_job: MakeJob) -> None:
    job = make_job()
    process_export(job.pk)
    listing = reverse("admin:exports_exportjob_changelist")

    client_for(staff).post(listing, {"action": "expire", "_selected_action": [str(job.pk)]})

    job.refresh_from_db()
    assert (job.status, job.file) == ("expired", "")


def test_file_past_its_time_is_refused_before_the_sweep_comes(alice: Client, make_job: MakeJob) -> None:
    job = make_job()
    process_export(job.pk)
    ExportJob.objects.update(expires_at=timezone.now())

    page = alice.get(reverse("exports:download", args=[job.pk]))
    problem = alice.get(reverse("api:export_file", args=[job.pk]))

    assert (page.status_code, problem.status_code, problem.json()["code"]) == (404, 404, "file_gone")
    assert problem.json()["detail"] in page.content.decode()
