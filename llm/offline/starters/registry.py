"""The starters, tried in this order. To add one: a file like the others, a row here."""

from artifacts.rows.enums import KindName
from llm.offline.starters import (
    comparison,
    grade_book,
    habit_tracker,
    household_budget,
    invoice,
    letters,
    loan,
    minutes,
    project_budget,
    project_plan,
    proposal,
    report,
    resume,
    weekly_schedule,
)
from llm.offline.starters.base import Starter
from llm.offline.wish import Wish

STARTERS: tuple[Starter, ...] = (
    letters.STARTER,
    minutes.STARTER,
    resume.STARTER,
    proposal.STARTER,
    report.STARTER,
    project_budget.STARTER,
    household_budget.STARTER,
    loan.STARTER,
    invoice.STARTER,
    grade_book.STARTER,
    habit_tracker.STARTER,
    project_plan.STARTER,
    weekly_schedule.STARTER,
    comparison.STARTER,
)


def starter_for(wish: Wish) -> Starter | None:
    """Return the first starter that the user's own words call for; named columns call for a plain table instead."""
    wants_document = wish.kind is KindName.DOCUMENT
    found = (
        starter
        for starter in STARTERS
        if (wants_document or not starter.is_document) and starter.trigger.search(wish.words)
    )
    starter = next(found, None)
    return None if starter and wish.columns and starter is not comparison.STARTER else starter
