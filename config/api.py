"""The JSON API: every room's router under one schema, one authentication and one error shape."""

from django.conf import settings

import accounts.api
import artifacts.api
import artifacts.convert_api
import artifacts.proposal_api
import artifacts.step_api
import chat.api
import chat.export_api
import chat.rating_api
import exports.api
import exports.bundles.api
import gatekeeper.api
from accounts.auth import api_auth
from common.api_problems import register_problem_handlers
from common.parser import StrictJsonParser
from config.api_docs import TemplateDocs
from config.openapi import DiptychAPI

api = DiptychAPI(
    title="Diptych",
    version=settings.VERSION,
    description="Artifacts, exports, the gatekeeper and the chat, as the pages use them.",
    urls_namespace="api",
    auth=api_auth,
    docs=TemplateDocs(),
    parser=StrictJsonParser(),
)
register_problem_handlers(api)
api.add_router("", gatekeeper.api.router)
api.add_router("", exports.api.router)
api.add_router("", exports.bundles.api.router)
api.add_router("", artifacts.api.router)
api.add_router("", artifacts.proposal_api.router)
api.add_router("", artifacts.convert_api.router)
api.add_router("", artifacts.step_api.router)
api.add_router("/chat", chat.api.router)
api.add_router("/chat", chat.export_api.router)
api.add_router("/chat", chat.rating_api.router)
api.add_router("", accounts.api.router)
