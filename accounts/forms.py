from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.allowances import PERIOD_SECONDS, parse_rate
from accounts.enums import Quota
from accounts.models import AllowanceOverride, PersonalToken, User


class TokenForm(forms.ModelForm):
    """The name that the owner gives a token."""

    class Meta:
        model = PersonalToken
        fields = ("name",)


class PreferencesForm(forms.ModelForm):
    """What a person chooses about their own site."""

    class Meta:
        model = User
        fields = ("applies_small_changes",)


class AllowanceForm(forms.ModelForm):
    """What staff allow; a rate that would not be understood later is refused now."""

    class Meta:
        model = AllowanceOverride
        fields = ("allowance", "rate", "user")

    def clean(self) -> dict[str, object]:
        """Refuse a wrong rate, a quota that is not for a day, and a second row for everyone."""
        cleaned: dict[str, object] = super().clean() or {}
        try:
            rate = parse_rate(str(cleaned.get("rate", "")))
        except ImproperlyConfigured as error:
            raise ValidationError({"rate": _("Write it as 20/s, 5/m or 100/30m.")}) from error
        if cleaned.get("allowance") in set(Quota) and rate.seconds != PERIOD_SECONDS["d"]:
            raise ValidationError({"rate": _("A quota is for a day: write it as 100/d.")})
        return cleaned
