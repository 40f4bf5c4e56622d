"""A clone of what is committed, started as the README says, and the main job done in it over HTTP."""

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from tests.fakes.site import ROOT, Site, running_site
from tests.fakes.visitor import Visitor

FRESH_SECONDS = 900
EVENTS = ("gatekeeper_decision", "artifact_created", "artifact_edited", "export_started", "export_completed")
PASTED = "Van,Price,Range\nBerlingo,31000,320\nKangoo,33500,285\nTransit,41250,257\n\nTurn this into a table"


def clone_to(folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def do_main_job(site: Site) -> None:
    """Paste data, watch the table come, edit a cell, export it three ways and read the files."""
    visitor = Visitor(site.base_url)
    visitor.enter_as_demo_user()
    assert "<main" in visitor.page("/")

    conversation = visitor.call("POST", "/api/chat/conversations", {})
    turn = visitor.call("POST", f"/api/chat/conversations/{conversation['id']}/turns", {"text": PASTED})
    _status, stream = visitor.open("GET", turn["stream_url"])
    assert b"event: turn_completed" in stream
    (made,) = visitor.call("GET", f"/api/chat/turns/{turn['turn_id']}")["artifacts"]

    operations = [{"op": "set_cells", "at": "B2", "values": [[32900]]}]
    edited = visitor.call(
        "PATCH", f"/api/artifacts/{made['id']}", {"expected_version": made["version"], "operations": operations}
    )
    assert edited["content"]["rows"] == [["Berlingo", 31000, 320], ["Kangoo", 32900, 285], ["Transit", 41250, 257]]

    expected = [["Van", "Price", "Range"], *edited["content"]["rows"]]
    job, workbook = visitor.export(made["id"], "xlsx")
    assert job["verification"]["rows"] == 3
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][-4:] == expected
    _job, word = visitor.export(made["id"], "docx")
    cells = [cell.text for cell in docx.Document(io.BytesIO(word)).tables[0]._cells]
    assert len(cells) == 12
    assert cells[::3] == ["Van", "Berlingo", "Kangoo", "Transit"]
    _job, pdf = visitor.export(made["id"], "pdf")
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert [word for word in ("Van", "Berlingo", "Kangoo", "Transit") if word not in text] == []


@pytest.mark.slow
def test_clone_does_the_main_job(tmp_path: Path) -> None:
    """With the packages that are there already, so that it is quick."""
    clone = clone_to(tmp_path / "clone")
    (clone / ".venv").symlink_to(sys.prefix)

    with running_site(tmp_path, root=clone, command=["make", "run"], LIMIT_EXPORT="100/m") as site:
        do_main_job(site)

        told = [json.loads(line)["event"] for line in site.output.splitlines() if line.startswith("{")]
        assert [name for name in EVENTS if name not in told] == []


@pytest.mark.slow
@pytest.mark.timeout(FRESH_SECONDS)
def test_fresh_clone_sets_itself_up_and_does_the_main_job(tmp_path: Path) -> None:
    """With an environment of its own and an empty home, so that no cache helps; the second start takes seconds."""
    clone = clone_to(tmp_path / "clone")
    (tmp_path / "home").mkdir()
    fresh = {"root": clone, "command": ["make", "run"], "HOME": str(tmp_path / "home"), "LIMIT_EXPORT": "100/m"}

    with running_site(tmp_path, ready_seconds=FRESH_SECONDS, **fresh) as site:
        do_main_job(site)
    with running_site(tmp_path, data_dir=site.data_dir, ready_seconds=60, **fresh) as again:
        assert "Installing" not in again.output
