from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.demo import ensure_demo_user
from llm import endpoint as endpoints
from llm.catalogue import chat_models, gate_model
from llm.client import is_offline
from llm.endpoint import connect_endpoint, current_endpoint, disconnect_endpoint, load, refresh
from llm.forms import EndpointForm
from llm.keys import decrypt_key, encrypt_key
from llm.models import ConnectedEndpoint
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script

pytestmark = pytest.mark.django_db(transaction=True)
URL = "http://127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def _own_copy(offline: None) -> Iterator[None]:
    """What a test connects stays within it."""
    yield
    cache.delete(endpoints.NEWS)
    endpoints._copy.endpoint, endpoints._copy.news = None, ""


def post(client: Client, **fields: str) -> str:
    return client.post("/model/", fields, follow=True).content.decode()


def test_connected_endpoint_answers_at_once_and_its_key_is_encrypted() -> None:
    connect_endpoint(base_url=URL, key="sk-secret", models=("a", "b"))
    found = current_endpoint()
    assert found is not None
    assert (found.base_url, found.key, chat_models(), gate_model()) == (URL, "sk-secret", ("a", "b"), "a")
    assert "sk-secret" not in ConnectedEndpoint.objects.get().encrypted_key
    assert "sk-secret" not in repr(found)
    disconnect_endpoint()
    assert is_offline()


def test_another_process_hears_of_a_change() -> None:
    connect_endpoint(base_url=URL, key="", models=("a",))
    endpoints._copy.endpoint, endpoints._copy.news = None, "older"
    refresh()
    assert not is_offline()


def test_a_process_without_news_asks_no_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        refresh()


def test_environment_wins(settings: Settings) -> None:
    connect_endpoint(base_url=URL, key="", models=("a",))
    settings.OPENAI_BASE_URL, settings.CHAT_MODEL = "http://127.0.0.1:8/v1", "c"
    found = current_endpoint()
    assert found is not None
    assert (found.base_url, found.models) == ("http://127.0.0.1:8/v1", ("c",))


def test_key_of_a_rotated_secret_is_read_and_of_a_lost_one_is_none(settings: Settings) -> None:
    stored = encrypt_key("sk-1")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert decrypt_key(stored) == "sk-1"
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt_key(stored) == ""


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("https://x.example/v1/chat/completions", "https://x.example/v1"),
        ("ftp://x.example", None),
        ("localhost:11434", None),
        ("http://user:word@x.example/v1", None),
        ("http://[::1", None),
    ],
)
def test_address(typed: str, address: str | None) -> None:
    form = EndpointForm({"address": typed, "model": "m"})
    assert (form.cleaned_data["address"] if form.is_valid() else None) == address


def test_form_tests_without_connecting_then_connects(client_for, staff) -> None:
    client = client_for(staff)
    with OpenAIEndpoint() as fake:
        fake.script("m", Script())
        typed = {"address": fake.base_url, "key": "sk-typed", "model": "m"}
        assert "Answers arrive piece by piece" in post(client, do="test", **typed)
        assert is_offline()
        page = post(client, **typed)
    assert "m answers from the next message on" in page
    assert "sk-typed" not in page
    assert current_endpoint().key == "sk-typed"


def test_form_keeps_the_key_for_its_own_address_only(client_for, staff) -> None:
    client = client_for(staff)
    connect_endpoint(base_url=URL, key="sk-kept", models=("a",))
    post(client, address=URL, model="b")
    assert (current_endpoint().key, chat_models()) == ("sk-kept", ("b",))
    post(client, address="http://127.0.0.1:8/v1", model="b")
    assert current_endpoint().key == ""


def test_form_tells_what_is_wrong_and_keeps_what_was_typed(client_for, staff) -> None:
    client = client_for(staff)
    page = post(client, address="nowhere", model="m")
    assert "Write an address such as" in page
    assert 'value="nowhere"' in page
    with OpenAIEndpoint() as fake:
        fake.script("m", Script(fault=Fault.UNAUTHORIZED))
        assert "Incorrect API key" in post(client, do="test", address=fake.base_url, key="sk-wrong", model="m")


def test_disconnect_forgets_the_key(client_for, staff) -> None:
    connect_endpoint(base_url=URL, key="sk-kept", models=("a",))
    assert "The key is forgotten" in post(client_for(staff), do="forget")
    assert not ConnectedEndpoint.objects.exists()
    load()
    assert is_offline()


def test_demo_user_at_the_machine_connects_and_nobody_else(client_for, user) -> None:
    assert client_for(ensure_demo_user()).get("/model/").status_code == 200
    assert client_for(user).get("/model/").status_code == 404
