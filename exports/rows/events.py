"""What exports tell the event log."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from artifacts.rows.enums import KindName
from common.events import Event
from exports.rows.enums import FailureCode, FormatName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportEvent(Event):
    """What all events of a job say."""

    job_id: UUID
    artifact_id: UUID
    kind: KindName
    format: FormatName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStarted(ExportEvent):
    """A worker claimed the job."""

    name: ClassVar[str] = "export_started"
    attempt: int
    queue_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCompleted(ExportEvent):
    """The verified file is stored; `total_ms` counts from the click."""

    name: ClassVar[str] = "export_completed"
    attempt: int
    render_ms: int
    verify_ms: int
    total_ms: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFailed(ExportEvent):
    """The job ended without a file."""

    name: ClassVar[str] = "export_failed"
    attempt: int
    code: FailureCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDownloaded(ExportEvent):
    """The owner fetched the file."""

    name: ClassVar[str] = "export_downloaded"
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswered(ExportEvent):
    """The owner gave the file stars, or other stars than before."""

    name: ClassVar[str] = "survey_answered"
    stars: int
