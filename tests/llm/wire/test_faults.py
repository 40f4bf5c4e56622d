"""Faults as endpoints really send them."""

import pytest

from llm import errors
from llm.wire.faults import parse_fault, refused_parameter


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (401, {"message": "Incorrect API key", "code": "invalid_api_key"}, errors.ProviderUnauthorized),
        (
            400,
            [{"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}}],
            errors.ProviderUnauthorized,
        ),
        (403, {"error": {"type": "permission_error", "message": "no"}}, errors.ProviderForbidden),
        (402, {"message": "Insufficient credits"}, errors.ProviderForbidden),
        (404, {"error": "model 'x' not found, try pulling it first"}, errors.ModelNotFound),
        (404, {"type": "not_found_error", "message": "model: x"}, errors.ModelNotFound),
        (404, "<html>Not found</html>", errors.ModelNotFound),
        (400, {"message": "Invalid model: x", "type": "invalid_request_error"}, errors.ModelNotFound),
        (429, {"message": "quota", "code": "insufficient_quota"}, errors.ProviderRateLimited),
        (529, {"error": {"type": "overloaded_error", "message": "Overloaded"}}, errors.ProviderError),
        (500, None, errors.ProviderError),
        (504, "upstream timed out", errors.ProviderTimeout),
        (413, {"message": "Request too large"}, errors.ContextTooLong),
        (400, {"code": "context_length_exceeded", "message": "x"}, errors.ContextTooLong),
        (400, {"message": "This model's maximum context length is 4096 tokens."}, errors.ContextTooLong),
        (400, {"message": "prompt is too long: 220000 tokens > 200000 maximum"}, errors.ContextTooLong),
        (
            400,
            {"type": "exceed_context_size_error", "message": "the request exceeds the available context size"},
            errors.ContextTooLong,
        ),
        (
            400,
            {"message": "The input token count exceeds the maximum number of tokens allowed"},
            errors.ContextTooLong,
        ),
        (400, {"code": "content_filter", "message": "filtered"}, errors.ContentFiltered),
        (418, {"detail": [{"loc": ["body"], "msg": "odd"}]}, errors.ProviderError),
    ],
)
def test_parse_fault_maps_what_endpoints_send(status: int, body: object, expected: type[errors.ProviderError]) -> None:
    fault = parse_fault(status, body)
    assert type(fault) is expected
    assert fault.facts["endpoint_status"] == status


def test_parse_fault_keeps_retry_after_of_rate_limits_only() -> None:
    assert parse_fault(429, {}, 7.0).facts["retry_after_seconds"] == 7.0
    assert "retry_after_seconds" not in parse_fault(500, {}, 7.0).facts


def test_refused_parameter_is_found_in_message_or_param() -> None:
    optional = {"temperature", "stream_options"}
    assert refused_parameter(400, {"message": "temperature must be 1 for this model"}, optional) == "temperature"
    assert refused_parameter(422, {"message": "extra", "param": "stream_options"}, optional) == "stream_options"
    assert refused_parameter(400, {"message": "bad"}, optional) is None
    assert refused_parameter(500, {"message": "temperature"}, optional) == "temperature"
    assert refused_parameter(429, {"message": "temperature"}, optional) is None
