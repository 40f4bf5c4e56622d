"""What can go wrong with a model provider: one exception per fault, each with a stable code and the user's sentence.

`docs/errors.md` lists them; a test compares the two. Nothing an endpoint wrote reaches `detail` or `facts`: its own
words are kept in `endpoint_message`, for staff alone.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import ApplicationError


class ProviderError(ApplicationError):
    """The model gave no (whole) answer; `can_retry` tells whether the same request may work later."""

    code = "provider_error"
    status = 502
    message = _("The model provider answered with an error. Your message is kept; try again.")
    can_retry: ClassVar[bool] = True

    def __init__(
        self,
        detail: str | Promise | None = None,
        *,
        facts: Mapping[str, Any] | None = None,
        endpoint_message: str = "",
    ) -> None:
        super().__init__(detail, facts=facts)
        self.endpoint_message = endpoint_message[:300]


class ProviderUnauthorized(ProviderError):
    code = "provider_unauthorized"
    message = _("The model provider refused the key. Staff must check OPENAI_API_KEY.")
    can_retry = False


class ProviderForbidden(ProviderError):
    code = "provider_forbidden"
    message = _("The model provider does not allow this key to use the model. Staff must check the account.")
    can_retry = False


class ModelNotFound(ProviderError):
    code = "model_not_found"
    message = _("The model provider does not know this model. Staff must check CHAT_MODEL and OPENAI_BASE_URL.")
    can_retry = False


class ProviderRateLimited(ProviderError):
    """429; `facts["retry_after_seconds"]` when the endpoint said when to come back."""

    code = "provider_rate_limited"
    status = 503
    message = _("The model provider is busy or its quota is used up. Wait a moment and try again.")


class ProviderUnreachable(ProviderError):
    code = "provider_unreachable"
    status = 503
    message = _("The model provider could not be reached. Try again; staff can check OPENAI_BASE_URL.")


class ProviderTimeout(ProviderError):
    code = "provider_timeout"
    status = 504
    message = _("The model did not start to answer in time. Try again.")


class ProviderStalled(ProviderError):
    code = "provider_stalled"
    status = 504
    message = _("The model stopped in the middle of its answer. What arrived is kept; try again.")


class ProviderCutOff(ProviderError):
    code = "provider_cut_off"
    message = _("The connection to the model was cut off. What arrived is kept; try again.")


class ProviderMalformed(ProviderError):
    code = "provider_malformed"
    message = _("The model provider sent something that could not be read. What arrived is kept; try again.")


class ProviderEmpty(ProviderError):
    code = "provider_empty"
    message = _("The model sent an empty answer. Try again, or put the question in other words.")


class ProviderOnlyThought(ProviderError):
    code = "provider_only_thought"
    message = _("The model thought until its length limit and wrote no answer. Try again, or ask for less at once.")


class ProviderCalledTools(ProviderError):
    code = "provider_called_tools"
    message = _("The model wanted to call a tool instead of answering, and there are none here. Try again.")


class ProposalUnreadable(ProviderError):
    code = "proposal_unreadable"
    message = _("The model's changes could not be read, also at a second try. Nothing was changed; try again.")


class ContentFiltered(ProviderError):
    code = "content_filtered"
    status = 422
    message = _("The model provider's content filter stopped this answer. Put the question in other words.")
    can_retry = False


class ContextTooLong(ProviderError):
    code = "context_too_long"
    status = 413
    message = _("The conversation is too long for this model. Start a new conversation or shorten the message.")
    can_retry = False
