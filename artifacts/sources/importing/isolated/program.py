"""The program of a reading process: it loads the readers once, and reads each file in a fork of its own.

A fork has bounds on its address space, its processor time and what it may write to disk, knows no secret of the site
and sees no other file. When one dies this process ends too, because nobody knows how much of the input it took.
"""

import gc
import json
import os
import resource
import select
import sys
from typing import Any

IDLE_SECONDS = 300
_HEAD_BYTES = 64 * 1024


def serve(most_bytes: int, most_seconds: int) -> None:
    """Read one file after the other until the input closes or nobody asks for a while."""
    while select.select([0], [], [], IDLE_SECONDS)[0]:
        line = _head_line()
        if not line:
            return
        child = os.fork()
        if child == 0:
            _bound(most_bytes, most_seconds)
            _answer(json.loads(line))
        _pid, status = os.waitpid(child, 0)
        if status:
            os._exit(1)


def _head_line() -> bytes:
    """Return a request's first line, without taking anything of what the fork is to read."""
    line = b""
    while not line.endswith(b"\n") and len(line) < _HEAD_BYTES:
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def _bound(most_bytes: int, most_seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + most_seconds
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any]) -> None:
    """Read the file, write the answer, and end this process: with 1 if there is none."""
    from django.utils.translation import override

    from artifacts.sources.importing.isolated.answers import write_answer, write_fault, write_refusal
    from common.errors import ApplicationError

    gc.disable()  # it takes half of the time of a long table, and this process ends with the file
    status = 1
    try:
        with os.fdopen(0, "rb", closefd=False) as source:
            data = source.read(request["bytes"])
        with os.fdopen(1, "wb", closefd=False) as out, override(request["language"]):
            try:
                write_answer(out, _read(request, data))
            except ApplicationError as refusal:
                write_refusal(out, refusal)
            except Exception as fault:
                write_fault(out, fault)
        status = 0
    finally:
        os._exit(status)


def _read(request: dict[str, Any], data: bytes) -> Any:
    from artifacts.rows.enums import KindName
    from artifacts.sources.importing.choices import choices_from_json
    from artifacts.sources.importing.pasted import read_pasted
    from artifacts.sources.importing.reading import read_file

    if request["is_pasted"]:
        return read_pasted(data)
    kind = KindName(request["kind"]) if request["kind"] else None
    return read_file(request["name"], data, kind, choices_from_json(request["choices"]))


def _load(locale: str) -> None:
    """Load the readers with settings of their own: the languages, and neither addresses nor keys."""
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True, LANGUAGE_CODE="en", LOCALE_PATHS=[locale], INSTALLED_APPS=[])
    django.setup()
    import artifacts.sources.importing.isolated.answers
    import artifacts.sources.importing.pasted
    import artifacts.sources.importing.reading  # noqa: F401  loaded before the forks, so that each begins at once


if __name__ == "__main__":
    root, locale_folder, bytes_given, seconds_given = sys.argv[1:]
    sys.path.insert(0, root)
    _load(locale_folder)
    serve(int(bytes_given), int(seconds_given))
