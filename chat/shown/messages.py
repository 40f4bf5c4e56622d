"""Rows as the templates show them: one frozen view per message, card and decision; nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream
from artifacts.rows.enums import KindName, ProposalStatus
from artifacts.rows.models import Artifact, ArtifactVersion, Proposal
from artifacts.versions.compare.change_counts import Changes
from chat.rows import limits
from chat.rows.chosen_part import about_label
from chat.rows.continuable import can_continue
from chat.rows.enums import Notice, Role, TurnStatus
from chat.rows.models import Message
from chat.rows.threads import Branch, branch_of
from chat.shown.offers import offered_kinds
from chat.shown.previews import preview_lines
from chat.shown.rating import RatingView, view_rating
from chat.shown.sentences import error_sentence, notice_sentence
from gatekeeper.enums import Action, Stage
from gatekeeper.models import DecisionRecord
from gatekeeper.reasons import sentence
from rollout.flags import Features

OFFERS = {
    KindName.TABLE: gettext_lazy("Open as table"),
    KindName.SPREADSHEET: gettext_lazy("Open as spreadsheet"),
    KindName.DOCUMENT: gettext_lazy("Open as document"),
}


@dataclass(frozen=True, slots=True)
class CardView:
    """The inline card of an artifact: `id` is empty while it grows."""

    ref: int
    kind: str
    kind_label: str
    title: str
    status: str
    status_text: str
    id: str = ""
    version: int = 0
    preview: Sequence[Sequence[str]] = ()
    pane_url: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """The inline card of a proposal."""

    kind: str
    title: str
    counts: str
    status: str
    status_text: str
    version: int
    pane_url: str
    url: str
    back_url: str = ""
    accept_url: str = ""
    reject_url: str = ""
    take_up_url: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """Why a message became, or did not become, an artifact."""

    action: str
    kind_label: str
    confidence_percent: int
    stage_label: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class ComputedView:
    """How an answer was computed; `is_outdated` says that the artifact has changed since."""

    sql: str
    title: str
    version: int
    rows_read: int
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """One article of the conversation."""

    id: UUID
    role: str
    text: str
    html: SafeString
    open_html: SafeString
    status: str
    error_code: str
    error_text: str
    notice: str
    notice_text: str
    retry_at: datetime | None
    is_running: bool
    is_asking: bool
    ask_kind: str
    event_number: int
    stream_url: str
    is_partial: bool
    cards: list[CardView]
    decision: DecisionView | None
    can_retry: bool
    can_keep_in_chat: bool
    can_continue: bool
    mode: str
    created_at: datetime
    branch: Branch | None = None
    offers: Sequence[tuple[str, str]] = ()
    dry_run_kind: str = ""
    proposal: ProposalCard | None = None
    about: str = ""
    rating: RatingView | None = None
    computed: ComputedView | None = None

    @property
    def is_long(self) -> bool:
        """Whether a message of the user is folded: more than a screen's worth of lines or words."""
        return len(self.text) > limits.UNFOLDED_CHARS or self.text.count("\n") >= limits.UNFOLDED_LINES


def view_alone(message: Message, features: Features) -> MessageView:
    """Return the article of one message, its place among its branches looked up."""
    return view_message(message, features, branch_of(message))


def view_message(message: Message, features: Features, branch: Branch | None = None) -> MessageView:
    """Return the article of a message; of a running one with what is shown so far."""
    is_running = message.status == TurnStatus.STREAMING
    html, open_html = _rendered(message, is_running)
    is_answer = message.role == Role.ASSISTANT
    cards = [view_card(version, message.conversation_id) for version in _kept_versions(message)]
    return MessageView(
        id=message.id,
        role=message.role,
        text=message.text,
        html=html,
        open_html=open_html,
        status=message.status,
        error_code=message.error_code,
        error_text=error_sentence(message.error_code) if message.error_code else "",
        notice=message.notice,
        notice_text=notice_sentence(message),
        retry_at=message.retry_at,
        is_running=is_running,
        is_asking=message.status == TurnStatus.ASKING,
        ask_kind=message.kind,
        event_number=message.event_number,
        stream_url=reverse("chat:turn_stream", args=[message.id]) if is_running else "",
        is_partial=message.is_partial,
        cards=cards,
        decision=view_decision(message.decision) if is_answer and message.decision else None,
        can_retry=is_answer and not is_running and message.status != TurnStatus.ASKING,
        can_keep_in_chat=bool(cards) and message.has_answer,
        can_continue=(features.creation or not cards) and can_continue(message),
        mode=message.mode,
        created_at=message.created_at,
        branch=branch,
        proposal=view_proposal_card(message, can_accept=features.creation) if features.artifacts else None,
        dry_run_kind=_dry_run_kind(message) if features.artifacts else "",
        offers=_offers(message) if features.creation and not cards else (),
        about=about_label(message.about) if features.artifacts else "",
        rating=view_rating(message) if message.has_answer else None,
        computed=_computed(message, message.computed) if message.computed and features.artifacts else None,
    )


def _computed(message: Message, told: Mapping[str, Any]) -> ComputedView:
    artifact = Artifact.objects.filter(pk=told["artifact"], owner=message.conversation.owner).first()
    is_outdated = artifact is not None and artifact.head_number != told["version"]
    return ComputedView(told["sql"], told["title"], told["version"], told["rows_read"], is_outdated)


def footnote_scope(message_id: UUID) -> str:
    """Return what keeps the footnotes of one message apart from those of the others on the page."""
    return f"m{message_id}-"


def view_card(version: ArtifactVersion, conversation_id: UUID) -> CardView:
    """Return the card of a stored version."""
    artifact = version.artifact
    kind = KindName(artifact.kind)
    pane = reverse("chat:pane", args=[conversation_id])
    return CardView(
        ref=1,
        kind=kind.value,
        kind_label=str(kind.label),
        title=artifact.title,
        status="partial" if version.is_partial else "complete",
        status_text=version.completeness.status_text(),
        id=str(artifact.id),
        version=version.number,
        preview=preview_lines(version),
        pane_url=f"{pane}?artifact={artifact.id}",
        url=reverse("artifacts:detail", args=[artifact.id]),
    )


def view_proposal_card(message: Message, *, can_accept: bool) -> ProposalCard | None:
    """Return the card of the message's proposal, while its artifact is there; one that waits can be decided on it."""
    proposal = message.proposal
    if proposal is None or proposal.artifact.deleted_at:
        return None
    artifact = proposal.artifact
    pane = reverse("chat:pane", args=[message.conversation_id])
    is_waiting = proposal.status == ProposalStatus.PROPOSED
    named = [artifact.pk, proposal.pk]
    return ProposalCard(
        kind=artifact.kind,
        title=artifact.title,
        counts=Changes(**proposal.changes).sentence(),
        status=proposal.status,
        status_text=str(ProposalStatus(proposal.status).label),
        version=proposal.result.number if proposal.result else 0,
        pane_url=f"{pane}?artifact={artifact.id}",
        url=reverse("artifacts:detail", args=[artifact.id]),
        back_url=reverse("chat:conversation", args=[message.conversation_id]),
        accept_url=reverse("artifacts:proposal_accept", args=named) if is_waiting and can_accept else "",
        reject_url=reverse("artifacts:proposal_reject", args=named) if is_waiting else "",
        take_up_url=_take_up_url(proposal),
    )


def _take_up_url(proposal: Proposal) -> str:
    if proposal.status != ProposalStatus.SUPERSEDED:
        return ""
    return reverse("artifacts:proposal_take_up", args=[proposal.artifact_id, proposal.pk])


def growing_card(ref: int, kind: KindName, title: str, status: str = "") -> CardView:
    """Return the card of an artifact that is still being written."""
    return CardView(ref, kind.value, str(kind.label), title, status="growing", status_text=status or _("Growing"))


def view_decision(record: DecisionRecord) -> DecisionView:
    """Return the explanation of a stored decision."""
    return DecisionView(
        action=str(Action(record.action).label),
        kind_label=str(KindName(record.kind).label) if record.kind else "",
        confidence_percent=round(record.confidence * 100),
        stage_label=str(Stage(record.stage).label),
        reasons=[sentence(code) for code in record.reasons],
    )


def _rendered(message: Message, is_running: bool) -> tuple[SafeString, SafeString]:
    scope = footnote_scope(message.pk)
    if not is_running:
        return render_markdown(message.text, scope=scope), SafeString("")
    update = MarkdownStream(scope).feed(message.text)
    return update.done_html, update.open_html


def _dry_run_kind(message: Message) -> str:
    """Return what a dry run would have opened, for staff who have not judged it yet."""
    record = message.decision
    if record is None or not record.is_dry_run or record.correction or message.role != Role.ASSISTANT:
        return ""
    would_open = record.action in (Action.CREATE, Action.ASK) and record.kind
    return str(KindName(record.kind).label) if would_open and message.conversation.owner.is_staff else ""


def _offers(message: Message) -> list[tuple[str, str]]:
    if not message.has_answer:
        return []
    kinds = offered_kinds(message.text)
    if message.notice == Notice.NOTHING_CAME and message.text:
        kinds = tuple(dict.fromkeys([*kinds, KindName.DOCUMENT]))
    return [(kind.value, str(OFFERS[kind])) for kind in kinds]


def _kept_versions(message: Message) -> list[ArtifactVersion]:
    return [version for version in message.versions.all() if version.artifact.deleted_at is None]
