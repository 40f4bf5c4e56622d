import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.demo import DEMO_EMAIL, STAFF_EMAIL, ensure_demo_user, ensure_staff
from accounts.models import User

DEMO = "/account/demo/"


@pytest.fixture(autouse=True)
def embedded_default(settings: Settings) -> None:
    settings.EMBEDDED = settings.IS_LOOPBACK = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"


@pytest.mark.django_db
def test_ensure_demo_user_makes_one_without_a_password() -> None:
    first, second = ensure_demo_user(), ensure_demo_user()

    assert (first.pk, first.email, first.is_staff) == (second.pk, DEMO_EMAIL, False)
    assert not first.has_usable_password()


@pytest.mark.django_db
def test_ensure_staff_gives_a_password_once(rf: RequestFactory) -> None:
    password = ensure_staff()

    assert password is not None
    assert authenticate(rf.post("/"), email=STAFF_EMAIL, password=password) == User.objects.get(is_superuser=True)
    assert ensure_staff() is None


def test_ensure_staff_leaves_an_existing_site_alone(staff: User) -> None:
    assert ensure_staff() is None
    assert User.objects.filter(is_staff=True).count() == 1


@pytest.mark.django_db
def test_staff_can_sign_in_to_the_admin_with_it(client: Client) -> None:
    password = ensure_staff()
    wanted = reverse("admin:index")
    assert client.get(wanted).url.startswith(reverse("admin:login"))

    response = client.post(
        f"{reverse('account_login')}?next={wanted}", {"login": STAFF_EMAIL, "password": password, "next": wanted}
    )

    assert response.url == wanted
    assert client.get(wanted).status_code == 200


@pytest.mark.django_db
def test_the_demo_user_is_one_click_away(client: Client) -> None:
    response = client.post(DEMO)

    assert (response.status_code, response.url) == (302, "/")
    assert client.get("/api/me/usage").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "followed"), [("/artifacts/", "/artifacts/"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_the_demo_login_goes_on_within_the_site(client: Client, target: str, followed: str) -> None:
    assert client.post(DEMO, {"next": target}).url == followed


@pytest.mark.django_db
def test_the_demo_login_is_a_form_post_with_csrf() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.get(DEMO).status_code == 405
    assert client.post(DEMO).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("embedded", "loopback", "address"),
    [(False, True, "127.0.0.1"), (True, False, "127.0.0.1"), (True, True, "10.0.0.7")],
)
def test_elsewhere_there_is_no_demo_login(
    client: Client, settings: Settings, embedded: bool, loopback: bool, address: str
) -> None:
    settings.EMBEDDED, settings.IS_LOOPBACK = embedded, loopback

    assert client.post(DEMO, REMOTE_ADDR=address).status_code == 404
    assert User.objects.count() == 0
    assert client.get(reverse("account_login"), REMOTE_ADDR=address).context["demo_login_available"] is False


@pytest.mark.django_db
def test_the_sign_in_page_offers_it_here(client: Client) -> None:
    assert client.get(reverse("account_login")).context["demo_login_available"] is True
