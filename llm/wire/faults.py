"""Faults of an endpoint, as they really arrive, mapped to the codes of `llm.errors`.

Endpoints agree on status codes and on little else: the mapping looks at the error's code first, then at words of the
body, whatever its shape, then at the status. The words are those of `llm.wire.dialects`.
"""

import json
import re

from llm.errors import ContextTooLong, ProviderError, ProviderRateLimited
from llm.wire.delays import delay_in_body
from llm.wire.dialects import (
    CONTEXT_LIMITS,
    FAULT_CODES,
    FAULT_STATUSES,
    FAULT_WORDS,
    NEVER_HEALS,
    PARAMETERS,
    TRAITS,
    Trait,
)

_BY_CODE = {row.words: row.fault for row in FAULT_CODES}
_CONTEXT_LIMITS = [re.compile(row.pattern, re.IGNORECASE) for row in CONTEXT_LIMITS]
_TRAITS = [(re.compile(row.pattern, re.IGNORECASE), row.trait) for row in TRAITS]
REFUSING = (400, 422, 500, 501)
"""Statuses with which endpoints refuse what they do not understand."""


def parse_fault(status: int, body: object, retry_after_seconds: float | None = None) -> ProviderError:
    """Return the error for an HTTP answer or, with status 200, for an error object inside a stream.

    `facts` hold `endpoint_status`; of a limit `retry_after_seconds` and `never_heals` where the endpoint says so; of
    too long a conversation `limit_tokens`.
    """
    words = words_of(body)
    kind = _kind_of(status, body, words)
    facts: dict[str, object] = {"endpoint_status": status}
    if kind is ProviderRateLimited:
        facts |= _waiting(body, words, retry_after_seconds)
    if kind is ContextTooLong and (limit := _context_limit(words)):
        facts["limit_tokens"] = limit
    return kind(facts=facts, endpoint_message=_message_of(body))


def status_of(body: object) -> int:
    """Return the status that an error object carries, 200 when it has none."""
    match body:
        case {"error": dict() as inner}:
            return status_of(inner)
        case {"code": int() as code} if not isinstance(code, bool):
            return code
    return 200


def refused_parameter(status: int, body: object, optional: set[str]) -> str | None:
    """Return which of the optional parameters the endpoint complains about, None when it does not say."""
    if status not in REFUSING:
        return None
    words = words_of(body)
    named = [name for name in optional if re.search(rf"\b{name}\b", words)]
    meant = [row.parameter for row in PARAMETERS if row.parameter in optional and row.words in words]
    return min(named, key=words.index) if named else next(iter(meant), None)


def missing_trait(status: int, body: object) -> Trait | None:
    """Return what of a message the model does not take, None when the refusal is about something else."""
    if status not in (*REFUSING, 404, 415):
        return None
    words = words_of(body)
    return next((trait for pattern, trait in _TRAITS if pattern.search(words)), None)


def words_of(body: object) -> str:
    """Return all that a body says, in lower case, keys and nested values included."""
    return (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, default=str)).lower()


def _kind_of(status: int, body: object, words: str) -> type[ProviderError]:
    code = next((_BY_CODE[code] for code in _codes_of(body) if code in _BY_CODE), None)
    is_about_key = status in (401, 402, 403)
    said = None if is_about_key else next((row.fault for row in FAULT_WORDS if row.words in words), None)
    if said is ContextTooLong and code is ProviderRateLimited:
        return said  # larger than what the account may send at once: waiting does not make it smaller
    return code or said or FAULT_STATUSES.get(status, ProviderError)


def _waiting(body: object, words: str, retry_after_seconds: float | None) -> dict[str, object]:
    if any(row.word in words for row in NEVER_HEALS):
        return {"never_heals": True}
    seconds = retry_after_seconds if retry_after_seconds is not None else delay_in_body(body)
    return {} if seconds is None else {"retry_after_seconds": seconds}


def _context_limit(words: str) -> int | None:
    found = (match for pattern in _CONTEXT_LIMITS if (match := pattern.search(words)))
    return next((int(match["tokens"].replace(",", "")) for match in found), None)


def _message_of(body: object) -> str:
    match body:
        case {"error": dict() | str() as inner}:
            return _message_of(inner)
        case {"message": str() as text} | {"detail": str() as text} | (str() as text):
            return text
        case [first, *_]:  # Google wraps its error object in a list
            return _message_of(first)
        case {"message": said} | {"detail": said}:
            return json.dumps(said, ensure_ascii=False, default=str)
    return ""


def _codes_of(body: object) -> list[str]:
    match body:
        case {"error": dict() as inner}:
            return _codes_of(inner)
        case dict():
            keys = ("code", "type", "status", "error_type")
            return [value.lower() for key in keys if isinstance(value := body.get(key), str)]
        case [first, *_]:
            return _codes_of(first)
    return []
