from django.db import models


class EventRecord(models.Model):
    """One emitted event, kept 30 days for the staff dashboard: ids, enums, numbers and digests only."""

    name = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["name", "at"], name="event_name_at"),
            models.Index(fields=["user_id", "at"], name="event_user_at"),
            models.Index(fields=["at"], name="event_at"),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
