from django.contrib import admin

from chat.models import Conversation, Message


@admin.register(Conversation)
class ConversationAdmin(admin.ModelAdmin):
    """Conversations by owner and time; their words are not shown to staff."""

    list_display = ("id", "owner", "created_at", "updated_at", "deleted_at")
    search_fields = ("owner__email",)
    readonly_fields = fields = ("owner", "created_at", "updated_at", "deleted_at")

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Turns by status and fault; their words are not shown to staff."""

    list_display = ("id", "role", "status", "error_code", "kind", "model_name", "created_at", "finished_at")
    list_filter = ("role", "status", "error_code", "kind")
    readonly_fields = fields = list_display

    def has_add_permission(self, request: object) -> bool:
        return False
