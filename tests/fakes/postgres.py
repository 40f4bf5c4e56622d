"""A PostgreSQL of the test's own, in a temporary folder, on a free port; root, whom it refuses, hands it on."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fakes.site import free_port

SERVER_FOLDERS = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server, yield the address of an empty database and stop the server."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    port = free_port()
    _hand_over(folder)
    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {SETTINGS}"
    try:
        _run("initdb", "-D", str(data), "-U", "diptych", "--auth=trust", "-E", "UTF8", "--locale=C")
        _run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        _run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "diptych", "diptych")
        yield f"postgres://diptych@127.0.0.1:{port}/diptych"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    command = [_find(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _other_user(), "--", *command]
    # The server keeps the pipes of whoever starts it, so nobody may wait for their end.
    subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _find(program: str) -> str:
    for pattern in SERVER_FOLDERS:
        root, rest = Path("/"), pattern.lstrip("/")
        if found := sorted(root.glob(f"{rest}/{program}")):
            return str(found[-1])
    return shutil.which(program) or program


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam(_other_user())
        os.chown(folder, user.pw_uid, user.pw_gid)


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
