"""The JSON API of ratings: what a user thinks of an answer."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.signed_in import signed_in_user
from chat.api.conversations import PROBLEMS
from chat.api.schemas import RatingIn, RatingOut
from chat.ratings.services import explain_rating, rate_turn, withdraw_rating
from chat.rows.enums import RatingValue
from chat.rows.lookups import find_turn

router = Router(tags=["chat"])
ADDRESS = "/turns/{uuid:turn_id}/rating"


@router.put(ADDRESS, response={200: RatingOut, **PROBLEMS}, summary="Rate an answer")
def rating_set(request: HttpRequest, turn_id: UUID, body: RatingIn) -> RatingOut:
    """Rate a finished answer as good or poor, in place of an earlier rating.

    409 `not_rateable` for one that is still written, asks, or failed.
    """
    user = signed_in_user(request)
    turn = find_turn(user, turn_id)
    with transaction.atomic():
        rate_turn(turn=turn, actor=user, value=body.value)
        if body.value is RatingValue.DOWN:
            explain_rating(turn=turn, actor=user, reason=body.reason, comment=body.comment)
    return RatingOut(**body.model_dump())


@router.delete(ADDRESS, response={204: None, **PROBLEMS}, summary="Withdraw a rating")
def rating_withdraw(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """Take the rating back; an answer without one stays without."""
    user = signed_in_user(request)
    withdraw_rating(turn=find_turn(user, turn_id), actor=user)
    return HttpResponse(status=204)
