"""Log lines: one JSON object each on standard error, ours and the libraries' alike, without user text or addresses."""

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

DROPPED = ("user_agent", "ip")


def _drop_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for key in DROPPED:
        event.pop(key, None)
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _drop_personal,
    structlog.processors.format_exc_info,
]


def configure_structlog() -> None:
    """Send structlog's lines through the standard library, where `logging_config` formats them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_config(level: str, request_level: str) -> dict[str, object]:
    """Return Django's LOGGING; `request_level` is that of the line for each request.

    Requests are logged by our middleware, so the servers' own access lines are off.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "CRITICAL"},
            "django_structlog.middlewares.request": {"level": request_level},
            # The server's own handlers write lines that are no JSON.
            "uvicorn": {"handlers": [], "propagate": True},
            "uvicorn.error": {"handlers": [], "propagate": True},
            "weasyprint": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "uvicorn.access": {"handlers": [], "propagate": False},
            # A worker says three lines for each task; the periodic ones come every few seconds.
            "celery": {"level": "WARNING"},
            "django_structlog.celery": {"level": request_level},
        },
    }
