"""Refusals of artifacts: content that cannot be read, a limit that is passed, an edit that does not fit."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from artifacts.limits import Limit
from common.errors import Conflict, FieldError, Invalid, TooLarge, UnsupportedMediaType


class NotParsed(Invalid):
    """The input does not hold content of the wanted kind; `errors` name the places."""

    code = "not_parsed"
    message = _("The content could not be read.")


class OverLimit(TooLarge):
    """The content passes a limit; facts `limit`, `most` and `seen` say which and by how much."""

    code = "over_limit"

    def __init__(self, limit: Limit, seen: int) -> None:
        detail = str(limit.sentence) % {"most": f"{limit.most:,}", "seen": f"{seen:,}"}
        super().__init__(detail, facts={"limit": limit.name, "most": limit.most, "seen": seen})


class UnsupportedFormat(UnsupportedMediaType):
    """The file is of a format that cannot be imported, whatever its name says."""

    code = "unsupported_format"
    message = _("This file cannot be imported. Known are CSV, TSV, Markdown, JSON, XLSX and DOCX.")


class VersionConflict(Conflict):
    """The artifact has a newer version that touches the same place; fact `current_version`."""

    code = "version_conflict"
    message = _("Someone has changed this meanwhile. Look at the newest version and try again.")

    def __init__(self, current_version: int) -> None:
        super().__init__(facts={"current_version": current_version})


class InvalidOperation(Invalid):
    """An operation does not fit the content; nothing of its list was applied."""

    code = "invalid_operation"
    message = _("The change does not fit the content.")


class CalculationFailed(Invalid):
    """The formulas need more time or memory than one calculation may take."""

    code = "calculation_failed"
    message = _("The formulas take too long to calculate. Make ranges smaller or formulas simpler.")


def require_within(limit: Limit, seen: int) -> None:
    """Raise OverLimit if `seen` is more than the limit allows."""
    if seen > limit.most:
        raise OverLimit(limit, seen)


def not_parsed(detail: object, field: str, message: object | None = None) -> NotParsed:
    """Return a NotParsed that names one place."""
    return NotParsed(str(detail), errors=[FieldError(field, str(message if message is not None else detail))])


def invalid_operation(detail: object, errors: Sequence[FieldError] = ()) -> InvalidOperation:
    """Return an InvalidOperation with its sentence."""
    return InvalidOperation(str(detail), errors=errors)
