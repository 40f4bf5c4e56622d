"""Policy: from what a stage believes to what is done, under the thresholds and the conversation's memory."""

from artifacts.rows.enums import KindName
from gatekeeper import limits
from gatekeeper.decision import AskedFor, Context, Decision, Reason
from gatekeeper.enums import Action, Label, Stage
from gatekeeper.stages.verdict import Verdict

KINDS = {Label.TABLE: KindName.TABLE, Label.DOCUMENT: KindName.DOCUMENT, Label.SPREADSHEET: KindName.SPREADSHEET}


def decide_from(verdict: Verdict, context: Context, *, asked_for: AskedFor, language: str) -> Decision:
    """Return the decision for a verdict: act, ask or answer; a kind refused before is neither asked for nor opened.

    Only an explicit choice (stage `ui`) or a request that names the kind (stage `rules`) goes past a refusal.
    """
    action, kind, codes = _action(verdict, context)
    return Decision(
        action=action,
        kind=kind,
        confidence=round(verdict.confidence, 4),
        stage=verdict.stage,
        reasons=tuple(Reason(code) for code in codes),
        asked_for=asked_for if kind else AskedFor(),
        also=tuple(KINDS[label] for label in verdict.also if label in KINDS) if kind else (),
        language=language,
    )


def _action(verdict: Verdict, context: Context) -> tuple[Action, KindName | None, tuple[str, ...]]:
    match verdict.label:
        case Label.NONE:
            return Action.ANSWER, None, verdict.codes
        case Label.EDIT:
            return _edit(verdict, context)
        case _:
            return _create(verdict, context, KINDS[verdict.label])


def _edit(verdict: Verdict, context: Context) -> tuple[Action, KindName | None, tuple[str, ...]]:
    if context.open_artifact is None or verdict.confidence < limits.EDIT:
        return Action.ANSWER, None, ("unsure",)
    return Action.EDIT, context.open_artifact, verdict.codes


def _create(verdict: Verdict, context: Context, kind: KindName) -> tuple[Action, KindName | None, tuple[str, ...]]:
    is_refused = kind in context.refused
    if is_refused and verdict.stage not in {Stage.UI, Stage.RULES}:
        return Action.ANSWER, None, ("refused_before",)
    if verdict.confidence >= limits.ACT:
        return Action.CREATE, kind, verdict.codes
    if verdict.confidence >= limits.ASK and not is_refused:
        return Action.ASK, kind, verdict.codes
    return Action.ANSWER, None, ("unsure",)
