"""Report: summary, method, findings, recommendations."""

from llm.offline.drafts import Draft
from llm.offline.naming import sentence_case
from llm.offline.starters.base import Starter, trigger
from llm.offline.starters.texts_of import draft_of_text
from llm.offline.wish import Wish


def build(wish: Wish) -> Draft:
    """Return the skeleton in the wish's language."""
    about = f": {sentence_case(wish.topic)}" if wish.topic else ""
    return draft_of_text(wish, "report", wish.title or wish.say("Report", "Informe") + about)


STARTER = Starter(
    "report",
    trigger(
        r"reports?",
        r"informes?|reportes?",
    ),
    build,
    is_document=True,
)
