"""What becomes of a request for a file: a new job, the same job, or a refusal."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from accounts.models import User
from common.errors import FeatureDisabled, NotFound
from exports.jobs.claims import claim_export, fail_export
from exports.jobs.services import request_export, retry_export
from exports.rows.enums import FailureCode, FormatName, JobStatus
from exports.rows.errors import UnknownFormat, UnknownOption
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from tests.exports.conftest import MakeJob, MakeVersion

pytestmark = pytest.mark.django_db
Finished = Callable[..., ExportJob]


def test_identical_request_is_the_same_job(make_job: MakeJob, make_version: MakeVersion) -> None:
    version = make_version()

    first, second = make_job(version=version), make_job(version=version)
    other = make_job(version=version, byte_order_mark=True)

    assert first == second
    assert other != first


def test_identical_request_after_completion_is_the_same_file(finished: Finished, make_job: MakeJob) -> None:
    job = finished()

    assert make_job(version=job.version) == job


def test_identical_request_after_expiry_is_a_new_job(finished: Finished, make_job: MakeJob) -> None:
    job = finished()

    with time_machine.travel(job.expires_at + timedelta(seconds=1)):
        again = make_job(version=job.version)

    job.refresh_from_db()
    assert again != job
    assert (job.status, job.file) == (JobStatus.EXPIRED, "")


def test_failed_job_does_not_stand_in_the_way(make_job: MakeJob) -> None:
    job = claim_export(make_job().pk)
    assert job is not None
    fail_export(job=job, code=FailureCode.RENDER_FAILED)

    assert retry_export(job=job) != job


def test_limit_is_asked_only_for_new_jobs(make_version: MakeVersion, user: User) -> None:
    asked: list[int] = []
    version = make_version()
    for _request in range(2):
        request_export(owner=user, version=version, format=FormatName.CSV, options={}, admit=lambda: asked.append(1))

    assert len(asked) == 1


def test_foreign_version_is_not_found(make_version: MakeVersion, other_user: User) -> None:
    with pytest.raises(NotFound):
        request_export(owner=other_user, version=make_version(), format=FormatName.CSV, options={})


def test_wrong_format_and_options_are_refused(make_version: MakeVersion, user: User) -> None:
    version = make_version()
    with pytest.raises(UnknownFormat):
        request_export(owner=user, version=version, format=FormatName.HTML, options={})
    with pytest.raises(UnknownOption) as refused:
        request_export(
            owner=user, version=version, format=FormatName.PDF, options={"page_size": "A0", "colour": "red"}
        )
    assert {error.field for error in refused.value.errors} == {"options.page_size", "options.colour"}


@pytest.mark.parametrize("flag", [FlagName.EXPORT, FlagName.ARTIFACTS])
def test_flag_off_refuses(make_version: MakeVersion, user: User, flag: FlagName) -> None:
    version = make_version()
    Flag.objects.filter(name=flag.value).update(everyone=False)

    with pytest.raises(FeatureDisabled):
        request_export(owner=user, version=version, format=FormatName.CSV, options={})
