import os
import subprocess
import sys

import pytest

from tests.fakes.processes import descendants


def test_a_long_command_is_seen_whole_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    words = [f"word{number}" for number in range(50)]
    with subprocess.Popen([sys.executable, "-c", "input()", *words], stdin=subprocess.PIPE) as process:
        seen = next(one for one in descendants(os.getpid()) if one.pid == process.pid)
        process.communicate(b"\n")
    assert not [one for one in descendants(os.getpid()) if one.command.startswith("ps ")]
    assert seen.command.endswith(" ".join(words))
