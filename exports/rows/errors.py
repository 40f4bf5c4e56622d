"""What exports say no to, and what ends the start of a job."""

from django.utils.translation import gettext_lazy as _

from common.errors import Conflict, Invalid, NotFound, TooLarge, Unavailable
from exports.rows.enums import FailureCode


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


class NothingToExport(Conflict):
    code = "nothing_to_export"
    message = _("There is no artifact here yet.")


class TooManyFiles(Conflict):
    code = "too_many_files"
    message = _("There are more artifacts than one zip may hold. Export them one by one.")


class BundleTooLarge(TooLarge):
    code = "bundle_too_large"
    message = _("Together the files are larger than a zip may be (4 GB). Fetch them one by one.")


class StorageUnavailable(Unavailable):
    code = FailureCode.STORAGE_UNAVAILABLE.value
    message = _("The file storage is not available right now. Try again in a moment.")


class ExportFailure(Exception):
    """Ends the current start of a job; `code` goes into the row."""

    code = FailureCode.RENDER_FAILED


class ArtifactDeleted(ExportFailure):
    code = FailureCode.ARTIFACT_DELETED


class VerificationFailed(ExportFailure):
    code = FailureCode.VERIFICATION_FAILED


class ContentTooLarge(ExportFailure):
    code = FailureCode.CONTENT_TOO_LARGE


class StorageFailed(ExportFailure):
    """The storage refused the file: worth another start after a pause."""

    code = FailureCode.STORAGE_UNAVAILABLE


class ExportStopped(Exception):
    """The job was cancelled, or another worker holds it now: leave without touching the row."""
