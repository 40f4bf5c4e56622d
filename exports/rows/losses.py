"""What a file's format could not hold, counted by renderers and stored with the job by code."""

from collections import Counter
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportLoss(TextChoices):
    """A kind of loss with its sentence; a code that only another release knows is OTHER."""

    CONTROL_CHARACTERS = "control_characters", _("Control characters were left out.")
    DATE_AS_TEXT = "date_as_text", _("Some dates could not be read and stay text.")
    EMPTIED_CELLS = "emptied_cells", _("Cells that held nothing but control characters are empty.")
    FORMULA_AS_TEXT = "formula_as_text", _("Some formulas could not be read and stay text.")
    FORMULA_LIKE_TEXT = "formula_like_text", _("Text that looks like a formula got an apostrophe in front.")
    FORMULAS_AS_VALUES = "formulas_as_values", _("Formulas became their results.")
    IMAGES_LEFT_OUT = "images_left_out", _("Images were left out; their descriptions stay.")
    IMAGES_MISSING = (
        "images_missing",
        _("Some images are not in the storage any more; their descriptions stay."),
    )
    LINE_BREAKS = "line_breaks_as_br", _("Line breaks inside cells became <br>.")
    LINKS_AS_TEXT = "links_as_text", _("Some links stay text: a file holds only so many.")
    LONG_TEXT = "long_text_cut", _("Texts longer than the format allows were cut.")
    MISSING_GLYPHS = (
        "missing_glyphs",
        _("Some characters have no font on this server and show as boxes."),
    )
    NARROW_COLUMNS = "narrow_columns", _("Tables have so many columns that words in them break.")
    NUMBER_AS_TEXT = "number_as_text", _("Numbers of more than 15 digits stay text.")
    UNTAGGED = "untagged", _("The pages carry no tags for screen readers.")
    OTHER = "other", _("Something of the content is not in the file.")

    @classmethod
    def _missing_(cls, value: object) -> Self:
        return cls("other")


class Losses(Counter[ExportLoss]):
    """Counts losses while rendering; `seen()` leaves out what did not happen."""

    def seen(self) -> dict[str, int]:
        """Return code -> count of the losses that happened."""
        return {loss.value: count for loss, count in self.items() if count}
