"""Users, tokens, quotas and limits, as staff see them. A token's secret is in none of them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import AllowanceForm
from accounts.models import AllowanceOverride, DailyUsage, PersonalToken, User
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
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")


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
