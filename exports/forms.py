from typing import Any

from django import forms

from exports.enums import FormatName


class ExportForm(forms.Form):
    """What the menu sends: artifact, version (none: the newest) and format."""

    artifact_id = forms.UUIDField()
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    format = forms.ChoiceField(choices=FormatName.choices)

    def clean_format(self) -> FormatName:
        """Return the format as the enum."""
        return FormatName(self.cleaned_data["format"])

    def problems(self) -> list[tuple[str, Any]]:
        """Return (field, first sentence) of each wrong field."""
        return [(field, messages[0]) for field, messages in self.errors.items()]
