"""Ratings of answers: given, explained, withdrawn. Each write names the state it leaves, so that a repeated one or one
of a page that is out of date changes nothing and tells nothing."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from chat.rows.enums import RatingReason, RatingValue
from chat.rows.errors import NotRateable, RatingChanged
from chat.rows.events import AnswerRated, RatingExplained
from chat.rows.models import Message
from chat.rows.ratings import TurnRating
from common.events import emit


@transaction.atomic
def rate_turn(*, turn: Message, actor: User, value: RatingValue) -> None:
    """Make this the actor's rating; another one goes with its reason, the same one keeps it. Raise NotRateable."""
    if not turn.has_answer:
        raise NotRateable
    own = TurnRating.objects.filter(turn=turn, user=actor)
    _, is_new = TurnRating.objects.get_or_create(turn=turn, user=actor, defaults={"value": value})
    changed = {"value": value, "reason": "", "comment": "", "updated_at": timezone.now()}
    if is_new or own.exclude(value=value).update(**changed):
        emit(AnswerRated(user_id=actor.pk, turn_id=turn.pk, value=value))


@transaction.atomic
def explain_rating(*, turn: Message, actor: User, reason: RatingReason | None, comment: str) -> None:
    """Keep what was wrong, in place of what was said before; raise RatingChanged unless it is rated as poor."""
    poor = TurnRating.objects.filter(turn=turn, user=actor, value=RatingValue.DOWN)
    said = {"reason": reason or "", "comment": comment}
    if poor.exclude(**said).update(**said, updated_at=timezone.now()):
        emit(RatingExplained(user_id=actor.pk, turn_id=turn.pk, reason=reason, comment_length=len(comment)))
    elif not poor.exists():
        raise RatingChanged


@transaction.atomic
def withdraw_rating(*, turn: Message, actor: User, seen: RatingValue | None = None) -> None:
    """Take the actor's rating back; with `seen`, only if it still is that one."""
    given = TurnRating.objects.filter(turn=turn, user=actor)
    withdrawn, _ = (given.filter(value=seen) if seen else given).delete()
    if withdrawn:
        emit(AnswerRated(user_id=actor.pk, turn_id=turn.pk, value=None))
