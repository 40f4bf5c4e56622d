from django.contrib import admin
from django.http import HttpRequest

from common.admin import GrowingAdmin
from telemetry.models import EventRecord


@admin.register(EventRecord)
class EventRecordAdmin(GrowingAdmin):
    """The events of the last 30 days, to read."""

    list_display = ("at", "name", "user_id", "payload")
    list_filter = ("at",)
    search_fields = ("=user_id", "=name")
    readonly_fields = ("at", "name", "user_id", "payload")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Events happen; nobody writes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: EventRecord | None = None) -> bool:
        """Events stay as they were."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: EventRecord | None = None) -> bool:
        """Events leave by retention alone."""
        return False
