"""What the site as a whole promises about pages."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.usefixtures("everything_is_on")


@pytest.mark.django_db
def test_an_unknown_page_is_our_own_404(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
    assert "errors/fault.html" in [template.name for template in response.templates]


def test_a_form_without_csrf_is_a_page_a_fragment_or_a_problem(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    address = "/account/tokens/"

    page = client.post(address, headers={"Accept": "text/html"})
    fragment = client.post(address, headers={"HX-Request": "true"})
    problem = client.post(address, headers={"Accept": "application/json"})

    assert {response.status_code for response in (page, fragment, problem)} == {403}
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "csrf_failed" in fragment.content.decode()
    assert problem.json()["code"] == "csrf_failed"


@pytest.mark.django_db
def test_the_admin_is_entered_through_the_sites_own_form(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_the_admin_is_not_for_ordinary_users(client: Client, user: User) -> None:
    client.force_login(user)

    assert client.get("/admin/login/").status_code == 403


@pytest.mark.django_db
def test_the_language_can_be_chosen(client: Client) -> None:
    response = client.post("/language/setlang/", {"language": "es", "next": "/accounts/login/"})

    assert (response.status_code, response.url) == (302, "/accounts/login/")
    assert client.cookies["django_language"].value == "es"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/api/docs", "/nowhere/", "/livez"])
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    response = client.get(address)

    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
