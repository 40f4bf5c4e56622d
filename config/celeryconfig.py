"""Settings of Celery, by its own names. The row of a job is the truth; a message only wakes a worker up."""

from datetime import timedelta

from django.conf import settings

import config.broker  # noqa: F401  registers folder://

MINUTE_SECONDS = 60

broker_url = settings.REDIS_URL or "folder://localhost"
broker_connection_retry_on_startup = True
broker_transport_options: dict[str, object] = (
    # Redis gives an unacknowledged message to another worker after this time: well above the hard limit of a task.
    {"visibility_timeout": 60 * MINUTE_SECONDS, "socket_timeout": 10, "socket_connect_timeout": 3}
    if settings.REDIS_URL
    else {"folder": str(settings.DATA_DIR / "broker"), "polling_interval": 0.1}
)
task_publish_retry_policy = {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2, "interval_max": 0.5}

task_default_queue = "default"
task_routes = {
    # The sweep must not wait behind the jobs that it looks after.
    "exports.tasks.sweep_exports": {"queue": "default"},
    "exports.tasks.expire_exports": {"queue": "default"},
    "exports.*": {"queue": "exports"},
}
task_serializer = "json"
accept_content = ["json"]
task_ignore_result = True
timezone = "UTC"

task_acks_late = True
task_reject_on_worker_lost = True
task_soft_time_limit = 5 * MINUTE_SECONDS
task_time_limit = task_soft_time_limit + 30
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 200  # WeasyPrint keeps about 0.3 MiB of each report
worker_max_memory_per_child = 768 * 1024  # KiB, looked at between two tasks
worker_cancel_long_running_tasks_on_connection_loss = True
worker_enable_remote_control = bool(settings.REDIS_URL)  # a folder has no broadcast
worker_hijack_root_logger = False
worker_redirect_stdouts = False

beat_schedule_filename = str(settings.DATA_DIR / "beat-schedule")
_EVERY_SECONDS = {
    "exports.tasks.sweep_exports": 10,
    "exports.tasks.expire_exports": 10 * MINUTE_SECONDS,
    "chat.tasks.settle_stale_turns": 5,
    "telemetry.tasks.tick": 10,
    "telemetry.tasks.prune_events": 60 * MINUTE_SECONDS,
    "accounts.tasks.prune_idempotency_records": 60 * MINUTE_SECONDS,
    "accounts.tasks.look_after_personal_data": 10 * MINUTE_SECONDS,
}
beat_schedule = {
    # A tick that no worker took in time is dropped: the next one does the same.
    task: {"task": task, "schedule": timedelta(seconds=seconds), "options": {"expires": seconds}}
    for task, seconds in _EVERY_SECONDS.items()
}
