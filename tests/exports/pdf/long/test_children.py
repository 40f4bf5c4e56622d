"""The processes of parts: gone when the work ends, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exports.pdf.long.children import Children, PartFailed
from exports.pdf.long.order import Order
from exports.pdf.long.part import Part
from exports.rows.errors import ExportStopped
from tests.fakes.site import ROOT

PARENT = """
import sys, time
from pathlib import Path
from exports.pdf.long.children import Children
with Children() as children:
    children.work_off([Path(sys.argv[1])] * 2, lambda done: print(*(c.pid for c in children._children), flush=True))
"""


@pytest.fixture
def order(tmp_path: Path) -> Path:
    """Return an order of a part that is quickly done."""
    html = tmp_path / "1.html"
    html.write_text("<html lang=en><title>T</title><h1 id=a>A</h1><p>Words.")
    return Order(html, tmp_path / "1.part", 1, {}).save(tmp_path / "1.order")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """Return an order that takes minutes."""
    html = tmp_path / "2.html"
    html.write_text("<html lang=en><title>T</title>" + "<p>Words and more of them.</p>" * 90_000)
    return Order(html, tmp_path / "2.part", 1, {}).save(tmp_path / "2.order")


def is_running(pid: int) -> bool:
    """Whether a process is there and more than a name that nobody asked for."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int]) -> None:
    """Return once none of the processes runs; the test's time limit ends it otherwise."""
    for pid in pids:
        while is_running(pid):
            os.sched_yield()


def test_orders_are_done_one_after_the_other(order: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    with Children() as children:
        children.work_off([order], shares.append)
        children.work_off([order, order, order], shares.append)
        pids = [child.pid for child in children._children]

    assert 1 <= len(pids) <= 3
    assert (min(shares), max(shares) <= 1) == (0, True)
    assert [page.anchors[0][0] for page in Part.load(tmp_path / "1.part").pages] == ["a"]
    assert not any(map(is_running, pids))


def test_stopped_work_leaves_no_process(endless: Path) -> None:
    pids: list[int] = []

    def stop(done: float) -> None:
        pids.extend(child.pid for child in children._children)
        raise ExportStopped

    with pytest.raises(ExportStopped), Children() as children:
        children.work_off([endless], stop)

    assert pids
    assert not any(map(is_running, pids))


def test_process_that_dies_ends_the_work(endless: Path, order: Path) -> None:
    def kill(done: float) -> None:
        os.kill(children._children[0].pid, signal.SIGKILL)

    with pytest.raises(PartFailed, match="-9"), Children() as children:
        children.work_off([endless, order], kill)


def test_part_that_cannot_be_made_ends_the_work(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PartFailed, match="1"), Children() as children:
        children.work_off([tmp_path / "nothing.order"], lambda done: None)

    assert "FileNotFoundError" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="processes are seen in /proc")
def test_killed_parent_leaves_no_process(endless: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(endless)], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert all(map(is_running, pids))
        parent.kill()

    assert pids
    wait_until_gone(pids)
