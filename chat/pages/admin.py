from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from chat.rows.models import Conversation, Message
from chat.rows.ratings import TurnRating
from common.admin import GrowingAdmin


@admin.register(Conversation)
class ConversationAdmin(GrowingAdmin):
    """Conversations by owner and time; their words are not shown to staff."""

    list_display = ("id", "owner", "created_at", "updated_at", "deleted_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    readonly_fields = fields = ("owner", "created_at", "updated_at", "deleted_at")

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(GrowingAdmin):
    """Turns by status and fault; their words are not shown to staff."""

    list_display = ("id", "role", "status", "error_code", "kind", "model_name", "created_at", "finished_at")
    list_filter = ("role", "status", ("error_code", admin.EmptyFieldListFilter), "kind")
    search_fields = ("=id", "=error_code")
    readonly_fields = fields = list_display

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(TurnRating)
class TurnRatingAdmin(GrowingAdmin):
    """What people think of answers; nobody answers for them."""

    list_display = ("value", "reason", "said", "answered_by", "turn", "user", "updated_at")
    list_filter = ("value", "reason", "updated_at")
    search_fields = ("user__email", "=turn__id", "comment")
    list_select_related = ("turn", "user")

    @admin.display(description=_("Comment"), ordering="comment")
    def said(self, rating: TurnRating) -> str:
        """Return the beginning of the comment."""
        return Truncator(rating.comment).chars(80)

    @admin.display(description=_("Model"), ordering="turn__model_name")
    def answered_by(self, rating: TurnRating) -> str:
        """Return the name of the model that answered."""
        return rating.turn.model_name

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: TurnRating | None = None) -> bool:
        return False
