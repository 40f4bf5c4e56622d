"""What becomes of an artifact that cannot be stored: its words stay in the chat."""

from typing import Any

from artifacts.for_models.as_markdown import markdown_of
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import CalculationFailed, OverLimit
from common.errors import ApplicationError


def written_out(kind: KindName, content: Any, source: str, refusal: ApplicationError) -> str:
    """Return a refused artifact as text; as the model wrote it, if it can be neither computed nor held."""
    if isinstance(refusal, CalculationFailed | OverLimit):
        return source
    return markdown_of(kind_of(kind).store(content))
