"""What users think of answers: one rating a user and turn, for staff to see what disappoints.

Only the owner of a conversation reaches its turns, so that a turn has one rating at most.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chat.rows.enums import RatingReason, RatingValue
from chat.rows.limits import MAX_COMMENT_CHARS


class TurnRating(models.Model):
    """A thumb up or down for an answer; what was wrong stands beside a thumb down alone."""

    turn = models.ForeignKey("chat.Message", on_delete=models.CASCADE, related_name="ratings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="turn_ratings")
    value = models.CharField(max_length=4, choices=RatingValue.choices)
    reason = models.CharField(max_length=10, choices=RatingReason.choices, blank=True)
    comment = models.CharField(max_length=MAX_COMMENT_CHARS, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["turn", "user"], name="turn_rating_once"),
            models.CheckConstraint(condition=Q(value__in=RatingValue.values), name="turn_rating_known"),
            models.CheckConstraint(condition=Q(reason__in=["", *RatingReason.values]), name="rating_reason_known"),
            models.CheckConstraint(
                condition=Q(value=RatingValue.DOWN) | Q(reason="", comment=""), name="only_poor_ratings_have_reasons"
            ),
        ]
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.value
