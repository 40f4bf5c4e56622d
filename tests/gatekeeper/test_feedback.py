"""What corrections become: labels, lines to train on, and rates for staff."""

import io
import json
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from artifacts.rows.enums import KindName
from gatekeeper.decision import Context
from gatekeeper.enums import Correction
from gatekeeper.feedback import corrected_label, summary
from gatekeeper.models import DecisionRecord
from gatekeeper.services import decide, record_correction

REQUEST = "Create a table comparing three phones by price and weight"


def _decided(user: User, text: str = REQUEST, **context: object) -> DecisionRecord:
    return decide(user=user, text=text, context=Context(**context))[1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "correction", "label"),
    [
        (REQUEST, Correction.CONFIRMED, "table"),
        (REQUEST, Correction.KEEP_IN_CHAT, "none"),
        ("hello there", Correction.OPEN_DOCUMENT, "document"),
        ("hello there", Correction.CONFIRMED, "none"),
    ],
)
def test_corrected_label_is_what_it_should_have_been(
    user: User, text: str, correction: Correction, label: str
) -> None:
    record = record_correction(record=_decided(user, text), correction=correction, actor=user)

    assert corrected_label(record) == label


def test_export_gatekeeper_feedback_texts_only_with_consent(user: User) -> None:
    record_correction(record=_decided(user), correction=Correction.KEEP_IN_CHAT, actor=user)
    shared = _decided(user, "hello there", open_artifact=KindName.TABLE)
    record_correction(record=shared, correction=Correction.OPEN_TABLE, actor=user, shared_text="hello there")
    output = io.StringIO()

    call_command("export_gatekeeper_feedback", stdout=output)

    first, second = map(json.loads, output.getvalue().splitlines())
    assert "text" not in first
    assert (first["label"], second["label"], second["text"]) == ("none", "table", "hello there")
    assert second["context"] == {"open_artifact": "table"}


def test_summary_rates_come_from_corrections(user: User) -> None:
    for correction in (Correction.KEEP_IN_CHAT, Correction.CONFIRMED, None, None):
        record = _decided(user)
        if correction:
            record_correction(record=record, correction=correction, actor=user)
    record_correction(record=_decided(user, "hello there"), correction=Correction.OPEN_TABLE, actor=user)

    found = summary()

    by_kind = {rates.name: rates for rates in dict(found["groups"])["kind"]}
    assert by_kind["table"].false_positive_rate == 0.25
    assert by_kind["-"].miss_rate == 1.0
    assert dict(found["reasons"])


def test_admin_page_shows_rates(staff: User, user: User, client_for: Callable[[User], Client]) -> None:
    record_correction(record=_decided(user), correction=Correction.KEEP_IN_CHAT, actor=user)

    response = client_for(staff).get("/admin/gatekeeper/decisionrecord/")

    assert response.status_code == 200
    assert "By stage" in response.content.decode()
