"""Pages and fragments of bundles, and the zip as it is fetched."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from exports.bundles.services import read_jobs
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.worker import process_export
from exports.rows.bundles import ExportBundle
from exports.rows.enums import FailureCode
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from tests.exports.bundles.conftest import MakeBundle, unpack
from tests.exports.conftest import stored_bytes

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def page_of(bundle: ExportBundle) -> str:
    return reverse("exports:bundle", args=[bundle.pk])


def file_of(bundle: ExportBundle) -> str:
    return reverse("exports:bundle_download", args=[bundle.pk])


def shown(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content
    return html.fromstring(answer.content.decode())


def fail_first(bundle: ExportBundle) -> ExportJob:
    """Fail one file, make the others; return the failed one."""
    first, *others = read_jobs(bundle)
    claimed = claim_export(first.pk)
    assert claimed is not None
    fail_export(job=claimed, code=FailureCode.TIME_LIMIT)
    for job in others:
        process_export(job.pk)
    return first


def test_running_bundle_polls_and_shows_progress(alice: Client, make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    process_export(read_jobs(bundle)[0].pk)

    fragment = shown(alice.get(page_of(bundle), headers=HTMX))

    [bar] = fragment.xpath("//progress")
    assert (bar.get("aria-label"), bar.get("value")) == ("Export progress", "33")
    assert fragment.xpath("//*[@hx-trigger]/@hx-get") == [page_of(bundle)]
    assert "1 of 3 files are made." in fragment.text_content()


def test_page_without_scripts_can_be_loaded_again(alice: Client, make_bundle: MakeBundle) -> None:
    bundle = make_bundle()

    page = shown(alice.get(page_of(bundle)))

    assert page.xpath("//noscript//a/@href") == [page_of(bundle)]
    back = reverse("chat:conversation", args=[bundle.origin_id])
    assert page.xpath(f"//main//a[@href='{back}']/text()") == ["Back to the conversation"]


def test_finished_bundle_names_its_files_and_does_not_poll(alice: Client, made: MakeBundle) -> None:
    bundle = made()

    fragment = shown(alice.get(page_of(bundle), headers=HTMX))

    assert fragment.xpath("//*[@hx-trigger]") == []
    assert fragment.xpath("//a[@download]/@href") == [file_of(bundle)]
    assert sorted(fragment.xpath("//li/a/text()")) == ["Vans.xlsx", "vans (2).xlsx", "日本語の報告.docx"]
    assert "3 rows, 6 columns" in fragment.text_content()


def test_zip_holds_the_stored_files(alice: Client, made: MakeBundle, tmp_path: Path) -> None:
    bundle = made()
    vans, twin, report = read_jobs(bundle)

    answer = alice.get(file_of(bundle))

    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer["Content-Type"], int(answer["Content-Length"])) == ("application/zip", len(content))
    assert "filename*=utf-8''Q1%20Q2%20%E2%80%93%20%C3%9Cbersicht.zip" in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert unpack(content, tmp_path) == {
        "Vans.xlsx": stored_bytes(vans),
        "vans (2).xlsx": stored_bytes(twin),
        "日本語の報告.docx": stored_bytes(report),
    }


@pytest.mark.django_db(transaction=True)
async def test_zip_is_streamed_under_asgi(async_client: Any, user: User, made: MakeBundle) -> None:
    bundle = await sync_to_async(made)()
    await async_client.aforce_login(user)

    answer = await async_client.get(file_of(bundle))

    assert answer.is_async
    content = b"".join([chunk async for chunk in answer.streaming_content])
    assert len(content) == int(answer["Content-Length"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def test_what_failed_is_named_on_the_page_and_in_the_zip(
    alice: Client, make_bundle: MakeBundle, tmp_path: Path
) -> None:
    bundle = make_bundle()
    failed = fail_first(bundle)

    fragment = shown(alice.get(page_of(bundle), headers=HTMX))
    content = b"".join(alice.get(file_of(bundle)).streaming_content)  # type: ignore[attr-defined]

    assert "1 of 3 files could not be made. The zip holds the others." in fragment.text_content()
    assert f"{failed.file_name}: Making the file took too long." in fragment.text_content()
    assert [button.text_content() for button in fragment.xpath("//button")] == ["Try again"]
    files = unpack(content, tmp_path)
    assert len(files) == 3
    note = files["Not included.txt"].decode()
    assert note == f"These files could not be made:\r\n{failed.file_name}: Making the file took too long.\r\n"


def test_zip_that_is_not_ready_or_gone(alice: Client, make_bundle: MakeBundle, made: MakeBundle) -> None:
    gone = made()
    ExportJob.objects.update(status="expired", file="")
    waiting = make_bundle()

    assert [alice.get(file_of(bundle)).status_code for bundle in (waiting, gone)] == [409, 404]


def test_cancel_and_another_try(alice: Client, make_bundle: MakeBundle) -> None:
    bundle = make_bundle()

    cancelled = alice.post(reverse("exports:bundle_cancel", args=[bundle.pk]))
    answer = alice.post(reverse("exports:bundle_retry", args=[bundle.pk]))

    assert cancelled["Location"] == page_of(bundle)
    assert "The export was cancelled." in shown(alice.get(page_of(bundle), headers=HTMX)).text_content()
    again = ExportBundle.objects.exclude(pk=bundle.pk).get()
    assert answer["Location"] == page_of(again)


def test_another_user_finds_nothing(other_user: User, client_for: Callable[[User], Client], made: MakeBundle) -> None:
    bundle = made()
    bob = client_for(other_user)

    answers = [
        bob.get(page_of(bundle)),
        bob.get(file_of(bundle)),
        bob.post(reverse("exports:bundle_cancel", args=[bundle.pk])),
        bob.post(reverse("exports:bundle_retry", args=[bundle.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_flag_off_is_403(alice: Client, made: MakeBundle) -> None:
    bundle = made()
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)

    assert [alice.get(address(bundle)).status_code for address in (page_of, file_of)] == [403, 403]
