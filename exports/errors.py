"""What exports say no to, and the sentence for each code that a failed job may carry."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import Conflict, Invalid, NotFound


class UnknownFormat(Invalid):
    code = "unknown_format"
    message = _("This kind of artifact cannot be exported in that format.")


class UnknownOption(Invalid):
    code = "unknown_option"
    message = _("This export option does not exist or has a wrong value.")


class FileNotReady(Conflict):
    code = "file_not_ready"
    message = _("The file is not ready yet.")


class FileGone(NotFound):
    code = "file_gone"
    message = _("The file has expired. Export it again.")


class ExportFailure(Exception):
    """Ends the current start of a job; `code` goes into the row."""

    code = "render_failed"


class ArtifactDeleted(ExportFailure):
    code = "artifact_deleted"


class VerificationFailed(ExportFailure):
    code = "verification_failed"


class ContentTooLarge(ExportFailure):
    code = "content_too_large"


class TimeLimitReached(ExportFailure):
    code = "time_limit"


class StorageFailed(ExportFailure):
    """The storage refused the file: worth another start after a pause."""

    code = "storage_unavailable"


class ExportStopped(Exception):
    """The job was cancelled, or another worker holds it now: leave without touching the row."""


SENTENCES: dict[str, str | Promise] = {
    "artifact_deleted": _("The artifact was deleted before the file was ready."),
    "content_too_large": _("The artifact is larger than this file format allows."),
    "render_failed": _("The file could not be made."),
    "storage_unavailable": _("The file storage is not available. Nothing is lost."),
    "time_limit": _("Making the file took too long."),
    "verification_failed": _("The finished file did not match the artifact, so it was not kept."),
    "worker_lost": _("The export was interrupted three times."),
}


def failure_sentence(code: str) -> str:
    """Return the user's sentence for a failed job's code."""
    return str(SENTENCES.get(code, SENTENCES["render_failed"]))
