"""What staff type about the house style, checked: colours, an installed font, a logo that is a picture."""

import io
import shutil
import subprocess
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image

from exports.house_style.settings import StyleSettings
from exports.house_style.style import AA_CONTRAST, DEFAULT_FONTS, contrast
from exports.rows.limits import LOGO_MAX_BYTES, LOGO_MAX_PIXELS

COLOURS = ("accent", "on_accent", "rule", "band", "text")
WHITE = "FFFFFF"
_NOT_FOR_TEXT = ("Emoji", "Symbols", "Music")

if TYPE_CHECKING:
    StyleModelForm = forms.ModelForm[StyleSettings]
else:
    StyleModelForm = forms.ModelForm


@lru_cache(maxsize=1)
def installed_fonts() -> tuple[str, ...]:
    """Return the families of this machine in order; the defaults where nothing lists them."""
    lister = shutil.which("fc-list")
    if lister is None:
        return DEFAULT_FONTS
    listing = subprocess.run(  # noqa: S603  a fixed command
        [lister, ":", "family"], capture_output=True, text=True, check=False, timeout=30
    ).stdout
    names = {line.split(",")[0].replace("\\", "").strip() for line in listing.splitlines()}
    return tuple(sorted(n for n in names if n and not any(word in n for word in _NOT_FOR_TEXT))) or DEFAULT_FONTS


class StyleSettingsForm(StyleModelForm):
    """Colours may be typed with `#` and in small letters; `upload` replaces the logo."""

    upload = forms.FileField(label=_("New logo"), required=False, help_text=_("PNG or JPEG, at most 300 kB."))
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = StyleSettings
        fields = (*COLOURS, "font", "office_font", "header", "footer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COLOURS:
            self.fields[name] = forms.CharField(
                label=self.fields[name].label, max_length=7, help_text=_("Six hexadecimal digits, such as 1F4E79.")
            )
        fonts = dict.fromkeys((*filter(None, [self.instance.font]), *installed_fonts()))
        self.fields["font"] = forms.ChoiceField(label=self.fields["font"].label, choices=[(n, n) for n in fonts])

    def clean(self) -> dict[str, object]:
        """Return colours as six capital digits."""
        cleaned = super().clean() or self.cleaned_data
        for name in COLOURS:
            if name in cleaned:
                cleaned[name] = cleaned[name].removeprefix("#").upper()
        return cleaned

    def clean_upload(self) -> bytes | None:
        """Return the picture's bytes; refuse other files, large ones and ones that do not open."""
        upload: File[bytes] | None = self.cleaned_data["upload"]
        if upload is None:
            return None
        data = upload.read(LOGO_MAX_BYTES + 1)
        if len(data) > LOGO_MAX_BYTES:
            raise ValidationError(_("The logo is larger than 300 kB."))
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > LOGO_MAX_PIXELS:
                    raise ValidationError(_("The logo has too many pixels."))
                picture.load()
        except (OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValidationError(_("The logo is not a PNG or JPEG picture.")) from error
        return bytes(data)

    def save(self, commit: bool = True) -> StyleSettings:
        """Put the logo into the row."""
        if self.cleaned_data["upload"]:
            self.instance.logo = self.cleaned_data["upload"]
        elif self.cleaned_data["remove_logo"]:
            self.instance.logo = b""
        return super().save(commit)

    def faint_pairs(self) -> list[str]:
        """Return a sentence for each pair of colours that is hard to read."""
        pairs = (
            (_("Text on table heads"), "on_accent", self.cleaned_data["accent"]),
            (_("Headings on white"), "accent", WHITE),
            (_("Text on white"), "text", WHITE),
            (_("Text on every second row"), "text", self.cleaned_data["band"]),
        )
        found = ((label, contrast(self.cleaned_data[name], ground)) for label, name, ground in pairs)
        sentence = _("%(pair)s: contrast %(ratio).1f to 1, hard to read below 4.5.")
        return [str(sentence % {"pair": label, "ratio": ratio}) for label, ratio in found if ratio < AA_CONTRAST]
