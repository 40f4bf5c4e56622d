"""CONTRIBUTING's recipes, followed to the letter: the files they name are the files it takes, and what comes works."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.recipes import WALKS, write_all
from tests.fakes.site import ROOT
from tests.house import test_documents as documents

COPIED_FOLDERS = (*documents.ROOMS, "templates", "docs", "static")
COPIED_FILES = (
    "manage.py",
    "pyproject.toml",
    "CHANGELOG.md",
    ".env.example",
    "tests/artifacts/sources/test_starters.py",
)
KINDS = ("table", "document", "spreadsheet")


def recipes() -> Mapping[str, str]:
    """Return the recipes by their headings."""
    text = (ROOT / "CONTRIBUTING.md").read_text().split("## Recipes\n")[1].split("\n## ")[0]
    parts = re.split(r"^### (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def files_of(recipe: str) -> list[str]:
    """Return the files that the steps of a recipe begin with."""
    steps = re.findall(r"^\d+\. ((?:`[^`]+`(?:,| and)?\s+)*`[^`]+`)", recipe, re.MULTILINE)
    return [name for step in steps for name in re.findall(r"`([^`]+)`", step)]


def test_every_recipe_is_followed_here() -> None:
    assert {*WALKS, "Add a kind of artifact"} == set(recipes())


@pytest.mark.parametrize("heading", WALKS)
def test_a_recipe_names_the_files_that_it_takes(heading: str) -> None:
    named, touched = files_of(recipes()[heading]), set(WALKS[heading])
    plain = {name for name in named if "<" not in name}
    found = [
        [file for file in touched - plain if re.fullmatch(re.sub(r"<\w+>", "[a-z_]+", name), file)]
        for name in named
        if "<" in name
    ]

    assert plain <= touched
    assert sorted(file for files in found for file in files) == sorted(touched - plain)
    assert [len(files) for files in found] == [1] * len(found)
    assert len(named) == len(touched)


def test_the_recipe_of_a_kind_lists_where_kinds_are_told_from_one_another() -> None:
    listed = set(re.findall(r"`([^`]+)`", recipes()["Add a kind of artifact"].split("list:\n")[1].split("\n4. ")[0]))

    assert listed == {str(path.relative_to(ROOT)) for path in _product() if _tells_kinds_apart(path)}


def _product() -> list[Path]:
    folders = [ROOT / name for name in (*documents.ROOMS, "templates")]
    return [path for folder in folders for end in ("*.py", "*.html") for path in folder.rglob(end)]


def _tells_kinds_apart(path: Path) -> bool:
    if "migrations" in path.parts or path.parent.name in KINDS or path.parent.parent.name in KINDS:
        return False
    text = path.read_text()
    if path.suffix == ".html":
        return all(re.search(rf'"{kind}"|icon-{kind}|#{kind}', text) for kind in KINDS)
    return "T, D, S = KindName" in text or all(
        re.search(
            rf"\bKindName\.{kind.upper()}\b|\b(Stored{kind.title()}|{kind.title()}Content)\b|\bkinds\.{kind}\b", text
        )
        for kind in KINDS
    )


def test_what_the_recipes_make_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One site for all of them: it takes ten seconds to copy, start and use."""
    tree = _followed(tmp_path)
    used = _used(tree)

    _format_is_in_the_menu_on_the_page_and_in_the_api(used["format"])
    _conversion_is_made_by_page_and_api(used["conversion"])
    _starter_is_in_the_library(used)
    _provider_answers(used)
    _language_of_the_interface_is_spoken(used["esperanto"])
    _language_of_the_gate_with_letters_of_its_own_is_one_file(used["greek"])
    monkeypatch.setattr(documents, "ROOT", tree)
    _setting_is_read_and_documented(used["setting"])


def _followed(copy: Path) -> Path:
    """Copy the product and follow every recipe there."""
    for name in COPIED_FOLDERS:
        shutil.copytree(ROOT / name, copy / name)
    for name in COPIED_FILES:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    write_all(copy)
    return copy


def _used(tree: Path) -> Any:
    """Return what a site of that tree says."""
    script = ROOT / "tests" / "fakes" / "used_recipes.py"
    environment = {"PATH": "/usr/bin:/bin", "DATA_DIR": str(tree / "data"), "PYTHONPATH": str(tree), "MOTTO": "onward"}
    (tree / "data").mkdir()
    command = [sys.executable, str(script)]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def _format_is_in_the_menu_on_the_page_and_in_the_api(made: Any) -> None:
    assert "Tabs (.tsv)" in made["menu"]
    assert "Plain values with tabs." in made["menu"]
    assert made["options"] == 200
    assert "Tabs (.tsv)" in made["page"]
    assert (made["api"]["status"], made["api"]["verification"]) == ("completed", {"rows": 3, "columns": 3})
    assert made["file"].splitlines()[0].count("\t") == 2


def _conversion_is_made_by_page_and_api(made: Any) -> None:
    assert made["page"] == made["api"]
    assert "- Column 1\n- Column 2\n- Column 3" in made["api"]


def _starter_is_in_the_library(used: Any) -> None:
    assert 'value="poem"' in used["starters"]
    assert (used["starter"]["title"], used["starter"]["kind"]) == ("Ode", "document")


def _provider_answers(used: Any) -> None:
    assert used["answer"] == "HELLO"


def _language_of_the_interface_is_spoken(page: str) -> None:
    assert 'lang="eo"' in page
    assert "Biblioteko" in page


def _language_of_the_gate_with_letters_of_its_own_is_one_file(decision: Any) -> None:
    assert (decision["action"], decision["kind"]) == ("create", "table")


def _setting_is_read_and_documented(value: str) -> None:
    assert value == "onward"
    documents.test_configuration_page_lists_every_variable_and_no_other()
    documents.test_example_environment_names_known_variables()
