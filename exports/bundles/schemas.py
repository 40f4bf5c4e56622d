"""Shapes of the bundles API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema

from exports.api.schemas import ExportOut
from exports.rows.enums import JobStatus


class BundleOut(Schema):
    """How a bundle stands; its zip can be fetched until the first of its files expires."""

    bundle_id: UUID
    status: JobStatus
    progress: float
    file_name: str
    files: list[ExportOut]
    download_url: str | None
    created_at: datetime
    expires_at: datetime | None
