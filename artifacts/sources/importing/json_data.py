"""JSON files: the shapes that the API takes, a list of objects, a list of rows."""

import json
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.text import decode_text, is_text


class Json:
    """A table, document or spreadsheet, by its members."""

    extensions = frozenset({".json"})
    kinds = (KindName.TABLE, KindName.SPREADSHEET, KindName.DOCUMENT)

    def recognises(self, data: bytes) -> bool:
        return is_text(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        text, losses = decode_text(data)
        try:
            raw = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise not_parsed(_("The file is not JSON."), "file", error) from error
        title = raw.get("title", "") if isinstance(raw, dict) else ""
        if isinstance(raw, dict) and isinstance(raw.get("content"), dict):  # what the API answers
            raw = raw["content"]
        wanted = kind or _kind_of(raw)
        parsed = kind_of(wanted).read_json(_members(raw))
        title = title if isinstance(title, str) else ""
        return Imported(wanted, parsed.content, (*losses, *parsed.losses), title)


def _kind_of(raw: Any) -> KindName:
    if isinstance(raw, dict) and ("sheets" in raw or "cells" in raw):
        return KindName.SPREADSHEET
    if isinstance(raw, dict) and isinstance(raw.get("text"), str):
        return KindName.DOCUMENT
    return KindName.TABLE


def _members(raw: Any) -> Any:
    """Return the value without the members that describe it."""
    return {name: value for name, value in raw.items() if name not in ("title", "kind")} if _is_whole(raw) else raw


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, dict) and any(name in raw for name in ("sheets", "cells", "text", "rows", "columns"))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
