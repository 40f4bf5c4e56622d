"""What stays of `manage.py up`: the small process that watches the site's processes, without Django and the rooms.

`up` prepares the site and becomes this one. It inherits the listening socket, the lock on the data folder, and a pipe
with what there is to say: the one-time password stands in no list of processes.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from config.listener import is_answering, url
from config.supervisor import Child, Supervisor

LARGE_FILES = "exports-large"  # the folder of its queue


@dataclass(frozen=True, slots=True)
class Start:
    """What the process has to know: where the site listens and works, and how its people sign in."""

    host: str
    port: int
    broker: str
    staff_email: str
    has_demo_user: bool
    staff_password: str | None


def become(start: Start, listener: int, lock: int) -> None:
    """Turn this process into the watching one; it does not return."""
    told, telling = os.pipe()
    os.write(telling, json.dumps(asdict(start)).encode())
    os.close(telling)
    for descriptor in (listener, lock, told):
        os.set_inheritable(descriptor, True)
    arguments = [sys.executable, "-m", "config.standing", *map(str, (listener, told))]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own arguments


def main() -> None:
    listener, told = map(int, sys.argv[1:])
    with os.fdopen(told) as pipe:
        start = Start(**json.load(pipe))
    children = [
        Child("web", ["-m", "config.processes", "web", str(listener)], descriptors=[listener]),
        Child("worker", ["-m", "config.processes", "worker"]),
        Child(
            "large worker",
            ["-m", "config.processes", "large-worker"],
            is_wanted=partial(has_messages, Path(start.broker) / LARGE_FILES),
        ),
    ]
    welcome = _welcome(start)
    Supervisor(children, say=say, on_look=lambda: next(welcome, None)).run()
    say("Diptych has stopped.")


def has_messages(queue: Path) -> bool:
    """Tell whether somebody waits for a large file: the worker that makes them takes memory from then on."""
    with suppress(FileNotFoundError), os.scandir(queue) as entries:
        return any(not entry.name.startswith(".") for entry in entries)
    return False


def _welcome(start: Start) -> Iterator[None]:
    """Say once, when the site answers, where it is and how to sign in."""
    while not is_answering(start.host, start.port):
        yield
    address = url(start.host, start.port)
    demo = "enter as the demo user with one click" if start.has_demo_user else "sign in or make an account"
    say(f"Diptych is ready at {address} - {demo}. Ctrl-C stops it.")
    if start.staff_password:
        say(
            f"Staff sign in at {address}admin/ as {start.staff_email}"
            f" with the password {start.staff_password} (shown this once)."
        )


def say(line: str) -> None:
    """Print a line to the person who started the site."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
