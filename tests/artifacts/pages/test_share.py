"""Links to read an artifact: made, followed by anybody, revoked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.catalogue import SetCells
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, SharedLink
from artifacts.sources.sharing import share_artifact
from artifacts.versions.write import delete_artifact, revise_artifact
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.conftest import MakeArtifact

pytestmark = pytest.mark.usefixtures("open_site")

TABLE = "| Van | Price |\n|---|--:|\n| Ford | 1 |\n"


@pytest.fixture
def shared_table(make_artifact: MakeArtifact, user: User) -> tuple[Artifact, str]:
    artifact = make_artifact(TABLE).artifact
    return artifact, reverse("shared", args=[share_artifact(artifact=artifact, actor=user)])


def test_owner_makes_a_link_and_sees_it_once(
    user: User, client_for: Callable[[User], Client], make_artifact: MakeArtifact, client: Client
) -> None:
    artifact = make_artifact(TABLE).artifact
    address = reverse("artifacts:share", args=[artifact.pk])
    alice = client_for(user)
    html = alice.post(address).content.decode()
    found = re.search(r"http://testserver(/s/[\w-]{40,}/)", html)
    assert found
    assert found[1] not in alice.get(address).content.decode()
    assert client.get(found[1]).status_code == 200
    assert found[1].split("/")[2] not in repr(list(SharedLink.objects.values()))


def test_stranger_reads_the_newest_version(client: Client, shared_table: tuple[Artifact, str], user: User) -> None:
    artifact, address = shared_table
    revise_artifact(
        artifact=artifact, actor=user, expected_version=1, operations=[SetCells(at="A1", values=[["Volvo"]])]
    )
    response = client.get(address)
    html = response.content.decode()
    assert "Volvo" in html
    assert "Ford" not in html


def test_shared_page_names_nobody_and_is_kept_nowhere(
    client: Client, shared_table: tuple[Artifact, str], user: User
) -> None:
    artifact, address = shared_table
    response = client.get(address)
    html = response.content.decode()
    for secret in (user.email, "alice", str(artifact.pk), reverse("artifacts:list")):
        assert secret not in html
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "<form" not in html
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        (KindName.DOCUMENT, "# Ferry\n\nAcross **the** river\n", "<strong>the</strong>"),
        (KindName.SPREADSHEET, "## One\n\n| 20 | =A1+22 |\n|---|---|\n\n## Two\n\n| x | y |\n|---|---|\n", "42"),
    ],
)
def test_shared_kinds(
    client: Client, make_artifact: MakeArtifact, user: User, kind: KindName, source: str, expected: str
) -> None:
    artifact = make_artifact(source, kind).artifact
    address = reverse("shared", args=[share_artifact(artifact=artifact, actor=user)])
    assert expected in client.get(address).content.decode()


def test_shared_table_has_pages(client: Client, make_artifact: MakeArtifact, user: User) -> None:
    rows = [[number] for number in range(250)]
    artifact = make_artifact({"columns": [{"name": "N", "type": "number"}], "rows": rows}).artifact
    address = reverse("shared", args=[share_artifact(artifact=artifact, actor=user)])
    assert "?offset=100" in client.get(address).content.decode()
    assert '<td class="num">249</td>' in client.get(address, {"offset": "200"}).content.decode()


def test_revoked_link_opens_nothing(
    client: Client, shared_table: tuple[Artifact, str], user: User, client_for: Callable[[User], Client]
) -> None:
    artifact, address = shared_table
    link = artifact.links.get()
    revoke = reverse("artifacts:unshare", args=[artifact.pk])
    assert client_for(user).post(revoke, {"link": link.pk}).status_code == 302
    assert client.get(address).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_links_are_their_owners(
    shared_table: tuple[Artifact, str],
    other_user: User,
    user: User,
    client_for: Callable[[User], Client],
    make_artifact: MakeArtifact,
) -> None:
    artifact, _address = shared_table
    link = {"link": artifact.links.get().pk}
    bob = client_for(other_user)
    assert bob.get(reverse("artifacts:share", args=[artifact.pk])).status_code == 404
    assert bob.post(reverse("artifacts:unshare", args=[artifact.pk]), link).status_code == 404
    other = make_artifact(TABLE, owner=other_user).artifact
    assert bob.post(reverse("artifacts:unshare", args=[other.pk]), link).status_code == 404
    assert client_for(user).post(reverse("artifacts:unshare", args=[artifact.pk]), {"link": "x"}).status_code == 404
    assert artifact.links.get().revoked_at is None


def test_link_ends_with_artifact_owner_and_feature(
    client: Client, shared_table: tuple[Artifact, str], user: User
) -> None:
    artifact, address = shared_table
    user.is_active = False
    user.save()
    assert client.get(address).status_code == 404
    user.is_active = True
    user.save()
    Flag.objects.filter(name=FlagName.ARTIFACTS.value).update(everyone=False)
    assert client.get(address).status_code == 404
    Flag.objects.filter(name=FlagName.ARTIFACTS.value).update(everyone=True)
    assert client.get(address).status_code == 200
    delete_artifact(artifact=artifact, actor=user)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "ä" * 20, "%00"])
def test_wrong_token_opens_nothing(client: Client, shared_table: tuple[Artifact, str], token: str) -> None:
    assert client.get(f"/s/{token}/").status_code == 404


def test_too_many_links_are_refused(
    shared_table: tuple[Artifact, str], user: User, client_for: Callable[[User], Client]
) -> None:
    artifact, _address = shared_table
    statuses = [client_for(user).post(reverse("artifacts:share", args=[artifact.pk])).status_code for _ in range(20)]
    assert statuses == [200] * 19 + [413]


def test_link_cannot_be_revoked_before_it_was_made(shared_table: tuple[Artifact, str]) -> None:
    artifact, _address = shared_table
    with pytest.raises(IntegrityError):
        artifact.links.update(revoked_at=timezone.now() - timedelta(days=1))


def test_an_address_asks_for_shared_pages_only_so_often(
    client: Client, shared_table: tuple[Artifact, str], settings: Any
) -> None:
    settings.LIMITS = {**settings.LIMITS, "shared": "2/m"}
    _artifact, address = shared_table
    asked = [client.get(address).status_code for _ in range(3)]
    other = client.get(address, REMOTE_ADDR="192.0.2.7").status_code
    assert (asked, other) == ([200, 200, 429], 200)
