import pytest

from tests.fakes.openai_scripts import Fault, Script

pytestmark = pytest.mark.django_db(transaction=True)


def test_connect_is_not_found_for_others_than_staff(client_for, user):
    assert client_for(user).get("/model/").status_code == 404


def test_connect_tells_staff_how_without_a_model(client_for, staff, offline):
    page = client_for(staff).get("/model/").content.decode()
    assert 'name="address"' in page


def test_connect_tries_what_works(client_for, staff, openai_endpoint):
    openai_endpoint.script("test-model", Script())
    page = client_for(staff).post("/model/", {"model": "test-model"}).content.decode()
    assert "Answers arrive piece by piece" in page
    assert "test-key" not in page


def test_connect_shows_the_fault_of_an_endpoint_that_refuses(client_for, staff, openai_endpoint):
    openai_endpoint.script("test-model", Script(fault=Fault.UNAUTHORIZED))
    page = client_for(staff).post("/model/", {"model": "test-model"}).content.decode()
    assert "Incorrect API key" in page
