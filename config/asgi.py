import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from chat import engine  # noqa: E402 - rooms need the apps that the line above loads
from common.body_limit import BodyLimit  # noqa: E402
from config.serving import FewThreads, Lifespan  # noqa: E402

application = Lifespan(BodyLimit(FewThreads(django_application)), on_stop=engine.shutdown)
