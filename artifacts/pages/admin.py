"""Artifacts for staff: find them, see what they hold, archive and restore them; nothing else can be changed here."""

import json
from collections.abc import Sequence

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from artifacts.archive.places import STAFF_ARCHIVE, place_of
from artifacts.archive.services import Outcome, archive, restore
from artifacts.kinds.base import Window
from artifacts.kinds.registry import kind
from artifacts.rows.models import Artifact, ArtifactVersion, Proposal
from artifacts.versions.reading import StoredDocument, find_version, open_version
from common.admin import GrowingAdmin

PREVIEW_ROWS = 50
PREVIEW_CHARACTERS = 20_000


class ReadOnlyAdmin(GrowingAdmin):
    """Shows rows; adds, changes and deletes none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Artifact)
class ArtifactAdmin(ReadOnlyAdmin):
    """Every artifact, deleted ones too."""

    list_display = ("title", "kind", "owner", "origin", "head_number", "updated_at", "is_deleted")
    list_filter = ("kind", "origin", "updated_at", ("deleted_at", admin.EmptyFieldListFilter))
    list_select_related = ("owner",)
    search_fields = ("=id", "title", "owner__email")
    ordering = ("-updated_at",)
    fields = ("id", "title", "kind", "owner", "origin", "head", "created_at", "updated_at", "deleted_at", "preview")
    readonly_fields = ("head", "preview")
    actions = ("archive_chosen", "restore_chosen")

    @admin.action(description=_("Archive in the storage"))
    def archive_chosen(self, request: HttpRequest, chosen: QuerySet[Artifact]) -> None:
        """Write the chosen artifacts to the archive in the site's storage."""
        outcomes = list(archive(place_of(STAFF_ARCHIVE), chosen.filter(deleted_at=None)))
        done = sum(outcome.is_done for outcome in outcomes)
        self.message_user(request, _("%(done)d archived, %(known)d were there already.") % _counts(done, outcomes))
        self._log(request, chosen, "archived")

    @admin.action(description=_("Restore from the archive"))
    def restore_chosen(self, request: HttpRequest, chosen: QuerySet[Artifact]) -> None:
        """Bring the chosen artifacts back from there; a deleted one lives again."""
        outcomes = list(restore(place_of(STAFF_ARCHIVE), {str(artifact.pk) for artifact in chosen}))
        done = sum(outcome.is_done for outcome in outcomes)
        self.message_user(request, _("%(done)d restored, %(known)d were there already.") % _counts(done, outcomes))
        self._log(request, chosen, "restored")

    def _log(self, request: HttpRequest, chosen: QuerySet[Artifact], what: str) -> None:
        for artifact in chosen:
            self.log_change(request, artifact, what)

    @admin.display(boolean=True, description=_("deleted"))
    def is_deleted(self, artifact: Artifact) -> bool:
        return artifact.deleted_at is not None

    @admin.display(description=_("newest version"))
    def head(self, artifact: Artifact) -> SafeString:
        version = find_version(artifact)
        url = reverse("admin:artifacts_artifactversion_change", args=[version.pk])
        return format_html('<a href="{}">{}</a>', url, version.number)

    @admin.display(description=_("content"))
    def preview(self, artifact: Artifact) -> SafeString:
        return preview_of(find_version(artifact))


@admin.register(ArtifactVersion)
class ArtifactVersionAdmin(ReadOnlyAdmin):
    """Every version of every artifact."""

    list_display = ("title", "number", "author_kind", "author", "is_partial", "created_at")
    list_filter = ("author_kind", "is_partial", "created_at")
    list_select_related = ("author", "artifact")
    search_fields = ("=artifact__id", "title")
    ordering = ("-created_at",)
    fields = ("artifact", "number", "author_kind", "author", "summary", "asked_for", "delivered", "losses", "preview")
    readonly_fields = ("preview",)

    @admin.display(description=_("content"))
    def preview(self, version: ArtifactVersion) -> SafeString:
        return preview_of(version)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """Every proposal and what became of it."""

    list_display = ("artifact", "status", "created_at", "resolved_at")
    list_filter = ("status", "created_at")
    list_select_related = ("artifact",)
    search_fields = ("=id", "=artifact__id")
    ordering = ("-created_at",)


def _counts(done: int, outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {"done": done, "known": len(outcomes) - done}


def preview_of(version: ArtifactVersion) -> SafeString:
    """Return the beginning of a version's content as escaped plain text."""
    stored = open_version(version)
    if isinstance(stored, StoredDocument):
        text = stored.text
    else:
        shape = kind(version.artifact.kind).to_json(stored, Window(rows=PREVIEW_ROWS))
        text = json.dumps(shape, ensure_ascii=False, indent=1)
    return format_html("<pre>{}</pre>", text[:PREVIEW_CHARACTERS])
