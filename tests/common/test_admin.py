"""Lists of staff read a bounded part of tables that grow, whatever they are asked for."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.filters import AllValuesFieldListFilter, RelatedFieldListFilter
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import config.urls  # noqa: F401  loads the pages of staff
from accounts.models import User
from common import admin as growing
from common.admin import GrowingAdmin
from telemetry.models import EventRecord

SMALL = {"StyleSettings", "Flag", "AllowanceOverride", "Group", "EmailAddress"}
SITE = {model.__name__: found for model, found in admin.site._registry.items()}
GROWING = sorted(
    model.__name__
    for model, found in admin.site._registry.items()
    if isinstance(found, GrowingAdmin) and apps.is_installed(model._meta.app_config.name)
)


def test_every_list_of_our_tables_is_bounded_or_small() -> None:
    rooms = {"accounts", "artifacts", "chat", "exports", "gatekeeper", "telemetry"}
    ours = {model.__name__ for model in admin.site._registry if model._meta.app_label in rooms}
    assert ours - SMALL == set(GROWING)


@pytest.mark.django_db
@pytest.mark.parametrize("name", GROWING)
def test_no_filter_and_no_list_reads_every_row(name: str, staff: User, client_for, monkeypatch) -> None:
    found = SITE[name]
    request = RequestFactory().get("/")
    request.user = staff
    filters, *_ = found.get_changelist_instance(request).get_filters(request)
    allowed = {"groups"}
    bad = [f.title for f in filters if isinstance(f, AllValuesFieldListFilter | RelatedFieldListFilter)]
    assert [title for title in bad if title not in allowed] == []
    assert found.date_hierarchy is None
    client: Client = client_for(staff)
    meta = found.model._meta
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist") + "?q=7").status_code == 200
    counts = [query["sql"] for query in asked if re.search(rf'COUNT\(.*"{meta.db_table}"', query["sql"])]
    assert all("LIMIT" in sql for sql in counts)


@pytest.mark.django_db
def test_a_count_ends_at_its_bound(monkeypatch) -> None:
    monkeypatch.setattr(growing, "COUNTED_ROWS", 3)
    for _ in range(5):
        EventRecord.objects.create(name="x")
    assert growing.BoundedPaginator(EventRecord.objects.all(), 2).num_pages == 2
