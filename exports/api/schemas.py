"""Shapes of the exports API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field, field_validator

from common.schemas import StrictSchema
from exports.rows.enums import FILE_FORMATS, FormatName, JobStatus

OPTIONS = (
    "`page_size` (A4, letter), `orientation` (auto, portrait, landscape) and `margins` (narrow, normal, wide) of PDF "
    "and Word; `title_page` of PDF and Word; `contents` of documents; `formulas_as_text` of spreadsheets; "
    "`raw_values` of a sheet's CSV; `byte_order_mark` of CSV; `language`, a tag such as pt-BR. One that the format "
    "has no use for is refused."
)


class ExportIn(StrictSchema):
    """Which version becomes which file; without `version` the newest one."""

    artifact_id: UUID
    version: int | None = Field(default=None, ge=1, le=2**31 - 1)
    format: FormatName
    options: dict[str, object] = Field(default={}, description=OPTIONS)

    @field_validator("format")
    @classmethod
    def is_file(cls, name: FormatName) -> FormatName:
        """Previews are the page's own: they count against no limit."""
        if name not in FILE_FORMATS:
            raise ValueError("a file format expected")
        return name


class QueuedOut(Schema):
    """A job that was queued, or the one that makes the same file."""

    job_id: UUID
    status: JobStatus


class LossOut(Schema):
    """What the format could not hold, and how often."""

    code: str
    count: int
    text: str


class ExportOut(Schema):
    """How a job stands; `verification` are the figures that an independent reader found in the file."""

    job_id: UUID
    status: JobStatus
    format: FormatName
    progress: float
    attempt: int
    size_bytes: int | None
    sha256: str | None
    file_name: str
    verification: dict[str, int]
    losses: list[LossOut]
    error_code: str | None
    download_url: str | None
    created_at: datetime
    expires_at: datetime | None
