"""The table of formats. To add one: a module beside these with a class like the others, a row here."""

from pathlib import PurePath

from artifacts.errors import UnsupportedFormat
from artifacts.importing.base import Format
from artifacts.importing.delimited import Delimited
from artifacts.importing.docx import Docx
from artifacts.importing.json_data import Json
from artifacts.importing.markdown import Markdown
from artifacts.importing.xlsx import Xlsx

FORMATS: tuple[Format, ...] = (
    Delimited(".csv"),
    Delimited(".tsv", "\t"),
    Delimited(".tab", "\t"),
    Markdown(),
    Json(),
    Xlsx(),
    Docx(),
)
ACCEPTED = ",".join(sorted(extension for known in FORMATS for extension in known.extensions))


def find_format(name: str, data: bytes) -> Format:
    """Return the format that both the name and the bytes are of; raise UnsupportedFormat."""
    extension = PurePath(name).suffix.lower()
    for known in FORMATS:
        if extension in known.extensions and known.recognises(data):
            return known
    raise UnsupportedFormat
