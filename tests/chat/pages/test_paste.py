"""A text that is too long for a message: imported beside the conversation, or refused and kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from artifacts.rows.enums import Origin
from artifacts.rows.models import Artifact
from chat.rows.models import Conversation
from chat.shown.page import conversation_artifacts
from rollout.enums import FlagName
from rollout.models import Flag

HTMX = {"HX-Request": "true"}
ROWS = "name,age\n" + "Ada,36\n" * 5_000
OFFER = "Import this text"


@pytest.fixture
def client(user: User, features_on: None) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pasted(text: str = ROWS) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("pasted.txt", text.encode(), "text/plain")}


def test_a_paste_opens_beside_its_conversation_and_says_what_it_became(client, conversation):
    answer = client.post(f"/c/{conversation.pk}/pastes/", pasted(), headers=HTMX)
    assert "data-pane" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "HX-Push-Url" not in answer
    news = json.loads(answer["HX-Trigger"])["paste-imported"]
    assert news["sentence"] == "The pasted text was long: it was imported as a table with 5,000 rows."
    assert news["turnsUrl"] == f"/c/{conversation.pk}/turns/"
    [made] = conversation_artifacts(conversation)
    assert (made.title, made.kind, made.origin) == ("Pasted text", "table", Origin.IMPORT)
    conversation.refresh_from_db()
    assert conversation.open_artifact == made


def test_a_paste_before_the_first_message_begins_a_conversation(client, user):
    answer = client.post("/pastes/", pasted("# Minutes\n\n" + "word " * 9_000), headers=HTMX)
    conversation = Conversation.objects.get(owner=user)
    assert conversation.title == "Minutes"
    assert answer["HX-Push-Url"] == f"/c/{conversation.pk}/"
    news = json.loads(answer["HX-Trigger"])["paste-imported"]
    assert news["pastesUrl"] == f"/c/{conversation.pk}/pastes/"
    assert news["sentence"].endswith("a document with 9,002 words.")
    assert [made.title for made in conversation_artifacts(conversation)] == ["Minutes"]


def test_a_spreadsheet_says_how_many_sheets_it_has(client):
    text = json.dumps({"sheets": [{"name": "One", "cells": {"A1": 1}}]})
    answer = client.post("/pastes/", pasted(text), headers=HTMX)
    assert json.loads(answer["HX-Trigger"])["paste-imported"]["sentence"].endswith("a spreadsheet with 1 sheet.")


def test_losses_are_told_in_the_pane(client, conversation):
    answer = client.post(f"/c/{conversation.pk}/pastes/", pasted(ROWS + "Lin\n"), headers=HTMX)
    assert "Something could not be kept as it came" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "status", "code"), [(" ", 422, "not_parsed"), ("x" * (5 * 1024 * 1024 + 1), 413, "over_limit")]
)
def test_a_refused_paste_leaves_no_trace(client, text, status, code):
    answer = client.post("/pastes/", pasted(text), headers=HTMX)
    assert answer.status_code == status
    assert f'data-code="{code}"' in answer.content.decode()
    assert not Conversation.objects.exists()
    assert not Artifact.objects.exists()


@pytest.mark.parametrize("flag", [FlagName.ARTIFACTS, FlagName.CREATION, FlagName.SPLIT_VIEW])
def test_without_the_features_nothing_is_offered_or_done(client, conversation, flag):
    assert "data-paste" in client.get("/").content.decode()
    Flag.objects.filter(name=flag).update(everyone=False)
    assert "data-paste" not in client.get("/").content.decode()
    assert client.post(f"/c/{conversation.pk}/pastes/", pasted(), headers=HTMX).status_code == 403
    refused = client.post("/turns/", {"text": ROWS}).content.decode()
    assert "longer than 32,000 characters" in refused
    assert OFFER not in refused
    assert not Artifact.objects.exists()


def test_nobody_elses_conversation(client, other_user):
    theirs = Conversation.objects.create(owner=other_user)
    assert client.post(f"/c/{theirs.pk}/pastes/", pasted()).status_code == 404
    assert not Artifact.objects.exists()


def test_without_scripts_a_refused_message_keeps_its_text_and_can_be_imported(client, conversation):
    here = f"/c/{conversation.pk}/"
    refused = client.post(f"{here}turns/", {"text": ROWS})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "longer than 32,000 characters" in page
    assert ROWS in page
    assert f'formaction="{here}pastes/"' in page
    assert f'action="{here}turns/"' in page
    answer = client.post(f"{here}pastes/", {"text": ROWS.replace("\n", "\r\n")}, follow=True)
    [made] = conversation_artifacts(conversation)
    assert answer.redirect_chain == [(f"{here}?view=split&artifact={made.pk}", 302)]
    assert "Ada" in answer.content.decode()


def test_without_scripts_a_refused_first_message_is_imported_beside_a_new_conversation(client, user):
    page = client.post("/turns/", {"text": ROWS}).content.decode()
    assert 'formaction="/pastes/"' in page
    client.post("/pastes/", {"text": ROWS})
    assert [made.kind for made in conversation_artifacts(Conversation.objects.get(owner=user))] == ["table"]


def test_with_scripts_the_refusal_is_the_sentence_alone(client):
    answer = client.post("/turns/", {"text": ROWS}, headers=HTMX)
    assert 'data-code="message_too_long"' in answer.content.decode()
    assert OFFER not in answer.content.decode()


def test_a_dropped_file_is_read_by_its_format_and_named_after_it(client, conversation):
    file = SimpleUploadedFile("teas.csv", b"Tea,Origin\nSencha,Japan\n")
    answer = client.post(f"/c/{conversation.pk}/pastes/", {"file": file, "is_dropped": "1"}, headers=HTMX)
    assert json.loads(answer["HX-Trigger"])["paste-imported"]["sentence"] == "Imported: teas.csv"
    [made] = conversation_artifacts(conversation)
    assert (made.title, made.kind) == ("teas", "table")


def test_a_dropped_file_before_the_first_message_begins_a_conversation(client, user):
    file = SimpleUploadedFile("teas.csv", b"Tea,Origin\nSencha,Japan\n")
    client.post("/pastes/", {"file": file, "is_dropped": "1"}, headers=HTMX)
    assert Conversation.objects.get(owner=user).title == "teas"


def test_a_dropped_file_that_cannot_be_read_leaves_nothing(client):
    file = SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n rest")
    answer = client.post("/pastes/", {"file": file, "is_dropped": "1"}, headers=HTMX)
    assert answer.status_code == 415
    assert not Conversation.objects.exists()
    assert not Artifact.objects.exists()
