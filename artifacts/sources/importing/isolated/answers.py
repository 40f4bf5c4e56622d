"""What a reading process answers: a line of JSON, then the bytes of blocks and images behind one another.

Nothing of it can run code in the process that asked: no pickle, and each block is checked against its digest.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

import structlog

from artifacts.images.inspection import ImageFacts
from artifacts.kinds.base import Encoded
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import ImageType, KindName
from artifacts.rows.errors import (
    CalculationBusy,
    CalculationFailed,
    ImportFailed,
    NotParsed,
    OverLimit,
    UnsupportedFormat,
)
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.choices import Guesses, guesses_from_json
from common.digests import content_digest
from common.errors import ApplicationError, FieldError, Invalid

_log = structlog.get_logger("diptych.imports")
_REFUSALS: dict[str, type[ApplicationError]] = {
    refusal.code: refusal
    for refusal in (NotParsed, OverLimit, UnsupportedFormat, Invalid, CalculationFailed, CalculationBusy, ImportFailed)
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where some bytes stand in an answer, and their digest."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An image of an imported file: its bytes are read when they are stored."""

    facts: ImageFacts
    size_bytes: int
    _file: IO[bytes]
    _start: int

    def open(self) -> IO[bytes]:
        """Return the bytes as a file."""
        self._file.seek(self._start)
        return BytesIO(self._file.read(self.size_bytes))


class Blocks(Mapping[str, bytes]):
    """Blocks in a file, read one by one; raise ImportFailed for one that is not what its digest says."""

    def __init__(self, file: IO[bytes], places: Mapping[str, _Piece]) -> None:
        self._file, self._places = file, places

    def __getitem__(self, digest: str) -> bytes:
        place = self._places[digest]
        self._file.seek(place.start)
        data = self._file.read(place.size)
        if content_digest(data) != digest:
            raise ImportFailed
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class ReadContent:
    """Content ready to be written, held in a file on the disk: `stored` reads it, `encoded` is what to write."""

    kind: KindName
    stored: Any
    encoded: Encoded
    losses: tuple[str, ...]
    title: str
    images: tuple[FoundFile, ...]
    guesses: Guesses | None = None


def write_answer(out: IO[bytes], imported: Imported) -> None:
    """Write what was read, computed and encoded; raise OverLimit or CalculationFailed before anything is written."""
    own = kind_of(imported.kind)
    encoded = own.encode(own.store(imported.content))
    images = [
        [i.digest, len(i.data), i.facts.media_type.value, i.facts.width, i.facts.height] for i in imported.images
    ]
    head = {
        "kind": imported.kind.value,
        "losses": imported.losses,
        "title": imported.title,
        "guesses": imported.guesses.to_json() if imported.guesses else None,
        "manifest": encoded.manifest,
        "digests": encoded.digests,
        "blocks": [[digest, len(data)] for digest, data in encoded.blocks.items()],
        "images": images,
    }
    _write_head(out, head)
    for data in (*encoded.blocks.values(), *(image.data for image in imported.images)):
        out.write(data)


def write_refusal(out: IO[bytes], refusal: ApplicationError) -> None:
    """Write a refusal with its sentence."""
    errors = [[error.field, error.message] for error in refusal.errors]
    _write_head(
        out,
        {"refused": refusal.code, "detail": refusal.detail, "errors": errors, "facts": refusal.facts},
    )


def write_fault(out: IO[bytes], fault: Exception) -> None:
    """Write that a reader broke down, and over what; its words may hold the file's."""
    _write_head(out, {"failed": type(fault).__name__})


def answer_size(head: Mapping[str, Any]) -> int:
    """Return how many bytes come behind an answer's first line."""
    return sum(int(piece[1]) for name in ("blocks", "images") for piece in head.get(name, ()))


def read_answer(file: IO[bytes], head: Mapping[str, Any], start: int) -> ReadContent:
    """Return the content whose bytes stand in the file from `start` on; raise the refusal that the answer is."""
    if "failed" in head:
        _log.warning("import_failed", error=head["failed"])
        raise ImportFailed
    if "refused" in head:
        raise _refusal(head)
    places: list[_Piece] = []
    for piece in (*head["blocks"], *head["images"]):
        places.append(_Piece(start, int(piece[1])))
        start += int(piece[1])
    digests = [str(digest) for digest, _size in head["blocks"]]
    blocks = Blocks(file, dict(zip(digests, places, strict=False)))
    kind = KindName(head["kind"])
    encoded = Encoded(head["manifest"], tuple(head["digests"]), blocks)
    stored = kind_of(kind).decode(encoded.manifest, encoded.digests, blocks.__getitem__)
    images = tuple(
        FoundFile(ImageFacts(ImageType(media_type), width, height), place.size, file, place.start)
        for (_digest, _size, media_type, width, height), place in zip(
            head["images"], places[len(digests) :], strict=True
        )
    )
    guesses = guesses_from_json(head["guesses"]) if head["guesses"] else None
    return ReadContent(kind, stored, encoded, tuple(head["losses"]), head["title"], images, guesses)


def _refusal(head: Mapping[str, Any]) -> ApplicationError:
    """Return the refusal as it was raised there, with its sentence."""
    found = _REFUSALS.get(head["refused"], Invalid)
    refusal = found.__new__(found)
    errors = [FieldError(field, message) for field, message in head["errors"]]
    ApplicationError.__init__(refusal, head["detail"], errors=errors, facts=head["facts"])
    return refusal


def _write_head(out: IO[bytes], head: Mapping[str, Any]) -> None:
    out.write(json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n")
