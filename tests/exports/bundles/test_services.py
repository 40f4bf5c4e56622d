"""Bundles as rows: what is in them, how they stand, what becomes of failed, expired and cancelled files."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.versions.write import delete_artifact
from common.errors import FeatureDisabled, NotFound
from exports.bundles.services import (
    bundle_status,
    cancel_bundle,
    open_bundle,
    read_jobs,
    request_bundle,
    retry_bundle,
    wanted_files,
)
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.worker import process_export
from exports.rows.bundles import ExportBundle
from exports.rows.enums import BundleFormats, FailureCode, FormatName, JobStatus
from exports.rows.errors import FileGone, FileNotReady, NothingToExport, TooManyFiles
from exports.rows.limits import BUNDLE_FILES
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from telemetry.models import EventRecord
from tests.exports.bundles.conftest import MakeBundle
from tests.exports.conftest import MakeJob, MakeVersion, big_table

pytestmark = pytest.mark.django_db


def status_of(bundle: ExportBundle) -> JobStatus:
    return bundle_status(read_jobs(bundle))


def fail(job: ExportJob) -> None:
    claimed = claim_export(job.pk)
    assert claimed is not None
    fail_export(job=claimed, code=FailureCode.TIME_LIMIT)


@pytest.mark.parametrize(
    ("formats", "expected"),
    [(BundleFormats.OFFICE, ["docx", "xlsx", "xlsx"]), (BundleFormats.PDF, ["pdf", "pdf", "pdf"])],
)
def test_each_kind_gets_its_format(
    make_bundle: MakeBundle, make_version: MakeVersion, formats: BundleFormats, expected: list[str]
) -> None:
    contents = {"a": DocumentContent("# A"), "b": big_table(1), "c": SpreadsheetContent([Sheet("Home", {})])}

    bundle = make_bundle(*(make_version(content, title) for title, content in contents.items()), formats=formats)

    assert [job.format for job in read_jobs(bundle)] == expected


def test_same_files_are_the_same_bundle(make_bundle: MakeBundle, make_version: MakeVersion, user: User) -> None:
    files = wanted_files([make_version()], BundleFormats.OFFICE, "en")
    origin = uuid4()

    bundles = [request_bundle(owner=user, title="Q1", origin_id=origin, files=files) for _ in range(2)]
    renamed = request_bundle(owner=user, title="Q2", origin_id=origin, files=files)

    assert bundles[0] == bundles[1] != renamed
    assert ExportJob.objects.count() == 1


def test_limit_counts_a_bundle_once_and_one_without_new_files_never(make_version: MakeVersion, user: User) -> None:
    files = wanted_files([make_version(), make_version()], BundleFormats.OFFICE, "en")
    counted: list[int] = []

    for _ in range(2):
        request_bundle(owner=user, title="Q1", origin_id=uuid4(), files=files, admit=lambda: counted.append(1))

    assert counted == [1]


def test_what_cannot_be_a_bundle_is_refused(make_version: MakeVersion, user: User, other_user: User) -> None:
    files = wanted_files([make_version()], BundleFormats.OFFICE, "en")
    theirs = wanted_files([make_version(owner=other_user)], BundleFormats.OFFICE, "en")

    for wrong, error in (([], NothingToExport), (files * (BUNDLE_FILES + 1), TooManyFiles), (theirs, NotFound)):
        with pytest.raises(error):
            request_bundle(owner=user, title="Q1", origin_id=uuid4(), files=wrong)
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)
    with pytest.raises(FeatureDisabled):
        request_bundle(owner=user, title="Q1", origin_id=uuid4(), files=files)
    assert not ExportBundle.objects.exists()


def test_bundle_is_running_until_the_last_file_is_made(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    statuses = [status_of(bundle)]
    for job in read_jobs(bundle):
        process_export(job.pk)
        statuses.append(status_of(bundle))

    assert statuses == [JobStatus.PENDING, JobStatus.PENDING, JobStatus.PENDING, JobStatus.COMPLETED]


def test_failed_file_does_not_hold_the_others_back(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    first, *others = read_jobs(bundle)
    fail(first)
    for job in others:
        process_export(job.pk)

    assert status_of(bundle) == JobStatus.COMPLETED
    assert [job.status for job in open_bundle(bundle=bundle)] == ["failed", "completed", "completed"]


def test_bundle_of_failed_files_has_failed(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    for job in read_jobs(bundle):
        fail(job)

    assert status_of(bundle) == JobStatus.FAILED
    with pytest.raises(FileNotReady):
        open_bundle(bundle=bundle)


def test_bundle_expires_with_its_first_file(made: MakeBundle) -> None:
    bundle = made()
    ExportJob.objects.filter(pk=read_jobs(bundle)[0].pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert status_of(bundle) == JobStatus.EXPIRED
    with pytest.raises(FileGone):
        open_bundle(bundle=bundle)


def test_file_that_was_removed_from_the_storage_expires_the_bundle(made: MakeBundle) -> None:
    bundle = made()
    default_storage.delete(read_jobs(bundle)[-1].file)

    with pytest.raises(FileGone):
        open_bundle(bundle=bundle)
    assert status_of(bundle) == JobStatus.EXPIRED
    assert not EventRecord.objects.filter(name="export_downloaded").exists()


def test_cancelling_keeps_what_is_ready(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    process_export(read_jobs(bundle)[0].pk)

    cancel_bundle(bundle=bundle)

    assert status_of(bundle) == JobStatus.CANCELLED
    assert [job.status for job in read_jobs(bundle)] == ["completed", "cancelled", "cancelled"]


def test_another_try_makes_only_what_is_missing(make_bundle: MakeBundle) -> None:
    bundle = make_bundle()
    first, second, third = read_jobs(bundle)
    process_export(first.pk)
    cancel_bundle(bundle=bundle)
    delete_artifact(artifact=third.version.artifact, actor=third.owner)

    again = retry_bundle(bundle=bundle, admit=lambda: None)

    assert again != bundle
    assert [(job.version_id, job == first) for job in read_jobs(again)] == [
        (first.version_id, True),
        (second.version_id, False),
    ]


def test_each_file_of_a_fetched_zip_is_told(
    made: MakeBundle, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    bundle = made()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        open_bundle(bundle=bundle)

    assert EventRecord.objects.filter(name="export_downloaded").count() == 3


def test_database_holds_a_bundle_once(user: User) -> None:
    ExportBundle.objects.create(owner=user, title="a", origin_id=uuid4(), digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportBundle.objects.create(owner=user, title="b", origin_id=uuid4(), digest="0" * 64)


def test_single_file_is_shared_with_a_bundle(make_job: MakeJob, make_version: MakeVersion, user: User) -> None:
    version = make_version()
    job = make_job(FormatName.XLSX, version, language="en")

    bundle = request_bundle(
        owner=user, title="Q1", origin_id=uuid4(), files=wanted_files([version], BundleFormats.OFFICE, "en")
    )

    assert read_jobs(bundle) == [job]
