"""The stage of the trained model. It may abstain; without weights it always does."""

from gatekeeper.stages.verdict import Reading, Verdict


def judge(reading: Reading) -> Verdict | None:
    """Return the model's label with its calibrated probability."""
    return None
