"""Refusals of artifacts: content that cannot be read, a limit that is passed, an edit that does not fit."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from artifacts.rows.limits import CALCULATION_BUSY_SECONDS, IMPORT_BUSY_SECONDS, QUERY_BUSY_SECONDS, Limit
from common.errors import ApplicationError, Conflict, FieldError, Invalid, TooLarge, Unavailable, UnsupportedMediaType


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
    message = _(
        "This file cannot be imported. Known are CSV, TSV, Markdown, JSON, XLSX, XLS, XLSB, ODS, DOCX, ODT and PDF."
    )


class ImportFailed(Invalid):
    """The process that read the file took too much time or memory, or died of it; nothing was kept."""

    code = "import_failed"
    message = _("The file could not be read: it takes too much time or memory, or is damaged. Nothing was kept.")


class ImportBusy(Unavailable):
    """So many files are being read that this one would hold up pages; nothing was kept."""

    code = "import_busy"
    message = _("Many files are being imported right now. Try again in a moment.")

    def __init__(self) -> None:
        super().__init__(facts={"retry_after_seconds": IMPORT_BUSY_SECONDS})


class NotAnImage(UnsupportedMediaType):
    """The bytes are no image that a document may hold, whatever the file's name says."""

    code = "not_an_image"
    message = _("This is no image that can be read. Known are PNG, JPEG, GIF and WebP.")


class ImagesUnavailable(Unavailable):
    """The storage of images does not answer; nothing was changed."""

    code = "image_storage_unavailable"
    message = _("Images cannot be stored or read right now. Try again in a moment.")


class VersionConflict(Conflict):
    """The artifact has a newer version that touches the same place; fact `current_version`."""

    code = "version_conflict"
    message = _("Someone has changed this meanwhile. Look at the newest version and try again.")

    def __init__(self, current_version: int) -> None:
        super().__init__(facts={"current_version": current_version})


class NothingToUndo(Conflict):
    """The artifact is as it was made, or as far back as its versions reach."""

    code = "nothing_to_undo"
    message = _("There is nothing to undo.")


class NothingToRedo(Conflict):
    """The newest change is no undo, or all that was undone is back."""

    code = "nothing_to_redo"
    message = _("There is nothing to redo.")


class ProposalDecided(Conflict):
    """The proposal was accepted, rejected or outdated before; fact `status`."""

    code = "proposal_decided"
    message = _("This proposal has been decided on already.")

    def __init__(self, status: str) -> None:
        super().__init__(facts={"status": status})


class ProposalStale(Conflict):
    """What the proposal would change was changed since; it is out of date now and nothing of it was applied."""

    code = "proposal_stale"
    message = _(
        "You have changed the same place since. Your change is kept, and the proposal is out of date: ask again."
    )

    def __init__(self, current_version: int) -> None:
        super().__init__(facts={"current_version": current_version})


class InvalidOperation(Invalid):
    """An operation does not fit the content; nothing of its list was applied."""

    code = "invalid_operation"
    message = _("The change does not fit the content.")


class NotConvertible(Invalid):
    """There is nothing in the artifact, or in the chosen part, that can become the other kind."""

    code = "not_convertible"
    message = _("There is nothing here that can become this kind of artifact.")


class InvalidFilter(Invalid):
    """A filter of a view cannot be read or does not fit the column; the sentence says why."""

    code = "invalid_filter"
    message = _("The filter does not fit the table.")


class FilterSet(Invalid):
    """A change of many rows at once was asked for in a view that hides some; nothing was changed."""

    code = "filter_set"
    message = _("Some rows are hidden by a filter. Clear the filters first: this would change hidden rows, too.")


class CalculationFailed(Invalid):
    """The formulas need more time or memory than one calculation may take."""

    code = "calculation_failed"
    message = _("The formulas take too long to calculate. Make ranges smaller or formulas simpler.")


class CalculationBusy(Unavailable):
    """So many spreadsheets wait for their values that this one would hold up pages; nothing was changed."""

    code = "calculation_busy"
    message = _("Many spreadsheets are being calculated right now. Try again in a moment.")

    def __init__(self) -> None:
        super().__init__(facts={"retry_after_seconds": CALCULATION_BUSY_SECONDS})


class EditTooLong(Invalid):
    """The operations of one change need more time than it may take; nothing of it was applied."""

    code = "edit_too_long"
    message = _("These changes take too long together. Make fewer of them at a time.")


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


def invalid_filter(detail: object) -> InvalidFilter:
    """Return an InvalidFilter with its sentence."""
    return InvalidFilter(str(detail), errors=[FieldError("filter", str(detail))])


class QueryRefused(Invalid):
    """The query is none that only reads the views, or it cannot be carried out; the sentence says why."""

    code = "query_refused"
    message = _("The query was stopped: it takes too much memory or time. Ask for less at a time.")


class QueryTimeout(ApplicationError):
    """The query ran into its bound of time; nothing was changed."""

    code = "query_timeout"
    status = 408
    message = _("The query takes too long. Ask for less at a time.")


class ResultTooLarge(TooLarge):
    """The cells of the result hold too much text."""

    code = "result_too_large"
    message = _("The result is too large. Ask for fewer rows or columns.")


class QueryBusy(Unavailable):
    """So many queries run that this one would hold up pages."""

    code = "query_busy"
    message = _("Many questions are being answered right now. Try again in a moment.")

    def __init__(self) -> None:
        super().__init__(facts={"retry_after_seconds": QUERY_BUSY_SECONDS})
