import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.proposals.proposals import propose_change
from artifacts.rows.models import Proposal
from tests.artifacts.api.test_artifacts import Api, api, bob

__all__ = ["api", "bob"]
pytestmark = pytest.mark.usefixtures("open_site")

VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n| B | 2 |\n"


def proposed(version, user) -> Proposal:
    raw = [{"op": "set_cells", "at": "B1", "values": [[9]]}, {"op": "set_cells", "at": "B2", "values": [[8]]}]
    return propose_change(
        artifact=version.artifact, actor=user, base_version=1, operations=parse_operations(raw), note="Two prices."
    )


def test_accept_of_one_operation_makes_a_version(api: Api, make_artifact, user) -> None:
    proposal = proposed(make_artifact(VANS), user)
    path = f"/{proposal.artifact_id}/proposals"
    _status, listed = api("GET", path)
    assert [(item["status"], item["note"]) for item in listed["items"]] == [("proposed", "Two prices.")]
    status, body = api("POST", f"{path}/{proposal.pk}/accept", {"operations": [1]})
    assert (status, body["status"], body["version"]) == (200, "accepted", 2)
    assert api("GET", f"/{proposal.artifact_id}")[1]["content"]["rows"] == [["A", 1], ["B", 8]]
    status, body = api("POST", f"{path}/{proposal.pk}/accept", {})
    assert (status, body["code"]) == (409, "proposal_decided")


def test_reject_changes_nothing(api: Api, make_artifact, user) -> None:
    proposal = proposed(make_artifact(VANS), user)
    status, body = api("POST", f"/{proposal.artifact_id}/proposals/{proposal.pk}/reject")
    assert (status, body["status"], body["version"]) == (200, "rejected", None)
    assert api("GET", f"/{proposal.artifact_id}")[1]["version"] == 1


def test_bob_finds_nothing(bob: Api, make_artifact, user) -> None:
    proposal = proposed(make_artifact(VANS), user)
    path = f"/{proposal.artifact_id}/proposals"
    assert bob("GET", path)[0] == 404
    assert bob("POST", f"{path}/{proposal.pk}/accept", {})[0] == 404
