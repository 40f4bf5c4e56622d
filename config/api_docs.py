"""The human page of the API: the published schema as plain HTML, with neither scripts nor other hosts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from common.errors import ApplicationError


@dataclass(frozen=True, slots=True)
class Operation:
    """One call, as the page shows it."""

    method: str
    path: str
    tag: str
    summary: str
    description: str
    parameters: list[dict[str, object]]
    body: str
    answers: list[tuple[str, str]]


class TemplateDocs(DocsBase):
    """Renders `api/docs.html`."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show every operation, and every problem code with its sentence."""
        schema = api.get_openapi_schema()
        context = {
            "title": api.title,
            "version": api.version,
            "openapi_url": self.get_openapi_url(api, kwargs),
            "operations": sorted(_operations(schema), key=lambda shown: (shown.tag, shown.path)),
            "problems": _problems(),
        }
        return render(request, "api/docs.html", context)


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                tag=(operation.get("tags") or [""])[0],
                summary=operation.get("summary", ""),
                description=operation.get("description", ""),
                parameters=operation.get("parameters", []),
                body=_schema_name(operation.get("requestBody", {})),
                answers=list(_answers(operation["responses"])),
            )


def _answers(responses: dict[int | str, Any]) -> Iterator[tuple[str, str]]:
    """Give the good answers alone: the problems are the same for all, and listed once."""
    for status, shape in responses.items():
        if str(status).startswith("2"):
            yield str(status), _schema_name(shape)


def _schema_name(holder: dict[str, Any]) -> str:
    """Return the name of the shape that a body or an answer has; empty without one."""
    for media in holder.get("content", {}).values():
        return str(media.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    return ""


def _problems() -> list[dict[str, object]]:
    """List every declared refusal once by its code."""
    by_code: dict[str, dict[str, object]] = {}
    waiting = [ApplicationError]
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        by_code.setdefault(error.code, {"code": error.code, "status": error.status, "sentence": str(error.message)})
    return [by_code[code] for code in sorted(by_code)]
