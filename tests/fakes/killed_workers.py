"""Workers as processes of their own on a database, a storage and a queue of their own, killed at a chosen stage.

`python -m tests.fakes.killed_workers` with DATA_DIR in the environment prints what became of each job, as JSON. The
parent is the site: it sweeps and delivers messages. Each worker is a fork that runs `process_export` and stops to wait
for its SIGKILL where the stage says.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

import django
import time_machine

STAGES = ("before the claim", "rendering", "verifying", "uploading", "after the upload")
RIVALS = 4


def waiting(reached: int, before: Callable[..., None] = lambda *_: None) -> Callable[..., None]:
    """Return what stands in the place of a step: it says that it was reached, then waits to be killed."""

    def step(*arguments: Any, **_keywords: Any) -> None:
        before(*arguments)
        os.write(reached, b"1")
        signal.pause()

    return step


def write_half(*arguments: Any) -> None:
    """Write the beginning of a CSV file where the renderer should."""
    arguments[1].write_text("Id,Name\n1,Van")


def upload_half(*arguments: Any) -> None:
    """Leave the beginning of the file in the storage's folder."""
    storage, name, content = arguments
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read()[:20])


def work(job_id: UUID, stage: str, reached: int) -> None:
    """Run the job up to the stage and wait there."""
    from django.core.files.storage import FileSystemStorage

    from exports.jobs import worker
    from exports.renderers import table_csv

    steps: dict[str, tuple[Any, str, Callable[..., None]]] = {
        "before the claim": (worker, "claim_export", waiting(reached)),
        "rendering": (table_csv, "render", waiting(reached, write_half)),
        "verifying": (worker, "verify", waiting(reached)),
        "uploading": (FileSystemStorage, "_save", waiting(reached, upload_half)),
        "after the upload": (worker, "complete_export", waiting(reached)),
    }
    owner, name, step = steps[stage]
    with mock.patch.object(owner, name, step):
        worker.process_export(job_id)


def forked(run: Callable[[], None]) -> int:
    """Run in a child process; return its id."""
    from django.db import connections

    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        run()
    finally:
        os._exit(0)


def kill_at(job_id: UUID, stage: str) -> None:
    """Let a worker come to the stage and kill it."""
    reading, writing = os.pipe()
    pid = forked(lambda: work(job_id, stage, writing))
    os.close(writing)
    assert os.read(reading, 1) == b"1"
    os.close(reading)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def deliver() -> None:
    """Sweep, then run what the queue holds."""
    from config.celery import app
    from exports import tasks
    from exports.jobs import queue

    tasks.sweep_exports()
    with app.connection_for_read() as connection, connection.SimpleQueue(queue.QUEUE) as messages:
        while messages.qsize():
            message = messages.get(timeout=1)
            tasks.run_export(message.payload[0][0])
            message.ack()


def state_of(job_id: UUID) -> list[Any]:
    from exports.rows.models import ExportJob

    return list(ExportJob.objects.values_list("status", "attempt", "error_code").get(pk=job_id))


def make_jobs(count: int) -> list[UUID]:
    """Queue exports of so many tables."""
    from accounts.models import User
    from artifacts.kinds.table.content import Column, TableContent
    from artifacts.rows.enums import AuthorKind, KindName, Origin
    from artifacts.versions.write import create_artifact
    from exports.jobs.services import request_export
    from exports.rows.enums import FormatName
    from rollout.enums import FlagName
    from rollout.models import Flag

    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    owner = User.objects.create_user("alice@example.org", "alice-password-1")
    content = TableContent((Column("id", "Id"), Column("name", "Name")), [[str(n), f"Van {n}"] for n in range(50)])
    made = {"kind": KindName.TABLE, "content": content, "origin": Origin.API, "author": AuthorKind.USER}
    versions = [create_artifact(owner=owner, title=f"Vans {n}", **made) for n in range(count)]
    return [request_export(owner=owner, version=v, format=FormatName.CSV, options={}).pk for v in versions]


def stored_files() -> set[str]:
    from django.core.files.storage import default_storage

    root = Path(default_storage.path("exports"))
    return {f"exports/{path.relative_to(root)}" for path in root.rglob("*") if path.is_file()}


def main() -> dict[str, Any]:
    """Kill a worker at each stage, one job's worker each time, and let rivals run for one job."""
    from django.core.management import call_command
    from django.utils import timezone

    from exports.jobs import sweeper
    from exports.jobs.worker import process_export
    from exports.rows.limits import LEASE, MAX_STARTS, ORPHAN_AGE
    from exports.rows.models import ExportJob

    call_command("migrate", verbosity=0)
    *staged, poisonous, contested = make_jobs(len(STAGES) + 2)
    for pid in [forked(lambda: process_export(contested)) for _ in range(RIVALS)]:
        os.waitpid(pid, 0)
    for job_id, stage in zip(staged, STAGES, strict=True):
        kill_at(job_id, stage)
    kill_at(poisonous, "rendering")
    killed = {stage: state_of(job_id) for job_id, stage in zip(staged, STAGES, strict=True)}
    now = timezone.now()
    for _start in range(1, MAX_STARTS):
        now += LEASE + timedelta(seconds=1)
        with time_machine.travel(now):
            kill_at(poisonous, "rendering")
    now += LEASE + timedelta(seconds=1)
    with time_machine.travel(now):
        deliver()
    with time_machine.travel(now + ORPHAN_AGE):
        before = stored_files()
        sweeper.remove_orphans()
    return {
        "killed": killed,
        "ended": {stage: state_of(job_id) for job_id, stage in zip(staged, STAGES, strict=True)},
        "poisonous": state_of(poisonous),
        "contested": state_of(contested),
        "orphans": len(before - stored_files()),
        "missing": sorted(set(ExportJob.objects.exclude(file="").values_list("file", flat=True)) - stored_files()),
        "files": len(stored_files()),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.stdout.write(f"{json.dumps(main())}\n")
