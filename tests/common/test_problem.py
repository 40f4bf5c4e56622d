import json

import pytest
from django.test import RequestFactory

from common.errors import FieldError, Invalid, LimitReached, NotAuthenticated
from common.problem import problem_response, refusal_response
from common.request_kind import PROBLEM_TYPE


def test_problem_response_has_the_members_of_the_rfc(rf: RequestFactory) -> None:
    error = Invalid(errors=[FieldError("rows.3", "Too long.")], facts={"limit": 5})

    response = problem_response(error, rf.get("/api/x"))

    assert response.status_code == 422
    assert response["Content-Type"] == PROBLEM_TYPE
    assert json.loads(response.content) == {
        "type": "/api/docs#invalid",
        "title": "The input is not valid.",
        "status": 422,
        "detail": "The input is not valid.",
        "code": "invalid",
        "errors": [{"field": "rows.3", "message": "Too long."}],
        "limit": 5,
    }


def test_problem_response_facts_never_replace_members(rf: RequestFactory) -> None:
    response = problem_response(Invalid(facts={"status": 200, "code": "fine"}), rf.get("/api/x"))

    assert json.loads(response.content)["status"] == 422
    assert json.loads(response.content)["code"] == "invalid"


def test_problem_response_says_when_to_try_again(rf: RequestFactory) -> None:
    response = problem_response(LimitReached(facts={"retry_after_seconds": 12}), rf.get("/api/x"))

    assert response["Retry-After"] == "12"


def test_problem_response_names_the_scheme_on_401(rf: RequestFactory) -> None:
    assert problem_response(NotAuthenticated(), rf.get("/api/x"))["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("path", "headers", "is_json"),
    [
        ("/api/artifacts", {}, True),
        ("/api/artifacts", {"Accept": "text/html"}, True),
        ("/", {"Accept": "application/json"}, True),
        ("/", {"Accept": "application/problem+json"}, True),
        ("/", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, False),
        ("/", {"Accept": "*/*"}, False),
        ("/", {}, False),
        ("/", {"Accept": "application/json", "HX-Request": "true"}, False),
    ],
)
def test_refusal_response_takes_the_form_asked_for(
    rf: RequestFactory, path: str, headers: dict[str, str], is_json: bool
) -> None:
    response = refusal_response(Invalid(), rf.get(path, headers=headers))

    assert response.status_code == 422
    assert (response["Content-Type"] == PROBLEM_TYPE) == is_json


def test_refusal_response_for_htmx_is_a_fragment(rf: RequestFactory) -> None:
    response = refusal_response(Invalid("No <b>."), rf.get("/", headers={"HX-Request": "true"}))

    assert "<html" not in response.content.decode()
    assert "No &lt;b&gt;." in response.content.decode()
