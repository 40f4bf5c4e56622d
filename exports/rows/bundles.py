"""Files that somebody asked for together, to fetch them as one zip.

A bundle has no state, no worker and no file of its own: how it stands is how its jobs stand, and the zip is written
from their stored files while it is fetched. Nothing can be lost between the two, and no byte is stored twice.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models


class ExportBundleQuerySet(models.QuerySet["ExportBundle"]):
    """Reads of bundles."""

    def for_user(self, user: object) -> Self:
        """Return the user's own bundles."""
        return self.filter(owner=user)


class ExportBundle(models.Model):
    """Jobs of one owner under one title; asking for the same files again finds the same bundle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_bundles")
    title = models.CharField(max_length=200)
    origin_id = models.UUIDField(help_text="What the files belong to, known to the room that asked: a conversation.")
    digest = models.CharField(max_length=64, help_text="Of title, origin and jobs.")
    jobs = models.ManyToManyField("exports.ExportJob", related_name="bundles")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExportBundleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="export_bundle_once")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)
