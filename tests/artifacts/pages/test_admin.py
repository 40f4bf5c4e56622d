from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from artifacts.rows.enums import KindName
from tests.artifacts.conftest import MakeArtifact

SOURCES = {
    KindName.TABLE: "| Van |\n|---|\n| <b>Kangoo</b> |\n",
    KindName.DOCUMENT: "# Kangoo <script>\n",
    KindName.SPREADSHEET: "| Kangoo | =1/0 |\n|---|---|\n| 1 | 2 |\n",
}


@pytest.mark.parametrize("kind", list(KindName))
def test_staff_sees_content_and_changes_nothing(
    make_artifact: MakeArtifact, staff: User, client_for: Callable[[User], Client], kind: KindName
) -> None:
    version = make_artifact(SOURCES[kind], kind)
    client = client_for(staff)
    page = client.get(f"/admin/artifacts/artifact/{version.artifact_id}/change/").content.decode()
    assert "Kangoo" in page
    assert "<script>\n" not in page
    assert "<b>Kangoo" not in page
    assert "Kangoo" in client.get(f"/admin/artifacts/artifactversion/{version.pk}/change/").content.decode()
    assert client.post(f"/admin/artifacts/artifact/{version.artifact_id}/change/", {"title": "x"}).status_code == 403
    assert client.get("/admin/artifacts/artifact/add/").status_code == 403


def test_list_is_searched(make_artifact: MakeArtifact, staff: User, client_for: Callable[[User], Client]) -> None:
    make_artifact(SOURCES[KindName.TABLE], title="Vans")
    client = client_for(staff)
    assert "Vans" in client.get("/admin/artifacts/artifact/", {"q": "van alice"}).content.decode()
    assert "Vans" not in client.get("/admin/artifacts/artifact/", {"q": "lorries"}).content.decode()
