import contextlib
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.db import DatabaseError, connection  # noqa: E402 - the rooms need the apps that the line above loads
from django.urls import get_resolver  # noqa: E402

from chat.turns import background, engine  # noqa: E402
from common.body_limit import BodyLimit  # noqa: E402
from common.memory import settle_memory  # noqa: E402
from config.asgi_handler import OneHopHandler, StaticFiles  # noqa: E402
from config.threads import FewThreads, Lifespan  # noqa: E402
from gatekeeper.warming import warm  # noqa: E402
from llm import client, endpoint  # noqa: E402


def load_everything() -> None:
    """Load addresses, the gate, the model's provider and the threads' connections: first requests would wait for them.

    All that is loaded then stays.
    """
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    warm()
    client.warm()
    with contextlib.suppress(DatabaseError):  # before the first migration there is nothing to read
        endpoint.load()
    for threads in (few_threads, background):
        threads.run_on_each(open_connection)
    settle_memory()


def open_connection() -> None:
    """Open the thread's connection, if it is one that stays, and read the schema; without a database, do nothing."""
    if connection.settings_dict["CONN_MAX_AGE"] is None:
        with contextlib.suppress(DatabaseError):
            connection.introspection.table_names()


django_application = StaticFiles(OneHopHandler())
few_threads = FewThreads(django_application)
application = Lifespan(BodyLimit(few_threads), on_start=load_everything, on_stop=engine.shutdown)
