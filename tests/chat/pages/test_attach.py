"""What is put beside a conversation without a message stays there, open, and is its owner's alone."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact
from artifacts.versions.write import create_artifact
from chat.rows.attachments import attach_artifact
from chat.rows.models import Conversation
from chat.shown.page import conversation_artifacts

pytestmark = pytest.mark.usefixtures("features_on")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def table(user: User, conversation: Conversation) -> Artifact:
    """A table that stands beside the conversation."""
    version = create_artifact(
        owner=user,
        kind=KindName.TABLE,
        title="Vans",
        content=kind_of(KindName.TABLE).parse_text("Van,Price\nFord,1\nOpel,2").content,
        origin=Origin.API,
        author=AuthorKind.USER,
    )
    attach_artifact(conversation=conversation, artifact=version.artifact)
    return version.artifact


def test_the_open_artifact_in_another_kind_opens_in_the_same_pane(client, conversation, table):
    here = f"/c/{conversation.pk}/"
    page = client.get(here, {"view": "split", "tab": "spreadsheet", "artifact": str(table.pk)}).content.decode()
    assert "Vans as a spreadsheet" in page
    path = f"{here}artifacts/{table.pk}/convert/"
    assert path in page
    pane = client.post(path, {"kind": "spreadsheet"}, headers=HTMX).content.decode()
    assert "data-pane" in pane
    assert "<html" not in pane
    assert 'aria-selected="true"' in pane
    conversation.refresh_from_db()
    assert conversation.open_artifact.kind == KindName.SPREADSHEET
    assert [one.kind for one in conversation_artifacts(conversation)] == ["table", "spreadsheet"]


def test_without_scripts_the_conversation_shows_it(client, conversation, table):
    answer = client.post(f"/c/{conversation.pk}/artifacts/{table.pk}/convert/", {"kind": "document"}, follow=True)
    made = Artifact.objects.get(kind=KindName.DOCUMENT)
    assert answer.redirect_chain == [(f"/c/{conversation.pk}/?view=split&artifact={made.pk}", 302)]
    assert "Ford" in answer.content.decode()


def test_the_form_goes_back_to_the_conversation(client, conversation, table):
    page = client.get(f"/c/{conversation.pk}/artifacts/{table.pk}/convert/").content.decode()
    assert f'href="/c/{conversation.pk}/?view=split&amp;artifact={table.pk}"' in page


def test_an_imported_file_stands_beside_the_conversation(client, conversation):
    file = SimpleUploadedFile("teas.csv", b"Tea,Origin\nSencha,Japan\n")
    answer = client.post(f"/c/{conversation.pk}/import/", {"file": file}, follow=True)
    assert "Sencha" in answer.content.decode()
    assert [one.title for one in conversation_artifacts(conversation)] == ["teas"]


def test_nobody_elses_conversation_or_artifact(client, conversation, table, other_user):
    stranger = Client()
    stranger.force_login(other_user)
    path = f"/c/{conversation.pk}/artifacts/{table.pk}/convert/"
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, {"kind": "document"}).status_code == 404
    theirs = Conversation.objects.create(owner=other_user)
    assert stranger.post(f"/c/{theirs.pk}/artifacts/{table.pk}/convert/", {"kind": "document"}).status_code == 404
    assert client.post(f"/c/{uuid.uuid4()}/import/").status_code == 404
    assert Artifact.objects.count() == 1
