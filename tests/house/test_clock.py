"""A run that is late starts no further test; see tests/clock.py."""

import time
from pathlib import Path

import pytest

from tests import clock

pytest_plugins = ["pytester"]

TESTS = """
import os
import pytest

@pytest.fixture
def costly():
    raise AssertionError("made although no time was left")

def test_first():
    os.environ["NO_TEST_AFTER"] = "1"

def test_second(costly):
    pass
"""
BROKEN = "\ndef test_broken():\n    assert False\n"


@pytest.fixture
def late(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A run with the clock and without other plugins, whose first test uses up the time."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv(clock.VARIABLE, str(time.time() + 600))
    pytester.makepyfile(TESTS)
    return pytester


def run(pytester: pytest.Pytester) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "tests.clock", "-p", "no:cacheprovider")


def test_a_late_run_starts_no_further_test_and_names_it(late: pytest.Pytester) -> None:
    result = run(late)

    result.assert_outcomes(passed=1, skipped=1)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*1 not run, for no time was left*", "*::test_second"])
    result.stdout.no_fnmatch_line("*::test_first")


def test_a_late_run_fails_for_its_failures(late: pytest.Pytester) -> None:
    late.makepyfile(BROKEN + TESTS)

    result = run(late)

    result.assert_outcomes(failed=1, passed=1, skipped=1)
    assert result.ret == 1


def test_a_run_without_a_limit_runs_everything(late: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.VARIABLE)
    late.makepyfile("def test_only():\n    pass\n")

    run(late).assert_outcomes(passed=1)
