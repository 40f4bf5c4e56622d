"""The stage of the trained model: a linear classifier over n-grams, signals and, when installed, an embedding.

It abstains only without weights, or with weights that were trained for other features. What it cannot tell apart it
answers with a low confidence, and the policy then keeps the answer in the chat.
"""

from gatekeeper import limits, weights
from gatekeeper.enums import Label, Stage
from gatekeeper.features import Floats, blended, features_of
from gatekeeper.focus import focus_of
from gatekeeper.stages import semantic
from gatekeeper.stages.verdict import Reading, Verdict
from gatekeeper.weights import LABELS, Model

ALSO = 0.2
"""A second kind with at least this probability is offered after the answer."""
KINDS = frozenset({Label.TABLE, Label.DOCUMENT, Label.SPREADSHEET})


def judge(reading: Reading) -> Verdict | None:
    """Return the most likely label with its calibrated probability; the embedding is computed only in doubt."""
    features = features_of(reading)
    plain = weights.load(has_embedding=False)
    if plain is None or not plain.fits(features):
        return None
    is_open = reading.context.open_artifact is not None
    shares = plain.probabilities(features, None, is_open=is_open)
    verdict = verdict_from(plain, shares)
    if verdict.confidence >= limits.SURE or not semantic.is_available():
        return verdict
    model = weights.load(has_embedding=True)
    if model is None or not model.fits(features):
        return verdict
    vector = semantic.embed(focus_of(reading))
    return verdict_from(model, blended(shares, model.probabilities(features, vector, is_open=is_open)))


def verdict_from(model: Model, probabilities: Floats) -> Verdict:
    """Return the best label; an artifact that is not sure enough to ask about becomes an answer in the chat."""
    shares = {label: float(share) for label, share in zip(LABELS, probabilities, strict=True)}
    best = max(shares, key=lambda label: shares[label])
    confidence = model.calibrated(best, shares[best])
    if best in KINDS and confidence < limits.ASK:
        doubt = model.calibrated(Label.NONE, shares[Label.NONE])
        return Verdict(Label.NONE, min(doubt, 1 - confidence / 2), Stage.MODEL, ("unsure",))
    also = tuple(kind for kind in sorted(KINDS - {best}, key=lambda kind: -shares[kind]) if shares[kind] >= ALSO)
    code = {Label.NONE: "wording_none", Label.EDIT: "edit_target"}.get(best, "wording")
    return Verdict(best, confidence, Stage.MODEL, (code,), also if best in KINDS else ())
