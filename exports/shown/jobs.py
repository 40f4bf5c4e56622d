"""What pages and the API show of a job: sentences and figures, no state of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from exports.formats import registry
from exports.formats.options import DEFAULTS
from exports.rows.enums import FailureCode, JobStatus
from exports.rows.losses import ExportLoss
from exports.rows.models import ExportJob

# in the order of the sentence
_FIGURES: dict[str, Callable[[int], str]] = {
    "pages": lambda n: ngettext("%(n)d page", "%(n)d pages", n),
    "sheets": lambda n: ngettext("%(n)d sheet", "%(n)d sheets", n),
    "rows": lambda n: ngettext("%(n)d row", "%(n)d rows", n),
    "columns": lambda n: ngettext("%(n)d column", "%(n)d columns", n),
    "headings": lambda n: ngettext("%(n)d heading", "%(n)d headings", n),
    "contents": lambda n: ngettext("%(n)d entry in the contents", "%(n)d entries in the contents", n),
    "tables": lambda n: ngettext("%(n)d table", "%(n)d tables", n),
    "images": lambda n: ngettext("%(n)d image", "%(n)d images", n),
    "formulas": lambda n: ngettext("%(n)d formula", "%(n)d formulas", n),
    "errors": lambda n: ngettext("%(n)d error", "%(n)d errors", n),
}


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """An entry of the menu; `note` says what the format keeps and loses."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class LossView:
    """Something the format could not hold, how often, and the sentence for it."""

    code: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as `exports/jobs/status.html#job` shows it."""

    id: UUID
    status: str
    format: str
    format_label: str
    file_name: str
    artifact_id: UUID
    version: int
    percent: int
    is_running: bool
    is_ready: bool
    sentence: str
    figures: str
    losses: list[LossView]
    size_bytes: int | None
    can_retry: bool
    options: dict[str, object]


def format_choices(kind: KindName) -> list[FormatChoice]:
    """Return the menu of a kind."""
    return [FormatChoice(row.format.value, row.label, str(row.note)) for row in registry.rows_of(kind)]


def view_job(job: ExportJob) -> JobView:
    """Return what the page shows of the job."""
    version: ArtifactVersion = job.version
    kind = KindName(version.artifact.kind)
    return JobView(
        id=job.pk,
        status=job.status,
        format=job.format,
        format_label=registry.find(kind, job.format_name).label,
        file_name=job.file_name,
        artifact_id=version.artifact_id,
        version=version.number,
        percent=round(job.progress * 100),
        is_running=job.is_running,
        is_ready=job.is_ready,
        sentence=_sentence(job),
        figures=figures_sentence(job.verification),
        losses=view_losses(job.losses),
        size_bytes=job.size_bytes,
        options=_chosen_options(job),
        can_retry=job.status in (JobStatus.FAILED, JobStatus.EXPIRED, JobStatus.CANCELLED),
    )


def view_losses(losses: dict[str, int]) -> list[LossView]:
    """Return the losses with their sentences."""
    return [LossView(code, count, str(ExportLoss(code).label)) for code, count in losses.items()]


def figures_sentence(figures: Mapping[str, int]) -> str:
    """Return what was verified in words, such as "12 rows, 6 columns, 6 formulas, 0 errors"."""
    return ", ".join(word(figures[name]) % {"n": figures[name]} for name, word in _FIGURES.items() if name in figures)


def _chosen_options(job: ExportJob) -> dict[str, object]:
    """Return what was chosen, for a form that asks for the same file again; the language is the page's."""
    usual = DEFAULTS.to_json()
    return {name: value for name, value in job.options.items() if name != "language" and value != usual.get(name)}


def _sentence(job: ExportJob) -> str:
    match JobStatus(job.status):
        case JobStatus.PENDING:
            return _("Waiting for its turn.")
        case JobStatus.PROCESSING:
            return _("The file is being made.")
        case JobStatus.COMPLETED:
            return _("The file is ready and was checked.")
        case JobStatus.FAILED:
            return str(FailureCode(job.error_code).label)
        case JobStatus.CANCELLED:
            return _("The export was cancelled.")
        case JobStatus.EXPIRED:
            return _("The file has expired.")
