"""Workers killed by SIGKILL at every stage of a job: real processes, a real database, storage and queue."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.killed_workers import STAGES
from tests.fakes.site import ROOT, site_environment


@pytest.mark.slow
def test_job_of_a_killed_worker_is_done_once_by_another(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tests.fakes.killed_workers"],
        cwd=ROOT,
        env=site_environment(tmp_path, 0),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.splitlines()[-1])
    first = STAGES[0]
    assert told["killed"] == {s: ["pending", 0, ""] if s == first else ["processing", 1, ""] for s in STAGES}
    assert told["ended"] == {s: ["completed", 1 if s == first else 2, ""] for s in STAGES}
    assert told["poisonous"] == ["failed", 3, "worker_lost"]
    assert told["contested"] == ["completed", 1, ""]
    assert told["orphans"] == 2  # half of an upload, and a whole one that no row named
    assert (told["missing"], told["files"]) == ([], len(STAGES) + 1)
