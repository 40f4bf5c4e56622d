"""The chat as JSON: conversations, turns, and a turn's events."""

from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from chat import engine, services
from chat.conversations import create_conversation
from chat.lookups import current_user, find_conversation, find_turn
from chat.models import Message
from chat.settling import settle_if_stale
from chat.sse import event_stream, json_events, last_event_number
from common.schemas import Problem, StrictSchema
from gatekeeper.enums import Action, Mode
from gatekeeper.models import DecisionRecord
from gatekeeper.reasons import sentence
from rollout.flags import Features, features_for

router = Router(tags=["chat"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


class ConversationIn(StrictSchema):
    title: str = Field("", max_length=200)


class ConversationOut(StrictSchema):
    id: UUID


class TurnIn(StrictSchema):
    text: str = Field(min_length=1)
    mode: Mode = Mode.AUTO
    model: str = Field("", max_length=100, description="One of the models that the site offers; the default if empty.")


class TurnStarted(StrictSchema):
    turn_id: UUID
    status: str
    decision: dict[str, Any]
    stream_url: str


class ChoiceIn(StrictSchema):
    create: bool


class TurnArtifact(StrictSchema):
    id: UUID
    kind: str
    title: str
    version: int
    completeness: dict[str, Any]


class TurnOut(StrictSchema):
    turn_id: UUID
    conversation_id: UUID
    status: str
    text: str
    error_code: str
    artifacts: list[TurnArtifact]


@router.post("/conversations", response={201: ConversationOut, **PROBLEMS})
def conversation_create(request: HttpRequest, body: ConversationIn) -> Status[dict[str, Any]]:
    """Begin a conversation."""
    conversation = create_conversation(owner=current_user(request), title=body.title)
    return Status(201, {"id": conversation.pk})


@router.post("/conversations/{uuid:conversation_id}/turns", response={201: TurnStarted, **PROBLEMS})
async def turn_create(request: HttpRequest, conversation_id: UUID, body: TurnIn) -> Status[dict[str, Any]]:
    """Say something; the answer streams from `stream_url`."""
    user, features = await sync_to_async(_admit)(request)
    conversation = await sync_to_async(find_conversation)(user, conversation_id)
    turn = await services.start_turn(
        conversation=conversation, actor=user, text=body.text, mode=body.mode, features=features, model=body.model
    )
    return Status(201, _started(turn))


@router.post("/turns/{uuid:turn_id}/choice", response={200: TurnStarted, **PROBLEMS})
async def turn_choice(request: HttpRequest, turn_id: UUID, body: ChoiceIn) -> dict[str, Any]:
    """Answer a turn that asks."""
    turn = await sync_to_async(_turn)(request, turn_id)
    return _started(await services.choose(turn=turn, create=body.create))


@router.post("/turns/{uuid:turn_id}/stop", response={202: TurnOut, **PROBLEMS})
async def turn_stop(request: HttpRequest, turn_id: UUID) -> Status[dict[str, Any]]:
    """Stop the answer; what was streamed is kept."""
    turn = await sync_to_async(_turn)(request, turn_id)
    await sync_to_async(services.request_stop)(turn=turn)
    engine.request_stop(turn.pk)
    return Status(202, await sync_to_async(_turn_json)(turn))


@router.get("/turns/{uuid:turn_id}", response={200: TurnOut, **PROBLEMS})
def turn_read(request: HttpRequest, turn_id: UUID) -> dict[str, Any]:
    """Read a turn as it stands."""
    turn = _turn(request, turn_id)
    if settle_if_stale(turn):
        turn.refresh_from_db()
    return _turn_json(turn)


@router.get("/turns/{uuid:turn_id}/stream", response={200: None, **PROBLEMS})
async def turn_stream(request: HttpRequest, turn_id: UUID) -> StreamingHttpResponse:
    """Follow the answer as server-sent events with ids; resumes after `Last-Event-ID` or `?after=`."""
    turn = await sync_to_async(_turn)(request, turn_id)
    return event_stream(json_events(turn, last_event_number(request)))


def _admit(request: HttpRequest) -> tuple[User, Features]:
    check_and_hit(request, Limit.CHAT)
    user = current_user(request)
    return user, features_for(user)


def _turn(request: HttpRequest, turn_id: UUID) -> Message:
    return find_turn(current_user(request), turn_id)


def _started(turn: Message) -> dict[str, Any]:
    return {
        "turn_id": turn.pk,
        "status": turn.status,
        "decision": _decision_json(turn.decision) if turn.decision else {},
        "stream_url": reverse("api:turn_stream", args=[turn.pk]),
    }


def _decision_json(record: DecisionRecord) -> dict[str, Any]:
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


def _turn_json(turn: Message) -> dict[str, Any]:
    versions = turn.versions.select_related("artifact").filter(artifact__deleted_at=None)
    return {
        "turn_id": turn.pk,
        "conversation_id": turn.conversation_id,
        "status": turn.status,
        "text": turn.text,
        "error_code": turn.error_code,
        "artifacts": [
            {
                "id": version.artifact_id,
                "kind": version.artifact.kind,
                "title": version.title,
                "version": version.number,
                "completeness": {
                    "asked": version.asked_for,
                    "delivered": version.delivered,
                    "partial": version.is_partial,
                },
            }
            for version in versions
        ],
    }
