"""`classify`: message and context in, decision out. Pure, local, no network, no database, no clock but the stopwatch.

The stages are asked in order and the first that answers decides; when none does, the answer stays in the chat.
"""

from dataclasses import replace
from time import perf_counter

from gatekeeper.asked_for import also_named, asked_for
from gatekeeper.decision import AskedFor, Context, Decision
from gatekeeper.enums import Label, Stage
from gatekeeper.message import read
from gatekeeper.policy import decide_from
from gatekeeper.signals import read_signals
from gatekeeper.stages import model, rules, ui
from gatekeeper.stages.verdict import Judge, Reading, Verdict

LOCAL_STAGES: tuple[Judge, ...] = (rules.judge, model.judge)
"""After the user's own choice: cheap and certain first."""


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
    for judge in LOCAL_STAGES:
        verdict = judge(reading)
        if verdict is not None:
            return verdict
    return Verdict(Label.NONE, 0.5, Stage.FALLBACK, ("unsure",))
