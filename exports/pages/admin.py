"""Exports for staff: what stands where, try again, remove a file; how files look."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from artifacts.rows.enums import KindName
from common.admin import GrowingAdmin
from common.errors import ApplicationError
from exports.formats.registry import find
from exports.house_style.settings import ONLY_ROW, StyleSettings
from exports.jobs.services import cancel_export, expire_export, retry_export
from exports.pages.style_forms import COLOURS, StyleModelForm, StyleSettingsForm
from exports.rows.enums import FormatName
from exports.rows.limits import MAX_STARS
from exports.rows.models import ExportJob
from exports.rows.ratings import ExportRating

if TYPE_CHECKING:
    StyleAdmin = admin.ModelAdmin[StyleSettings]
else:
    StyleAdmin = admin.ModelAdmin


class FormatFilter(admin.SimpleListFilter):
    """Offers the formats that there are, without a look at the rows."""

    title = _("format")
    parameter_name = "format"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Name each format as it is written in addresses."""
        return [(name.value, name.value) for name in FormatName]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the chosen format."""
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class StarsFilter(FormatFilter):
    """Offers the stars that there are."""

    title = _("stars")
    parameter_name = "stars"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Name each number."""
        return [(str(stars), str(stars)) for stars in range(1, MAX_STARS + 1)]


class RatedFormatFilter(FormatFilter):
    """The same for ratings."""

    parameter_name = "job__format"


@admin.register(ExportJob)
class ExportJobAdmin(GrowingAdmin):
    """Read-only rows with three actions; the content of files is nobody's business here."""

    list_display = ("id", "format", "status", "error_code", "attempt", "progress", "size_bytes", "created_at", "owner")
    list_filter = ("status", FormatFilter, "error_code", "created_at")
    search_fields = ("=id", "owner__email", "=version__artifact__id")
    list_select_related = ("owner",)
    actions = ("retry", "cancel", "expire")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are made by people who want a file."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExportJob | None = None) -> bool:
        """States change by compare-and-set alone."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ExportJob | None = None) -> bool:
        """A deleted row would leave its file behind."""
        return False

    @admin.action(description=_("Make the file again"))
    def retry(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Queue new jobs for the chosen ones."""
        done = 0
        for job in jobs.select_related("version__artifact", "owner"):
            try:
                retry_export(job=job)
                done += 1
            except ApplicationError as error:
                messages.warning(request, f"{job.pk}: {error.detail}")
        messages.success(request, ngettext("%d export queued.", "%d exports queued.", done) % done)

    @admin.action(description=_("Cancel"))
    def cancel(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Give the chosen ones up."""
        for job in jobs:
            cancel_export(job=job)

    @admin.action(description=_("Remove the file now"))
    def expire(self, request: HttpRequest, jobs: QuerySet[ExportJob]) -> None:
        """Expire the chosen ones."""
        done = sum(expire_export(job=job) for job in jobs)
        messages.success(request, ngettext("%d file removed.", "%d files removed.", done) % done)


@admin.register(ExportRating)
class ExportRatingAdmin(GrowingAdmin):
    """What people thought of their files; nobody answers for them."""

    list_display = ("stars", "file_format", "job", "user", "created_at")
    list_filter = (StarsFilter, RatedFormatFilter, "created_at")
    search_fields = ("user__email", "=job__id")
    list_select_related = ("job__version__artifact", "user")
    ordering = ("-created_at",)

    @admin.display(description=_("Format"), ordering="job__format")
    def file_format(self, rating: ExportRating) -> str:
        """Return the name of the file's format."""
        job = rating.job
        return find(KindName(job.version.artifact.kind), job.format_name).label

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ratings come from the survey."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExportRating | None = None) -> bool:
        """An answer stays as it was given."""
        return False


@admin.register(StyleSettings)
class StyleSettingsAdmin(StyleAdmin):
    """One row, made when staff first save it; without it files look as the defaults say."""

    form = StyleSettingsForm
    list_display = ("__str__", "font", "office_font", "updated_at")
    fieldsets = (
        (_("Colours"), {"fields": COLOURS}),
        (_("Fonts"), {"fields": ("font", "office_font")}),
        (_("On each page"), {"fields": ("header", "footer", "logo_shown", "upload", "remove_logo")}),
    )
    readonly_fields = ("logo_shown",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row."""
        return super().has_add_permission(request) and not StyleSettings.objects.filter(pk=ONLY_ROW).exists()

    @admin.display(description=_("Logo"))
    def logo_shown(self, row: StyleSettings | None) -> str:
        """Return the size of the logo: the admin's policy shows no pictures from data."""
        return f"{len(row.logo)} bytes" if row and row.logo else "-"

    def save_model(self, request: HttpRequest, obj: StyleSettings, form: StyleModelForm, change: bool) -> None:
        """Save, and say which colours are hard to read on each other."""
        super().save_model(request, obj, form, change)
        if isinstance(form, StyleSettingsForm):
            for sentence in form.faint_pairs():
                messages.warning(request, sentence)
