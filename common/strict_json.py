"""Reads JSON bodies strictly: what no store or encoder of ours can keep is refused at the door."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from common.errors import FieldError, Invalid

# Only a body that contains one of these can hold a NUL or a lone surrogate, and few do.
_SUSPICIOUS = (b"\\u0000", b"\\ud", b"\\uD")


class StrictJsonParser(Parser):
    """Refuses NaN and infinities (400), NUL characters and half characters (422)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the parsed body."""
        body = json.loads(request.body, parse_constant=_refuse_constant)
        if any(mark in request.body for mark in _SUSPICIOUS):
            _refuse_unstorable(body, "")
        return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refuse_unstorable(value: Any, path: str) -> None:
    match value:
        case str() if not _is_storable(value):
            raise Invalid(errors=[FieldError(path, str(_("Contains a character that cannot be stored.")))])
        case dict():
            for key, item in value.items():
                _refuse_unstorable(key, path)
                _refuse_unstorable(item, f"{path}.{key}" if path else key)
        case list():
            for index, item in enumerate(value):
                _refuse_unstorable(item, f"{path}.{index}" if path else str(index))


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
