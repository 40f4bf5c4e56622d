"""One style sheet out of many; names that change with their content."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static

from common.staticfiles import PARTS, join_styles


def test_styles_are_joined_with_the_layers_first(tmp_path: Path):
    text = join_styles(tmp_path).read_text()
    assert text.startswith("@layer reset, tokens, base, layout, components, states;")
    assert all(part.read_text() in text for part in PARTS.rglob("*.css"))


def test_joined_styles_are_left_alone_while_nothing_changes(tmp_path: Path):
    before = join_styles(tmp_path).stat().st_mtime_ns
    assert join_styles(tmp_path).stat().st_mtime_ns == before


def test_joined_styles_are_found_without_collecting():
    found = finders.find("app.css")
    assert found is not None
    assert Path(found).read_text().startswith("@layer")
    assert finders.find("no-such.css") is None


def test_collected_modules_import_each_other_by_hashed_names(tmp_path: Path, settings: Any):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    stream = (tmp_path / names["js/components/chat-stream.js"]).read_text()
    assert f'from "../{names["js/fragments.js"].removeprefix("js/")}"' in stream
    assert names["js/components/chat-stream.js"].removeprefix("js/") in (tmp_path / names["js/app.js"]).read_text()
    assert (tmp_path / f"{names['app.css']}.gz").exists()


@pytest.mark.parametrize("name", ["app.css", "js/app.js"])
def test_names_are_plain_while_nothing_is_collected(name: str, settings: Any, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES}
    assert static(name) == f"/static/{name}"
