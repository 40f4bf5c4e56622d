"""Where Django looks for the staff pages of `pages`."""

from chat.pages.admin import ConversationAdmin, MessageAdmin, TurnRatingAdmin

__all__ = ["ConversationAdmin", "MessageAdmin", "TurnRatingAdmin"]
