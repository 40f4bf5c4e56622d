from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from common.admin import GrowingAdmin
from gatekeeper.feedback import summary
from gatekeeper.models import DecisionRecord


@admin.register(DecisionRecord)
class DecisionRecordAdmin(GrowingAdmin):
    """The gate's decisions, to read, with the rates that corrections give."""

    change_list_template = "admin/gatekeeper/decisions.html"
    list_display = (
        "created_at",
        "action",
        "kind",
        "confidence",
        "stage",
        "language",
        "latency_ms",
        "is_dry_run",
        "is_cached",
        "correction",
    )
    list_filter = ("stage", "action", "kind", "correction", "is_dry_run", "created_at")
    search_fields = ("=language",)
    ordering = ("-created_at",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Show the rates of the last month above the list."""
        return super().changelist_view(request, {**(extra_context or {}), "summary": summary()})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Decisions are made by the gate."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: DecisionRecord | None = None) -> bool:
        """Decisions stay as they were made."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DecisionRecord | None = None) -> bool:
        """Decisions leave by retention alone."""
        return False
