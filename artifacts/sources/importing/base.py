"""What every file format that can be imported offers; `registry` lists them. None writes anything."""

from dataclasses import dataclass
from typing import Any, Protocol

from artifacts.rows.enums import KindName
from artifacts.sources.importing.choices import Guesses
from artifacts.sources.importing.file_results import FileResults
from artifacts.sources.importing.pictures import FoundImage


@dataclass(frozen=True, slots=True)
class Imported:
    """Content read from a file, with one sentence for each thing that could not be kept, and the images it shows.

    `guesses` is what a delimited file was read with.
    `results` are what formulas gave in the program that saved the file, if it says so.
    """

    kind: KindName
    content: Any
    losses: tuple[str, ...] = ()
    title: str = ""
    images: tuple[FoundImage, ...] = ()
    guesses: Guesses | None = None
    results: FileResults | None = None


class Format(Protocol):
    """One format. `kinds` are what it can become, the usual one first."""

    @property
    def extensions(self) -> frozenset[str]: ...
    @property
    def kinds(self) -> tuple[KindName, ...]: ...

    def recognises(self, data: bytes) -> bool:
        """Say whether the bytes are of this format, so that a name alone convinces nobody."""
        ...

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        """Return the content, as `kind` if one is asked for; raise NotParsed or OverLimit."""
        ...
