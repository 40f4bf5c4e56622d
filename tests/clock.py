"""Starts no further test after the second `NO_TEST_AFTER` (since 1970), says which were not run, and fails for none.

A run of CI that takes too long is thrown away whole: `.ci/run` sets it for the slow tests.
"""

import os
import time

import pytest

VARIABLE = "NO_TEST_AFTER"
NOT_RUN = "no time was left"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Skip before any fixture of the test is made."""
    if time.time() > float(os.environ.get(VARIABLE) or "inf"):
        pytest.skip(NOT_RUN)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was skipped for want of time, whatever is printed of other skips."""
    skipped = terminalreporter.stats.get("skipped", [])
    if late := [report.nodeid for report in skipped if NOT_RUN in str(report.longrepr)]:
        terminalreporter.section(f"{len(late)} not run, for {NOT_RUN}")
        for name in sorted(late):
            terminalreporter.line(name)
