"""What a worker does when making the file goes wrong."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError
from django.utils import translation

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.versions.write import delete_artifact
from common.events import Event, register_sink
from exports.formats import registry
from exports.formats.contract import Rendered
from exports.jobs import patience, worker
from exports.jobs.claims import complete_export
from exports.jobs.services import cancel_export
from exports.jobs.worker import process_export
from exports.renderers import table_csv
from exports.rows.enums import FormatName, JobStatus
from exports.rows.limits import PROGRESS_SECONDS
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeJob, MakeVersion, stored_bytes

pytestmark = pytest.mark.django_db


def replace_renderer(monkeypatch: pytest.MonkeyPatch, render: Callable[..., Rendered]) -> None:
    """Put a scripted renderer in the place of CSV's."""
    monkeypatch.setattr("exports.renderers.table_csv.render", render)


def raising(error: Exception) -> Callable[..., Rendered]:
    def render(*_args: Any) -> Rendered:
        raise error

    return render


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("secret text"), "render_failed"),
        (SoftTimeLimitExceeded(), "time_limit"),
        (MemoryError(), "render_failed"),
    ],
)
def test_renderer_that_fails_settles_the_job(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    job = make_job()
    replace_renderer(monkeypatch, raising(error))

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code, job.lease_until) == (JobStatus.FAILED, code, None)


def test_file_that_does_not_match_is_not_delivered(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, open_site: Path
) -> None:
    def render(source: Any, out_path: Path, *_args: Any) -> Rendered:
        out_path.write_text("Id\n1\n")
        return Rendered({"rows": 3})

    job = make_job()
    replace_renderer(monkeypatch, render)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.FAILED, "verification_failed")
    assert not (open_site / "exports").exists()


def test_job_that_was_taken_away_leaves_no_file(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, open_site: Path
) -> None:
    """The lease is lost right before the end: the other worker's file counts."""
    job = make_job()

    def render(source: Any, out_path: Path, *_args: Any) -> Rendered:
        out_path.write_text("Id\n1\n")
        ExportJob.objects.filter(pk=job.pk).update(attempt=2)
        return Rendered({"rows": 1})

    replace_renderer(monkeypatch, render)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.PROCESSING, 2)
    assert not [path for path in open_site.rglob("*") if path.is_file()]


def test_cancel_while_rendering_leaves_no_file(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, open_site: Path
) -> None:
    """The owner cancels in the middle of the rows: the renderer stops there and the job stays cancelled."""
    job = make_job()
    reached: list[int] = []

    def render(source: Any, out_path: Path, options: Any, progress: Any, style: Any) -> Rendered:
        with out_path.open("w") as file:
            for done in range(1, 4):
                file.write("1\n")
                reached.append(done)
                if done == 2:
                    cancel_export(job=job)
                time.sleep(PROGRESS_SECONDS)
                progress(done, 3)
        return Rendered({"rows": 3})

    replace_renderer(monkeypatch, render)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.file, job.error_code) == (JobStatus.CANCELLED, "", "")
    assert reached == [1, 2]
    assert not [path for path in open_site.rglob("*") if path.is_file()]


def test_artifact_deleted_while_rendering_fails_the_job(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, open_site: Path, user: User
) -> None:
    job = make_job()
    write = table_csv.render

    def render(*arguments: Any) -> Rendered:
        rendered = write(*arguments)
        delete_artifact(artifact=job.version.artifact, actor=user)
        return rendered

    replace_renderer(monkeypatch, render)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code, job.file) == (JobStatus.FAILED, "artifact_deleted", "")
    assert not [path for path in open_site.rglob("*") if path.is_file()]


def test_events_of_a_job(
    make_version: MakeVersion, make_job: MakeJob, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[Event] = []
    register_sink(heard.append)
    job = make_job(version=make_version(title="Secret title"))

    with django_capture_on_commit_callbacks(execute=True):
        process_export(job.pk)

    started, completed = [event for event in heard if event.name.startswith("export_")]
    assert (started.name, completed.name) == ("export_started", "export_completed")
    facts = completed.payload()
    assert (facts["job_id"], facts["kind"], facts["format"]) == (str(job.pk), "table", "csv")
    assert facts["size_bytes"] > 0
    assert "Secret" not in str([event.payload() for event in heard])


CONTENTS = {
    "document": DocumentContent("# Plan\n\nText with **weight** and 日本.\n\n- one\n- two\n"),
    "spreadsheet": SpreadsheetContent(
        [Sheet("Budget", {(1, 1): SheetCell(40), (2, 1): SheetCell(2), (3, 1): SheetCell("=SUM(A1:A2)")})]
    ),
}


@pytest.mark.parametrize("row", registry.FORMATS, ids=lambda row: f"{row.kind.value}-{row.format.value}")
def test_every_format_of_a_stored_artifact(
    make_version: MakeVersion, make_job: MakeJob, row: registry.ExportFormat
) -> None:
    version = make_version(CONTENTS.get(row.kind.value))
    job = make_job(row.format, version=version)

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.COMPLETED, "")
    assert job.verification
    assert stored_bytes(job)
    assert default_storage.size(job.file) == job.size_bytes
    assert job.file_name == f"Vans.{row.extension}"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("format_name", [FormatName.PDF, FormatName.DOCX, FormatName.MARKDOWN])
def test_table_is_read_back_in_the_language_it_was_made_in(
    make_job: MakeJob, format_name: FormatName, language: str
) -> None:
    job = make_job(format_name, language=language)

    with translation.override("es" if language == "en" else "en"):
        process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.COMPLETED, "")
    assert job.verification["rows"] == 3


def test_spreadsheet_is_exported_with_its_results(make_version: MakeVersion, make_job: MakeJob) -> None:
    job = make_job(FormatName.XLSX, version=make_version(CONTENTS["spreadsheet"]))

    process_export(job.pk)

    job.refresh_from_db()
    assert job.verification == {"sheets": 1, "cells": 3, "formulas": 1, "errors": 0}
    assert ValueType.NUMBER


@pytest.mark.parametrize("stop", [SystemExit(1), KeyboardInterrupt()])
def test_worker_that_must_stop_hands_its_job_back(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, open_site: Path, stop: BaseException
) -> None:
    job = make_job()
    write = table_csv.render

    def render(*_arguments: Any) -> Rendered:
        raise stop

    replace_renderer(monkeypatch, render)
    with pytest.raises(type(stop)):
        process_export(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt, job.lease_until, job.sent_at) == (JobStatus.PENDING, 0, None, None)

    replace_renderer(monkeypatch, write)
    process_export(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (JobStatus.COMPLETED, 1)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_database_that_is_away_for_a_moment_costs_no_finished_file(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    job = make_job()
    monkeypatch.setattr(patience, "DATABASE_PAUSE_SECONDS", 0)
    answers: list[Exception | None] = [error, error, None]

    def complete(**given: Any) -> bool:
        if refusal := answers.pop(0):
            raise refusal
        return complete_export(**given)

    monkeypatch.setattr(worker, "complete_export", complete)
    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt, answers) == (JobStatus.COMPLETED, 1, [])


def test_content_that_cannot_be_read_with_the_database_away_is_another_starts(
    make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job()
    monkeypatch.setattr(worker, "load_source", Mock(side_effect=OperationalError("gone")))

    process_export(job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt, job.lease_until) == (JobStatus.PENDING, 1, None)


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "DATABASE_PAUSE_SECONDS", 0)
    work = Mock(side_effect=OperationalError("gone"))
    with pytest.raises(OperationalError):
        patience.patiently(work, patience_seconds=0.01)
    assert work.call_count > 1
