"""`classify`: message and context in, decision out. Pure, local, no network, no database, no clock but the stopwatch.

The stages are asked in order: the user's own choice, the rules, the model. A rule that would open something needs a
model that is not sure of the opposite; when no stage answers, the answer stays in the chat.
"""

from dataclasses import replace
from time import perf_counter

from gatekeeper import limits
from gatekeeper.asked_for import also_named, asked_for
from gatekeeper.decision import AskedFor, Context, Decision
from gatekeeper.enums import Label, Stage
from gatekeeper.message import read
from gatekeeper.policy import decide_from
from gatekeeper.signals import read_signals
from gatekeeper.stages import model, rules, ui
from gatekeeper.stages.verdict import Reading, Verdict


def classify(text: str, context: Context) -> Decision:
    """Decide on one message; the same text and context always give the same decision."""
    started = perf_counter()
    reading = read_all(text, context)
    verdict = ui.judge(text, context) or _first_sure(reading)
    is_wanted = verdict.label not in {Label.NONE, Label.EDIT}
    named = asked_for(reading, verdict.label) if is_wanted else AskedFor()
    if is_wanted and not verdict.also:
        verdict = replace(verdict, also=also_named(reading, verdict.label))
    decision = decide_from(verdict, context, asked_for=named, language=reading.signals.language)
    return replace(decision, latency_ms=round((perf_counter() - started) * 1000, 3))


def read_all(text: str, context: Context) -> Reading:
    """Read a message once for every stage."""
    message = read(ui.split_command(text)[1])
    return Reading(text, message, read_signals(message), context)


def _first_sure(reading: Reading) -> Verdict:
    ruled = rules.judge(reading)
    if ruled is not None and ruled.label == Label.NONE:
        return ruled
    return settle(ruled, model.judge(reading)) or Verdict(Label.NONE, 0.5, Stage.FALLBACK, ("unsure",))


def settle(ruled: Verdict | None, weighed: Verdict | None) -> Verdict | None:
    """Return the rule's verdict, but the model's where there is no rule or the model is sure of something else.

    A rule sees the words that it names; the model sees the others too, such as those of a request for code.
    """
    if ruled is None or weighed is None or ruled.label == Label.NONE:
        return ruled or weighed
    is_doubted = weighed.label != ruled.label and weighed.confidence >= limits.OVERRULE
    return weighed if is_doubted else ruled
