import asyncio
import json

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.test import AsyncRequestFactory, RequestFactory
from pytest_django.fixtures import Settings

from common.errors import Conflict
from common.middleware import (
    ApiBoundaryMiddleware,
    ApplicationErrorMiddleware,
    BodyLimitMiddleware,
    RequestLogMiddleware,
)
from common.request_kind import PROBLEM_TYPE


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def test_body_limit_refuses_by_declared_length(rf: RequestFactory, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    boundary = BodyLimitMiddleware(answer)

    kept = boundary(rf.post("/api/x", b"x" * 10, content_type="application/json"))
    refused = boundary(rf.post("/api/x", b"x" * 11, content_type="application/json"))

    assert (kept.status_code, refused.status_code) == (200, 413)
    assert json.loads(refused.content)["limit_bytes"] == 10


def test_body_limit_gives_uploads_their_own(rf: RequestFactory, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.MAX_UPLOAD_BYTES = 10, 1000

    assert BodyLimitMiddleware(answer)(rf.post("/x", {"field": "value"})).status_code == 200


def test_body_limit_ignores_a_length_that_is_no_number(rf: RequestFactory) -> None:
    assert BodyLimitMiddleware(answer)(rf.get("/x", CONTENT_LENGTH="many")).status_code == 200


async def test_boundaries_await_async_views(async_rf: AsyncRequestFactory, settings: Settings) -> None:
    async def view(request: HttpRequest) -> HttpResponse:
        await asyncio.sleep(0)
        return HttpResponseNotAllowed(["GET"])

    response = await ApiBoundaryMiddleware(view)(async_rf.get("/api/x"))

    assert response["Content-Type"] == PROBLEM_TYPE


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_api_boundary_refuses_other_media_types(rf: RequestFactory, content_type: str) -> None:
    response = ApiBoundaryMiddleware(answer)(rf.post("/api/x", b"a", content_type=content_type))

    assert response.status_code == 415
    assert json.loads(response.content)["code"] == "unsupported_media_type"


def test_api_boundary_lets_requests_without_a_body_pass(rf: RequestFactory) -> None:
    assert ApiBoundaryMiddleware(answer)(rf.post("/api/x", b"", content_type="text/plain")).status_code == 200


def test_api_boundary_rewrites_errors_that_have_another_shape(rf: RequestFactory) -> None:
    boundary = ApiBoundaryMiddleware(lambda request: HttpResponseNotAllowed(["GET", "POST"]))

    response = boundary(rf.delete("/api/x"))

    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"
    assert json.loads(response.content)["code"] == "method_not_allowed"


def test_api_boundary_leaves_pages_and_problems_alone(rf: RequestFactory) -> None:
    problem = JsonResponse({"code": "own"}, status=409, content_type=PROBLEM_TYPE)
    page = HttpResponse("page", status=404)

    assert ApiBoundaryMiddleware(lambda request: problem)(rf.get("/api/x")) is problem
    assert ApiBoundaryMiddleware(lambda request: page)(rf.get("/x")) is page


def test_application_error_becomes_an_answer(rf: RequestFactory) -> None:
    boundary = ApplicationErrorMiddleware(answer)

    response = boundary.process_exception(rf.get("/", headers={"HX-Request": "true"}), Conflict())

    assert response is not None
    assert response.status_code == 409


def test_a_database_that_is_locked_is_a_503(rf: RequestFactory) -> None:
    boundary = ApplicationErrorMiddleware(answer)

    response = boundary.process_exception(rf.get("/", headers={"HX-Request": "true"}), OperationalError("locked"))

    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "locked" not in response.content.decode()


def test_other_exceptions_go_on_to_django(rf: RequestFactory) -> None:
    assert ApplicationErrorMiddleware(answer).process_exception(rf.get("/"), ValueError()) is None


def test_request_log_leaves_out_the_query(rf: RequestFactory) -> None:
    assert RequestLogMiddleware.format_request(rf.get("/search/?q=my+debts")) == "GET /search/"
