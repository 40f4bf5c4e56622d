"""Exports into a bucket: a real S3 server that checks signatures, and one that is not there."""

import tempfile
import tracemalloc
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from exports.bundles.services import read_jobs, request_bundle, wanted_files
from exports.jobs import sweeper
from exports.jobs.storage import SIGNED_URL_SECONDS
from exports.jobs.worker import process_export
from exports.rows.enums import BundleFormats, JobStatus
from exports.rows.limits import STORAGE_PATIENCE, STORAGE_PAUSE
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion
from tests.fakes.bucket import Bucket, running_bucket

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with running_bucket(tmp_path_factory.mktemp("s3")) as started:
        yield started


@pytest.fixture
def bucket(server: Bucket, use_bucket: Callable[..., None]) -> Bucket:
    use_bucket(server)
    return server


def done(job: ExportJob) -> ExportJob:
    process_export(job.pk)
    job.refresh_from_db()
    return job


def signed_address(client: Client, job: ExportJob) -> str:
    answer = client.get(reverse("exports:download", args=[job.pk]))
    assert answer.status_code == 302
    return str(answer["Location"])


def refusal(address: str) -> tuple[int, str]:
    """Return the status and the server's reason."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address)
    return refused.value.code, refused.value.read().decode()


def test_file_goes_into_the_bucket_and_comes_back_by_a_signed_address(
    bucket: Bucket, make_job: MakeJob, make_version: MakeVersion, user: User, client_for: Callable[[User], Client]
) -> None:
    job = done(make_job(version=make_version(title='Größe "日本"/..\\x')))
    assert (job.status, job.error_code) == (JobStatus.COMPLETED, "")

    with urllib.request.urlopen(signed_address(client_for(user), job)) as answer:
        content, headers = answer.read(), answer.headers

    assert content == (bucket.folder / job.file).read_bytes()
    assert len(content) == job.size_bytes
    sent = unquote(headers["Content-Disposition"].partition("filename*=utf-8''")[2])
    assert sent == job.file_name
    assert not set('"/\\') & set(sent)
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "text/csv; charset=utf-8"


def test_expired_address_is_refused(
    bucket: Bucket, make_job: MakeJob, user: User, client_for: Callable[[User], Client]
) -> None:
    job, client = done(make_job()), client_for(user)
    with time_machine.travel(timezone.now() - timedelta(seconds=SIGNED_URL_SECONDS + 60)):
        client.force_login(user)
        address = signed_address(client, job)
        longer = default_storage.url(job.file, expire=10 * SIGNED_URL_SECONDS)

    status, reason = refusal(address)
    assert status in (400, 403)
    assert "AccessDenied" in reason
    with urllib.request.urlopen(longer) as answer:  # as old, but its time is not over
        assert answer.status == 200


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (f"X-Amz-Expires={SIGNED_URL_SECONDS}", "X-Amz-Expires=86400"),
        ("response-content-type=text%2Fcsv", "response-content-type=text%2Fhtml"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("/exports/", "/other/"),
        ("alice", "bob"),
    ],
)
def test_tampered_address_is_refused(
    bucket: Bucket, make_job: MakeJob, user: User, client_for: Callable[[User], Client], part: str, other: str
) -> None:
    address = signed_address(client_for(user), done(make_job()))
    assert part in address

    assert refusal(address.replace(part, other))[0] == 403


def test_zip_is_made_of_files_in_the_bucket_and_holds_none_in_memory(
    bucket: Bucket, make_version: MakeVersion, user: User, client_for: Callable[[User], Client]
) -> None:
    files = wanted_files([make_version(title="Vans"), make_version(title="Größe")], BundleFormats.OFFICE, "en")
    bundle = request_bundle(owner=user, title="Q1", origin_id=uuid4(), files=files)
    jobs = [done(job) for job in read_jobs(bundle)]
    large = bucket.folder / jobs[0].file
    large.write_bytes(bytes(40_000_000))
    ExportJob.objects.filter(pk=jobs[0].pk).update(size_bytes=40_000_000)
    answer = client_for(user).get(reverse("exports:bundle_download", args=[bundle.pk]))

    tracemalloc.start()
    with tempfile.TemporaryFile() as received:
        for chunk in answer.streaming_content:  # type: ignore[attr-defined]
            received.write(chunk)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        with zipfile.ZipFile(received) as archive:
            found = {name: archive.getinfo(name).CRC for name in archive.namelist()}

    assert found == {job.file_name: zlib.crc32((bucket.folder / job.file).read_bytes()) for job in jobs}
    assert peak < 30_000_000  # the transfer itself holds a few parts of 8 MB


def test_unsigned_address_is_refused(
    bucket: Bucket, make_job: MakeJob, user: User, client_for: Callable[[User], Client]
) -> None:
    address = signed_address(client_for(user), done(make_job()))

    assert refusal(address.partition("?")[0])[0] in (400, 401, 403)


def test_another_user_gets_no_signed_address(
    bucket: Bucket, make_job: MakeJob, other_user: User, client_for: Callable[[User], Client]
) -> None:
    job = done(make_job())

    assert client_for(other_user).get(reverse("exports:download", args=[job.pk])).status_code == 404


def test_file_past_its_time_leaves_the_bucket(
    bucket: Bucket, make_job: MakeJob, user: User, client_for: Callable[[User], Client]
) -> None:
    job = done(make_job())
    path, address = bucket.folder / job.file, signed_address(client_for(user), job)
    ExportJob.objects.update(expires_at=timezone.now())

    sweeper.expire_files()

    assert not path.exists()
    assert refusal(address)[0] == 404


@pytest.mark.parametrize(
    "changes",
    [{"S3_SECRET_ACCESS_KEY": "wrong"}, {"S3_ACCESS_KEY_ID": "nobody"}, {"S3_ENDPOINT_URL": "http://127.0.0.1:9"}],
    ids=["refuses the signature", "does not know the key", "is down"],
)
def test_storage_that_refuses_is_tried_for_an_hour_then_the_job_fails(
    server: Bucket, use_bucket: Callable[..., None], make_job: MakeJob, changes: dict[str, str]
) -> None:
    use_bucket(server, **changes)
    job = make_job()
    now = timezone.now()
    for pause in [STORAGE_PAUSE, STORAGE_PAUSE, 2 * STORAGE_PAUSE, 4 * STORAGE_PAUSE]:
        with time_machine.travel(now, tick=False):
            done(job)
        assert (job.status, job.attempt, job.file) == (JobStatus.PENDING, 0, "")
        assert job.lease_until == now + pause
        now = job.lease_until

    with time_machine.travel(now + STORAGE_PATIENCE, tick=False):
        done(job)

    assert (job.status, job.error_code, job.file) == (JobStatus.FAILED, "storage_unavailable", "")


def test_storage_that_is_back_gets_the_file_at_the_next_start(
    server: Bucket, use_bucket: Callable[..., None], make_job: MakeJob
) -> None:
    use_bucket(server, S3_ENDPOINT_URL="http://127.0.0.1:9")
    job = done(make_job())
    use_bucket(server)

    with time_machine.travel(job.lease_until):
        sweeper.send_waiting()
    ExportJob.objects.update(lease_until=timezone.now())
    done(job)

    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 1)
    assert default_storage.exists(job.file)
