"""Processes that outlive their starter are started once, found again, and ended with all that they started."""

import os
import sys
from pathlib import Path

import pytest

from ops.production.layout import Layout
from ops.production.processes import NotReady, is_running, start, stop, stop_all, wait_for_port
from tests.fakes.site import free_port


@pytest.fixture
def site(tmp_path: Path) -> Layout:
    made = Layout(tmp_path / "site", 8100)
    made.make_folders()
    return made


def serve(site: Layout, name: str, port: int) -> None:
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    start(site.folder, name, command, dict(os.environ), site.folder)


def test_a_process_is_started_once_and_ended(site: Layout) -> None:
    port = free_port()
    serve(site, "web", port)
    wait_for_port(site.folder, "web", port)
    number = (site.folder / "run" / "web.pid").read_text()
    serve(site, "web", port)
    assert (site.folder / "run" / "web.pid").read_text() == number
    stop(site.folder, "web")
    assert not is_running(site.folder, "web")
    stop_all(site.folder, ["web", "never started"])


def test_a_process_that_ends_at_once_is_told_with_what_it_said(site: Layout) -> None:
    start(site.folder, "web", [sys.executable, "-c", "raise SystemExit('no such key')"], dict(os.environ), site.folder)
    with pytest.raises(NotReady, match="no such key"):
        wait_for_port(site.folder, "web", free_port())


def test_a_process_that_does_not_end_is_killed(site: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ops.production.processes.GRACE_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    start(site.folder, "web", [sys.executable, "-c", deaf], dict(os.environ), site.folder)
    log = site.folder / "log" / "web.log"
    while "deaf" not in log.read_text():
        pass
    stop(site.folder, "web")
    assert not (site.folder / "run" / "web.pid").exists()


def test_secrets_of_a_site_stay_and_are_its_owners(site: Layout) -> None:
    assert site.secret("site") == site.secret("site") != site.secret("bucket")
    assert (site.folder / "data" / "site.secret").stat().st_mode & 0o077 == 0
    environment = site.environment()
    assert environment["SECRET_KEY"] == site.secret("site")
    assert str(site.postgres_port) in environment["DATABASE_URL"]
    ports = [site.port, *site.web_ports, site.postgres_port, site.redis_port, site.bucket_port]
    assert len(set(ports)) == len(ports)
