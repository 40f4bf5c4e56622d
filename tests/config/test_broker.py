"""The folder broker under concurrent writers and readers, and with a real Celery worker."""

import multiprocessing
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from tests.fakes.processes import descendants
from tests.fakes.queue_app import make_app
from tests.fakes.site import ROOT

WRITERS = 4
READERS = 4
EACH = 1_000


def connect(folder: Path) -> Connection:
    return Connection("folder://localhost", transport_options={"folder": str(folder), "polling_interval": 0.01})


def write_messages(folder: Path, writer: int) -> None:
    with connect(folder) as connection, connection.SimpleQueue("load") as queue:
        for number in range(EACH):
            queue.put({"id": f"{writer}-{number}", "padding": "x" * 4096})


def read_messages(folder: Path, results: Path) -> None:
    """Take messages until the queue has been empty for two seconds; one line of `results` for each."""
    with connect(folder) as connection, connection.SimpleQueue("load") as queue, results.open("w") as file:
        while True:
            try:
                message = queue.get(timeout=2)
            except Empty:
                return
            file.write(f"{message.payload['id']}\n")
            message.ack()


def test_messages_survive_concurrent_writers_and_readers(tmp_path: Path) -> None:
    """Each of some thousands of messages is read, whole and once."""
    context = multiprocessing.get_context("spawn")
    lists = [tmp_path / f"reader-{number}" for number in range(READERS)]
    jobs = [context.Process(target=write_messages, args=(tmp_path / "broker", number)) for number in range(WRITERS)]
    jobs += [context.Process(target=read_messages, args=(tmp_path / "broker", results)) for results in lists]

    for job in jobs:
        job.start()
    for job in jobs:
        job.join(timeout=120)

    counts = Counter(line for results in lists for line in results.read_text().splitlines())
    assert [job.exitcode for job in jobs] == [0] * len(jobs)
    assert len(counts) == WRITERS * EACH
    assert set(counts.values()) == {1}


def test_messages_come_in_the_order_of_their_sending(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("order") as queue:
        for number in range(20):
            queue.put(number)

        received = [queue.get(timeout=1) for _ in range(20)]

        assert [message.payload for message in received] == list(range(20))
        for message in received:
            message.ack()


def test_message_comes_back_when_its_reader_closes_without_acknowledging(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("again") as queue:
        queue.put("once more")
        queue.get(timeout=1)

    with connect(tmp_path) as connection, connection.SimpleQueue("again") as queue:
        message = queue.get(timeout=1)

        assert message.payload == "once more"
        message.ack()


def test_message_cut_short_by_a_power_failure_is_passed_over(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("cut") as queue:
        (tmp_path / "cut").mkdir(exist_ok=True)
        (tmp_path / "cut" / "00000000000000000000-half").write_text('{"body": "abc')
        queue.put("whole")

        message = queue.get(timeout=1)

        assert message.payload == "whole"
        message.ack()


def test_purge_empties_one_queue(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("a") as first, connection.SimpleQueue("b") as second:
        first.put(1)
        second.put(2)

        first.clear()

        assert (first.qsize(), second.qsize()) == (0, 1)


def test_deleted_queue_leaves_no_folder(tmp_path: Path) -> None:
    with connect(tmp_path) as connection, connection.SimpleQueue("gone") as queue:
        queue.put("unread")

        queue.queue.delete()

    assert not (tmp_path / "gone").exists()


@pytest.fixture
def worker(tmp_path: Path) -> "subprocess.Popen[bytes]":
    """A real worker of `tests.fakes.queue_app` on two processes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.queue_app", str(tmp_path)], cwd=ROOT, start_new_session=True
    )
    yield process
    process.terminate()
    process.wait(20)


def lines_of(path: Path, count: int, seconds: float = 60) -> list[str]:
    """Return the lines of a file as soon as it has `count` of them."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError(f"{len(lines)} of {count} lines")


def test_worker_runs_every_task_once(tmp_path: Path, worker: "subprocess.Popen[bytes]") -> None:
    app = make_app(tmp_path)

    for number in range(200):
        app.send_task("note", args=[number])

    assert sorted(map(int, lines_of(tmp_path / "notes", 200))) == list(range(200))


@pytest.mark.slow
def test_task_of_a_killed_pool_process_is_run_again(tmp_path: Path, worker: "subprocess.Popen[bytes]") -> None:
    """A child of the worker that dies in mid-task gives its message back: acks_late with reject_on_worker_lost."""
    app = make_app(tmp_path)

    app.send_task("die_once")

    assert len(lines_of(tmp_path / "deaths", 2)) == 2
    assert descendants(worker.pid)
