import json
import logging

import structlog
from django.conf import settings

from common.logging import logging_config


def format_line(record: logging.LogRecord) -> dict[str, object]:
    formatter = logging_config("INFO", "INFO")["formatters"]["json"]
    made = structlog.stdlib.ProcessorFormatter(
        processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    line: dict[str, object] = json.loads(made.format(record))
    return line


def test_a_library_line_is_one_json_object() -> None:
    record = logging.LogRecord("library", logging.WARNING, __file__, 1, "two\nlines %s", ("x",), None)

    line = format_line(record)

    assert (line["event"], line["level"], line["logger"]) == ("two\nlines x", "warning", "library")
    assert str(line["timestamp"]).endswith("Z")


def test_addresses_and_agents_are_dropped() -> None:
    record = logging.LogRecord("library", logging.INFO, __file__, 1, "seen", (), None)
    structlog.contextvars.bind_contextvars(ip="10.0.0.7", user_agent="Browser", request_id="r1")

    line = format_line(record)
    structlog.contextvars.clear_contextvars()

    assert ("ip" in line, "user_agent" in line, line["request_id"]) == (False, False, "r1")


def test_the_site_uses_it() -> None:
    assert settings.LOGGING["handlers"]["lines"]["formatter"] == "json"
