"""Previews: the first pages as images with their text, made by the machine of exports."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from PIL import Image

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.write import delete_artifact
from exports.jobs import previews, queue, sweeper
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.worker import process_export
from exports.preview_images.file import read_image, read_pages
from exports.rows.enums import FailureCode, FormatName, JobStatus
from exports.rows.limits import LEASE, MAX_STARTS, PREVIEW_PAGES, PREVIEW_ROWS
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from tests.exports.conftest import MakeFile, MakeVersion, big_table

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MakePreview = Callable[..., ExportJob]


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def queued(make_version: MakeVersion) -> MakePreview:
    """Return a function that asks for a preview; nothing works on it."""

    def make(version: ArtifactVersion | None = None) -> ExportJob:
        version = version or make_version()
        return previews.open_preview(owner=version.artifact.owner, version=version, language="en")

    return make


@pytest.fixture
def finished_preview(queued: MakePreview) -> MakePreview:
    """Return a function that asks for a preview and works on it as a worker does."""

    def make(version: ArtifactVersion | None = None) -> ExportJob:
        job = queued(version)
        process_export(job.pk)
        job.refresh_from_db()
        return job

    return make


def texts(path: Path) -> str:
    return "\n".join(line.text for page in read_pages(path).pages for line in page.lines)


def test_table_becomes_images_with_every_cell_as_text(make_file: MakeFile) -> None:
    made = make_file(big_table(3), FormatName.PREVIEW)

    made.assert_verified()
    pages = read_pages(made.path)
    assert (pages.page_count, pages.part) == (1, None)
    words = texts(made.path)
    assert all(word in words for word in ("Vans", "Name", "Van 1 öä", "Van 3 öä", "2024-01-03"))
    image = Image.open(io.BytesIO(read_image(made.path, 1) or b""))
    assert image.width == pytest.approx(pages.pages[0].width * 16 / 9, abs=2)


def test_text_stands_inside_its_page(make_file: MakeFile) -> None:
    [page] = read_pages(make_file(big_table(3), FormatName.PREVIEW).path).pages

    assert all(line.x >= 0 and line.x + line.width <= page.width for line in page.lines)
    assert all(line.y >= 0 and line.y + line.height <= page.height for line in page.lines)
    assert len(page.lines) > 3


def test_long_table_is_made_from_its_first_rows(make_file: MakeFile) -> None:
    made = make_file(big_table(PREVIEW_ROWS + 500), FormatName.PREVIEW)

    pages = read_pages(made.path)
    assert made.figures == {"pages": PREVIEW_PAGES}
    assert len(pages.pages) == PREVIEW_PAGES <= pages.page_count
    assert pages.part is not None
    assert (pages.part.shown, pages.part.whole) == (PREVIEW_ROWS, PREVIEW_ROWS + 500)


def test_long_document_is_made_from_its_first_blocks(make_file: MakeFile) -> None:
    block = "Some words of a paragraph that says nothing. " * 40
    made = make_file(DocumentContent("\n\n".join([block] * 120)), FormatName.PREVIEW)

    pages = read_pages(made.path)
    assert len(pages.pages) == PREVIEW_PAGES
    assert pages.part is not None
    assert pages.part.shown < pages.part.whole


def test_long_workbook_is_made_from_its_first_rows(make_file: MakeFile) -> None:
    def sheet(name: str) -> Sheet:
        return Sheet(name, {(row, 1): SheetCell(f"{name}{row}") for row in range(1, 1001)})

    made = make_file(SpreadsheetContent([sheet("A"), sheet("B"), sheet("C")]), FormatName.PREVIEW)

    part = read_pages(made.path).part
    assert part is not None
    assert (part.shown, part.whole) == (PREVIEW_ROWS, 3000)


@pytest.mark.parametrize(
    "content",
    [
        DocumentContent("# Plan\n\nText with **weight** and 日本.\n"),
        SpreadsheetContent([Sheet("Budget", {(1, 1): SheetCell(40), (2, 1): SheetCell("=A1*2")})]),
    ],
    ids=["document", "spreadsheet"],
)
def test_every_kind_has_a_preview(make_version: MakeVersion, finished_preview: MakePreview, content: Any) -> None:
    job = finished_preview(make_version(content))

    assert (job.status, job.error_code) == (JobStatus.COMPLETED, "")
    assert previews.pages_of(job).page_count == 1


def test_preview_is_used_again(queued: MakePreview, make_version: MakeVersion) -> None:
    version = make_version()

    first, second = queued(version), queued(version)

    assert first.pk == second.pk


def test_preview_that_failed_is_made_again_only_on_request(queued: MakePreview, make_version: MakeVersion) -> None:
    version = make_version()
    job = claim_export(queued(version).pk)
    assert job is not None
    fail_export(job=job, code=FailureCode.TIME_LIMIT)

    assert queued(version).pk == job.pk
    again = previews.retry_preview(owner=version.artifact.owner, version=version, language="en")

    assert again.pk != job.pk
    assert again.is_running


def test_preview_waits_in_a_queue_of_its_own(queued: MakePreview, make_job: Callable[..., ExportJob]) -> None:
    assert queue.queue_of(queued()) == "previews"
    assert queue.queue_of(make_job()) != "previews"


def test_repeated_delivery_does_nothing(finished_preview: MakePreview) -> None:
    job = finished_preview()

    process_export(job.pk)

    again = ExportJob.objects.get()
    assert (again.attempt, again.file) == (1, job.file)


def test_killed_worker_is_followed_by_another(queued: MakePreview) -> None:
    """A worker that was killed leaves a claimed row whose lease runs out."""
    job = queued()
    claim_export(job.pk)

    with time_machine.travel(timezone.now() + 2 * LEASE, tick=False):
        sweeper.sweep_leases()
        process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 2)


def test_preview_that_kills_its_worker_each_time_fails(queued: MakePreview) -> None:
    job = queued()
    now = timezone.now()
    for start in range(MAX_STARTS):
        with time_machine.travel(now + start * 2 * LEASE, tick=False):
            assert claim_export(job.pk) is not None

    with time_machine.travel(now + (MAX_STARTS + 1) * 2 * LEASE, tick=False):
        sweeper.sweep_leases()

    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.FAILED, FailureCode.WORKER_LOST)


def test_artifact_deleted_meanwhile_fails_the_preview(queued: MakePreview, user: User) -> None:
    job = queued()
    delete_artifact(artifact=job.version.artifact, actor=user)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.FAILED, FailureCode.ARTIFACT_DELETED)


def test_preview_of_a_deleted_artifact_is_gone(alice: Client, finished_preview: MakePreview, user: User) -> None:
    job = finished_preview()
    key = job.file
    delete_artifact(artifact=job.version.artifact, actor=user)

    assert alice.get(reverse("exports:preview_page", args=[job.pk, 1])).status_code == 404
    assert alice.get(reverse("exports:preview", args=[job.version.artifact_id])).status_code == 404
    sweeper.expire_files()

    assert not default_storage.exists(key)


def test_preview_expires(finished_preview: MakePreview) -> None:
    job = finished_preview()
    key = job.file
    assert job.expires_at is not None

    with time_machine.travel(job.expires_at, tick=False):
        sweeper.expire_files()

    job.refresh_from_db()
    assert (job.status, default_storage.exists(key)) == (JobStatus.EXPIRED, False)


def fragment(client: Client, job: ExportJob, **headers: str) -> Any:
    answer = client.get(reverse("exports:preview", args=[job.version.artifact_id]), headers={**HTMX, **headers})
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_running_preview_asks_again(alice: Client, queued: MakePreview) -> None:
    job = queued()

    shown = fragment(alice, job)

    address = f"{reverse('exports:preview', args=[job.version.artifact_id])}?version=1"
    assert shown.xpath("//*[@hx-trigger='every 700ms']/@hx-get") == [address]
    assert shown.xpath("//progress/@aria-label") == ["Preview progress"]


def test_finished_preview_shows_pages_and_stops_asking(alice: Client, finished_preview: MakePreview) -> None:
    job = finished_preview()

    shown = fragment(alice, job)

    assert shown.xpath("//*[@hx-trigger]") == []
    [image] = shown.xpath("//img/@src")
    assert "Van 2 öä" in shown.xpath("string(//svg)")
    assert shown.xpath("normalize-space(//figcaption)") == "Page 1 of 1"
    answer = alice.get(image)
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).format == "WEBP"


def test_numbers_of_the_text_layer_hold_in_every_language(alice: Client, finished_preview: MakePreview) -> None:
    shown = fragment(alice, finished_preview(), **{"Accept-Language": "es"})
    if not shown.xpath("//svg"):  # the first request in another language asks for another file
        process_export(ExportJob.objects.previews().latest("created_at").pk)
        shown = fragment(alice, ExportJob.objects.previews().latest("created_at"), **{"Accept-Language": "es"})

    places = shown.xpath("//text/@x | //text/@y | //text/@textLength | //svg/@viewBox")
    assert places
    assert all("," not in place for place in places)


def test_failed_preview_says_why_and_can_be_tried_again(alice: Client, queued: MakePreview) -> None:
    job = claim_export(queued().pk)
    assert job is not None
    fail_export(job=job, code=FailureCode.TIME_LIMIT)

    shown = fragment(alice, job)

    assert "Making the file took too long." in shown.text_content()
    [form] = shown.xpath("//form")
    answer = alice.post(form.get("action"))
    assert answer["Location"] == f"{reverse('exports:preview', args=[job.version.artifact_id])}?version=1"
    assert ExportJob.objects.previews().filter(status=JobStatus.PENDING).count() == 1


def test_page_without_htmx_has_a_link_to_look_again(alice: Client, queued: MakePreview) -> None:
    address = reverse("exports:preview", args=[queued().version.artifact_id])

    page = html.fromstring(alice.get(address).content.decode())

    assert page.xpath("//noscript//a/@href") == [f"{address}?version=1"]
    assert page.xpath("//h1")


def test_another_user_finds_nothing(
    other_user: User, client_for: Callable[[User], Client], finished_preview: MakePreview
) -> None:
    job = finished_preview()
    bob = client_for(other_user)

    answers = [
        bob.get(reverse("exports:preview", args=[job.version.artifact_id])),
        bob.post(reverse("exports:preview_retry", args=[job.version.artifact_id])),
        bob.get(reverse("exports:preview_page", args=[job.pk, 1])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


@pytest.mark.parametrize("number", [0, 2, 99])
def test_page_that_is_not_there_is_404(alice: Client, finished_preview: MakePreview, number: int) -> None:
    assert alice.get(reverse("exports:preview_page", args=[finished_preview().pk, number])).status_code == 404


@pytest.mark.parametrize("version", ["x", "-1", "99999999999", "7"])
def test_unknown_version_is_refused(alice: Client, make_version: MakeVersion, version: str) -> None:
    address = reverse("exports:preview", args=[make_version().artifact_id])

    assert alice.get(f"{address}?version={version}").status_code in (404, 422)


def test_flag_off_is_403(alice: Client, finished_preview: MakePreview) -> None:
    job = finished_preview()
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)

    for address in (
        reverse("exports:preview", args=[job.version.artifact_id]),
        reverse("exports:preview_page", args=[job.pk, 1]),
    ):
        answer = alice.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 403
        assert "feature_disabled" in answer.content.decode()


def test_preview_is_no_file_that_a_person_may_ask_for(alice: Client, finished_preview: MakePreview) -> None:
    job = finished_preview()
    sent = {"artifact_id": job.version.artifact_id, "format": "preview"}

    assert alice.post(reverse("exports:create"), sent, headers=HTMX).status_code == 422
    assert alice.get(reverse("exports:download", args=[job.pk])).status_code == 404
    assert alice.get(reverse("exports:status", args=[job.pk])).status_code == 404


def test_previews_are_outside_the_limit(alice: Client, make_version: MakeVersion) -> None:
    addresses = [reverse("exports:preview", args=[make_version().artifact_id]) for _ in range(4)]

    assert [alice.get(address).status_code for address in addresses] == [200] * 4
