"""Where Django looks for the models of `rows`."""

from chat.rows.models import Conversation, Message
from chat.rows.ratings import TurnRating

__all__ = ["Conversation", "Message", "TurnRating"]
