"""A worker killed in mid-export: the job is done once all the same, by the worker that takes its place.

40,000 rows are much content: the worker for large files has them."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.fakes.processes import descendants
from tests.fakes.site import running_site
from tests.fakes.visitor import Visitor

ROWS = 40_000
LEASE_AND_SWEEP_SECONDS = 150
WORKER_PROCESSES = 4
TYPES = ("text", "number", "number", "text", "text")


@pytest.mark.slow
def test_export_survives_its_killed_worker(tmp_path: Path) -> None:
    with running_site(tmp_path, QUOTA_ARTIFACTS="10") as site:
        visitor = Visitor(site.base_url)
        visitor.enter_as_demo_user()
        rows = [[f"Row {number}", number, number / 7, "some words to set", "and some more"] for number in range(ROWS)]
        columns = [{"name": name, "type": kind} for name, kind in zip("ABCDE", TYPES, strict=True)]
        table = visitor.call(
            "POST", "/api/artifacts/table.create", {"title": "Long", "content": {"columns": columns, "rows": rows}}
        )
        job = visitor.call("POST", "/api/artifacts/export", {"artifact_id": table["id"], "format": "pdf"})
        state = wait_for(visitor, job["job_id"], {"processing"}, 60)

        os.kill(large_worker(site.process.pid), signal.SIGKILL)
        state = wait_for(visitor, job["job_id"], {"completed", "failed"}, LEASE_AND_SWEEP_SECONDS)

        assert (state["status"], state["attempt"]) == ("completed", 2)
        assert state["verification"]["rows"] == ROWS
        assert len([path for path in (site.data_dir / "files" / "exports").rglob("*") if path.is_file()]) == 1
        workers = [one for one in descendants(site.process.pid) if "config.processes worker" in one.command]
        assert len(workers) == WORKER_PROCESSES


def large_worker(site_pid: int) -> int:
    """Return the process id of the worker for large files."""
    running = descendants(site_pid)
    found = [one.pid for one in running if "config.processes large-worker" in one.command]
    assert found, running
    return found[0]


def wait_for(visitor: Visitor, job_id: str, states: set[str], seconds: float) -> dict[str, object]:
    """Return the job as soon as it is in one of the states."""
    deadline = time.monotonic() + seconds
    while (job := visitor.call("GET", f"/api/artifacts/export/{job_id}"))["status"] not in states:
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job
