"""The table of formats. To add one: a module beside these with a class like the others, a row here."""

from pathlib import PurePath

from artifacts.rows.errors import UnsupportedFormat
from artifacts.sources.importing.base import Format
from artifacts.sources.importing.delimited import Delimited
from artifacts.sources.importing.docx import Docx
from artifacts.sources.importing.json_data import Json
from artifacts.sources.importing.markdown import Markdown
from artifacts.sources.importing.odt import Odt
from artifacts.sources.importing.older_sheets import OlderSheets
from artifacts.sources.importing.pdf import Pdf
from artifacts.sources.importing.xlsx import Xlsx

FORMATS: tuple[Format, ...] = (
    Delimited(".csv"),
    Delimited(".tsv", "\t"),
    Delimited(".tab", "\t"),
    Markdown(),
    Json(),
    Xlsx(),
    OlderSheets(),
    Docx(),
    Odt(),
    Pdf(),
)
ACCEPTED = ",".join(sorted(extension for known in FORMATS for extension in known.extensions))


def find_format(name: str, data: bytes) -> Format:
    """Return the format that both the name and the bytes are of; raise UnsupportedFormat."""
    extension = PurePath(name).suffix.lower()
    for known in FORMATS:
        if extension in known.extensions and known.recognises(data):
            return known
    raise UnsupportedFormat
