"""The published schema: what ninja knows about the operations, and the problems that each may answer."""

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from accounts.idempotency import HEADER, MAX_KEY_LENGTH
from common.request_kind import PROBLEM_TYPE
from common.schemas import Problem

PROBLEM_SCHEMA = "#/components/schemas/Problem"
PROBLEMS = {
    400: "The request could not be read",
    401: "No valid token or session",
    403: "Not allowed, or the feature is switched off",
    404: "Not there, or not yours",
    405: "The address does not know the method",
    409: "The state has changed meanwhile",
    413: "Larger than the limit",
    415: "Neither JSON nor a form where one is asked for",
    422: "The input is not valid",
    429: "A limit or quota is reached",
    503: "Not available right now",
}
REPEATED_AS_IT_IS = {"gatekeeper_decide", "turn_stop", "file_create"}  # a second time changes nothing
IDEMPOTENCY_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": MAX_KEY_LENGTH},
    "description": "The same key with the same request within 24 hours is answered again and has no second effect.",
}
RESUMES = (
    {
        "name": "Last-Event-ID",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "Number of the last event that was received; what follows it is sent.",
    },
    {
        "name": "after",
        "in": "query",
        "required": False,
        "schema": {"type": "integer", "minimum": 0},
        "description": "The same, for clients that cannot set the header.",
    },
)


class DiptychAPI(NinjaAPI):
    """A ninja API whose schema documents every refusal as problem+json; an operation is named by its function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name that generated clients use: it stays when a module moves."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the schema with the problems added to each operation and the shape to the components."""
        schema = super().get_openapi_schema(**options)
        shapes = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        definitions = shapes.pop("$defs", {})
        schema["components"].setdefault("schemas", {}).update({**definitions, "Problem": shapes})
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _add_problems(operation["responses"])
                operation.setdefault("parameters", []).extend(_headers(method, operation["operationId"]))
        return schema


def _headers(method: str, operation_id: str) -> Iterator[dict[str, object]]:
    """Yield the parameters that views read from the request itself."""
    if method in ("post", "patch") and operation_id not in REPEATED_AS_IT_IS:
        yield IDEMPOTENCY_KEY
    if operation_id == "turn_stream":
        yield from RESUMES


def _add_problems(responses: dict[int | str, Any]) -> None:
    for status, description in PROBLEMS.items():
        content = {PROBLEM_TYPE: {"schema": {"$ref": PROBLEM_SCHEMA}}}
        responses[status] = {"description": description, "content": content}
