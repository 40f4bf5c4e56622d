from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """What the gate decided to do with a message."""

    ANSWER = "answer", _("Answer in chat")
    CREATE = "create", _("Create an artifact")
    EDIT = "edit", _("Edit the open artifact")
    ASK = "ask", _("Ask first")


class Stage(TextChoices):
    """Which stage was sure."""

    UI = "ui", _("Chosen by hand")
    RULES = "rules", _("Rules")
    MODEL = "model", _("Trained model")
    LLM = "llm", _("Language model")
    FALLBACK = "fallback", _("Fallback")


class Mode(TextChoices):
    """The composer's mode."""

    AUTO = "auto", _("Auto")
    CHAT = "chat", _("Chat")
    TABLE = "table", _("Table")
    DOCUMENT = "document", _("Document")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")


class Correction(TextChoices):
    """What a person said about a decision afterwards."""

    CONFIRMED = "confirmed", _("It was right")
    KEEP_IN_CHAT = "keep_in_chat", _("Should have stayed in chat")
    OPEN_TABLE = "open_table", _("Should have been a table")
    OPEN_DOCUMENT = "open_document", _("Should have been a document")
    OPEN_SPREADSHEET = "open_spreadsheet", _("Should have been a spreadsheet")


class Label(TextChoices):
    """What a message is labelled with in files of examples, and what the local stages tell apart."""

    NONE = "none", _("None")
    TABLE = "table", _("Table")
    DOCUMENT = "document", _("Document")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    EDIT = "edit", _("Edit")
