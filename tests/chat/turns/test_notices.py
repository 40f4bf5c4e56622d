"""What a turn tells beside its answer, on the page and in the API."""

import html
from datetime import timedelta

import pytest
from django.test import AsyncClient
from django.utils import timezone

from chat.rows.enums import Notice, TurnStatus
from chat.rows.models import Message
from chat.shown.sentences import notice_sentence
from tests.chat.turns.test_services import say
from tests.fakes.openai_scripts import Fault, Script

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "| Van | Price |\n|---|---|\n| Kangoo | 20000 |\n| Berlingo | 21000 |\n"
CASES = {
    "whole": (Script(), "What moves the tides?", None),
    "cut": (Script(fault=Fault.LENGTH), "What moves the tides?", Notice.CUT_OFF),
    "filtered": (Script(fault=Fault.FILTERED), "What moves the tides?", Notice.STOPPED_BY_FILTER),
    "looped": (Script(pieces=["Again and again. "] * 600), "What moves the tides?", Notice.REPETITION_CUT),
    "no table": (Script(pieces=["Vans are nice."]), "Make a table of vans with prices", Notice.NOTHING_CAME),
    "a table": (Script(pieces=[TABLE]), "Make a table of vans with prices", None),
    "short": (Script(pieces=[TABLE]), "Make a table of 9 vans with prices", Notice.PART_LEFT_OUT),
    "wait": (Script(fault=Fault.RATE_LIMITED, retry_after="600"), "What moves the tides?", Notice.WAIT),
    "quota": (
        Script(refuse=lambda _: (429, {"error": {"code": "insufficient_quota"}})),
        "What moves the tides?",
        Notice.QUOTA_USED_UP,
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_notice_is_told_by_the_api_and_the_page(conversation, connected, ended, user, name):
    script, question, notice = CASES[name]
    connected.script("m", script)
    turn = await ended(await say(conversation, question))
    alice = AsyncClient()
    await alice.aforce_login(user)
    told = (await alice.get(f"/api/chat/turns/{turn.pk}")).json()["notice"]
    page = html.unescape((await alice.get(f"/c/{conversation.pk}/")).content.decode())
    if notice is None:
        assert told is None
        return
    assert told["code"] == notice
    assert told["sentence"].removesuffix(".") != ""
    if notice is Notice.NOTHING_CAME:
        assert told["sentence"] == "The answer holds no table."
        assert all(way in page for way in (f"/turns/{turn.pk}/retry/", f"/turns/{turn.pk}/open-as/", "Keep in chat"))
    if notice not in (Notice.STOPPED_BY_FILTER, Notice.WAIT):
        assert told["sentence"] in page


async def test_kept_in_chat_nothing_is_told_any_more(conversation, connected, ended, user):
    connected.script("m", Script(pieces=["Vans are nice."]))
    turn = await ended(await say(conversation, "Make a table of vans with prices"))
    alice = AsyncClient()
    await alice.aforce_login(user)
    assert (await alice.post(f"/turns/{turn.pk}/keep-in-chat/")).status_code == 302
    await turn.arefresh_from_db()
    assert (turn.notice, turn.text) == ("", "Vans are nice.")


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (-5, "You can try again now."),
        (1, "Try again in 1 second."),
        (90, "Try again in 90 seconds."),
        (121, "Try again in 3 minutes."),
        (86_400, "Try again in 24 hours."),
    ],
)
def test_when_to_come_back(seconds, sentence, time_machine):
    time_machine.move_to("2026-12-01T12:00:00+00:00", tick=False)
    retry_at = timezone.now() + timedelta(seconds=seconds)
    turn = Message(status=TurnStatus.FAILED, notice=Notice.WAIT, retry_at=retry_at)
    assert notice_sentence(turn) == sentence
