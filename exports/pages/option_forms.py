"""What a person chooses about a file, as a form: one field for each option that the format has a use for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import FieldError, Invalid
from exports.formats.options import DEFAULTS, Margins, Orientation, PageSize
from exports.formats.registry import ExportFormat

PAGE_SIZES = {PageSize.A4: _("A4"), PageSize.LETTER: _("US Letter")}
ORIENTATIONS = {
    Orientation.AUTO: _("As the content needs it"),
    Orientation.PORTRAIT: _("Upright"),
    Orientation.LANDSCAPE: _("Sideways"),
}
MARGINS = {Margins.NARROW: _("Narrow"), Margins.NORMAL: _("Normal"), Margins.WIDE: _("Wide")}


def _choice(label: Any, choices: Mapping[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(name.value, text) for name, text in choices.items()])


def _check(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label)


class OptionsForm(forms.Form):
    """Fields are never required: what is not sent has its default, so that a plain button is a whole request."""

    page_size = _choice(_("Paper"), PAGE_SIZES)
    orientation = _choice(_("Orientation"), ORIENTATIONS)
    margins = _choice(_("Margins"), MARGINS)
    title_page = _check(_("Title page"))
    contents = _check(_("Table of contents"))
    formulas_as_text = _check(_("Show formulas as text instead of their results"))
    raw_values = _check(_("Plain numbers instead of what their formats show"))
    byte_order_mark = _check(_("Mark as Unicode for old spreadsheet programs"))

    def __init__(self, row: ExportFormat, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields = {name: field for name, field in self.fields.items() if name in row.options}
        for name, field in self.fields.items():
            field.required = False
            field.initial = getattr(DEFAULTS, name)

    def chosen(self) -> dict[str, object]:
        """Return the options that were sent."""
        return {name: value for name, value in self.cleaned_data.items() if value != ""}


def read_options(sent: Mapping[str, object], row: ExportFormat) -> dict[str, object]:
    """Return the options in a form that was sent; raise Invalid naming each wrong field."""
    form = OptionsForm(row, sent)
    if not form.is_valid():
        raise Invalid(errors=[FieldError(name, str(messages[0])) for name, messages in form.errors.items()])
    return form.chosen()
