"""What people said about decisions: as labelled examples, and as rates for staff."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from gatekeeper.enums import Action, Correction, Label
from gatekeeper.evaluation import percentile
from gatekeeper.models import DecisionRecord

OPENED = {
    Correction.OPEN_TABLE: Label.TABLE,
    Correction.OPEN_DOCUMENT: Label.DOCUMENT,
    Correction.OPEN_SPREADSHEET: Label.SPREADSHEET,
}
WINDOW = timedelta(days=30)
MOST_SHOWN = 8
GROUPINGS = ("stage", "kind", "language")


@dataclass(frozen=True, slots=True)
class Rates:
    """How often one group of decisions was right, as far as people told."""

    name: str
    decisions: int
    created: int
    kept_in_chat: int
    answered: int
    opened_by_hand: int

    @property
    def false_positive_rate(self) -> float | None:
        return self.kept_in_chat / self.created if self.created else None

    @property
    def miss_rate(self) -> float | None:
        return self.opened_by_hand / self.answered if self.answered else None


def corrected_label(record: DecisionRecord) -> Label:
    """Return the label that a corrected decision should have had."""
    if record.correction == Correction.KEEP_IN_CHAT:
        return Label.NONE
    if record.correction != Correction.CONFIRMED:
        return OPENED[Correction(record.correction)]
    if record.action == Action.EDIT:
        return Label.EDIT
    return Label(record.kind) if record.kind else Label.NONE


def feedback_examples(since: datetime | None = None) -> Iterator[dict[str, object]]:
    """Yield every corrected decision as a labelled example; the text is there only where its writer agreed."""
    records = DecisionRecord.objects.exclude(correction="").select_related("shared").order_by("corrected_at")
    for record in records.filter(corrected_at__gte=since) if since else records:
        shared = getattr(record, "shared", None)
        example: dict[str, object] = {
            "id": str(record.id),
            "label": corrected_label(record).value,
            "lang": record.language,
        }
        if shared is not None:
            example["text"] = shared.text
        if record.open_kind:
            example["context"] = {"open_artifact": record.open_kind}
        decided = {
            "action": record.action,
            "kind": record.kind,
            "confidence": record.confidence,
            "stage": record.stage,
        }
        yield {**example, "text_digest": record.text_digest, "decided": decided, "correction": record.correction}


def summary(now: datetime | None = None) -> dict[str, object]:
    """Return what staff see of the last 30 days: rates per stage, kind and language, latency, corrected reasons."""
    since = (now or timezone.now()) - WINDOW
    records = list(DecisionRecord.objects.filter(created_at__gte=since))
    latencies = sorted(record.latency_ms for record in records)
    return {
        "days": WINDOW.days,
        "groups": [(grouping, _grouped(records, grouping)) for grouping in GROUPINGS],
        "latency_ms": {f"P{share}": percentile(latencies, share) for share in (50, 95, 99)},
        "reasons": _corrected_reasons(records),
    }


def _grouped(records: Sequence[DecisionRecord], grouping: str) -> list[Rates]:
    names = Counter(getattr(record, grouping) for record in records)
    found = []
    for name, _ in names.most_common(MOST_SHOWN * 3):
        part = [record for record in records if getattr(record, grouping) == name]
        found.append(_rates(str(name) or "-", part))
    return found


def _rates(name: str, records: Sequence[DecisionRecord]) -> Rates:
    created = [record for record in records if record.action == Action.CREATE]
    answered = [record for record in records if record.action == Action.ANSWER]
    return Rates(
        name=name,
        decisions=len(records),
        created=len(created),
        kept_in_chat=sum(record.correction == Correction.KEEP_IN_CHAT for record in created),
        answered=len(answered),
        opened_by_hand=sum(record.correction in OPENED for record in answered),
    )


def _corrected_reasons(records: Sequence[DecisionRecord]) -> list[tuple[str, int]]:
    wrong = [record for record in records if record.correction and record.correction != Correction.CONFIRMED]
    return Counter(code for record in wrong for code in record.reasons).most_common(MOST_SHOWN)
