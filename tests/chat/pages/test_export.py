"""All artifacts of a conversation as one zip: which they are, who may ask, and where the page offers it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from accounts.tokens import create_token
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.table.content import Column, TableContent
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact
from artifacts.versions.write import create_artifact, delete_artifact
from chat.rows.enums import Role
from chat.rows.models import Conversation, Message
from exports.jobs.worker import process_export
from exports.rows.bundles import ExportBundle
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag

pytestmark = pytest.mark.django_db
MakeArtifact = Callable[..., Artifact]


@pytest.fixture
def make_artifact(conversation: Conversation, user: User) -> MakeArtifact:
    """Return a function that makes an artifact in Alice's conversation."""

    def make(kind: KindName = KindName.TABLE, title: str = "Vans", to: Conversation = conversation) -> Artifact:
        table = TableContent((Column("c1", "Van"),), [["A"]])
        content: Any = DocumentContent("# Report") if kind == KindName.DOCUMENT else table
        origin, author = Origin.CHAT, AuthorKind.ASSISTANT
        version = create_artifact(owner=user, kind=kind, title=title, content=content, origin=origin, author=author)
        turn = Message.objects.create(conversation=to, number=to.messages.count() + 1, role=Role.ASSISTANT)
        turn.versions.add(version)
        return version.artifact

    return make


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def address(conversation: Conversation) -> str:
    return reverse("chat:conversation_export", args=[conversation.pk])


def test_every_artifact_of_the_conversation_and_no_other(
    alice: Client, conversation: Conversation, make_artifact: MakeArtifact, user: User
) -> None:
    make_artifact(), make_artifact(KindName.DOCUMENT, "Report")
    delete_artifact(artifact=make_artifact(title="Deleted"), actor=user)
    make_artifact(title="Elsewhere", to=Conversation.objects.create(owner=user))

    answer = alice.post(address(conversation), {"formats": "office"})

    bundle = ExportBundle.objects.get()
    assert answer["Location"] == reverse("exports:bundle", args=[bundle.pk])
    assert sorted(bundle.jobs.values_list("file_name", flat=True)) == ["Report.docx", "Vans.xlsx"]
    assert (bundle.owner, bundle.origin_id, bundle.title) == (user, conversation.pk, "Artifacts")


def test_all_as_pdf(alice: Client, conversation: Conversation, make_artifact: MakeArtifact) -> None:
    make_artifact(), make_artifact(KindName.DOCUMENT, "Report")

    alice.post(address(conversation), {"formats": "pdf"})

    assert set(ExportJob.objects.values_list("format", flat=True)) == {"pdf"}


def test_what_is_refused(alice: Client, conversation: Conversation, make_artifact: MakeArtifact) -> None:
    assert alice.post(address(conversation)).status_code == 409  # nothing to export
    make_artifact()
    assert alice.post(address(conversation), {"formats": "exe"}).status_code == 422
    assert alice.get(address(conversation)).status_code == 405
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)
    assert alice.post(address(conversation)).status_code == 403
    assert not ExportJob.objects.exists()


def test_counts_as_one_export(
    alice: Client, conversation: Conversation, make_artifact: MakeArtifact, settings
) -> None:
    settings.LIMITS = {**settings.LIMITS, "export": "1/m"}
    make_artifact(), make_artifact(KindName.DOCUMENT, "Report")

    statuses = [
        alice.post(address(conversation), {"formats": formats}).status_code for formats in ("office", "office", "pdf")
    ]

    assert statuses == [302, 302, 429]


def test_menu_beside_the_conversation_offers_it_for_several(
    alice: Client, conversation: Conversation, make_artifact: MakeArtifact
) -> None:
    menu = "//*[@id='export-menu']/@hx-get"
    conversation.open_artifact = make_artifact()
    conversation.save()
    pane = reverse("chat:conversation", args=[conversation.pk])
    [alone] = html.fromstring(alice.get(pane).content.decode()).xpath(menu)
    make_artifact(KindName.DOCUMENT, "Report")
    [together] = html.fromstring(alice.get(pane).content.decode()).xpath(menu)

    offered = [
        html.fromstring(alice.get(url, headers=headers).content.decode()).xpath("//button[@name='formats']/@value")
        for url in (alone, together)
        for headers in ({"HX-Request": "true"}, {})
    ]

    assert offered == [[], [], ["office", "pdf"], ["office", "pdf"]]


def offers(page: bytes) -> list[str]:
    """Return what a page or fragment offers to export together."""
    return html.fromstring(page.decode()).xpath("//*[@id='conversation-export']//button[@name='formats']/@value")


def test_page_without_split_view_offers_it_for_several(
    alice: Client, conversation: Conversation, make_artifact: MakeArtifact
) -> None:
    page, menu = (reverse(f"chat:{name}", args=[conversation.pk]) for name in ("conversation", "conversation_files"))
    make_artifact()
    Flag.objects.filter(name=FlagName.SPLIT_VIEW.value).update(everyone=False)
    assert [offers(alice.get(url).content) for url in (page, menu)] == [[], []]
    assert menu.encode() in alice.get(page).content  # asked again when a turn has ended
    make_artifact(KindName.DOCUMENT, "Report")

    assert [offers(alice.get(url).content) for url in (page, menu)] == [["office", "pdf"]] * 2
    assert html.fromstring(alice.get(page).content.decode()).xpath(f"//form[@action='{address(conversation)}']")


@pytest.mark.parametrize("flags", [[], [FlagName.SPLIT_VIEW, FlagName.EXPORT], [FlagName.ARTIFACTS]])
def test_other_pages_offer_it_in_the_export_menu_or_not_at_all(
    alice: Client, conversation: Conversation, make_artifact: MakeArtifact, flags: list[FlagName]
) -> None:
    make_artifact(), make_artifact(KindName.DOCUMENT, "Report")
    Flag.objects.filter(name__in=[flag.value for flag in flags]).update(everyone=False)

    assert b"conversation-export" not in alice.get(reverse("chat:conversation", args=[conversation.pk])).content
    assert b"conversation-export" not in alice.get(reverse("chat:home")).content


def test_files_of_another_persons_conversation_are_not_offered(
    conversation: Conversation, other_user: User, client_for: Callable[[User], Client]
) -> None:
    menu = reverse("chat:conversation_files", args=[conversation.pk])

    assert client_for(other_user).get(menu).status_code == 404


def test_menu_of_a_nonsense_conversation_is_the_plain_one(alice: Client, make_artifact: MakeArtifact) -> None:
    menu = reverse("exports:menu", args=[make_artifact().pk])

    assert b'name="formats"' not in alice.get(f"{menu}?conversation=x", headers={"HX-Request": "true"}).content


class Api:
    """A JSON client of one user, by token."""

    def __init__(self, user: User) -> None:
        self.headers = {"Authorization": f"Bearer {create_token(user, 'test')}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(Client(), method)(path, headers={**self.headers, **headers}, **data)
        return answer.status_code, answer.json() if answer.content else None


def test_api_queues_polls_and_fetches(user: User, conversation: Conversation, make_artifact: MakeArtifact) -> None:
    api, path = Api(user), f"/api/chat/conversations/{conversation.pk}/export"
    make_artifact(), make_artifact(title="vans")

    status, queued = api("post", path, {})
    assert (status, queued["status"], queued["progress"], queued["download_url"]) == (202, "pending", 0, None)
    assert api("post", path, {"formats": "office"}) == (202, queued)
    poll = f"/api/artifacts/bundle/{queued['bundle_id']}"
    assert api("get", f"{poll}/file")[1]["code"] == "file_not_ready"
    for file in queued["files"]:
        process_export(file["job_id"])
    status, ready = api("get", poll)

    assert (status, ready["status"], ready["progress"], ready["file_name"]) == (200, "completed", 1, "Artifacts.zip")
    assert {file["file_name"] for file in ready["files"]} == {"Vans.xlsx", "vans (2).xlsx"}
    assert {file["verification"]["rows"] for file in ready["files"]} == {1}
    fetched = Client().get(ready["download_url"], headers=api.headers)
    assert len(b"".join(fetched.streaming_content)) == int(fetched["Content-Length"])  # type: ignore[attr-defined]
    assert ready["expires_at"] == min(file["expires_at"] for file in ready["files"])


def test_api_cancels(user: User, conversation: Conversation, make_artifact: MakeArtifact) -> None:
    api = Api(user)
    make_artifact()
    _, queued = api("post", f"/api/chat/conversations/{conversation.pk}/export", {"formats": "pdf"})
    poll = f"/api/artifacts/bundle/{queued['bundle_id']}"

    assert [api("delete", poll) for _ in range(2)] == [(204, None)] * 2
    assert api("get", poll)[1]["status"] == "cancelled"


def test_api_honours_an_idempotency_key(user: User, conversation: Conversation, make_artifact: MakeArtifact) -> None:
    api, path = Api(user), f"/api/chat/conversations/{conversation.pk}/export"
    make_artifact()

    answers = [api("post", path, {"formats": "pdf"}, **{"Idempotency-Key": "k"}) for _ in range(2)]

    assert answers[0] == answers[1]
    assert api("post", path, {"formats": "office"}, **{"Idempotency-Key": "k"})[0] == 422


def test_api_says_what_is_wrong(user: User, other_user: User, conversation: Conversation) -> None:
    path = f"/api/chat/conversations/{conversation.pk}/export"

    assert api_code(Api(user)("post", path, {})) == (409, "nothing_to_export")
    assert api_code(Api(user)("post", path, {"formats": "exe"})) == (422, "invalid")
    assert api_code(Api(user)("post", path, {"surprise": 1})) == (422, "invalid")
    assert api_code(Api(other_user)("post", path, {})) == (404, "not_found")
    assert api_code(Api(user)("get", f"/api/artifacts/bundle/{uuid4()}")) == (404, "not_found")


def api_code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]
