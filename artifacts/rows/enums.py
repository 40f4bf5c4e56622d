from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KindName(TextChoices):
    """The kinds of artifact."""

    TABLE = "table", _("Table")
    DOCUMENT = "document", _("Document")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")


class AuthorKind(TextChoices):
    """Who made a version."""

    USER = "user", _("You")
    ASSISTANT = "assistant", _("Assistant")
    IMPORT = "import", _("Import")


class StepName(TextChoices):
    """Which way a step through an artifact's states goes."""

    UNDO = "undo", _("Undo")
    REDO = "redo", _("Redo")


class ImageType(TextChoices):
    """The image types that a document may hold, by their content; SVG is none, because it can hold scripts."""

    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    GIF = "image/gif", "GIF"
    WEBP = "image/webp", "WebP"


class Origin(TextChoices):
    """How an artifact came to be."""

    CHAT = "chat", _("Chat")
    API = "api", _("API")
    IMPORT = "import", _("Import")
    TEMPLATE = "template", _("Template")
    COPY = "copy", _("Copy")
    CONVERSION = "conversion", _("Other kind")


class ProposalStatus(TextChoices):
    """What became of a proposal; all but the first two are final."""

    PROPOSED = "proposed", _("Waiting for you")
    SUPERSEDED = "superseded", _("Put aside for a newer one")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    STALE = "stale", _("Out of date")


UNDECIDED = (ProposalStatus.PROPOSED, ProposalStatus.SUPERSEDED)
"""Nobody has said yes or no; the first is the one that the pane shows."""


class GridChange(StrEnum):
    """What the menus of columns, rows and sheets offer; the value of the button that a form is sent by."""

    ADD = "add"
    INSERT_BEFORE = "insert_before"
    INSERT_AFTER = "insert_after"
    MOVE_BEFORE = "move_before"
    MOVE_AFTER = "move_after"
    RENAME = "rename"
    SET_TYPE = "set_type"
    READ_DECIMAL_POINT = "read_decimal_point"
    READ_DECIMAL_COMMA = "read_decimal_comma"
    READ_DAY_FIRST = "read_day_first"
    READ_MONTH_FIRST = "read_month_first"
    READ_NUMBERS = "read_numbers"
    READ_TEXT = "read_text"
    SET_FORMAT = "set_format"
    SORT_UP = "sort_up"
    SORT_DOWN = "sort_down"
    DELETE = "delete"
