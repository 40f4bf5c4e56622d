"""The JSON API of questions about artifacts."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from accounts.auth import api_auth
from accounts.limits import Limit, check_and_hit
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.api.schemas import QueryIn, QueryOut
from artifacts.queries.result import Answered
from artifacts.queries.services import AskedVersion, ask_query, ask_question
from artifacts.versions.reading import find_artifact, find_version
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 408, 413, 415, 422, 429, 503), Problem)


@router.post(
    "/artifacts/{uuid:artifact_id}/query", response={200: QueryOut, **PROBLEMS}, summary="Ask the data of an artifact"
)
def artifact_query(request: HttpRequest, artifact_id: UUID, body: QueryIn) -> Status[Any]:
    """Answer a query, or a question in words, over all rows of the newest version; the same each time it is asked."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    check_and_hit(request, Limit.QUERY)
    asked = [AskedVersion(find_version(find_artifact(user, artifact_id))), *_further(user, body)]
    answered = ask_question(asked, body.question) if body.question else ask_query(asked, body.sql or "")
    return Status(200, _shape(answered))


def _further(user: User, body: QueryIn) -> Iterator[AskedVersion]:
    named = body.also.items() if isinstance(body.also, dict) else [("", each) for each in body.also]
    for name, artifact_id in named:
        yield AskedVersion(find_version(find_artifact(user, artifact_id)), name)


def _shape(answered: Answered) -> dict[str, object]:
    result = answered.result
    return {
        "columns": [{"name": column.name, "type": column.type.value} for column in result.columns],
        "rows": result.rows,
        "sql": answered.sql,
        "sentence": answered.sentence,
        "version": answered.version,
        "took_ms": answered.took_ms,
        "truncated": result.is_truncated,
        "rows_read": result.rows_read,
        "notes": list(result.notes),
    }
