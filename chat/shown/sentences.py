"""The user's sentence for each code that a turn can end with."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import quotas
from artifacts.rows import errors as artifact_errors
from common.errors import ApplicationError
from llm import errors as llm_errors

OWN: dict[str, str | Promise] = {
    "internal_error": _("Something went wrong on our side. What was written is kept; try again."),
    "interrupted": _("The answer was interrupted. What was shown is kept; try again."),
}


def _sentences(base: type[ApplicationError]) -> dict[str, str | Promise]:
    found = {base.code: base.message}
    for subclass in base.__subclasses__():
        found |= _sentences(subclass)
    return found


def error_sentence(code: str) -> str:
    """Return the sentence of a code; an unknown one gets the general sentence."""
    return str({**_sentences(ApplicationError), **OWN}.get(code, OWN["internal_error"]))


__all__ = ["artifact_errors", "error_sentence", "llm_errors", "quotas"]
