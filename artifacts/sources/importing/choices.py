"""How a delimited file is read: what a person chose, and what was found out where nothing was chosen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.table.content import ColumnType
from artifacts.kinds.table.dialects import DELIMITERS
from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.evidence import Known
from artifacts.kinds.values.numbers import Decimal
from artifacts.rows.limits import COLUMNS
from artifacts.sources.importing.encodings import ENCODINGS
from common.errors import FieldError, Invalid

Fields = Mapping[str, Any]
_HEADER = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose; empty and None leave it to the file. `types` are those of the columns, in order."""

    encoding: str = ""
    delimiter: str = ""
    decimal: Decimal | None = None
    day_order: DayOrder | None = None
    header: bool | None = None
    types: tuple[ColumnType | None, ...] = ()

    def known(self, delimiter: str) -> Known:
        """Return what the values of the file are read by."""
        return Known(delimiter=delimiter, decimal=self.decimal, day_order=self.day_order)

    def to_json(self) -> dict[str, object]:
        """Return the choices as they are stored and sent."""
        return {**asdict(self), "types": [kind.value if kind else None for kind in self.types]}


@dataclass(frozen=True, slots=True)
class Guesses:
    """What a file was read with, chosen or found out; `decimal` is None where its columns do not say one sign."""

    encoding: str
    delimiter: str
    decimal: Decimal | None
    day_order: DayOrder | None
    has_header: bool

    def to_json(self) -> dict[str, object]:
        """Return the guesses as they are sent."""
        return asdict(self)


def choices_from_json(raw: Fields) -> Choices:
    """Return the choices of a stored or sent object; raise Invalid, which names the field."""
    header = raw.get("header")
    return Choices(
        encoding=_one_of("encoding", raw.get("encoding") or "", ("", *ENCODINGS)),
        delimiter=_one_of("delimiter", raw.get("delimiter") or "", ("", *DELIMITERS)),
        decimal=_member("decimal", Decimal, raw.get("decimal")),
        day_order=_member("day_order", DayOrder, raw.get("day_order")),
        header=header if isinstance(header, bool) else _HEADER[_one_of("header", header or "", _HEADER)],
        types=tuple(_member("types", ColumnType, one) for one in list(raw.get("types") or [])[: COLUMNS.most]),
    )


def guesses_from_json(raw: Fields) -> Guesses:
    """Return guesses that were sent by this code."""
    return Guesses(
        encoding=str(raw["encoding"]),
        delimiter=str(raw["delimiter"]),
        decimal=_member("decimal", Decimal, raw["decimal"]),
        day_order=_member("day_order", DayOrder, raw["day_order"]),
        has_header=bool(raw["has_header"]),
    )


def _one_of(field: str, value: str, known: Any) -> str:
    if value in known:
        return value
    raise _invalid(field)


def _member(field: str, enum: Any, value: str | None) -> Any:
    try:
        return enum(value) if value else None
    except ValueError:
        raise _invalid(field) from None


def _invalid(field: str) -> Invalid:
    sentence = _("This is none of the choices.")
    return Invalid(sentence, errors=[FieldError(field, sentence)])
