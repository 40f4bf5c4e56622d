"""What endpoints write in their own words, as tables: each row is a wording, what it means, and where it is seen.

Readers (`endings`, `faults`, `delays`, `residue`) look things up here and know no endpoint by name, so that a new
endpoint is a new row. Wordings are compared in lower case. A test meets every row with a real HTTP server, and
`docs/models.md` lists what is done for each family.
"""

from enum import Enum
from typing import NamedTuple

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


class Ending(Enum):
    """What a finish reason means."""

    WHOLE = "whole"
    CUT = "cut"
    FAILED = "failed"
    FILTERED = "filtered"


class Trait(Enum):
    """What an endpoint was found not to take for a model."""

    NO_SYSTEM_ROLE = "system role"
    NO_IMAGES = "images"


class EndingRow(NamedTuple):
    reason: str
    ending: Ending
    source: str


class FaultRow(NamedTuple):
    """A code, or words that stand somewhere in the refusal."""

    words: str
    fault: type[ProviderError]
    source: str


class ParameterRow(NamedTuple):
    """Words of a refusal that do not name the parameter they are about."""

    words: str
    parameter: str
    source: str


class TraitRow(NamedTuple):
    """A pattern in a refusal, and words in which it was seen."""

    pattern: str
    trait: Trait
    seen: str
    source: str


class PatternRow(NamedTuple):
    """A pattern, and words in which it was seen."""

    pattern: str
    seen: str
    source: str


class WordRow(NamedTuple):
    """A word, or the name of a field, that stands as it is."""

    word: str
    source: str


_OPENAI = "platform.openai.com/docs/api-reference/chat/streaming"
_OPENAI_ERRORS = "platform.openai.com/docs/guides/error-codes"
_ANTHROPIC = "docs.anthropic.com/en/api/handling-stop-reasons"
_ANTHROPIC_ERRORS = "docs.anthropic.com/en/api/errors"
_GEMINI = "ai.google.dev/api/generate-content#FinishReason"
_MISTRAL = "docs.mistral.ai/api"
_DEEPSEEK = "api-docs.deepseek.com/api/create-chat-completion"
_VLLM = "github.com/vllm-project/vllm"
_TGI = "github.com/huggingface/text-generation-inference"
_COHERE = "docs.cohere.com/reference/chat"
_OPENROUTER = "openrouter.ai/docs/api/reference/errors-and-debugging"
_ZHIPU = "open.bigmodel.cn/dev/api"
_LLAMA_CPP = "github.com/ggml-org/llama.cpp"
_LM_STUDIO = "lmstudio.ai/docs"
_OLLAMA = "github.com/ollama/ollama"
_QWEN = "help.aliyun.com/zh/model-studio/error-code"
_XAI = "docs.x.ai/docs"
_GROQ = "console.groq.com/docs/errors"
_SGLANG = "github.com/sgl-project/sglang"
_HARMONY = "cookbook.openai.com/articles/openai-harmony"

ENDINGS = (
    EndingRow("stop", Ending.WHOLE, _OPENAI),
    EndingRow("tool_calls", Ending.WHOLE, _OPENAI),
    EndingRow("function_call", Ending.WHOLE, _OPENAI),
    EndingRow("eos", Ending.WHOLE, "docs.together.ai/reference/chat-completions"),
    EndingRow("eos_token", Ending.WHOLE, _TGI),
    EndingRow("stop_sequence", Ending.WHOLE, _ANTHROPIC),
    EndingRow("end_turn", Ending.WHOLE, _ANTHROPIC),
    EndingRow("tool_use", Ending.WHOLE, _ANTHROPIC),
    EndingRow("complete", Ending.WHOLE, _COHERE),
    EndingRow("length", Ending.CUT, _OPENAI),
    EndingRow("max_tokens", Ending.CUT, _GEMINI),
    EndingRow("model_length", Ending.CUT, _MISTRAL),
    EndingRow("insufficient_system_resource", Ending.CUT, _DEEPSEEK),
    EndingRow("abort", Ending.CUT, _VLLM),
    EndingRow("recitation", Ending.CUT, _GEMINI),
    EndingRow("malformed_function_call", Ending.CUT, _GEMINI),
    EndingRow("error", Ending.FAILED, _OPENROUTER),
    EndingRow("error_toxic", Ending.FILTERED, _COHERE),
    EndingRow("network_error", Ending.FAILED, _ZHIPU),
    EndingRow("content_filter", Ending.FILTERED, _OPENAI),
    EndingRow("safety", Ending.FILTERED, _GEMINI),
    EndingRow("blocklist", Ending.FILTERED, _GEMINI),
    EndingRow("prohibited_content", Ending.FILTERED, _GEMINI),
    EndingRow("spii", Ending.FILTERED, _GEMINI),
    EndingRow("sensitive", Ending.FILTERED, _ZHIPU),
    EndingRow("refusal", Ending.FILTERED, _ANTHROPIC),
    EndingRow("guardrail_intervened", Ending.FILTERED, "docs.aws.amazon.com/bedrock/latest/APIReference"),
)
"""A reason that is not listed means that the answer was cut: nothing is shown as whole on a guess."""

FAULT_CODES = (
    FaultRow("context_length_exceeded", ContextTooLong, _OPENAI_ERRORS),
    FaultRow("string_above_max_length", ContextTooLong, _OPENAI_ERRORS),
    FaultRow("exceed_context_size_error", ContextTooLong, _LLAMA_CPP),
    FaultRow("request_too_large", ContextTooLong, _ANTHROPIC_ERRORS),
    FaultRow("model_not_found", ModelNotFound, _OPENAI_ERRORS),
    FaultRow("model_not_found_error", ModelNotFound, _OPENAI_ERRORS),
    FaultRow(
        "content_filter", ContentFiltered, "learn.microsoft.com/azure/ai-services/openai/concepts/content-filter"
    ),
    FaultRow("content_policy_violation", ContentFiltered, _OPENAI_ERRORS),
    FaultRow("data_inspection_failed", ContentFiltered, _QWEN),
    FaultRow("invalid_api_key", ProviderUnauthorized, _OPENAI_ERRORS),
    FaultRow("authentication_error", ProviderUnauthorized, _ANTHROPIC_ERRORS),
    FaultRow("permission_error", ProviderForbidden, _ANTHROPIC_ERRORS),
    FaultRow("rate_limit_exceeded", ProviderRateLimited, _OPENAI_ERRORS),
    FaultRow("rate_limit_error", ProviderRateLimited, _ANTHROPIC_ERRORS),
    FaultRow("insufficient_quota", ProviderRateLimited, _OPENAI_ERRORS),
    FaultRow("resource_exhausted", ProviderRateLimited, "ai.google.dev/gemini-api/docs/troubleshooting"),
)

FAULT_WORDS = (
    FaultRow("request too large for model", ContextTooLong, _GROQ),
    FaultRow("context length", ContextTooLong, f"{_VLLM}, {_LM_STUDIO}"),
    FaultRow("context_length", ContextTooLong, _OPENAI_ERRORS),
    FaultRow("context window", ContextTooLong, f"{_OPENAI_ERRORS}, {_OLLAMA}"),
    FaultRow("context size", ContextTooLong, _LLAMA_CPP),
    FaultRow("context limit", ContextTooLong, _ANTHROPIC_ERRORS),
    FaultRow("context the overflows", ContextTooLong, _LM_STUDIO),
    FaultRow("maximum number of tokens", ContextTooLong, "ai.google.dev/gemini-api/docs/troubleshooting"),
    FaultRow("maximum model length", ContextTooLong, _VLLM),
    FaultRow("maximum context", ContextTooLong, _VLLM),
    FaultRow("max_model_len", ContextTooLong, _VLLM),
    FaultRow("model's maximum length", ContextTooLong, _SGLANG),
    FaultRow("maximum prompt length", ContextTooLong, _XAI),
    FaultRow("maximum allowed number of input tokens", ContextTooLong, "docs.databricks.com/machine-learning"),
    FaultRow("max_new_tokens` must be <=", ContextTooLong, _TGI),
    FaultRow("`inputs` must have less than", ContextTooLong, _TGI),
    FaultRow("range of input length", ContextTooLong, _QWEN),
    FaultRow("prompt is too long", ContextTooLong, _ANTHROPIC_ERRORS),
    FaultRow("prompt too long", ContextTooLong, _OLLAMA),
    FaultRow("input is too long", ContextTooLong, "docs.aws.amazon.com/bedrock/latest/APIReference"),
    FaultRow("input too long", ContextTooLong, "docs.aws.amazon.com/bedrock/latest/APIReference"),
    FaultRow("input length and `max_tokens` exceed", ContextTooLong, _ANTHROPIC_ERRORS),
    FaultRow("too many tokens", ContextTooLong, _COHERE),
    FaultRow("exceeds token limit", ContextTooLong, "docs.mistral.ai/api"),
    FaultRow("token limit exceeded", ContextTooLong, "docs.mistral.ai/api"),
    FaultRow("too large for model with", ContextTooLong, _MISTRAL),
    FaultRow("reduce the length of the messages", ContextTooLong, _OPENAI_ERRORS),
    FaultRow("reduce the length of the input", ContextTooLong, _OPENAI_ERRORS),
    FaultRow("content filter", ContentFiltered, _OPENAI_ERRORS),
    FaultRow("content management policy", ContentFiltered, "learn.microsoft.com/azure/ai-services/openai"),
    FaultRow("inappropriate content", ContentFiltered, _QWEN),
    FaultRow("invalid model", ModelNotFound, _MISTRAL),
    FaultRow("api key not valid", ProviderUnauthorized, "ai.google.dev/gemini-api/docs/troubleshooting"),
)

FAULT_STATUSES: dict[int, type[ProviderError]] = {
    401: ProviderUnauthorized,
    402: ProviderForbidden,
    403: ProviderForbidden,
    404: ModelNotFound,
    408: ProviderTimeout,
    413: ContextTooLong,
    429: ProviderRateLimited,
    504: ProviderTimeout,
}

NEVER_HEALS = (
    WordRow("insufficient_quota", _OPENAI_ERRORS),
    WordRow("exceeded your current quota, please check your plan", _OPENAI_ERRORS),
    WordRow("billing_hard_limit_reached", _OPENAI_ERRORS),
    WordRow("insufficient balance", "api-docs.deepseek.com/quick_start/error_codes"),
    WordRow("credit balance is too low", _ANTHROPIC_ERRORS),
    WordRow("arrearage", _QWEN),
)
"""Limits that no waiting lifts: somebody has to pay."""

PARAMETERS = (
    ParameterRow("failed to parse grammar", "response_format", _LLAMA_CPP),
    ParameterRow("grammar error", "response_format", _VLLM),
    ParameterRow("structured output", "response_format", "docs.together.ai/docs/json-mode"),
    ParameterRow("invalid response format", "response_format", _TGI),
    ParameterRow("json_validate_failed", "response_format", _GROQ),
    ParameterRow("json_schema", "response_format", f"{_DEEPSEEK}, {_LM_STUDIO}"),
    ParameterRow("json mode", "response_format", _GROQ),
    ParameterRow("guided decoding", "response_format", _VLLM),
    ParameterRow("guided_json", "response_format", _VLLM),
    ParameterRow("include_usage", "stream_options", "github.com/gpustack/gpustack/issues/429"),
)

TRAITS = (
    TraitRow(
        r"system role", Trait.NO_SYSTEM_ROLE, "System role not supported", f"{_VLLM}/pull/2964, {_SGLANG}/issues/892"
    ),
    TraitRow(
        r"does not support 'system'",
        Trait.NO_SYSTEM_ROLE,
        "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        "platform.openai.com/docs/guides/reasoning",
    ),
    TraitRow(
        r"developer instruction is not enabled",
        Trait.NO_SYSTEM_ROLE,
        "Developer instruction is not enabled for models/gemma-3-27b-it",
        "ai.google.dev/gemma/docs",
    ),
    TraitRow(
        r"system (?:message|prompt|instruction)s?\b[^.]{0,40}\bnot\b",
        Trait.NO_SYSTEM_ROLE,
        "Jinja Exception: System messages are not allowed by this template",
        _LLAMA_CPP,
    ),
    TraitRow(
        r"image_url",
        Trait.NO_IMAGES,
        "Invalid content type. image_url is only supported by certain models.",
        f"{_VLLM}/issues/11629",
    ),
    TraitRow(
        r"image (?:input|content|part|url)s?\b",
        Trait.NO_IMAGES,
        "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
        f"{_LLAMA_CPP}, {_OPENROUTER}",
    ),
    TraitRow(
        r"content must be a string",
        Trait.NO_IMAGES,
        "messages[1].content must be a string",
        "github.com/vercel/ai/issues/2837",
    ),
    TraitRow(
        r"not a multimodal model|not support(?:ed)? (?:images|vision|multimodal)",
        Trait.NO_IMAGES,
        "x is not a multimodal model",
        _VLLM,
    ),
)

DELAYS = (
    PatternRow(
        r'"retry_?delay"\s*:\s*"?(?P<seconds>[\d.]+)s?"?',
        '{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "150s"}',
        "ai.google.dev/gemini-api/docs/rate-limits",
    ),
    PatternRow(r'"retry_after(?:_seconds)?"\s*:\s*"?(?P<seconds>[\d.]+)', '{"retry_after": 150}', _OPENROUTER),
    PatternRow(
        r"(?:try|retry)(?: again)?(?: after| in)? "
        r"(?:(?P<hours>\d+) ?h(?:ours?)?)? ?(?:(?P<minutes>\d+) ?m(?:in(?:ute)?s?)?(?![a-z]))? ?"
        r"(?:(?P<seconds>[\d.]+) ?(?:s(?:ec(?:ond)?s?)?)(?![a-z]))?(?:(?P<milliseconds>[\d.]+) ?ms)?",
        "Rate limit reached. Please try again in 2m30s.",
        f"{_OPENAI_ERRORS}, {_GROQ}",
    ),
)
"""How an endpoint says in a body when to come back; groups are hours, minutes, seconds and milliseconds."""

CONTEXT_LIMITS = (
    PatternRow(
        r"(?:context (?:length|window|size)|model length|n_ctx)[^\d]{0,40}?(?P<tokens>\d[\d,]{2,})",
        "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens",
        _VLLM,
    ),
    PatternRow(
        r"(?P<tokens>\d[\d,]{2,}) (?:tokens )?(?:is the )?maximum",
        "prompt is too long: 9000 tokens > 8192 maximum",
        _ANTHROPIC_ERRORS,
    ),
    PatternRow(
        r"must be <= (?P<tokens>\d[\d,]{2,})", "`inputs` tokens + `max_new_tokens` must be <= 8192. Given: 9000", _TGI
    ),
    PatternRow(
        r"maximum (?:prompt length|number of tokens allowed)[^\d]{0,20}(?P<tokens>\d[\d,]{2,})",
        "This model's maximum prompt length is 8192 but the request contains 9000 tokens.",
        _XAI,
    ),
    PatternRow(
        r"limit(?: of)? (?P<tokens>\d[\d,]{2,})",
        "Request too large for model `x` on tokens per minute (TPM): Limit 8192, Requested 9000",
        _GROQ,
    ),
    PatternRow(r"\[1, (?P<tokens>\d[\d,]{2,})\]", "Range of input length should be [1, 8192]", _QWEN),
)
"""Where a refusal says how many tokens the model takes."""

CONTEXT_FIELDS = (
    WordRow("max_model_len", _VLLM),
    WordRow("loaded_context_length", _LM_STUDIO),
    WordRow("context_length", "openrouter.ai/docs/api/api-reference/models/get-models"),
    WordRow("context_window", "console.groq.com/docs/models"),
    WordRow("max_context_length", _MISTRAL),
    WordRow("n_ctx", _LLAMA_CPP),
)
"""Fields of an entry in the model list that say the same, the surest first."""

THOUGHTS = (
    WordRow("reasoning_content", _DEEPSEEK),
    WordRow("reasoning", "openrouter.ai/docs/use-cases/reasoning-tokens"),
    WordRow("reasoning_details", "openrouter.ai/docs/use-cases/reasoning-tokens"),
    WordRow("thinking", _OLLAMA),
    WordRow("thinking_blocks", "docs.litellm.ai/docs/reasoning_content"),
)
"""Fields of a delta that hold what a model thinks."""

THINKING_TAGS = (
    WordRow("think", "github.com/vllm-project/vllm/issues/12999"),
    WordRow("thinking", "docs.litellm.ai/docs/reasoning_content"),
    WordRow("thought", "ai.google.dev/gemini-api/docs/openai"),
    WordRow("reasoning", "docs.litellm.ai/docs/reasoning_content"),
)

TEMPLATE_MARKS = (
    PatternRow(r"<\|(?:im_end|im_start|endoftext)\|>", "<|im_end|>", "huggingface.co/Qwen"),
    PatternRow(
        r"<\|(?:eot_id|eom_id|end_of_text|begin_of_text|python_tag|start_header_id|end_header_id)\|>",
        "<|eot_id|>",
        "llama.com/docs/model-cards-and-prompt-formats",
    ),
    PatternRow(
        r"<\|(?:end|start|return|call|assistant|user|system|observation)\|>",
        "<|end|>",
        f"{_HARMONY}, huggingface.co/THUDM",
    ),
    PatternRow(r"<\uff5c[^<>\uff5c]{1,40}\uff5c>", "<\uff5cend\u2581of\u2581sentence\uff5c>", f"{_VLLM}/issues/13125"),
    PatternRow(r"\[/?INST\]", "[/INST]", "docs.mistral.ai/guides/tokenization"),
    PatternRow(
        r"<(?:start|end)_of_turn>|<eos>|<bos>|<end_of_utterance>",
        "<end_of_turn>",
        "ai.google.dev/gemma/docs/core/prompt-structure",
    ),
    PatternRow(r"<\|(?:END|START)_[A-Z_]{2,30}\|>", "<|END_OF_TURN_TOKEN|>", _COHERE),
)
"""Marks of chat templates that slip into answers; `<s>` and `</s>` are looked at apart, for they strike words out."""
