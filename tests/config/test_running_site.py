"""`manage.py up` as the person who types it meets it: real processes, real signals."""

import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from tests.fakes.processes import Running, descendants, is_alive
from tests.fakes.site import Site, running_site, started_site

# The worker, its beat and its two pool processes.
WORKER_PROCESSES = 4


def workers_of(site: Site) -> list[Running]:
    """Return the processes of the site's worker, the main one first."""
    return [one for one in descendants(site.process.pid) if "config.processes worker" in one.command]


def web_of(site: Site) -> Running:
    (web,) = [one for one in descendants(site.process.pid) if "config.processes web" in one.command]
    return web


def wait_until(condition: object, seconds: float = 120) -> None:
    """Return when `condition()` is true; fail when it does not become so."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.2)


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return int(answer.status)


def test_up_answers_and_says_how_to_sign_in(shared_site: Site) -> None:
    lines = [line for line in shared_site.output.splitlines() if shared_site.base_url in line]

    assert status_of(f"{shared_site.base_url}/livez") == 200
    assert lines == [
        f"Diptych is ready at {shared_site.base_url}/ - enter as the demo user with one click. Ctrl-C stops it.",
        f"Staff sign in at {shared_site.base_url}/admin/ as admin@localhost with the password"
        f" {shared_site.staff_password} (shown this once).",
    ]


def test_data_folder_is_its_owners_alone(shared_site: Site) -> None:
    private = [
        shared_site.data_dir,
        shared_site.data_dir / "secret_key",
        *shared_site.data_dir.glob("diptych.sqlite3*"),
    ]

    assert len(private) >= 3
    assert [path.name for path in private if path.stat().st_mode & 0o077] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with running_site(tmp_path) as site:
        wait_until(lambda: len(workers_of(site)) == WORKER_PROCESSES)
        everyone = descendants(site.process.pid)

        code = site.stop(number)

        assert code == 0
        assert not [one for one in everyone if is_alive(one.pid)]
        assert site.output.endswith("Diptych has stopped.\n")


@pytest.mark.slow
def test_second_start_shows_no_password(tmp_path: Path) -> None:
    with running_site(tmp_path) as first:
        assert first.staff_password
        first.stop()

    with running_site(tmp_path, data_dir=first.data_dir) as second:
        assert "password" not in second.output


@pytest.mark.slow
def test_killed_worker_starts_again_with_one_beat(site: Site) -> None:
    wait_until(lambda: len(workers_of(site)) == WORKER_PROCESSES)
    before = workers_of(site)

    os.kill(before[0].pid, signal.SIGKILL)
    site.wait_for("The worker process ended (signal SIGKILL); it starts again in 1 s.")
    wait_until(lambda: len(workers_of(site)) == WORKER_PROCESSES)

    assert not [one for one in before if is_alive(one.pid)]
    assert len({one.group for one in workers_of(site)}) == 1


@pytest.mark.slow
def test_killed_web_process_starts_again_on_its_port(site: Site) -> None:
    before = web_of(site)

    os.kill(before.pid, signal.SIGKILL)
    site.wait_for("The web process ended (signal SIGKILL); it starts again in 1 s.")

    assert status_of(f"{site.base_url}/livez") == 200
    assert web_of(site).pid != before.pid


def test_children_end_when_up_is_killed(site: Site) -> None:
    wait_until(lambda: len(workers_of(site)) == WORKER_PROCESSES)
    everyone = descendants(site.process.pid)

    site.process.kill()
    site.process.wait()

    wait_until(lambda: not [one for one in everyone if is_alive(one.pid)])


def test_taken_port_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with started_site(tmp_path, port=port) as site:
            code = site.process.wait(60)

    assert code == 1
    assert site.output == (
        f"CommandError: Port {port} is taken by another program; stop it, or choose another one,"
        f" such as PORT={port + 1}.\n"
    )


@pytest.mark.parametrize("port", ["zero", "65536"])
def test_impossible_port_is_refused_in_one_sentence(tmp_path: Path, port: str) -> None:
    with started_site(tmp_path, port=port) as site:
        code = site.process.wait(60)

    assert code == 1
    assert site.output == f"CommandError: PORT is “{port}”, but a port is a whole number from 1 to 65535.\n"


@pytest.mark.slow
def test_second_site_on_one_data_folder_is_refused(shared_site: Site, tmp_path: Path) -> None:
    with started_site(tmp_path, data_dir=shared_site.data_dir) as second:
        code = second.process.wait(60)

    assert code == 1
    assert second.output == (
        f"CommandError: Diptych already runs on the folder {shared_site.data_dir};"
        " stop it, or choose another DATA_DIR.\n"
    )


@pytest.mark.slow
def test_two_sites_run_side_by_side(shared_site: Site, tmp_path: Path) -> None:
    with running_site(tmp_path) as second:
        assert status_of(f"{shared_site.base_url}/livez") == status_of(f"{second.base_url}/livez") == 200


def test_unknown_host_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with started_site(tmp_path, HOST="no-such-host.invalid") as site:
        code = site.process.wait(60)

    assert code == 1
    assert site.output.startswith("CommandError: HOST is “no-such-host.invalid”, which is not an address of this")
    assert site.output.count("\n") == 1
