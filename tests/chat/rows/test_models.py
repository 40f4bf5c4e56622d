import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from artifacts.rows.enums import KindName
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message


def make(conversation: Conversation, number: int, **fields: object) -> Message:
    return Message.objects.create(conversation=conversation, number=number, **{"role": Role.ASSISTANT, **fields})


def test_two_streaming_turns_in_one_conversation_are_refused_by_the_database(conversation):
    make(conversation, 1, status=TurnStatus.STREAMING)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(conversation, 2, status=TurnStatus.STREAMING)


def test_an_unknown_status_is_refused_by_the_database(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(conversation, 1, status="dreaming")


def test_a_number_used_twice_is_refused_by_the_database(conversation):
    make(conversation, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(conversation, 1)


def test_a_user_message_that_streams_is_refused_by_the_database(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(conversation, 1, role=Role.USER, status=TurnStatus.STREAMING)


def test_for_user_shows_own_conversations_only(conversation, user, other_user):
    assert list(Conversation.objects.for_user(user)) == [conversation]
    assert list(Conversation.objects.for_user(other_user)) == []


def test_refuse_remembers_a_kind_once(conversation):
    conversation.refuse("table")
    conversation.refuse("table")
    conversation.refuse("")
    conversation.refresh_from_db()
    assert conversation.refused_kinds == ["table"]


def test_language_is_the_owners_else_that_of_the_request(conversation):
    turn = make(conversation, 1)
    with translation.override("es"):
        assert turn.language == "es"
        conversation.owner.language = "de"
        assert turn.language == "de"


@pytest.mark.parametrize(("kind", "wanted"), [("", None), ("table", KindName.TABLE)])
def test_wanted_kind_is_what_the_turn_makes(conversation, kind, wanted):
    assert make(conversation, 1, kind=kind).wanted_kind is wanted


def test_what_ended_with_words_has_an_answer(conversation):
    answered = {
        status for number, status in enumerate(TurnStatus) if make(conversation, number, status=status).has_answer
    }
    assert answered == {TurnStatus.COMPLETED, TurnStatus.CANCELLED, TurnStatus.INTERRUPTED}
    assert not make(conversation, 9, role=Role.USER).has_answer


def test_a_turn_without_decision_was_asked_for_nothing(conversation):
    assert make(conversation, 1).asked_for == {}
