"""Why a file of an archive was not restored."""


class NotRestored(Exception):
    """The sentence is for the operator; nothing of the file was written."""
