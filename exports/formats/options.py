"""What a person may choose about a file; unknown names and values are refused before a job exists."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from common.errors import FieldError
from exports.rows.errors import UnknownOption


class PageSize(StrEnum):
    """Paper of PDF and Word files."""

    A4 = "A4"
    LETTER = "letter"


class Orientation(StrEnum):
    """How the paper lies; AUTO turns it for wide tables."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Margins(StrEnum):
    """How much of the paper stays empty around the text."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a file is made with; `exports.formats.registry` says which format has a use for which of it.

    `byte_order_mark` is for CSV (old spreadsheet programs need it); `formulas_as_text` shows what was typed instead of
    results; `raw_values` writes a sheet's numbers without their formats, days as ISO; `language` is the tag the file
    declares, every format has it.
    """

    page_size: PageSize = PageSize.A4
    orientation: Orientation = Orientation.AUTO
    margins: Margins = Margins.NORMAL
    title_page: bool = False
    contents: bool = False
    formulas_as_text: bool = False
    byte_order_mark: bool = False
    raw_values: bool = False
    language: str = "en"

    def to_json(self) -> dict[str, object]:
        """Return JSON values from which `parse_options` gives the same options."""
        return asdict(self)

    def digest(self, style: str) -> str:
        """Return a digest that is equal for equal options in one house style (given by its own digest)."""
        return hashlib.sha256(json.dumps([self.to_json(), style], sort_keys=True).encode()).hexdigest()

    @classmethod
    def names(cls) -> frozenset[str]:
        return frozenset(field.name for field in fields(cls))


DEFAULTS = ExportOptions()
ALL_OPTIONS = ExportOptions.names()


def parse_options(raw: Mapping[str, object], offered: Collection[str] = ALL_OPTIONS) -> ExportOptions:
    """Return the options in `raw`, defaults for the rest; raise UnknownOption naming each wrong field.

    An option that is not `offered` is wrong unless it has its default, so that a complete set of options that was
    stored can be asked for again.
    """
    errors = [FieldError(f"options.{name}", "unknown option") for name in raw if name not in ExportOptions.names()]
    values: dict[str, Any] = {}
    for name, parse in _PARSERS.items():
        if name in raw:
            try:
                values[name] = parse(raw[name])
            except ValueError as error:
                errors.append(FieldError(f"options.{name}", str(error)))
            else:
                if name not in offered and values[name] != getattr(DEFAULTS, name):
                    errors.append(FieldError(f"options.{name}", "this format has no use for it"))
    if errors:
        raise UnknownOption(errors=errors)
    return ExportOptions(**values)


def _parse_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false expected")
    return value


def _parse_language(value: Any) -> str:
    if not isinstance(value, str) or not value.replace("-", "").isalnum() or not value.isascii() or len(value) > 35:
        raise ValueError("a language tag expected, such as en or pt-BR")
    return value


_PARSERS: Mapping[str, Callable[[Any], object]] = {
    "page_size": PageSize,
    "orientation": Orientation,
    "margins": Margins,
    "title_page": _parse_flag,
    "contents": _parse_flag,
    "formulas_as_text": _parse_flag,
    "byte_order_mark": _parse_flag,
    "raw_values": _parse_flag,
    "language": _parse_language,
}
