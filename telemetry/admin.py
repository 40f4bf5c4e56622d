from django.contrib import admin
from django.http import HttpRequest

from telemetry.models import EventRecord


@admin.register(EventRecord)
class EventRecordAdmin(admin.ModelAdmin):
    """The events of the last 30 days, to read."""

    list_display = ("at", "name", "user_id", "payload")
    list_filter = ("name",)
    date_hierarchy = "at"
    search_fields = ("=user_id",)
    readonly_fields = ("at", "name", "user_id", "payload")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Events happen; nobody writes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: EventRecord | None = None) -> bool:
        """Events stay as they were."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: EventRecord | None = None) -> bool:
        """Events leave by retention alone."""
        return False
