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


class Origin(TextChoices):
    """How an artifact came to be."""

    CHAT = "chat", _("Chat")
    API = "api", _("API")
    IMPORT = "import", _("Import")
    TEMPLATE = "template", _("Template")
    COPY = "copy", _("Copy")
