"""A storage that is down, full, slow, silent or refuses: for workers, for downloads, for the sweep."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from exports.jobs import storage, sweeper
from exports.jobs.previews import image_of, open_preview, pages_of
from exports.jobs.worker import process_export
from exports.renderers import table_csv
from exports.rows.enums import JobStatus
from exports.rows.errors import FileGone, StorageFailed, StorageUnavailable
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion, big_table
from tests.fakes.bucket import Bucket, running_bucket
from tests.fakes.faulty_bucket import faulty_bucket

pytestmark = pytest.mark.django_db
Finished = Callable[..., ExportJob]
UseBucket = Callable[..., None]
SENTENCE = "The file storage is not available right now. Try again in a moment."
DOWN = {"S3_ENDPOINT_URL": "http://127.0.0.1:9"}
REFUSES = {"S3_SECRET_ACCESS_KEY": "wrong"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with running_bucket(tmp_path_factory.mktemp("s3")) as started:
        yield started


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@contextmanager
def disk_takes(size_bytes: int) -> Iterator[None]:
    """Let the system refuse what makes a file larger than this, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def assert_postponed(job: ExportJob) -> None:
    job.refresh_from_db()
    assert (job.status, job.attempt, job.file, job.error_code) == (JobStatus.PENDING, 0, "", "")
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()


def test_full_bucket_postpones_the_job(use_bucket: UseBucket, make_job: MakeJob) -> None:
    job = make_job()
    with faulty_bucket(write_status=507) as full:
        use_bucket(full)

        process_export(job.pk)

    assert_postponed(job)
    assert full.writes == 1


def test_slow_bucket_gets_the_file(use_bucket: UseBucket, make_job: MakeJob) -> None:
    job = make_job()
    with faulty_bucket(delay_seconds=1) as slow:
        use_bucket(slow)

        process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 1)
    assert job.timings["store"] >= 1_000


def test_silent_bucket_is_given_up_in_time(use_bucket: UseBucket, make_job: MakeJob) -> None:
    job = make_job()
    with faulty_bucket(delay_seconds=None) as silent:
        use_bucket(silent, S3_TIMEOUT_SECONDS="0.3")

        process_export(job.pk)

    assert_postponed(job)
    assert silent.writes == 2


def test_full_disk_keeps_no_half_file(open_site: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.csv"
    made.write_bytes(b"x" * 300_000)

    with disk_takes(100_000), pytest.raises(StorageFailed):
        storage.store(made, "exports/x/y.csv")

    assert files_in(open_site) == []
    assert storage.store(made, "exports/x/y.csv") == "exports/x/y.csv"


def test_disk_that_is_full_while_rendering_postpones_the_job(
    make_job: MakeJob, make_version: MakeVersion, open_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit holds while the real renderer writes, and not for the database."""
    job = make_job(version=make_version(big_table(500)))
    monkeypatch.setattr(table_csv, "render", disk_takes(4_096)(table_csv.render))

    process_export(job.pk)

    assert_postponed(job)
    assert files_in(open_site) == []


@pytest.mark.parametrize("changes", [DOWN, REFUSES], ids=["is down", "refuses the signature"])
def test_download_says_that_the_storage_is_away(
    server: Bucket, use_bucket: UseBucket, finished: Finished, alice: Client, changes: dict[str, str]
) -> None:
    use_bucket(server)
    job = finished()
    use_bucket(server, **changes)

    page = alice.get(reverse("exports:download", args=[job.pk]))
    problem = alice.get(reverse("api:export_file", args=[job.pk]))

    assert (page.status_code, problem.status_code) == (503, 503)
    assert SENTENCE in page.content.decode()
    assert (problem.json()["code"], problem.json()["detail"]) == ("storage_unavailable", SENTENCE)
    job.refresh_from_db()
    assert job.status == JobStatus.COMPLETED
    use_bucket(server)
    assert alice.get(reverse("exports:download", args=[job.pk])).status_code == 302


def test_download_says_that_the_folder_cannot_be_read(finished: Finished, alice: Client, open_site: Path) -> None:
    job = finished()
    folder = (open_site / job.file).parent
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("a file where the folder should be")

    answer = alice.get(reverse("exports:download", args=[job.pk]))

    assert answer.status_code == 503
    assert SENTENCE in answer.content.decode()


def test_file_that_was_removed_from_the_storage_is_made_again_on_request(
    finished: Finished, make_job: MakeJob, alice: Client
) -> None:
    job = finished()
    default_storage.delete(job.file)

    answer = alice.get(reverse("exports:download", args=[job.pk]))

    job.refresh_from_db()
    assert (answer.status_code, job.status) == (404, JobStatus.EXPIRED)
    assert make_job(version=job.version) != job


def test_preview_says_that_the_storage_is_away(
    server: Bucket, use_bucket: UseBucket, make_version: MakeVersion, user: User, alice: Client
) -> None:
    use_bucket(server)
    version = make_version()
    job = open_preview(owner=user, version=version, language="en")
    process_export(job.pk)
    job.refresh_from_db()
    assert image_of(job, 1)
    use_bucket(server, **DOWN)

    with pytest.raises(StorageUnavailable):
        pages_of(job)
    assert alice.get(reverse("exports:preview", args=[version.artifact_id])).status_code == 503
    assert alice.get(reverse("exports:preview_page", args=[job.pk, 1])).status_code == 503
    use_bucket(server)
    default_storage.delete(job.file)
    with pytest.raises(FileGone):
        pages_of(job)
    assert open_preview(owner=user, version=version, language="en") != job


@pytest.mark.parametrize("changes", [DOWN, REFUSES], ids=["is down", "refuses the signature"])
def test_sweeps_go_on_while_the_storage_is_away(
    server: Bucket, use_bucket: UseBucket, finished: Finished, changes: dict[str, str]
) -> None:
    """Nothing is raised: an expired job is expired, its file becomes an orphan of a later sweep."""
    use_bucket(server)
    job = finished()
    key = job.file
    ExportJob.objects.update(expires_at=timezone.now())
    use_bucket(server, **changes)

    sweeper.expire_files()
    sweeper.remove_orphans()

    job.refresh_from_db()
    assert (job.status, job.file) == (JobStatus.EXPIRED, "")
    use_bucket(server)
    assert default_storage.exists(key)
