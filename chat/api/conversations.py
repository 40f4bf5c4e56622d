"""The chat as JSON: conversations, turns, and a turn's events."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field

from accounts.idempotency import idempotent, idempotent_prepared
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.for_models.selection import Part
from chat.api.schemas import RatingOut, rating_json
from chat.log.sse import EVENT_STREAM, event_stream, last_event_number
from chat.rows.chosen_part import About, find_about
from chat.rows.conversations import create_conversation
from chat.rows.lookups import find_followed, find_turn
from chat.rows.models import Conversation, Message
from chat.shown.sentences import notice_sentence
from chat.turns import engine, services
from chat.turns.admission import count_message, count_message_in
from chat.turns.closed_artifact import ClosedArtifact
from chat.turns.following import begun_events, json_events
from chat.turns.heartbeats import settle_if_stale
from chat.turns.proposal_json import proposal_json
from common.schemas import Problem, StrictSchema
from gatekeeper.enums import Action, Mode
from gatekeeper.models import DecisionRecord
from gatekeeper.reasons import sentence

router = Router(tags=["chat"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


class ConversationIn(StrictSchema):
    title: str = Field("", max_length=200)


class ConversationOut(StrictSchema):
    id: UUID


class AboutIn(StrictSchema):
    """The part of one of the conversation's artifacts: a range of cells, or a section of a document."""

    artifact_id: UUID
    version: int = Field(ge=1, le=10**9, description="The version in which it was chosen: it must be the newest.")
    range: str = Field("", max_length=20, description="Of a table or sheet: B2, or B2:D9.")
    sheet: str = Field("", max_length=200, description="Of a spreadsheet; the first one if empty.")
    section: str = Field("", max_length=300, description="A section's id; the text before the first one if empty.")
    text: str = Field("", max_length=10_000, description="Words chosen in the section.")


class TurnIn(StrictSchema):
    text: str = Field(min_length=1)
    mode: Mode = Mode.AUTO
    model: str = Field("", max_length=100, description="One of the models that the site offers; the default if empty.")
    about: AboutIn | None = Field(None, description="What the message asks to change; an edit of that part.")


class TurnStarted(StrictSchema):
    turn_id: UUID
    status: str
    decision: dict[str, object]
    stream_url: str


class ChoiceIn(StrictSchema):
    create: bool


class TurnArtifact(StrictSchema):
    id: UUID
    kind: str
    title: str
    version: int
    completeness: dict[str, object]


class NoticeOut(StrictSchema):
    code: str
    sentence: str


class TurnOut(StrictSchema):
    turn_id: UUID
    conversation_id: UUID
    status: str
    text: str
    error_code: str
    notice: NoticeOut | None = Field(None, description="What is told beside the answer: cut off, nothing came, ...")
    artifacts: list[TurnArtifact]
    proposal: dict[str, object] | None = Field(
        None, description="What an edit proposes; nothing is changed until it is accepted."
    )
    rating: RatingOut | None = Field(None, description="What the user thinks of the answer.")


@router.post("/conversations", response={201: ConversationOut, **PROBLEMS})
def conversation_create(request: HttpRequest, body: ConversationIn) -> Status[dict[str, object]]:
    """Begin a conversation."""

    def produce() -> tuple[int, Any]:
        return 201, {"id": str(create_conversation(owner=signed_in_user(request), title=body.title).pk)}

    return Status(*idempotent(request, produce))


@router.post(
    "/conversations/{uuid:conversation_id}/turns",
    response={201: TurnStarted, **PROBLEMS},
    openapi_extra={"responses": {201: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}}},
)
def turn_create(
    request: HttpRequest, conversation_id: UUID, body: TurnIn
) -> Status[dict[str, object]] | StreamingHttpResponse:
    """Say something; the answer streams from `stream_url`.

    With `Accept: text/event-stream` it streams in this response: an event `turn_started` with the object that is
    answered otherwise, then the events of `stream_url`, which also resumes a connection that was lost.

    With `about`, it is about a part of an artifact: 404 for what is not there, 409 `version_conflict` when the
    artifact has a newer version, 413 `over_limit` for too large a part.
    """
    begun: list[Message] = []

    def prepare() -> Callable[[], Message]:
        user, features, conversation = count_message_in(request, conversation_id)
        considered = services.consider(
            conversation=conversation,
            text=body.text,
            mode=body.mode,
            features=features,
            model=body.model,
            about=_about(user, conversation, body.about),
        )
        return partial(
            services.start_considered,
            conversation=conversation,
            actor=user,
            considered=considered,
            features=features,
        )

    def produce(start: Callable[[], Message]) -> tuple[int, Any]:
        begun.append(start())
        return 201, _started(begun[0])

    status, started = idempotent_prepared(request, prepare, produce)
    if request.get_preferred_type(["application/json", EVENT_STREAM]) == EVENT_STREAM:
        turn = begun[0] if begun else find_followed(signed_in_user(request), UUID(started["turn_id"]))
        return event_stream(begun_events(turn, started), status=status)
    return Status(status, started)


@router.post("/turns/{uuid:turn_id}/choice", response={200: TurnStarted, **PROBLEMS})
def turn_choice(request: HttpRequest, turn_id: UUID, body: ChoiceIn) -> Status[dict[str, object]]:
    """Answer a turn that asks."""

    def produce() -> tuple[int, Any]:
        return 200, _started(services.choose(turn=_turn(request, turn_id), create=body.create))

    return Status(*idempotent(request, produce))


@router.post("/turns/{uuid:turn_id}/stop", response={202: TurnOut, **PROBLEMS})
def turn_stop(request: HttpRequest, turn_id: UUID) -> Status[dict[str, object]]:
    """Stop the answer; what was streamed is kept."""
    turn = _turn(request, turn_id)
    services.request_stop(turn=turn)
    engine.request_stop(turn.pk)
    return Status(202, _turn_json(turn))


@router.post("/turns/{uuid:turn_id}/continue", response={201: TurnStarted, **PROBLEMS})
def turn_continue(request: HttpRequest, turn_id: UUID) -> Status[dict[str, object]]:
    """Go on with an answer that ended short: text in a further turn, an artifact in a new version of it.

    409 `not_continuable` for a complete answer or one that was continued, 409 `turn_running` while one is written.
    """

    def produce() -> tuple[int, Any]:
        count_message(request)
        return 201, _started(services.continue_turn(turn=_turn(request, turn_id)))

    return Status(*idempotent(request, produce))


@router.get("/turns/{uuid:turn_id}", response={200: TurnOut, **PROBLEMS})
def turn_read(request: HttpRequest, turn_id: UUID) -> dict[str, object]:
    """Read a turn as it stands."""
    turn = _turn(request, turn_id)
    if settle_if_stale(turn):
        turn.refresh_from_db()
    return _turn_json(turn)


@router.get("/turns/{uuid:turn_id}/stream", response={200: None, **PROBLEMS})
def turn_stream(request: HttpRequest, turn_id: UUID) -> StreamingHttpResponse:
    """Follow the answer as server-sent events with ids; resumes after `Last-Event-ID` or `?after=`.

    `text` and `artifact_*` carry the answer; `taken_back` says that all so far is void, its artifacts `refs` too;
    `thinking` (seconds) and `writing` (changes) tell of work without a word.
    """
    turn = find_followed(signed_in_user(request), turn_id)
    return event_stream(json_events(turn, last_event_number(request)))


def _turn(request: HttpRequest, turn_id: UUID) -> Message:
    return find_turn(signed_in_user(request), turn_id)


def _about(user: User, conversation: Conversation, named: AboutIn | None) -> About | None:
    if named is None:
        return None
    wanted = Part(range=named.range, sheet=named.sheet, section=named.section, text=named.text)
    return find_about(
        user=user, conversation=conversation, artifact_id=named.artifact_id, number=named.version, wanted=wanted
    )


def _started(turn: Message) -> dict[str, object]:
    return {
        "turn_id": str(turn.pk),
        "status": turn.status,
        "decision": _decision_json(turn.decision) if turn.decision else {},
        "stream_url": reverse("api:turn_stream", args=[turn.pk]),
    }


def _decision_json(record: DecisionRecord) -> dict[str, object]:
    return {
        "action": record.action,
        "kind": record.kind or None,
        "confidence": record.confidence,
        "stage": record.stage,
        "should_create": record.action == Action.CREATE,
        "reasons": [{"code": code, "text": sentence(code)} for code in record.reasons],
        "asked_for": record.asked_for,
        "latency_ms": record.latency_ms,
    }


def _turn_json(turn: Message) -> dict[str, object]:
    versions = turn.versions.select_related("artifact").filter(artifact__deleted_at=None)
    return {
        "turn_id": turn.pk,
        "conversation_id": turn.conversation_id,
        "status": turn.status,
        "text": turn.text,
        "error_code": turn.error_code,
        "notice": {"code": turn.notice, "sentence": notice_sentence(turn)} if turn.notice else None,
        "proposal": proposal_json(turn.proposal),
        "rating": rating_json(turn.ratings.first()),
        "artifacts": [ClosedArtifact.of(version, 0).to_json() for version in versions],
    }
