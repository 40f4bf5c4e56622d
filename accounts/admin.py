"""Users, tokens, quotas and limits, as staff see them. A token's secret is in none of them."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.errors import LastStaff
from accounts.forms import AllowanceForm
from accounts.models import AllowanceOverride, DailyUsage, DataExport, Invitation, PersonalToken, User
from accounts.privacy.exporting import request_data
from accounts.privacy.leaving import request_deletion
from accounts.sign_up import invite
from accounts.signed_in import signed_in_user
from common.admin import GrowingAdmin


@admin.register(User)
class EmailUserAdmin(GrowingAdmin, UserAdmin):
    """Django's admin of users, with the e-mail address in the user name's place."""

    ordering = ("email",)
    list_display = ("email", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("email",)
    fieldsets = (
        (None, {"fields": ("email", "password", "language", "applies_small_changes")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined", "deletion_due_at")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined", "deletion_due_at")
    actions = ("make_data", "delete_account")

    @admin.action(description=_("Download my data"), permissions=["change"])
    def make_data(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """Make the files of the chosen people, who asked for them; they stand in the list of data exports."""
        for user in chosen:
            request_data(user)
            self.log_change(request, user, "data requested")
        self.message_user(request, _("The files are being made. Find them under data exports."))

    @admin.action(description=_("Delete my account"), permissions=["delete"])
    def delete_account(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """Let the accounts of the chosen people, who asked for it, go after the time of grace."""
        for user in chosen:
            try:
                request_deletion(user)
            except LastStaff as refusal:
                self.message_user(request, refusal.detail, messages.ERROR)
            else:
                self.log_change(request, user, "deletion requested")
                self.message_user(request, _("%(email)s goes after the time of grace.") % {"email": user.email})


@admin.register(Invitation)
class InvitationAdmin(GrowingAdmin):
    """Who was invited; the link of a new invitation is shown once, to send it."""

    list_display = ("email", "invited_by", "created_at", "expires_at", "used_at")
    list_select_related = ("invited_by",)
    list_filter = (("used_at", admin.EmptyFieldListFilter),)
    search_fields = ("email",)
    fields = ("email",)

    def save_model(self, request: HttpRequest, obj: Invitation, form: object, change: bool) -> None:
        """Make the invitation and show its link."""
        made, secret = invite(email=obj.email, by=signed_in_user(request))
        obj.pk = made.pk
        link = request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))
        words = _("Send this link to %(email)s. It is shown once: %(link)s")
        self.message_user(request, words % {"email": made.email, "link": link})

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        """An invitation is made anew, not changed."""
        return False


@admin.register(DataExport)
class DataExportAdmin(GrowingAdmin):
    """Files of people's data, to fetch for somebody who asked."""

    list_display = ("user", "status", "size_bytes", "created_at", "expires_at", "file")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    fields = readonly_fields = ("user", "status", "size_bytes", "created_at", "finished_at", "expires_at", "file")

    @admin.display(description=_("file"))
    def file(self, export: DataExport) -> str:
        if not export.key:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("accounts:data_download", args=[export.pk]), _("Save"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are asked for, in the list of users."""
        return False


@admin.register(PersonalToken)
class PersonalTokenAdmin(GrowingAdmin):
    """Tokens to look at and to revoke; only their owner can make one."""

    list_display = ("name", "user", "created_at", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("user",)
    search_fields = ("user__email", "name")
    fields = readonly_fields = ("user", "name", "created_at", "last_used_at", "revoked_at")
    actions = ("revoke",)

    @admin.action(description=_("Revoke the selected tokens"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[PersonalToken]) -> None:
        """End the tokens for good."""
        queryset.filter(revoked_at=None).update(revoked_at=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Staff never see a secret."""
        return False


@admin.register(AllowanceOverride)
class AllowanceOverrideAdmin(admin.ModelAdmin):
    """What staff allow instead of the site's settings; acts at once."""

    form = AllowanceForm
    list_display = ("allowance", "rate", "user")
    list_filter = ("allowance",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    autocomplete_fields = ("user",)


@admin.register(DailyUsage)
class DailyUsageAdmin(GrowingAdmin):
    """What users made on each day; lowering a count gives some back."""

    list_display = ("day", "user", "action", "count")
    list_filter = ("day",)
    list_select_related = ("user",)
    search_fields = ("user__email", "=action")
    readonly_fields = ("user", "action", "day")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from use."""
        return False
