"""What is said to a question that is not understood, or that may mean two things."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from artifacts.kinds.table.content import Column
from artifacts.rows.errors import QueryRefused

_SHOWN = 12


def not_understood(words: Sequence[str]) -> QueryRefused:
    """Return the refusal that names what was not understood."""
    said = ", ".join(words[:_SHOWN])
    return QueryRefused(
        _(
            "I do not understand “%(words)s” in this question, so I do not guess. Name a column and what to compute, "
            "or send SQL."
        )
        % {"words": said}
    )


def ask_back(columns: Sequence[Column]) -> QueryRefused:
    """Return the question which of the columns is meant."""
    names = ", ".join(dict.fromkeys(column.name for column in columns[:_SHOWN]))
    if not names:
        return QueryRefused(_("There is no column that this could be computed of."))
    return QueryRefused(_("Which column do you mean: %(names)s?") % {"names": names})


def ask_which_figure() -> QueryRefused:
    """Return the question whether totals or single rows are compared."""
    return QueryRefused(_("Do you mean the total, the average, or the single highest row? Say which."))


def ask_what(columns: Sequence[Column]) -> QueryRefused:
    """Return the question what is to be computed."""
    names = ", ".join(dict.fromkeys(column.name for column in columns[:_SHOWN]))
    if not names:
        return QueryRefused(_("Say what to compute: a count, a total, an average, the highest or lowest, a share."))
    return QueryRefused(
        _("What do you want of %(names)s: the total, the average, the highest or lowest?") % {"names": names}
    )
