"""The Celery app; its settings are in `config.celeryconfig`, its tasks in each room's `tasks.py`."""

import os

from celery import Celery
from celery.signals import beat_embedded_init, setup_logging, worker_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from common.memory import settle_memory
from config.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Checks import every page of the site, which a worker has no use for; `manage.py` runs them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("diptych")
app.config_from_object("config.celeryconfig")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


def end_beat_with_its_worker(**_kwargs: object) -> None:
    """Let the beat of `worker -B` end with a worker that was killed, so that never two of them tick."""
    die_with_parent(os.getppid())


def leave_logging_to_django(**_kwargs: object) -> None:
    """Keep Celery from setting the root logger's level, which would silence our events in workers."""


def freeze_what_is_loaded(**_kwargs: object) -> None:
    """Settle what children share with the worker: a page that one of them writes is copied for it."""
    settle_memory()


worker_init.connect(freeze_what_is_loaded, weak=False)
setup_logging.connect(leave_logging_to_django, weak=False)
beat_embedded_init.connect(end_beat_with_its_worker, weak=False)
