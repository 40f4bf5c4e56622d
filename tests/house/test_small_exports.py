"""Large files are being made and more of them wait: a small one is there at once, in the embedded default."""

import time
from pathlib import Path

import pytest

from exports.rows.limits import SMALL_PDF_BYTES
from tests.fakes.site import running_site
from tests.fakes.visitor import Visitor

LARGE_JOBS = 3
SECTION = "## Section {0}\n\n{1}\n\n"
WORDS = "the quarterly report shows that revenue increased while operating costs stayed flat " * 20


def long_document(visitor: Visitor, number: int) -> str:
    """Create a document whose PDF takes the page engine far longer than this test, and return its id."""
    text = "".join(SECTION.format(section, WORDS) for section in range(2 * SMALL_PDF_BYTES // len(WORDS)))
    body = {"title": f"Long {number}", "text": text}
    return str(visitor.call("POST", "/api/artifacts/doc.create", body)["id"])


def ask_for(visitor: Visitor, artifact_id: str, file_format: str) -> str:
    body = {"artifact_id": artifact_id, "format": file_format}
    return str(visitor.call("POST", "/api/artifacts/export", body)["job_id"])


def states_of(visitor: Visitor, jobs: list[str]) -> list[str]:
    return [str(visitor.call("GET", f"/api/artifacts/export/{job}")["status"]) for job in jobs]


@pytest.mark.slow
def test_small_export_ends_while_large_ones_run_and_wait(tmp_path: Path) -> None:
    with running_site(tmp_path, LIMIT_EXPORT="100/m") as site:
        visitor = Visitor(site.base_url)
        visitor.enter_as_demo_user()
        table = {"title": "Short", "text": "| City | People |\n| --- | --- |\n| Oslo | 717710 |\n"}
        small = str(visitor.call("POST", "/api/artifacts/table.create", table)["id"])
        large = [ask_for(visitor, long_document(visitor, number), "pdf") for number in range(LARGE_JOBS)]
        deadline = time.monotonic() + 60
        while "processing" not in states_of(visitor, large):
            assert time.monotonic() < deadline
            time.sleep(0.1)

        job, content = visitor.export(small, "csv")

        assert b"Oslo" in content
        assert job["verification"] == {"rows": 1, "columns": 2}
        assert states_of(visitor, large) == ["processing", "pending", "pending"]
