"""Guards of office files, which are archives of XML: sizes, ratio, number of parts, no document types.

Every part is unpacked here once and counted as it comes, because the sizes that an archive declares may be lies; what
passes is within the bounds for whatever reads it afterwards.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from copy import copy
from io import BytesIO
from pathlib import PurePosixPath
from struct import Struct
from xml.parsers import expat

from django.utils.translation import gettext as _

from artifacts.rows.errors import NotParsed, OverLimit, not_parsed, require_within
from artifacts.rows.limits import ARCHIVE_BYTES, ARCHIVE_ENTRIES, ARCHIVE_RATIO, ARCHIVE_RATIO_FLOOR_BYTES

Start = Callable[[str, dict[str, str]], None]
"""What is told of each element: its name without a prefix, and its attributes."""

SIGNATURE = b"PK\x03\x04"
ARCHIVE_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
READ_FAULTS = (*ARCHIVE_FAULTS, LookupError, ValueError, TypeError, AttributeError, SyntaxError, ArithmeticError)
_END_SIGNATURE, _WIDE_SIGNATURE = b"PK\x05\x06", b"PK\x06\x06"
_END, _WIDE = Struct("<4s4H2LH"), Struct("<4sQ2H2L4Q")
_END_REACH_BYTES = 66_000  # the record stands at the end, before a comment of at most 64 KiB
_ENTRY_BYTES = 1_000  # of a part in the directory: 46 and its name, with room for a program's extras
_CHUNK_BYTES = 256 * 1024
_XML = (".xml", ".rels")
_PIECE_BYTES = 4 * 1024 * 1024  # of a tag or a comment


def holds_part(data: bytes, name: str) -> bool:
    """Say whether the bytes are an archive with this part."""
    if not data.startswith(SIGNATURE):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return name in archive.namelist()
    except ARCHIVE_FAULTS:
        return False


def check_archive(data: bytes, watch: Callable[[str], Start | None]) -> dict[str, int]:
    """Return the real size of every part by its name; `watch` gives for a part what is told of its elements.

    Raise OverLimit for an archive that unpacks to too much, NotParsed for one that is damaged or holds a DTD.
    """
    sizes: dict[str, int] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            require_within(ARCHIVE_ENTRIES, len(entries))
            if len({entry.filename for entry in entries}) < len(entries):
                raise damaged()
            for entry in entries:
                require_ratio(entry, entry.file_size)
                sizes[entry.filename] = _check_part(archive, entry, watch, sum(sizes.values()), len(data))
    except ARCHIVE_FAULTS as error:
        raise damaged() from error
    return sizes


def check_directory(data: bytes) -> None:
    """Raise OverLimit for an archive whose directory lists too many parts, before anybody reads that directory."""
    if not data.startswith(SIGNATURE) or (end := data.rfind(_END_SIGNATURE, -_END_REACH_BYTES)) < 0:
        return
    record = data[end : end + _END.size]
    if len(record) < _END.size:
        raise damaged()
    count, size = _END.unpack(record)[4:6]
    wide = data.rfind(_WIDE_SIGNATURE, max(0, end - _END_REACH_BYTES), end)
    if wide >= 0 and len(data) >= wide + _WIDE.size:
        wide_count, wide_size = _WIDE.unpack_from(data, wide)[7:9]
        count, size = max(count % 0xFFFF, wide_count), max(size % 0xFFFFFFFF, wide_size)
    require_within(ARCHIVE_ENTRIES, max(count, size // _ENTRY_BYTES))


def damaged() -> NotParsed:
    """Return the refusal of a file that is of a known format and cannot be read."""
    return not_parsed(_("The file is damaged."), "file")


def _check_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, watch: Callable[[str], Start | None], before: int, packed: int
) -> int:
    parser: expat.XMLParserType | None = None
    size = waiting = 0
    for chunk in _chunks(archive, entry):
        if not size and is_xml(entry.filename, chunk):
            parser = _parser(watch(entry.filename))
        size += len(chunk)
        _check_size(before + size, packed)
        require_ratio(entry, size)
        if parser:
            try:
                waiting = feed(parser, chunk, waiting)
            except expat.ExpatError as error:
                _require_no_xml(entry.filename, error)
                parser = None
    if parser:
        try:
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            _require_no_xml(entry.filename, error)
    return size


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, not what it says."""
    honest = copy(entry)
    honest.file_size = ARCHIVE_BYTES.most + 1
    honest.CRC = None  # type: ignore[assignment]  # of the declared size; whoever reads the part checks it
    with archive.open(honest) as part:
        while chunk := part.read(_CHUNK_BYTES):
            yield chunk


def _check_size(unpacked: int, packed: int) -> None:
    if unpacked > ARCHIVE_BYTES.most:
        raise OverLimit(ARCHIVE_BYTES, unpacked)
    if unpacked > ARCHIVE_RATIO_FLOOR_BYTES:
        require_within(ARCHIVE_RATIO, unpacked // packed)


def require_ratio(entry: zipfile.ZipInfo, unpacked: int) -> None:
    """Raise OverLimit for a part that unpacks to too many times its size: what costs most to read is alike."""
    if unpacked > ARCHIVE_RATIO_FLOOR_BYTES:
        require_within(ARCHIVE_RATIO, unpacked // max(1, entry.compress_size))


def feed(parser: expat.XMLParserType, chunk: bytes, waiting: int) -> int:
    """Parse on; return how many bytes stand since the last piece of XML that was whole.

    Raise NotParsed where those are too many: the parser begins at the piece again with every chunk.
    """
    before = parser.CurrentByteIndex
    parser.Parse(chunk, False)
    waiting = waiting + len(chunk) if parser.CurrentByteIndex == before else 0
    if waiting > _PIECE_BYTES:
        raise damaged()
    return waiting


def is_xml(name: str, beginning: bytes) -> bool:
    """Say whether a part must be XML by its name or is by its bytes, whatever it is called."""
    return name.endswith(_XML) or beginning.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"


def _parser(start: Start | None) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if start is not None:
        tell = start
        parser.StartElementHandler = lambda name, attributes: tell(name.rpartition(":")[2], attributes)
    return parser


def _require_no_xml(name: str, error: Exception) -> None:
    """Raise NotParsed for a part that must be XML and is none."""
    if PurePosixPath(name).suffix in _XML:
        raise damaged() from error


def _refuse_doctype(*_parts: object) -> None:
    raise not_parsed(_("The file holds a document type, which office files never need."), "file")
