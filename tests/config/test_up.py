import fcntl
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings


@pytest.fixture
def left_behind(settings: Settings, tmp_path: Path) -> Path:
    """The metrics of a process that is gone."""
    settings.DATA_DIR, settings.METRICS_DIR, settings.HOST = tmp_path, tmp_path / "metrics", "127.0.0.1"
    settings.METRICS_DIR.mkdir()
    file: Path = settings.METRICS_DIR / "counter_1.db"
    file.write_bytes(b"old")
    return file


@pytest.fixture
def taken_port(settings: Settings) -> Iterator[int]:
    """A port on which somebody else listens, so that a start ends before anything is run."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.PORT = str(other.getsockname()[1])
        yield other.getsockname()[1]


def test_a_start_removes_the_metrics_of_dead_processes(left_behind: Path, taken_port: int) -> None:
    with pytest.raises(CommandError, match=str(taken_port)):
        call_command("up")

    assert not left_behind.exists()


def test_a_second_start_on_a_folder_leaves_the_metrics_of_the_first(left_behind: Path, taken_port: int) -> None:
    with (left_behind.parent.parent / "up.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="already runs"):
            call_command("up")

    assert left_behind.exists()
