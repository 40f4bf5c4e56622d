"""Counts of processes that have ended stay, in one file instead of theirs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from telemetry.ended_processes import fold_ended
from telemetry.metrics import exposition

COUNT = """
import os
os.environ["PROMETHEUS_MULTIPROC_DIR"] = {folder!r}
from prometheus_client import Counter, Gauge, Histogram
Counter("words", "Words.", ["name"]).labels("a").inc({times})
Histogram("waits", "Waits.", buckets=(1, 2)).observe({times})
"""


def count(folder: Path, times: int) -> None:
    """Let a process count and end."""
    folder.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-c", COUNT.format(folder=str(folder), times=times)], check=True)


def shown(name: str) -> float:
    families = text_string_to_metric_families(exposition().decode())
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


@pytest.fixture
def folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.METRICS_DIR = tmp_path
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "here"))
    return tmp_path / "here"


def test_files_of_ended_processes_become_one_of_each_kind_and_every_count_stays(folder: Path) -> None:
    count(folder, 2)
    count(folder, 3)
    assert (shown("words_total"), shown("waits_count"), shown("waits_sum")) == (5, 2, 5)
    count(folder, 4)
    assert (shown("words_total"), shown("waits_count"), shown("waits_sum")) == (9, 3, 9)
    assert sorted(path.name for path in folder.glob("*.db")) == ["counter_ended.db", "histogram_ended.db"]


def test_folders_of_other_machines_are_read_and_left_alone(folder: Path) -> None:
    count(folder, 1)
    count(folder.with_name("elsewhere"), 6)
    assert shown("words_total") == 7
    assert len(list(folder.with_name("elsewhere").glob("counter_*.db"))) == 1
    assert not list(folder.with_name("elsewhere").glob("*_ended.db"))


def test_file_of_a_running_process_stays(folder: Path) -> None:
    count(folder, 1)
    (path,) = folder.glob("counter_*.db")
    mine = path.rename(folder / f"counter_{os.getpid()}.db")
    fold_ended(folder)
    assert mine.exists()
