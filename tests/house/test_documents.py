"""What the documents say is compared with the code."""

import re

import pytest

from tests.fakes.site import ROOT

READS = re.compile(r'\benv(?:\.\w+|_url)?\(\s*"([A-Z][A-Z0-9_]*)"|os\.environ(?:\.get)?[\[(]"([A-Z][A-Z0-9_]*)"')
# Set by one of our processes for another, or by a library's own convention; nobody configures them.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR", "SUPERVISOR_PID"}
ROOMS = ("config", "chat", "exports", "gatekeeper", "llm", "artifacts", "accounts", "rollout", "telemetry", "common")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def variables_in_code() -> set[str]:
    sources = [path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {first or second for text in sources for first, second in READS.findall(text)} - INTERNAL


def test_configuration_page_lists_every_variable_and_no_other() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text()

    assert set(re.findall(r"^\| `([A-Z0-9_]+)` \|", page, re.MULTILINE)) == variables_in_code()


def test_example_environment_names_known_variables() -> None:
    example = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^# ([A-Z0-9_]+)=", example, re.MULTILINE)) <= variables_in_code()


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_lead_to_files(page: str) -> None:
    path = ROOT / page

    assert [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()] == []


def test_files_of_commands_named_in_the_documents_exist() -> None:
    named = {
        name
        for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
        for name in re.findall(r"manage\.py (\w+)", page.read_text())
    }
    built_in = {"migrate", "makemigrations", "collectstatic", "createsuperuser", "changepassword", "check"}
    built_in |= {"makemessages", "compilemessages"}
    own = {path.stem for room in ROOMS for path in (ROOT / room / "management" / "commands").glob("*.py")}

    assert named - built_in - own == set()


def test_locks_name_no_address() -> None:
    locks = [path.read_text() for path in (ROOT / "requirements").glob("*.txt")]

    assert [lock for lock in locks if "://" in lock or "--index" in lock or "--hash=sha256:" not in lock] == []


@pytest.mark.parametrize("room", ["artifacts", "chat", "exports"])
def test_architecture_page_draws_the_rooms_that_there_are(room: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    drawn = re.search(rf"^{room}/ .*\n((?:  .+\n)+)", page, re.MULTILINE)
    folders = {path.parent.name for path in (ROOT / room).glob("*/__init__.py")} - {"management", "migrations"}

    assert drawn is not None
    assert set(re.findall(r"\b([a-z_]+)/", drawn[1])) == folders


@pytest.mark.parametrize("room", ["artifacts", "chat", "exports"])
def test_rooms_hold_no_flat_module_but_doors(room: str) -> None:
    doors = {"__init__.py", "apps.py", "urls.py", "models.py", "tasks.py", "admin.py"}

    assert {path.name for path in (ROOT / room).glob("*.py")} <= doors
