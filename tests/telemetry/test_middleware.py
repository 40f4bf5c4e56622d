import pytest
from django.http import HttpRequest, HttpResponse
from django.test import AsyncRequestFactory, Client
from prometheus_client import REGISTRY

from telemetry.middleware import RequestMetricsMiddleware


def answered(**labels: str) -> float:
    return REGISTRY.get_sample_value("diptych_requests_total", labels) or 0.0


def test_a_request_is_counted_by_route_and_status(client: Client) -> None:
    labels = {"method": "GET", "route": "version", "status": "200"}
    before = answered(**labels)

    client.get("/version")

    assert answered(**labels) == before + 1


@pytest.mark.django_db
def test_an_unknown_address_makes_no_series_of_its_own(client: Client) -> None:
    labels = {"method": "GET", "route": "unmatched", "status": "404"}
    before = answered(**labels)

    client.get("/nowhere/at/all/")

    assert answered(**labels) == before + 1


async def test_an_odd_method_makes_no_series_of_its_own(async_rf: AsyncRequestFactory) -> None:
    async def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    labels = {"method": "other", "route": "unmatched", "status": "200"}
    before = answered(**labels)

    await RequestMetricsMiddleware(view)(async_rf.generic("BREW", "/pot"))

    assert answered(**labels) == before + 1
