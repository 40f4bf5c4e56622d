"""What stands on a title page, the same for every format."""

from dataclasses import dataclass

from django.utils.formats import date_format

from exports.flow.directions import is_rtl
from exports.formats.contract import Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle


@dataclass(frozen=True, slots=True)
class Cover:
    """The title, and below it who made it and when; both may be empty."""

    title: str
    organisation: str
    day: str

    @property
    def direction(self) -> str:
        """Which way the title runs."""
        return "rtl" if is_rtl(self.title) else "ltr"


def cover_of(source: Source, options: ExportOptions, house_style: HouseStyle) -> Cover | None:
    """Return the title page, in the language that is active; None when none is wanted."""
    if not options.title_page:
        return None
    day = date_format(source.made_on, "DATE_FORMAT") if source.made_on else ""
    return Cover(source.title, house_style.header, day)
