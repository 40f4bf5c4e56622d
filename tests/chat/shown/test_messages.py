import pytest

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.pages.pane import build_pane
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.write import create_artifact
from chat.rows.models import Conversation
from chat.shown.messages import view_card
from chat.shown.pane_addresses import BesideConversation
from rollout.flags import features_for


def document(owner: User, completeness: Completeness | None) -> ArtifactVersion:
    return create_artifact(
        owner=owner,
        kind=KindName.DOCUMENT,
        title="Guide",
        content=DocumentContent("# Guide\n\n## Begin\n\nHere.\n"),
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        completeness=completeness,
    )


@pytest.mark.parametrize(
    ("completeness", "text"),
    [
        (Completeness(7, 3, is_partial=True, unit="sections"), "3 of 7 sections"),
        (Completeness(12, 1, is_partial=True, unit="items"), "1 of 12 items"),
        (Completeness(4, 2, is_partial=True, unit="columns"), "2 of 4 columns"),
        (Completeness(9, 8, is_partial=True, unit="rows"), "8 of 9 rows"),
        (Completeness(None, 8, is_partial=True, unit="rows"), "Not complete"),
        (Completeness(3, 3, is_partial=False, unit="sections"), ""),
        (None, ""),
    ],
)
def test_card_and_pane_tell_the_same_of_what_is_missing(
    conversation: Conversation, completeness: Completeness | None, text: str
) -> None:
    owner = conversation.owner
    version = document(owner, completeness)
    card = view_card(version, conversation.pk)
    pane = build_pane(
        user=owner,
        conversation_id=conversation.pk,
        addresses=BesideConversation(conversation.pk),
        artifacts=[version.artifact],
        current=version.artifact,
        tab=None,
        features=features_for(owner),
    )

    assert (card.status_text, pane.status_text) == (text, text)
