"""Meeting minutes: attendance, agenda, decisions, actions."""

from llm.offline.drafts import Draft
from llm.offline.starters.base import Starter, trigger
from llm.offline.starters.texts_of import draft_of_text
from llm.offline.wish import Wish


def build(wish: Wish) -> Draft:
    """Return the skeleton in the wish's language."""
    return draft_of_text(wish, "minutes", wish.title or wish.say("Meeting minutes", "Acta de la reunión"))


STARTER = Starter(
    "meeting minutes",
    trigger(
        r"(?:meeting\s+)?minutes(?!\s+(?:ago|later|walk))|meeting\s+notes",
        r"actas?|minuta",
    ),
    build,
    is_document=True,
)
