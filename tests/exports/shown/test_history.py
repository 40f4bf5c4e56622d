"""Earlier exports of an artifact: what stands where, and which files can still be fetched."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.models import User
from exports.jobs.services import cancel_export
from exports.rows.enums import FormatName
from exports.rows.limits import HISTORY_ITEMS
from exports.rows.models import ExportJob
from exports.shown.history import recent_exports
from tests.exports.conftest import MakeJob, MakeVersion

pytestmark = pytest.mark.django_db


def test_history_names_each_state_newest_first(
    user: User, make_version: MakeVersion, make_job: MakeJob, finished: Callable[..., ExportJob]
) -> None:
    version = make_version()
    ready = finished(FormatName.CSV, version)
    past = finished(FormatName.JSON, version)
    ExportJob.objects.filter(pk=past.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    cancel_export(job=make_job(FormatName.PDF, version))

    rows = recent_exports(user=user, artifact=version.artifact)

    assert [(row.job.format, row.state, row.has_file) for row in rows] == [
        ("pdf", "Cancelled", False),
        ("json", "Expired", False),
        ("csv", "Ready", True),
    ]
    assert rows[2].job.id == ready.pk


def test_history_holds_no_preview_and_no_other_artifact(
    user: User, make_version: MakeVersion, make_job: MakeJob
) -> None:
    version = make_version()
    make_job(FormatName.CSV, make_version(title="Others"))
    job = make_job(FormatName.CSV, version)
    ExportJob.objects.filter(pk=job.pk).update(format=FormatName.PREVIEW)

    assert recent_exports(user=user, artifact=version.artifact) == []


def test_history_ends_at_its_limit(
    user: User, make_version: MakeVersion, make_job: MakeJob, django_assert_num_queries: Callable[..., object]
) -> None:
    version = make_version()
    for _ in range(HISTORY_ITEMS + 1):
        cancel_export(job=make_job(FormatName.CSV, version))

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        rows = recent_exports(user=user, artifact=version.artifact)

    assert len(rows) == HISTORY_ITEMS


def test_page_offers_stored_files(
    user: User, client_for: Callable[[User], Client], finished: Callable[..., ExportJob]
) -> None:
    job = finished(FormatName.CSV)

    answer = client_for(user).get(reverse("exports:history", args=[job.version.artifact_id]))

    page = html.fromstring(answer.content.decode())
    [link] = page.xpath("//main//a[@download]")
    assert link.get("href") == reverse("exports:download", args=[job.pk])
    assert link.get("aria-label") == "Download Vans.csv, version 1"


def test_page_without_exports_says_so(
    user: User, client_for: Callable[[User], Client], make_version: MakeVersion
) -> None:
    answer = client_for(user).get(reverse("exports:history", args=[make_version().artifact_id]))

    assert "Nothing was exported yet." in answer.content.decode()
