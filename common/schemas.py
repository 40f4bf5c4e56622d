"""Base schemas of the JSON API: unknown fields are refused, and every problem has one shape."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict


class StrictSchema(Schema):
    """A request body; a field that it does not name is an error."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(Schema):
    """One wrong place in a request: a dotted path and what is wrong there."""

    field: str
    message: str


class Problem(Schema):
    """Every refusal of the API (RFC 9457); members beside the named ones are facts that depend on `code`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] = []


def plain(value: Any) -> Any:
    """Return JSON values for a schema, a list of schemas, or what is JSON already."""
    if isinstance(value, Schema):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
