"""The page of guesses about a delimited file: plain forms, before the import and after it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.models import Artifact, ImportedFile
from artifacts.versions.reading import find_version, open_version

pytestmark = pytest.mark.usefixtures("open_site")
GRAIN = b"Sorte;Menge;Wann\nRoggen;1.250;03/04/2025\nHafer;3.400;05/06/2025\n"


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def look(client: Client, name: str = "grain.csv", data: bytes = GRAIN) -> str:
    form = {"file": SimpleUploadedFile(name, data), "do": "look"}
    return client.post(reverse("artifacts:import"), form).headers.get("Location", "")


def rows() -> list[list[object]]:
    return open_version(find_version(Artifact.objects.get())).window(0, 9)  # type: ignore[no-any-return, union-attr]


def test_a_look_makes_nothing_and_shows_guesses_questions_and_rows(alice: Client) -> None:
    page = alice.get(look(alice)).content.decode()
    assert "Semicolon (found)" in page
    assert "1.250: thousands or decimals?" in page
    assert "03/04/2025: day or month first?" in page
    assert "Roggen" in page
    assert not Artifact.objects.exists()


def test_a_change_shows_another_preview_and_still_makes_nothing(alice: Client) -> None:
    page = alice.post(look(alice), {"decimal": ",", "day_order": "day_first"}).content.decode()
    assert "1250" in page
    assert "2025-04-03" in page
    assert "thousands or decimals?" not in page
    assert not Artifact.objects.exists()


def test_what_was_chosen_is_imported(alice: Client) -> None:
    choices = {"decimal": ",", "day_order": "month_first", "types": ["", "text", ""], "do": "import"}
    response = alice.post(look(alice), choices)
    assert response.headers["Location"] == reverse("artifacts:detail", args=[Artifact.objects.get().pk])
    assert rows() == [["Roggen", "1.250", "2025-03-04"], ["Hafer", "3.400", "2025-05-06"]]


def test_an_imported_file_is_read_again_from_its_page(alice: Client) -> None:
    alice.post(look(alice), {"do": "import"})
    artifact = Artifact.objects.get()
    address = reverse("artifacts:reread", args=[artifact.pk])
    assert address in alice.get(reverse("artifacts:detail", args=[artifact.pk])).content.decode()
    assert "Read again" in alice.get(address).content.decode()
    alice.post(address, {"decimal": ".", "do": "import"})
    assert rows()[0][1] == 1.25
    assert Artifact.objects.get().head_number == 2


def test_the_file_comes_back_as_it_was_sent(alice: Client) -> None:
    alice.post(look(alice), {"do": "import"})
    response = alice.get(reverse("artifacts:original", args=[Artifact.objects.get().pk]))
    assert response.content == GRAIN
    assert response.headers["Content-Disposition"] == 'attachment; filename="grain.csv"'
    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["grain.xlsx", "grain.md"])
def test_other_files_are_refused_and_not_kept(alice: Client, name: str) -> None:
    assert look(alice, name) == ""
    assert not ImportedFile.objects.exists()


def test_a_choice_that_is_none_is_refused(alice: Client) -> None:
    assert alice.post(look(alice), {"encoding": "rot13"}).status_code == 422


def test_bob_sees_neither_files_nor_pages_of_alice(
    alice: Client, other_user: User, client_for: Callable[[User], Client]
) -> None:
    waiting = look(alice)
    alice.post(look(alice), {"do": "import"})
    bob, artifact = client_for(other_user), Artifact.objects.get()
    addresses = [waiting, *(reverse(f"artifacts:{name}", args=[artifact.pk]) for name in ("reread", "original"))]
    assert [bob.get(address).status_code for address in addresses] == [404, 404, 404]
    assert bob.post(waiting, {"do": "import"}).status_code == 404
