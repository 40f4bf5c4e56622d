"""The JSON API: every room's router under one schema, one authentication and one error shape."""

from django.conf import settings

import accounts.api
import artifacts.api.artifacts
import artifacts.api.convert
import artifacts.api.explain
import artifacts.api.imports
import artifacts.api.proposals
import artifacts.api.queries
import artifacts.api.steps
import chat.api.conversations
import chat.api.export
import chat.api.rating
import chat.api.search
import exports.api.exports
import exports.bundles.api
import gatekeeper.api
from accounts.auth import api_auth
from common.api_problems import register_problem_handlers
from common.strict_json import StrictJsonParser
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
api.add_router("", exports.api.exports.router)
api.add_router("", exports.bundles.api.router)
api.add_router("", artifacts.api.imports.router)
api.add_router("", artifacts.api.artifacts.router)
api.add_router("", artifacts.api.proposals.router)
api.add_router("", artifacts.api.queries.router)
api.add_router("", artifacts.api.convert.router)
api.add_router("", artifacts.api.explain.router)
api.add_router("", artifacts.api.steps.router)
api.add_router("/chat", chat.api.conversations.router)
api.add_router("/chat", chat.api.export.router)
api.add_router("/chat", chat.api.rating.router)
api.add_router("/chat", chat.api.search.router)
api.add_router("", accounts.api.router)
