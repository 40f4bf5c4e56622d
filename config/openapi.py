"""The published schema: what ninja knows about the operations, and the problems that each may answer."""

from typing import Any

from ninja import NinjaAPI

from common.requests import PROBLEM_TYPE
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


class DiptychAPI(NinjaAPI):
    """A ninja API whose schema documents every refusal as problem+json."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the schema with the problems added to each operation and the shape to the components."""
        schema = super().get_openapi_schema(**options)
        shapes = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        definitions = shapes.pop("$defs", {})
        schema["components"].setdefault("schemas", {}).update({**definitions, "Problem": shapes})
        for operations in schema["paths"].values():
            for operation in operations.values():
                _add_problems(operation["responses"])
        return schema


def _add_problems(responses: dict[int | str, Any]) -> None:
    for status, description in PROBLEMS.items():
        content = {PROBLEM_TYPE: {"schema": {"$ref": PROBLEM_SCHEMA}}}
        responses[status] = {"description": description, "content": content}
