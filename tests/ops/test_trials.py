"""A mutant in a process of its own: noticed, not noticed, and without an end."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.mutation import trials
from ops.mutation.mutants import Mutant
from ops.mutation.trials import Trial, Verdict, run_trials

SOURCE = "def double(number):\n    return number * 2\n"
TEST = "from doubling import double\n\n\ndef test_double():\n    assert double(2) == 4\n"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module with one weak test, run without plugins and database."""
    (tmp_path / "doubling.py").write_text(SOURCE)
    test = tmp_path / "test_doubling.py"
    test.write_text(TEST)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(trials, "ARGUMENTS", ["-q", f"--rootdir={tmp_path}", "-c", os.devnull])
    monkeypatch.setattr(trials, "WITHOUT", [])
    monkeypatch.setattr(trials, "CHOSEN", [])
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    yield test
    sys.modules.pop("doubling", None)


@pytest.mark.parametrize(
    ("returned", "verdict"),
    [("number * 2", Verdict.SURVIVED), ("number + 2", Verdict.SURVIVED), ("number * 3", Verdict.KILLED)],
)
def test_verdict_is_that_of_the_tests(module: Path, tmp_path: Path, returned: str, verdict: Verdict) -> None:
    changed = SOURCE.replace("number * 2", returned)
    trial = Trial("doubling", [str(module)], Mutant("double", "", "", changed))

    ((found, how, printed),) = run_trials([trial], tmp_path / "data", 1, 60)

    assert (found, how) == (trial, verdict)
    assert ("1 failed" in printed) is (verdict is Verdict.KILLED)
    assert (tmp_path / "doubling.py").read_text() == SOURCE


def test_a_mutant_that_does_not_end_is_ended(module: Path, tmp_path: Path) -> None:
    endless = "def double(number):\n    while True:\n        pass\n"
    trial = Trial("doubling", [str(module)], Mutant("double", "", "", endless))

    ((_trial, how, _printed),) = run_trials([trial], tmp_path / "data", 2, 1)

    assert how is Verdict.TOO_LONG
