"""What formulas gave in the program that saved a file: the oracle for what they give here."""

from dataclasses import dataclass, field
from typing import Any

from artifacts.kinds.spreadsheet.bands import Place


@dataclass(slots=True)
class SheetResults:
    """Results of one sheet: (value, type) by place, the cells that each array filled, and who filled them."""

    values: dict[Place, Any] = field(default_factory=dict)
    arrays: dict[Place, frozenset[Place]] = field(default_factory=dict)
    filled: dict[Place, Place] = field(default_factory=dict)
    formats: dict[Place, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class FileResults:
    """Results of all sheets, in their order.

    `is_uncomputed` says that the program that wrote the file asks for all to be computed: its zeros mean nothing.
    """

    sheets: list[SheetResults] = field(default_factory=list)
    is_uncomputed: bool = False
