from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.versions.write import create_artifact
from chat.turns.closed_artifact import ClosedArtifact


def test_a_closed_artifact_is_told_with_its_figures(user):
    version = create_artifact(
        owner=user,
        kind=KindName.DOCUMENT,
        title="Guide",
        content=DocumentContent("# Guide\n"),
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        completeness=Completeness(4, 1, is_partial=True, unit="sections"),
    )

    assert ClosedArtifact.of(version, 3).to_json() == {
        "id": str(version.artifact_id),
        "kind": "document",
        "title": "Guide",
        "version": 1,
        "completeness": {"asked": 4, "delivered": 1, "partial": True},
    }
