from django.contrib import admin
from waffle.admin import FlagAdmin

from rollout.models import Flag


@admin.register(Flag)
class RolloutFlagAdmin(FlagAdmin):
    """Waffle's admin without what our flags ignore; every change is in the row's history."""

    list_display = ("name", "everyone", "percent", "staff", "note", "modified")  # type: ignore[assignment]
    list_filter = ("everyone",)  # type: ignore[assignment]
    exclude = ("testing", "languages", "rollout", "created", "modified")
    filter_horizontal = ("groups",)
