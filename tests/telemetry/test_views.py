from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from telemetry import health

OUTSIDE = {"REMOTE_ADDR": "10.0.0.7"}


def test_livez_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/livez")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_uses_every_part(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"database": "ok", "broker": "ok", "storage": "ok"}}


@pytest.mark.django_db
def test_readyz_names_a_broker_that_is_down(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "broker": "failed", "storage": "ok"}


@pytest.mark.django_db
def test_readyz_names_a_folder_that_cannot_be_written(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "broker").write_text("in the way")
    settings.DATA_DIR = tmp_path

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]["broker"]) == (503, "failed")


def test_readyz_names_a_database_that_is_down(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise health.DatabaseError

    monkeypatch.setattr(health, "CHECKS", {"database": refuse})

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]) == (503, {"database": "failed"})


def test_version_is_the_projects(client: Client) -> None:
    assert client.get("/version").json() == {"name": "Diptych", "version": site.VERSION}


@pytest.mark.django_db
def test_metrics_are_for_this_machine(client: Client) -> None:
    client.get("/livez")

    response = client.get("/metrics")

    assert response["Content-Type"].startswith("text/plain")
    assert 'diptych_requests_total{method="GET",route="livez",status="200"}' in response.content.decode()


@pytest.mark.django_db
def test_metrics_are_not_for_strangers(client: Client) -> None:
    assert client.get("/metrics", **OUTSIDE).status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 403


def test_metrics_are_for_staff_anywhere(user: User, staff: User, client_for: Callable[[User], Client]) -> None:
    assert client_for(staff).get("/metrics", **OUTSIDE).status_code == 200
    assert client_for(user).get("/metrics", **OUTSIDE).status_code == 403


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/version", "/metrics"])
@pytest.mark.django_db
def test_they_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
