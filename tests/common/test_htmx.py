import json

from django.http import HttpResponse
from django.test import RequestFactory

from common.htmx import is_htmx, push_url, redirect_page, trigger


def test_trigger_adds_up() -> None:
    response = HttpResponse()

    trigger(response, "artifact-changed", {"id": 1})
    trigger(response, "usage-changed")

    assert json.loads(response["HX-Trigger"]) == {"artifact-changed": {"id": 1}, "usage-changed": None}


def test_push_url_and_redirect_page_set_their_headers() -> None:
    response = HttpResponse()

    push_url(response, "/c/1/")
    redirect_page(response, "/")

    assert (response["HX-Push-Url"], response["HX-Redirect"]) == ("/c/1/", "/")


def test_is_htmx_leaves_history_restores_to_whole_pages(rf: RequestFactory) -> None:
    asked = {"HX-Request": "true"}

    assert is_htmx(rf.get("/", headers=asked))
    assert not is_htmx(rf.get("/"))
    assert not is_htmx(rf.get("/", headers={**asked, "HX-History-Restore-Request": "true"}))
