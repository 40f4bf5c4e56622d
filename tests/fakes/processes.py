"""Look at the processes of this machine, on Linux and macOS, through `ps`."""

import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Running:
    """One process that is not a zombie."""

    pid: int
    parent: int
    group: int
    command: str


def running_processes() -> list[Running]:
    """Return all processes that have not ended but the one that looks, with their whole commands.

    `-ww`: a loaded readline puts COLUMNS=80 into the environment, and `ps` would cut its lines there.
    """
    command = ["ps", "-wwAo", "pid=,ppid=,pgid=,stat=,command="]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as looking:
        listing, _nothing = looking.communicate()
    assert looking.returncode == 0
    rows = [line.split(None, 4) for line in listing.splitlines()]
    living = [row for row in rows if len(row) == 5 and "Z" not in row[3] and int(row[0]) != looking.pid]
    return [Running(int(row[0]), int(row[1]), int(row[2]), row[4]) for row in living]


def descendants(pid: int) -> list[Running]:
    """Return the processes under `pid`, nearest first."""
    everyone = running_processes()
    found: list[Running] = []
    parents = {pid}
    while children := [one for one in everyone if one.parent in parents and one not in found]:
        found += children
        parents = {one.pid for one in children}
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process with this id runs (a zombie does not)."""
    return any(one.pid == pid for one in running_processes())
