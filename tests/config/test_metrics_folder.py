from pathlib import Path

import pytest
from environ import Env

from config.metrics_folder import metrics_folder


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Env:
    monkeypatch.delenv("METRICS_DIR", raising=False)
    return Env()


def test_metrics_lie_in_shared_memory_apart_for_each_data_folder(env: Env, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    one, other = (metrics_folder(env, tmp_path / name, memory) for name in ("a", "b"))
    assert one != other
    assert {one.parent, other.parent} == {memory}
    assert one.stat().st_mode & 0o777 == 0o700
    assert list(one.iterdir()) == []


def test_metrics_lie_with_the_data_where_there_is_no_shared_memory(env: Env, tmp_path: Path) -> None:
    memory = tmp_path / "a file"
    memory.touch()
    assert metrics_folder(env, tmp_path / "data", memory) == tmp_path / "data" / "metrics"


def test_metrics_lie_where_the_setting_says(env: Env, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_DIR", str(tmp_path / "mine"))
    assert metrics_folder(env, tmp_path / "data") == tmp_path / "mine"
    assert (tmp_path / "mine").is_dir()
