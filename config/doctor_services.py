"""Checks of what runs beside this process: mail, beat, workers, clocks, the proxy. Each ends within seconds."""

import contextlib
import fcntl
import http.client
import time
import urllib.parse
from datetime import UTC, datetime

import redis
from celery.exceptions import CeleryError
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.urls import reverse
from kombu.exceptions import OperationalError

from config.celery import app as celery_app
from config.finding import Fault
from config.site_lock import LOCK
from exports.jobs.queue import LARGE_QUEUE, PREVIEW_QUEUE, QUEUE
from telemetry.ticks import last_tick

ANSWER_SECONDS = 5
INSPECT_SECONDS = 1.5
TICK_SECONDS = 45  # beat's shortest jobs come every few seconds; a worker may be busy meanwhile
CLOCK_SECONDS = 5
QUEUES = (QUEUE, LARGE_QUEUE, PREVIEW_QUEUE, "default")


def check_mail() -> str:
    """Open a connection to the mail server, with its account, and send nothing."""
    is_printed = settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))
    if is_printed and settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory":
        raise Fault(
            "mail is printed, not sent, and new accounts must confirm their address; set EMAIL_URL, or"
            " EMAIL_VERIFICATION=none. manage.py create_admin needs no mail."
        )
    if is_printed:
        return "printed to standard output (set EMAIL_URL to send it)"
    mail = get_connection(timeout=ANSWER_SECONDS) if "smtp" in settings.EMAIL_BACKEND else get_connection()
    try:
        mail.open()
        mail.close()
    except OSError as error:
        raise Fault(f"the server of EMAIL_URL does not take our connection: {error}") from error
    return f"{getattr(settings, 'EMAIL_HOST', '') or settings.EMAIL_BACKEND} answers"


def check_beat() -> str:
    """See that a periodic job ran lately, and on this release."""
    if not settings.REDIS_URL and not _is_running_here():
        return "the site is not running"
    tick = last_tick()
    if tick is None or time.time() - tick.at > TICK_SECONDS:
        since = "ever" if tick is None else f"for {time.time() - tick.at:.0f} seconds"
        raise Fault(
            f"no periodic job ran {since}; start one “celery -A config beat” and a worker of the queue default"
        )
    if tick.version != settings.VERSION:
        raise Fault(f"a worker runs version {tick.version}, this is {settings.VERSION}; restart workers and beat")
    return f"ran {max(time.time() - tick.at, 0):.0f} seconds ago, version {tick.version}"


def check_workers() -> str:
    """Ask all workers which queues they take from: each queue needs one."""
    if not settings.REDIS_URL:
        return "started with the site" if _is_running_here() else "the site is not running"
    try:
        answers = celery_app.control.inspect(timeout=INSPECT_SECONDS).active_queues() or {}
    except (OperationalError, CeleryError, redis.RedisError, OSError) as error:
        raise Fault(f"workers cannot be asked, since the queue does not answer: {error}") from error
    served = {queue["name"] for queues in answers.values() for queue in queues}
    if missing := [name for name in QUEUES if name not in served]:
        raise Fault(f"no worker takes from {', '.join(missing)}; start “celery -A config worker -Q {missing[0]}”")
    return f"{len(answers)} answer, every queue is taken from"


def check_clocks() -> str:
    """Compare this machine's clock with the database's and the queue's."""
    others: dict[str, float] = {}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            others["the database"] = float(cursor.fetchone()[0]) - time.time()
    if settings.REDIS_URL:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=ANSWER_SECONDS) as client:
            seconds, micros = client.time()
            others["Redis"] = seconds + micros / 1e6 - time.time()
    for name, ahead in others.items():
        if abs(ahead) > CLOCK_SECONDS:
            raise Fault(f"the clock of {name} is {ahead:+.0f} seconds from ours; let both follow a time server")
    return "agree" if others else f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


def check_proxy(url: str = "") -> str:
    """Ask for the sign-in page at the site's public address, and see that no answer sends us where we were."""
    origin = url or next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    if not origin or "*" in origin:
        return "not tried (give --url https://your.address)"
    address = urllib.parse.urlsplit(origin)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    web = kind(address.netloc, timeout=ANSWER_SECONDS)
    page = reverse("account_login")
    try:
        with contextlib.closing(web):
            web.request("GET", page)
            answer = web.getresponse()
    except OSError as error:
        raise Fault(f"{origin} does not answer: {error}") from error
    if answer.getheader("Location", "") == f"{origin.rstrip('/')}{page}":
        raise Fault(
            f"{origin} redirects to itself: let the proxy send X-Forwarded-Proto, and put its address into"
            " FORWARDED_ALLOW_IPS"
        )
    if answer.status == http.client.BAD_REQUEST:
        raise Fault(f"{origin} is refused: put its name into ALLOWED_HOSTS, and let the proxy send Host")
    if answer.status != http.client.OK:
        raise Fault(f"{origin} answers {answer.status}")
    return f"{origin} answers"


def _is_running_here() -> bool:
    """Tell whether `manage.py up` holds this data folder."""
    try:
        with (settings.DATA_DIR / LOCK).open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
