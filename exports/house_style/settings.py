"""The one row in which staff keep the house style, and the styles that files were asked for in."""

from dataclasses import asdict
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exports.house_style.style import DEFAULT_FONTS, HouseStyle

ONLY_ROW = 1
LINE_CHARACTERS = 120  # what fits between the margins at 8 pt
_DEFAULT = HouseStyle()
_hex_colour = RegexValidator(r"^[0-9A-F]{6}\Z", _("Six hexadecimal digits, such as 1F4E79."))


def _colour(name: Any, default: str) -> Any:
    return models.CharField(name, max_length=6, default=default, validators=[_hex_colour])


class StyleSettings(models.Model):
    """How exported files look. Without a row they look as the defaults say."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ROW, editable=False)
    accent = _colour(_("headings and table heads"), _DEFAULT.accent)
    on_accent = _colour(_("text on table heads"), _DEFAULT.on_accent)
    rule = _colour(_("lines"), _DEFAULT.rule)
    band = _colour(_("every second row"), _DEFAULT.band)
    text = _colour(_("text"), _DEFAULT.text)
    font = models.CharField(_("font of PDF files"), max_length=100, default=DEFAULT_FONTS[0])
    office_font = models.CharField(_("font of Word and Excel files"), max_length=100, default=_DEFAULT.office_font)
    header = models.CharField(_("above each page"), max_length=LINE_CHARACTERS, blank=True)
    footer = models.CharField(_("below each page"), max_length=LINE_CHARACTERS, blank=True)
    logo = models.BinaryField(_("logo"), blank=True, default=b"")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("house style")
        verbose_name_plural = _("house style")
        constraints = [models.CheckConstraint(condition=Q(id=ONLY_ROW), name="house_style_only_row")]

    def __str__(self) -> str:
        return str(_("House style"))

    def as_style(self) -> HouseStyle:
        """Return the style as renderers take it; scripts that the chosen font lacks get the default fonts."""
        return HouseStyle(
            accent=self.accent,
            on_accent=self.on_accent,
            rule=self.rule,
            band=self.band,
            text=self.text,
            fonts=tuple(dict.fromkeys((self.font, *DEFAULT_FONTS))),
            office_font=self.office_font,
            header=self.header,
            footer=self.footer,
            logo=bytes(self.logo),
        )


def current_style() -> HouseStyle:
    """Return the style that new files are made in."""
    row = StyleSettings.objects.first()
    return row.as_style() if row else HouseStyle()


class KeptStyle(models.Model):
    """A style as it was when a file was asked for: the file is made in it whatever staff change meanwhile."""

    digest = models.CharField(primary_key=True, max_length=64, help_text="SHA-256 of the style.")
    values = models.JSONField(help_text="Everything but the logo.")
    logo = models.BinaryField(blank=True, default=b"")

    def __str__(self) -> str:
        return self.digest[:12]

    def as_style(self) -> HouseStyle:
        """Return the style, equal to the one that was kept."""
        values = {**self.values, "fonts": tuple(self.values["fonts"])}
        return HouseStyle(**values, logo=bytes(self.logo))


def keep_style(style: HouseStyle) -> KeptStyle:
    """Return the row that holds the style; there is one for each style that was ever used."""
    values = asdict(style)
    logo = values.pop("logo")
    kept, _created = KeptStyle.objects.get_or_create(digest=style.digest(), defaults={"values": values, "logo": logo})
    return kept
