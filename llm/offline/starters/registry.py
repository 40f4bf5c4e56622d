"""The starters, tried in this order. To add one: a file like the others, a row here."""

from llm.offline.starters import comparison, household_budget
from llm.offline.starters.base import Starter
from llm.offline.wish import Wish

STARTERS: tuple[Starter, ...] = (
    household_budget.STARTER,
    comparison.STARTER,
)


def starter_for(wish: Wish) -> Starter | None:
    """Return the first starter that the user's own words call for; named columns call for a plain table instead."""
    found = (starter for starter in STARTERS if starter.trigger.search(wish.words))
    starter = next(found, None)
    if starter and wish.columns and starter is not comparison.STARTER:
        return None
    return starter
