"""The process that stays of a start is small, and knows when a large file is waited for."""

import subprocess
import sys
from pathlib import Path

from config.standing import has_messages
from tests.fakes.site import ROOT


def test_it_loads_neither_django_nor_the_rooms() -> None:
    ask = "import sys, config.standing; print({'django', 'celery', 'kombu', 'chat'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_a_worker_loads_no_page_and_no_library_of_files() -> None:
    ask = (
        "import sys; from config.celery import app; app.loader.init_worker(); app.finalize();"
        "print({'config.urls', 'duckdb', 'weasyprint', 'docx', 'reportlab', 'boto3'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_a_message_that_is_whole_is_waited_for(tmp_path: Path) -> None:
    queue = tmp_path / "exports-large"
    assert not has_messages(queue)
    queue.mkdir()
    (queue / ".half").touch()
    assert not has_messages(queue)
    (queue / "whole").touch()
    assert has_messages(queue)
