"""The library page: finding, making, copying, deleting and taking back, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import DailyUsage, User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ContentBlock
from artifacts.sources.starters import STARTERS
from artifacts.versions.reading import open_version
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.conftest import MakeArtifact

pytestmark = pytest.mark.usefixtures("open_site")

LIST = reverse("artifacts:list")
TABLE = "| Van | Price |\n|---|--:|\n| Ford | 1 |\n"


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def bob(other_user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(other_user)


def titles(client: Client, **query: str) -> list[str]:
    return [artifact.title for artifact in client.get(LIST, query).context["page"].object_list]


def test_list_finds_words_in_title_and_text(client: Client, make_artifact: MakeArtifact) -> None:
    make_artifact(TABLE, title="Vans")
    make_artifact("# Ferry\n\nA ford across the river\n", KindName.DOCUMENT, "Crossing")
    assert titles(client, q="ford") == ["Crossing", "Vans"]
    assert titles(client, q="river FORD") == ["Crossing"]
    assert titles(client, q="cross") == ["Crossing"]
    assert titles(client, q="100%_") == []


def test_list_filters_by_kind_and_sorts(client: Client, make_artifact: MakeArtifact) -> None:
    make_artifact(TABLE, title="Banana")
    make_artifact("# A\n", KindName.DOCUMENT, "Apple")
    make_artifact(TABLE, title="Cherry")
    assert titles(client) == ["Cherry", "Apple", "Banana"]
    assert titles(client, sort="title") == ["Apple", "Banana", "Cherry"]
    assert titles(client, sort="kind") == ["Apple", "Cherry", "Banana"]
    assert titles(client, kind="table", sort="title") == ["Banana", "Cherry"]
    assert titles(client, kind="nonsense", sort="nonsense", page="99") == ["Cherry", "Apple", "Banana"]


def test_list_shows_only_ones_own(bob: Client, make_artifact: MakeArtifact) -> None:
    make_artifact(TABLE)
    assert titles(bob) == []


def test_list_costs_the_same_for_one_and_three(
    client: Client, make_artifact: MakeArtifact, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_artifact(TABLE)
    client.get(LIST)
    with django_assert_num_queries(6) as one:
        client.get(LIST)
    make_artifact(TABLE)
    make_artifact(TABLE)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(LIST)


def test_deleted_artifact_comes_back_by_undo(client: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    response = client.post(reverse("artifacts:delete", args=[artifact.pk]))
    assert response.url == f"{LIST}?deleted={artifact.pk}"
    page = client.get(response.url)
    assert page.context["deleted"] == artifact
    undo = reverse("artifacts:undelete", args=[artifact.pk])
    assert undo in page.content.decode()
    assert titles(client) == []

    assert client.post(undo).url == reverse("artifacts:detail", args=[artifact.pk])
    assert titles(client) == ["Vans"]
    assert client.post(undo).status_code == 404


def test_undo_is_for_the_owner(client: Client, bob: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    client.post(reverse("artifacts:delete", args=[artifact.pk]))
    assert bob.post(reverse("artifacts:undelete", args=[artifact.pk])).status_code == 404
    assert bob.get(LIST, {"deleted": str(artifact.pk)}).context["deleted"] is None
    assert client.get(LIST, {"deleted": "nonsense"}).context["deleted"] is None


def test_copy_shares_the_blocks(client: Client, make_artifact: MakeArtifact, user: User) -> None:
    original = make_artifact(TABLE)
    blocks = ContentBlock.objects.count()
    response = client.post(reverse("artifacts:duplicate", args=[original.artifact_id]))
    copy = Artifact.objects.exclude(pk=original.artifact_id).get()
    assert response.url == reverse("artifacts:detail", args=[copy.pk])
    assert (copy.title, copy.origin, copy.owner) == ("Vans (copy)", "copy", user)
    version = copy.versions.get()
    assert open_version(version).window(0, 9) == [["Ford", 1]]
    assert version.blocks == original.blocks
    assert ContentBlock.objects.count() == blocks
    assert DailyUsage.objects.get().count == 2
    assert titles(client, q="ford copy") == ["Vans (copy)"]


def test_copy_beyond_the_quota_is_refused(client: Client, make_artifact: MakeArtifact, settings) -> None:  # type: ignore[no-untyped-def]
    artifact = make_artifact(TABLE).artifact
    settings.QUOTAS = {"artifacts": 1}
    assert client.post(reverse("artifacts:duplicate", args=[artifact.pk])).status_code == 429
    assert Artifact.objects.count() == 1


@pytest.mark.parametrize("name", list(STARTERS))
def test_every_starter_makes_an_artifact(client: Client, name: str) -> None:
    response = client.post(reverse("artifacts:create"), {"starter": name})
    artifact = Artifact.objects.get()
    assert response.url == reverse("artifacts:detail", args=[artifact.pk])
    assert (artifact.kind, artifact.origin) == (STARTERS[name].kind, "template")
    assert artifact.versions.get().losses == []
    assert client.get(response.url).status_code == 200


def test_unknown_starter_is_not_there(client: Client) -> None:
    assert client.post(reverse("artifacts:create"), {"starter": "nonsense"}).status_code == 404


def test_list_without_creation_offers_nothing_to_make(client: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    html = client.get(LIST).content.decode()
    assert "new-artifact" not in html
    assert reverse("artifacts:duplicate", args=[artifact.pk]) + '"\n        method' in html
    assert "Duplicate" not in html
    assert client.post(reverse("artifacts:create"), {"starter": "table"}).status_code == 403
    assert client.post(reverse("artifacts:duplicate", args=[artifact.pk])).status_code == 403


def test_list_without_the_feature_is_refused(client: Client) -> None:
    Flag.objects.filter(name=FlagName.ARTIFACTS.value).update(everyone=False)
    assert client.get(LIST).status_code == 403
