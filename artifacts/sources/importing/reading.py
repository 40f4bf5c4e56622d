"""Reading a file or a pasted text: its format is found, and its content read. Runs in a process of its own."""

from django.utils.translation import gettext as _

from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed
from artifacts.sources.importing.archive import check_directory
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.compared import with_results_compared
from artifacts.sources.importing.delimited import Delimited
from artifacts.sources.importing.registry import find_format
from common.errors import FieldError, Invalid


def read_file(
    name: str,
    data: bytes,
    kind: KindName | None = None,
    choices: Choices = Choices(),  # noqa: B008  frozen
) -> Imported:
    """Return what a file holds, a delimited one as a person chose.

    Raise UnsupportedFormat, NotParsed, OverLimit, or Invalid for an impossible kind.
    """
    if not data.strip():
        raise not_parsed(_("The file is empty."), "file")
    check_directory(data)
    found = find_format(name, data)
    if kind is not None and kind not in found.kinds:
        sentence = _("A file of this format cannot become this kind of artifact.")
        raise Invalid(sentence, errors=[FieldError("kind", sentence)])
    if isinstance(found, Delimited):
        found = found.chosen(choices)
    return with_results_compared(found.read(data, kind))
