"""Exports for staff: what stands where, try again, remove a file."""

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.errors import ApplicationError
from exports.models import ExportJob
from exports.services import cancel_export, expire_export, retry_export

if TYPE_CHECKING:
    JobAdmin = admin.ModelAdmin[ExportJob]
else:
    JobAdmin = admin.ModelAdmin


@admin.register(ExportJob)
class ExportJobAdmin(JobAdmin):
    """Read-only rows with three actions; the content of files is nobody's business here."""

    list_display = ("id", "format", "status", "error_code", "attempt", "progress", "size_bytes", "created_at", "owner")
    list_filter = ("status", "format", "error_code", "created_at")
    search_fields = ("id", "owner__email", "version__artifact__id")
    date_hierarchy = "created_at"
    list_select_related = ("owner",)
    actions = ("retry", "cancel", "expire")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are made by people who want a file."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExportJob | None = None) -> bool:
        """States change by compare-and-set alone."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ExportJob | None = None) -> bool:
        """A deleted row would leave its file behind."""
        return False

    @admin.action(description=_("Make the file again"))
    def retry(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Queue new jobs for the chosen ones."""
        done = 0
        for job in jobs.select_related("version__artifact", "owner"):
            try:
                retry_export(job=job)
                done += 1
            except ApplicationError as error:
                messages.warning(request, f"{job.pk}: {error.detail}")
        messages.success(request, ngettext("%d export queued.", "%d exports queued.", done) % done)

    @admin.action(description=_("Cancel"))
    def cancel(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Give the chosen ones up."""
        for job in jobs:
            cancel_export(job=job)

    @admin.action(description=_("Remove the file now"))
    def expire(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Expire the chosen ones."""
        done = sum(expire_export(job=job) for job in jobs)
        messages.success(request, ngettext("%d file removed.", "%d files removed.", done) % done)
