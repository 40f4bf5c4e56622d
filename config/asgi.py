import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.urls import get_resolver  # noqa: E402 - the rooms need the apps that the line above loads

from chat import engine  # noqa: E402
from common.body_limit import BodyLimit  # noqa: E402
from config.handling import OneHopHandler, StaticFiles  # noqa: E402
from config.serving import FewThreads, Lifespan  # noqa: E402
from gatekeeper.warming import warm  # noqa: E402
from llm import client  # noqa: E402


def load_everything() -> None:
    """Load addresses, the gate and the model's provider before the first request, which would wait for them.

    All that is loaded then stays: collections do not walk it again, which held every request for tens of milliseconds.
    """
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    warm()
    client.warm()
    gc.collect()
    gc.freeze()


django_application = StaticFiles(OneHopHandler())
application = Lifespan(BodyLimit(FewThreads(django_application)), on_start=load_everything, on_stop=engine.shutdown)
