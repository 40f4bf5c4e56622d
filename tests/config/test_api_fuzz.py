"""The API as a property-based client sees it: whatever the published schema allows or forbids, the answers keep to it.

Left out are the stream of a turn's events, which stays open until the turn ends, and two checks. One wants every body
that fits the schema to be accepted, but no schema can say whether a text holds a table, a file is what its name says,
or an operation fits the artifact. The other wants an invalid session refused beside the valid token that each call
carries; that strangers are refused is tested with neither (test_other_users.py).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.site import free_port, manage, site_environment
from tests.fakes.web_process import WebProcess, web_process

pytestmark = [
    pytest.mark.usefixtures("everything_is_on"),
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("fuzz"),
]

SECONDS = int(os.environ.get("FUZZ_SECONDS", "240"))
LIMITS = {f"LIMIT_{name}": "1000000/s" for name in ("GATEKEEPER", "CREATE", "EXPORT", "CHAT")}
PREPARE = "from config.first_start import prepare; prepare()"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebProcess]:
    """A web process with limits out of the way."""
    environment = site_environment(tmp_path / "data", free_port(), QUOTA_ARTIFACTS="10000000", **LIMITS)
    manage(environment, "shell", "-c", PREPARE)
    token = manage(environment, "create_token", "alice@example.org", "--create-user").split()[-1]
    with web_process(environment, token) as running:
        yield running


def test_fuzzing_finds_nothing(web: WebProcess, tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"http://127.0.0.1:{web.port}/api/openapi.json",
        "--header",
        f"Authorization: Bearer {web.token}",
        "--exclude-checks",
        "positive_data_acceptance,ignored_auth",
        "--exclude-path-regex",
        "/stream$",
        "--phases",
        "examples,coverage,fuzzing",
        "--max-time",
        str(SECONDS),
        "--workers",
        "1",
        "--seed",
        os.environ.get("FUZZ_SEED", "1"),
        "--generation-database",
        "none",
        "--request-timeout",
        "20",
        "--output-truncate",
        "false",
        "--no-color",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-5_000:]
