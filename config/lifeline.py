"""End a process whose parent is gone, killed parents included; the same on Linux and macOS."""

import os
import signal
import threading
import time

LOOK_SECONDS = 0.5
GRACE_SECONDS = 5


def die_with_parent(parent_pid: int) -> None:
    """Watch from a daemon thread: when `parent_pid` is no longer the parent, SIGTERM to this process, then SIGKILL.

    A process that leads its group takes the group along.
    """
    threading.Thread(target=_watch, args=(parent_pid,), name="lifeline", daemon=True).start()


def _watch(parent_pid: int) -> None:
    while os.getppid() == parent_pid:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
