from typing import Any

from django import forms

from exports.rows.enums import FILE_FORMATS, FormatName
from exports.rows.limits import MAX_STARS


class ProblemForm(forms.Form):
    """A form that tells what is wrong with it."""

    def problems(self) -> list[tuple[str, Any]]:
        """Return (field, first sentence) of each wrong field."""
        return [(field, messages[0]) for field, messages in self.errors.items()]


class RatingForm(ProblemForm):
    """What the survey after a download sends."""

    stars = forms.IntegerField(min_value=1, max_value=MAX_STARS)


class ExportForm(ProblemForm):
    """What the menu sends: artifact, version (none: the newest) and format."""

    artifact_id = forms.UUIDField()
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    format = forms.ChoiceField(choices=[(name.value, name.value) for name in FILE_FORMATS])

    def clean_format(self) -> FormatName:
        """Return the format as the enum."""
        return FormatName(self.cleaned_data["format"])
