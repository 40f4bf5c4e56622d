"""A person's data: all of it in one file, nothing of it left; told by every table and file that there is."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.errors import LastStaff
from accounts.models import DataExport, Invitation, User
from accounts.privacy import exporting, leaving
from accounts.privacy.rows import rows_of
from accounts.sign_up import invite
from accounts.tokens import create_token
from artifacts.archive.places import STAFF_ARCHIVE, place_of
from artifacts.archive.services import archive
from artifacts.images.references import image_reference
from artifacts.images.services import store_image
from artifacts.kinds.registry import kind
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import create_artifact
from chat.rows.models import Conversation, Message
from telemetry.models import EventRecord

SECRET = "the words of Alice"
SHARED = "| Van |\n| --- |\n| A |\n"


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> None:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


@pytest.fixture
def alice(user: User, other_user: User) -> User:
    """Alice with something in many tables, and Bob with the same table as hers."""
    picture = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(picture, "PNG")
    picture.seek(0)
    image = store_image(owner=user, file=picture, size_bytes=len(picture.getvalue()))
    make(user, KindName.TABLE, SHARED)
    make(user, KindName.DOCUMENT, f"# {SECRET}\n\n{image_reference(image.digest)}\n")
    make(other_user, KindName.TABLE, SHARED)
    conversation = Conversation.objects.create(owner=user, title="Talk")
    Message.objects.create(conversation=conversation, number=1, role="user", text=SECRET)
    create_token(user, "laptop")
    EventRecord.objects.create(name="turn_completed", user_id=user.pk)
    return user


def make(owner: User, name: KindName, text: str) -> Artifact:
    content = kind(name).parse_text(text).content
    return create_artifact(
        owner=owner, kind=name, title="Mine", content=content, origin=Origin.API, author=AuthorKind.USER
    ).artifact


def files_of(export: DataExport) -> dict[str, bytes]:
    with default_storage.open(export.key) as file, zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_table_that_leads_to_a_person_is_known(db: None) -> None:
    labels = {label for label, _rows in rows_of(User(pk=1))}
    for model in apps.get_models():
        leads = any(field.related_model is User and field.many_to_one for field in model._meta.get_fields())
        if leads or any(field.attname == "user_id" for field in model._meta.concrete_fields):
            assert model._meta.label_lower in labels
    assert {"artifacts.artifactversion", "chat.message", "exports.exportjob", "telemetry.eventrecord"} <= labels


def test_the_file_holds_everything_and_nobody_elses(alice: User, other_user: User) -> None:
    export = exporting.request_data(alice)
    exporting.make(export.pk)
    export.refresh_from_db()
    files = files_of(export)
    for label, rows in rows_of(alice):
        assert len(files[f"data/{label}.jsonl"].splitlines()) == rows.count(), label
    assert any(name.startswith("conversations/") and SECRET.encode() in data for name, data in files.items())
    assert any(name.startswith("artifacts/") and SECRET.encode() in data for name, data in files.items())
    everything = b"".join(files.values())
    assert alice.email.encode() in everything
    assert other_user.email.encode() not in everything
    assert alice.password.encode() not in everything
    digests = [json.loads(line).get("digest") for line in files["data/accounts.personaltoken.jsonl"].splitlines()]
    assert digests == [None]


def test_one_file_is_made_at_a_time_and_a_lost_job_is_begun_again(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exporting.request_data(alice)
    assert exporting.request_data(alice) == first
    sent: list[str] = []
    monkeypatch.setattr(exporting.tasks.make_data_export, "delay", sent.append)
    DataExport.objects.update(created_at=timezone.now() - exporting.SILENT)
    exporting.sweep()
    assert sent == [str(first.pk)]


def test_a_file_past_its_time_goes(alice: User) -> None:
    export = exporting.request_data(alice)
    exporting.make(export.pk)
    export.refresh_from_db()
    DataExport.objects.update(expires_at=timezone.now())
    exporting.sweep()
    assert not default_storage.exists(export.key)
    assert not DataExport.objects.exists()


def test_nothing_is_left_of_a_deleted_account_and_all_of_the_others(alice: User, other_user: User) -> None:
    export = exporting.request_data(alice)
    exporting.make(export.pk)
    tables = [rows for _label, rows in rows_of(alice)]
    assert sum(rows.count() for rows in tables) > 8
    invite(email=alice.email, by=other_user)
    leaving.delete_account(alice)
    assert not Invitation.objects.exists()
    assert [rows.model._meta.label for rows in tables if rows.all().count()] == []
    assert stored_files() == []
    kept = Artifact.objects.get()
    assert kept.owner == other_user
    assert open_version(find_version(kept)).window(0, 5) == [["A"]]
    assert ContentBlock.objects.count() == 1


def test_what_staff_archived_goes_with_the_account(alice: User, other_user: User) -> None:
    place = place_of(STAFF_ARCHIVE)
    assert all(outcome.is_done for outcome in archive(place, Artifact.objects.all()))
    leaving.delete_account(alice)
    kept = Artifact.objects.get(owner=other_user)
    assert {name.split(".")[0] for name in place.names()} == {str(kept.pk)}


def stored_files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]  # type: ignore[attr-defined]


def test_an_account_goes_when_its_time_of_grace_is_over(alice: User, settings: Any) -> None:
    settings.ACCOUNT_DELETION_DAYS = 3
    leaving.request_deletion(alice)
    leaving.delete_due_accounts()
    assert User.objects.filter(pk=alice.pk).exists()
    User.objects.filter(pk=alice.pk).update(deletion_due_at=timezone.now())
    leaving.delete_due_accounts()
    assert not User.objects.filter(pk=alice.pk).exists()


def test_the_last_of_the_staff_stays(alice: User, other_user: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    alice.refresh_from_db()
    with pytest.raises(LastStaff):
        leaving.delete_account(alice)
    User.objects.filter(pk=other_user.pk).update(is_staff=True)
    leaving.delete_account(alice)
    assert not User.objects.filter(pk=alice.pk).exists()


def test_a_version_without_an_author_belongs_to_the_owner_of_its_artifact(alice: User) -> None:
    ArtifactVersion.objects.update(author=None)
    rows = dict(rows_of(alice))["artifacts.artifactversion"]
    assert set(rows.values_list("artifact__owner", flat=True)) == {alice.pk}
    assert rows.count() == 2


def test_the_last_superuser_stays(alice: User, other_user: User) -> None:
    User.objects.filter(pk__in=[alice.pk, other_user.pk]).update(is_staff=True)
    User.objects.filter(pk=alice.pk).update(is_superuser=True)
    alice.refresh_from_db()
    with pytest.raises(LastStaff):
        leaving.delete_account(alice)


def test_the_page_asks_for_the_address_and_takes_the_request_back(user: User) -> None:
    client = Client()
    client.force_login(user)
    refused = client.post("/account/delete/", {"email": "somebody@example.org"})
    assert refused.status_code == 422
    assert "Nothing was deleted" in refused.content.decode()
    assert "Goodbye" in client.post("/account/delete/", {"email": user.email.upper()}).content.decode()
    assert client.get("/account/").status_code == 302
    client.force_login(user)
    page = client.get("/account/").content.decode()
    assert "Keep my account" in page
    client.post("/account/keep/")
    user.refresh_from_db()
    assert user.deletion_due_at is None


def test_the_page_gives_the_file_to_its_owner_alone(user: User, other_user: User) -> None:
    client, stranger = Client(), Client()
    client.force_login(user)
    stranger.force_login(other_user)
    assert "Download my data" in client.get("/account/").content.decode()
    client.post("/account/data/")
    export = DataExport.objects.get()
    exporting.make(export.pk)
    address = f"/account/data/{export.pk}/"
    assert stranger.get(address).status_code == 404
    assert zipfile.is_zipfile(BytesIO(b"".join(client.get(address).streaming_content)))


def test_staff_do_both_on_request(user: User, admin_client: Client) -> None:
    chosen = {"_selected_action": [user.pk]}
    admin_client.post("/admin/accounts/user/", {"action": "make_data", **chosen})
    export = DataExport.objects.get(user=user)
    exporting.make(export.pk)
    assert admin_client.get(f"/account/data/{export.pk}/").status_code == 200
    admin_client.post("/admin/accounts/user/", {"action": "delete_account", **chosen})
    user.refresh_from_db()
    assert user.deletion_due_at is not None
