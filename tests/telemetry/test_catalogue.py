from pathlib import Path

from telemetry.catalogue import event_catalogue


def test_the_page_of_events_is_what_the_application_declares() -> None:
    page = Path("docs/EVENTS.md").read_text(encoding="utf-8")
    assert page == event_catalogue(), "Run: manage.py describe_events > docs/EVENTS.md"
    assert "## `gatekeeper_decision`" in page
