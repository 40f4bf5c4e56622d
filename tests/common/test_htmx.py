from django.test import RequestFactory

from common.htmx import is_htmx


def test_is_htmx_leaves_history_restores_to_whole_pages(rf: RequestFactory) -> None:
    asked = {"HX-Request": "true"}

    assert is_htmx(rf.get("/", headers=asked))
    assert not is_htmx(rf.get("/"))
    assert not is_htmx(rf.get("/", headers={**asked, "HX-History-Restore-Request": "true"}))
