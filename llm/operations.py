"""The operations as a model reads them, by kind; a test parses every example with the kind's own operations."""

from artifacts.enums import KindName

CATALOGUES: dict[KindName, str] = dict.fromkeys(KindName, "")
