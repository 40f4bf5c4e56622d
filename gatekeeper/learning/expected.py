"""What to expect among strangers: each written example decided by weights that saw nothing of the file it is from.

The rules, the curves and the thresholds are the shipped ones; only the probabilities come from the folds. Examples
made from lines by filling and varying are left out, so that no line counts twice.
"""

from collections.abc import Sequence

from gatekeeper import limits, weights
from gatekeeper.classify import read_all, settle
from gatekeeper.decision import AskedFor
from gatekeeper.evaluation import Outcome
from gatekeeper.features import blended
from gatekeeper.learning.corpus import Drawn
from gatekeeper.learning.training import Learned
from gatekeeper.policy import decide_from
from gatekeeper.stages import rules
from gatekeeper.stages.model import verdict_from
from gatekeeper.stages.verdict import Verdict


def expected_outcomes(drawn: Sequence[Drawn], plain: Learned, both: Learned | None = None) -> list[Outcome]:
    """Return the decisions about the written examples; with `both`, embeddings are used where the gate uses them."""
    rows = [row for row, one in enumerate(drawn) if one.is_written]
    return [_outcome(drawn[row], _verdict(row, plain, both)) for row in rows]


def _verdict(row: int, plain: Learned, both: Learned | None) -> Verdict:
    shares = plain.out_of_fold[row]
    quick = verdict_from(_stored(has_embedding=False), shares)
    if both is None or quick.confidence >= limits.SURE:
        return quick
    return verdict_from(_stored(has_embedding=True), blended(shares, both.out_of_fold[row]))


def _stored(*, has_embedding: bool) -> weights.Model:
    model = weights.load(has_embedding=has_embedding)
    if model is None:
        raise ValueError("expected figures need the curves of trained weights")
    return model


def _outcome(one: Drawn, weighed: Verdict) -> Outcome:
    reading = read_all(one.example.text, one.example.context)
    verdict = settle(rules.judge(reading), weighed) or weighed
    language = reading.signals.language
    return Outcome(one.example, decide_from(verdict, reading.context, asked_for=AskedFor(), language=language))
