import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from django.urls import get_resolver  # noqa: E402 - the rooms need the apps that the line above loads

from chat import engine  # noqa: E402
from common.body_limit import BodyLimit  # noqa: E402
from config.serving import FewThreads, Lifespan  # noqa: E402
from gatekeeper.warming import warm  # noqa: E402


def load_everything() -> None:
    """Load addresses and the gate before the first request, which would wait for them."""
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    warm()


application = Lifespan(BodyLimit(FewThreads(django_application)), on_start=load_everything, on_stop=engine.shutdown)
