"""Faults of an OpenAI-compatible endpoint, as they really arrive, mapped to the codes of `llm.errors`.

Endpoints agree on status codes and on little else, so the mapping looks at the error's code first, then at words that
OpenAI, Anthropic, Google, Mistral, vLLM, llama.cpp and Ollama use, then at the status.
"""

from collections.abc import Mapping
from typing import Any

from llm.errors import (
    ContentFiltered,
    ContextTooLong,
    ModelNotFound,
    ProviderError,
    ProviderForbidden,
    ProviderRateLimited,
    ProviderTimeout,
    ProviderUnauthorized,
)

_BY_CODE: dict[str, type[ProviderError]] = {
    "context_length_exceeded": ContextTooLong,
    "string_above_max_length": ContextTooLong,
    "exceed_context_size_error": ContextTooLong,
    "model_not_found": ModelNotFound,
    "model_not_found_error": ModelNotFound,
    "content_filter": ContentFiltered,
    "content_policy_violation": ContentFiltered,
    "invalid_api_key": ProviderUnauthorized,
    "authentication_error": ProviderUnauthorized,
    "permission_error": ProviderForbidden,
    "rate_limit_exceeded": ProviderRateLimited,
    "rate_limit_error": ProviderRateLimited,
    "insufficient_quota": ProviderRateLimited,
}
_BY_WORDS: dict[str, type[ProviderError]] = {
    "context length": ContextTooLong,
    "context window": ContextTooLong,
    "context size": ContextTooLong,
    "maximum number of tokens": ContextTooLong,
    "prompt is too long": ContextTooLong,
    "input is too long": ContextTooLong,
    "too many tokens": ContextTooLong,
    "content filter": ContentFiltered,
    "content management policy": ContentFiltered,
    "invalid model": ModelNotFound,
    "api key not valid": ProviderUnauthorized,
}
_BY_STATUS: dict[int, type[ProviderError]] = {
    401: ProviderUnauthorized,
    402: ProviderForbidden,
    403: ProviderForbidden,
    404: ModelNotFound,
    408: ProviderTimeout,
    413: ContextTooLong,
    429: ProviderRateLimited,
    504: ProviderTimeout,
}


def parse_fault(status: int, body: object, retry_after_seconds: float | None = None) -> ProviderError:
    """Return the error for an HTTP answer or, with status 200, for an error object inside a stream."""
    message, codes = _message_of(body), _codes_of(body)
    words = message.lower()
    kind = next((_BY_CODE[code] for code in codes if code in _BY_CODE), None)
    if kind is None and status not in (401, 403):
        kind = next((found for phrase, found in _BY_WORDS.items() if phrase in words), None)
    kind = kind or _BY_STATUS.get(status, ProviderError)
    facts: dict[str, Any] = {"endpoint_status": status}
    if kind is ProviderRateLimited and retry_after_seconds is not None:
        facts["retry_after_seconds"] = retry_after_seconds
    return kind(facts=facts, endpoint_message=message)


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `retry-after-ms` or `retry-after`; a date there is ignored."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    return None


def refused_parameter(status: int, body: object, optional: set[str]) -> str | None:
    """Return which of the optional parameters the endpoint complains about, None when it is something else."""
    if status not in (400, 422):
        return None
    words = f"{_message_of(body)} {_param_of(body)}".lower()
    return next((name for name in sorted(optional) if name in words), None)


def _message_of(body: object) -> str:
    match body:
        case {"error": dict() | str() as inner}:
            return _message_of(inner)
        case {"message": str() as text} | {"detail": str() as text}:
            return text
        case str():
            return body
        case [first, *_]:  # Google wraps its error object in a list
            return _message_of(first)
    return ""


def _codes_of(body: object) -> list[str]:
    match body:
        case {"error": dict() as inner}:
            return _codes_of(inner)
        case dict():
            return [value for key in ("code", "type") if isinstance(value := body.get(key), str)]
        case [first, *_]:
            return _codes_of(first)
    return []


def _param_of(body: object) -> str:
    match body:
        case {"error": dict() as inner}:
            return _param_of(inner)
        case {"param": str() as name}:
            return name
    return ""
