"""What people think of a file they fetched: one to five stars, for staff to see which formats disappoint."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from exports.rows.limits import MAX_STARS


class ExportRating(models.Model):
    """The stars that one person gave the file of one job; the last answer counts."""

    job = models.ForeignKey("exports.ExportJob", on_delete=models.CASCADE, related_name="ratings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_ratings")
    stars = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=MAX_STARS), name="export_rating_in_range"),
            models.UniqueConstraint(fields=["job", "user"], name="export_rating_once"),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.stars}/{MAX_STARS}"
