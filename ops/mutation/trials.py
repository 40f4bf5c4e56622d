"""Runs a module's tests on a mutant: each in a process of its own that is forked before the product is imported.

What takes long to import and is no part of the product is imported once, before. Why not mutmut's own runner: it forks
after the product was imported, so that constants and decorated functions cannot be changed, and with two processes at
once its children failed for reasons of their own, which counts as killed.
"""

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.machinery import ModuleSpec
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType, ModuleType

from ops.mutation.mutants import Mutant

PRELOADED = (
    *("pytest", "pytest_django.plugin", "pytest_asyncio.plugin", "pytest_socket", "pytest_timeout"),
    *("hypothesis.strategies", "faker.factory", "factory", "django.test", "django.db.models", "django.http"),
    *("django.urls", "django.template", "pydantic", "openai", "httpx2", "lxml.etree", "openpyxl", "docx"),
    *("weasyprint", "PIL.Image", "numpy", "celery", "kombu", "redis.asyncio", "structlog", "nh3", "pyromark"),
    *("fontTools.ttLib", "python_calamine", "pypdfium2", "ironcalc", "allauth", "environ", "uvicorn"),
)
ARGUMENTS = ["-q", "-x", "--no-header", "--reuse-db", "-p", "no:randomly", "-p", "no:xdist"]
CHOSEN = ["-m", "not slow and not browser"]
WITHOUT = ["schemathesis", "locust", "playwright", "time_machine"]
MEMORY = next((path for path in ["/dev/shm"] if os.access(path, os.W_OK)), None)  # noqa: S108  no disk to wait for
SHORTEST_SECONDS = 60
TIMES_BASELINE = 8


class Verdict(Enum):
    KILLED = "killed"
    TOO_LONG = "killed: it did not end"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant of a module, or the module as it is, before its tests."""

    module: str
    tests: Sequence[str]
    mutant: Mutant | None = None


def preload() -> None:
    """Import what every trial needs; what an installation lacks is not needed."""
    for name in PRELOADED:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


@contextlib.contextmanager
def migrated_data() -> Iterator[Path]:
    """Yield a data folder whose database of tests is migrated: each trial begins with a copy."""
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=MEMORY) as folder:
        process = multiprocessing.get_context("fork").Process(target=_migrate, args=(Path(folder),))
        process.start()
        process.join()
        yield Path(folder)


def run_trials(
    trials: Iterable[Trial], data: Path, at_once: int, longest_seconds: float
) -> Iterator[tuple[Trial, Verdict, str]]:
    """Yield each trial with its verdict and what its tests printed, as they end."""
    waiting, running = list(trials)[::-1], list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_Running(waiting.pop(), data, longest_seconds))
            wait([one.process.sentinel for one in running], timeout=1)
            for one in [one for one in running if one.is_over()]:
                running.remove(one)
                yield one.trial, one.verdict(), one.output()
    finally:
        for one in running:
            one.kill()


class _Running:
    """A trial in its process, which leads a group, with a data folder that ends with it."""

    def __init__(self, trial: Trial, data: Path, longest_seconds: float) -> None:
        self.trial = trial
        self.folder = Path(tempfile.mkdtemp(prefix="mutant-", dir=MEMORY))
        shutil.copytree(data, self.folder / "data")
        self.deadline = time.monotonic() + longest_seconds
        self.process: ForkProcess = multiprocessing.get_context("fork").Process(
            target=_test, args=(trial, self.folder)
        )
        self.process.start()
        self._is_late = False
        self._printed = ""

    def is_over(self) -> bool:
        """Tell whether it ended; one that takes too long is ended."""
        if self.process.is_alive() and time.monotonic() > self.deadline:
            self._is_late = True
            self.kill()
        if self.process.is_alive():
            return False
        self.kill()
        return True

    def verdict(self) -> Verdict:
        if self._is_late:
            return Verdict.TOO_LONG
        return Verdict.KILLED if self.process.exitcode else Verdict.SURVIVED

    def output(self) -> str:
        return self._printed

    def kill(self) -> None:
        """End what is left of its group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.join()
        with contextlib.suppress(OSError):
            self._printed = (self.folder / "output").read_text(errors="replace")
        shutil.rmtree(self.folder, ignore_errors=True)


def _migrate(folder: Path) -> None:
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    import django
    from django.test.utils import setup_databases

    django.setup()
    setup_databases(0, interactive=False)


def _test(trial: Trial, folder: Path) -> None:
    os.setsid()
    output = os.open(folder / "output", os.O_CREAT | os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdout = sys.stderr = os.fdopen(output, "w")
    os.environ["DATA_DIR"] = str(folder / "data")
    if trial.mutant:
        sys.meta_path.insert(0, _MutantFinder(trial.module, trial.mutant.source))
    import pytest

    plugins = [argument for name in WITHOUT for argument in ("-p", f"no:{name}")]
    code = pytest.main(
        [*ARGUMENTS, *CHOSEN, *plugins, "-W", "ignore::pytest.PytestAssertRewriteWarning", *trial.tests]
    )
    sys.stdout.flush()
    os._exit(int(code))


class _MutantFinder(importlib.abc.MetaPathFinder):
    """Finds one module, and gives it another source."""

    def __init__(self, module: str, source: str) -> None:
        self._module = module
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec and spec.origin:
            spec.loader = _MutantLoader(fullname, spec.origin, self._source)
        return spec


class _MutantLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType | None:
        """Compile the mutant and leave the cache of compiled modules alone."""
        return compile(self._source, self.path, "exec", dont_inherit=True)
