"""The parameters of a call as an endpoint takes them, and what its refusals teach.

Optional ones are left out once they were refused. In doubt, which is a refusal that names nothing known, a call is
tried once more without all of them; if that helps, they stay out.
"""

from typing import Any

from llm.errors import ProviderError
from llm.wire.dialects import Trait
from llm.wire.faults import REFUSING, missing_trait, parse_fault, refused_parameter
from llm.wire.learned import Learned
from llm.wire.messages import adapted, has_images

Params = dict[str, Any]
LENGTH, NEW_LENGTH = "max_tokens", "max_completion_tokens"
OPTIONAL = {"stream_options", "response_format", "temperature", LENGTH, NEW_LENGTH}
TRANSIENT = 500  # may be a refusal, and may be over in a second


def understood(params: Params, known: Learned) -> Params:
    """Return the parameters in the shape that the model was found to take."""
    sent = {name: value for name, value in params.items() if name not in known.refused}
    if LENGTH in params and LENGTH in known.refused and NEW_LENGTH not in known.refused:
        sent[NEW_LENGTH] = params[LENGTH]
    return sent | {"messages": adapted(params["messages"], known.missing)}


def learn(known: Learned, sent: Params, status: int, body: object) -> bool:
    """Remember what a refusal says about the model; return whether the same call may work now."""
    trait = missing_trait(status, body)
    if trait is Trait.NO_IMAGES and has_images(sent["messages"]):
        known.missing.add(trait)
        return True
    if trait is Trait.NO_SYSTEM_ROLE and any(message["role"] == "system" for message in sent["messages"]):
        known.missing.add(trait)
        return True
    if type(parse_fault(status, body)) is not ProviderError:
        return False
    name = refused_parameter(status, body, OPTIONAL & sent.keys())
    if name:
        known.refused.add(name)
    return name is not None


def is_in_doubt(status: int, body: object, sent: Params, *, is_last: bool) -> bool:
    """Tell whether the refusal may be about optional parameters, although it does not say so."""
    is_told = type(parse_fault(status, body)) is not ProviderError
    has_optional = not OPTIONAL.isdisjoint(sent)
    return status in REFUSING and has_optional and not is_told and (is_last or status != TRANSIENT)


def left_out_of(sent: Params) -> set[str]:
    """Return what is not to be sent again when the call worked without it; a length is not sent by another name."""
    names = OPTIONAL & sent.keys()
    return names | {LENGTH, NEW_LENGTH} if names & {LENGTH, NEW_LENGTH} else names


def bare(params: Params) -> Params:
    """Return the parameters that no call can do without."""
    return {name: value for name, value in params.items() if name not in OPTIONAL}
