"""Is everything here that the site needs? Each check is one real use of the part: a write and a read, a question.

A check returns what it found in a few words, or raises `Fault` with what is wrong and what to do about it.
"""

import asyncio
import contextlib
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from queue import Empty

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError

from common.errors import ApplicationError
from config.bucket import place_of
from config.celery import app as celery_app
from config.doctor_services import check_beat, check_clocks, check_mail, check_proxy, check_workers
from config.finding import Fault, Finding
from llm.client import is_offline, stream
from llm.protocol import ChatMessage, ChatRequest, Role
from telemetry.health import FAULTS

ANSWER_SECONDS = 20
MESSAGE_SECONDS = 5
OLDEST_PYTHON = (3, 11)
FONT_FAMILIES = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK JP", "Noto Color Emoji")


def examine(url: str = "") -> Iterator[Finding]:
    """Yield a finding for each part, as soon as it is known; the site's public address is `url`."""
    for name, check in (CHECKS | {"proxy": partial(check_proxy, url)}).items():
        try:
            yield Finding(name, True, check())
        except Fault as fault:
            yield Finding(name, False, str(fault))
        except (*FAULTS, OperationalError) as error:
            yield Finding(name, False, f"{type(error).__name__}: {error}".splitlines()[0])


def check_python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        raise Fault(f"{version} is too old; 3.11 or newer is needed")
    return version


def check_database() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Fault(f"{len(missing)} migrations are not applied; type: manage.py migrate")
    return f"{connection.display_name}, all migrations applied"


def check_broker() -> str:
    """Send one message through a queue of its own and take it back."""
    name = f"doctor-{secrets.token_hex(4)}"
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=MESSAGE_SECONDS)
        with contextlib.closing(broker.SimpleQueue(name)) as queue:
            queue.put("ping")
            try:
                queue.get(timeout=MESSAGE_SECONDS).ack()
            except Empty:
                raise Fault("a message was sent and did not come back") from None
            finally:
                queue.queue.delete()
    return "Redis" if settings.REDIS_URL else f"folder {settings.DATA_DIR / 'broker'}"


def check_storage() -> str:
    """Write a file, read it and delete it."""
    content = secrets.token_bytes(64)
    try:
        name = default_storage.save(f"doctor-{secrets.token_hex(4)}", ContentFile(content))
    except (BotoCoreError, ClientError) as error:
        raise Fault(f"{place_of(default_storage)} takes no file: {error}; try manage.py ensure_bucket") from error
    try:
        with default_storage.open(name) as file:
            if file.read() != content:
                raise Fault("a file came back with another content")
    finally:
        default_storage.delete(name)
    return place_of(default_storage)


def check_pdf() -> str:
    """Load the layout library, which needs Pango from the system."""
    try:
        import weasyprint
    except OSError as error:
        raise Fault(f"PDF files cannot be made: {error}".splitlines()[0]) from error
    return f"WeasyPrint {weasyprint.__version__}"


def check_fonts() -> str:
    if not (lister := shutil.which("fc-list")):
        raise Fault("fontconfig is missing; install it with the Noto and DejaVu fonts")
    listing = subprocess.run([lister, ":", "family"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    families = {name.strip() for line in listing.splitlines() for name in line.split(",")}
    if missing := [name for name in FONT_FAMILIES if name not in families]:
        raise Fault(f"missing in PDF files: {', '.join(missing)}")
    return ", ".join(FONT_FAMILIES)


def check_model() -> str:
    """Ask the model one short question, as a message would."""
    if is_offline():
        return "offline assistant (set OPENAI_BASE_URL or OPENAI_API_KEY for a model)"
    try:
        asyncio.run(asyncio.wait_for(_ask(), ANSWER_SECONDS))
    except ApplicationError as error:
        raise Fault(f"{settings.CHAT_MODEL}: {error.message}") from error
    except TimeoutError:
        raise Fault(f"{settings.CHAT_MODEL} did not answer within {ANSWER_SECONDS} seconds") from None
    return f"{settings.CHAT_MODEL} answers"


async def _ask() -> None:
    request = ChatRequest(messages=(ChatMessage(Role.USER, "Answer with the one word: yes"),))
    async with contextlib.aclosing(stream(request)) as events:
        async for _event in events:
            return


CHECKS: dict[str, Callable[[], str]] = {
    "python": check_python,
    "database": check_database,
    "broker": check_broker,
    "storage": check_storage,
    "pdf": check_pdf,
    "fonts": check_fonts,
    "model": check_model,
    "mail": check_mail,
    "beat": check_beat,
    "workers": check_workers,
    "clocks": check_clocks,
    "proxy": check_proxy,
}
