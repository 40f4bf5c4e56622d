"""Images in pages: the pane, a shared link, uploads by form and API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.images.references import image_reference
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactFile
from artifacts.sources.sharing import share_artifact
from tests.artifacts.images.files import bomb, picture

pytestmark = pytest.mark.django_db
API = "/api/artifacts/files"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def document(make_artifact: Any, *digests: str) -> Any:
    return make_artifact("\n\n".join(image_reference(digest, "a boat") for digest in digests), KindName.DOCUMENT)


def test_owner_gets_the_bytes_and_nobody_else(
    alice: Client, store: Any, other_user: User, client_for: Callable[[User], Client]
):
    address = reverse("artifacts:file", args=[store().digest])
    answer = alice.get(address)
    assert body(answer) == picture()
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private, ")
    assert client_for(other_user).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_image_whose_bytes_are_gone_is_not_found(alice: Client, store: Any):
    file = store()
    ArtifactFile.objects.update(key="nowhere")
    assert alice.get(reverse("artifacts:file", args=[file.digest])).status_code == 404


def test_pane_shows_own_images_and_no_others(alice: Client, store: Any, make_artifact: Any, other_user: User):
    own, foreign = store(), store(picture(color="red"), owner=other_user)
    version = document(make_artifact, own.digest, foreign.digest, "0" * 64)
    html = alice.get(reverse("artifacts:detail", args=[version.artifact_id])).content.decode()
    assert html.count("<img ") == 1
    assert f'<img src="/artifacts/files/{own.digest}/" alt="a boat" loading="lazy">' in html
    assert foreign.digest not in html


def test_pane_asks_for_all_images_at_once(
    alice: Client, store: Any, make_artifact: Any, django_assert_max_num_queries: Any
):
    counts = []
    for number in (1, 3):
        files = [store(picture(size=(10 + number, 10 + n))) for n in range(number)]
        version = document(make_artifact, *(file.digest for file in files))
        with django_assert_max_num_queries(100) as queries:
            alice.get(reverse("artifacts:detail", args=[version.artifact_id]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_shared_page_shows_the_images_of_its_document_alone(alice: Client, store: Any, make_artifact: Any, user: User):
    shown, hidden = store(), store(picture(color="red"))
    version = document(make_artifact, shown.digest)
    token = share_artifact(artifact=version.artifact, actor=user)
    address = reverse("shared-file", args=[token, shown.digest])
    stranger = Client()
    assert f'<img src="{address}"' in stranger.get(reverse("shared", args=[token])).content.decode()
    answer = stranger.get(address)
    assert body(answer) == picture()
    assert "no-store" in answer["Cache-Control"]
    assert stranger.get(reverse("shared-file", args=[token, hidden.digest])).status_code == 404
    version.artifact.links.all().delete()
    assert stranger.get(address).status_code == 404


def test_api_stores_an_image_and_names_it(alice: Client):
    upload = SimpleUploadedFile("red_boat.png", picture(), "application/octet-stream")
    answer = alice.post(API, {"file": upload})
    assert answer.status_code == 201
    shape = answer.json()
    assert shape["reference"] == f"![red boat](file:{shape['digest']})"
    assert (shape["media_type"], shape["width"], shape["height"]) == ("image/png", 40, 30)
    assert body(alice.get(shape["url"])) == picture()


def test_api_refuses_with_codes(alice: Client):
    for data, status, code in ((bomb(), 413, "over_limit"), (b"<svg/>", 415, "not_an_image")):
        answer = alice.post(API, {"file": SimpleUploadedFile("a.png", data, "image/png")})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Client().post(API).status_code == 401


def test_form_without_javascript_appends_the_image(alice: Client, make_artifact: Any):
    version = make_artifact("# Boats\n\nMany.\n", KindName.DOCUMENT)
    fields = {"section": "boats", "expected_version": 1, "text": "# Boats\n\nMore.", "image": picture_file()}
    html = alice.post(reverse("artifacts:section-image", args=[version.artifact_id]), fields).content.decode()
    file = ArtifactFile.objects.get()
    assert f"# Boats\n\nMore.\n\n![](file:{file.digest})\n</textarea>" in html
    assert 'name="expected_version" value="1"' in html


def test_form_without_an_image_is_refused(alice: Client, make_artifact: Any):
    version = make_artifact("# Boats\n", KindName.DOCUMENT)
    answer = alice.post(reverse("artifacts:section-image", args=[version.artifact_id]), {"section": "boats"})
    assert answer.status_code == 422


def picture_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("image.png", picture(), "image/png")
