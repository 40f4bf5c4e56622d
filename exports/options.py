"""What a person may choose about a file; unknown names and values are refused before a job exists."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from common.errors import FieldError
from exports.errors import UnknownOption


class PageSize(StrEnum):
    """Paper of PDF and Word files."""

    A4 = "A4"
    LETTER = "letter"


class Orientation(StrEnum):
    """How the paper lies; AUTO turns it for wide tables."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`byte_order_mark` is for CSV (old spreadsheet programs need it); `language` is the tag the file declares."""

    page_size: PageSize = PageSize.A4
    orientation: Orientation = Orientation.AUTO
    byte_order_mark: bool = False
    language: str = "en"

    def to_json(self) -> dict[str, Any]:
        """Return JSON values from which `parse_options` gives the same options."""
        return asdict(self)

    def digest(self) -> str:
        """Return a digest that is equal for equal options."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    @classmethod
    def names(cls) -> frozenset[str]:
        return frozenset(field.name for field in fields(cls))


def parse_options(raw: Mapping[str, Any]) -> ExportOptions:
    """Return the options in `raw`, defaults for the rest; raise UnknownOption naming each wrong field."""
    errors = [FieldError(f"options.{name}", "unknown option") for name in raw if name not in ExportOptions.names()]
    values: dict[str, Any] = {}
    for name, parse in _PARSERS.items():
        if name in raw:
            try:
                values[name] = parse(raw[name])
            except ValueError as error:
                errors.append(FieldError(f"options.{name}", str(error)))
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


_PARSERS = {
    "page_size": PageSize,
    "orientation": Orientation,
    "byte_order_mark": _parse_flag,
    "language": _parse_language,
}
