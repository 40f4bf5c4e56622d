"""CV: profile, experience, education, skills."""

from llm.offline.drafts import Draft
from llm.offline.starters.base import Starter, trigger
from llm.offline.starters.texts_of import draft_of_text
from llm.offline.wish import Wish


def build(wish: Wish) -> Draft:
    """Return the skeleton in the wish's language."""
    return draft_of_text(wish, "resume", wish.title or wish.say("CV", "Currículum"))


STARTER = Starter(
    "CV",
    trigger(
        r"cv|r[eé]sum[eé]|curriculum(?:\s+vitae)?",
        r"curr[ií]cul(?:um|o)(?:\s+vitae)?|hoja\s+de\s+vida",
    ),
    build,
    is_document=True,
)
