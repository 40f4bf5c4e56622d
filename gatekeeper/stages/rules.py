"""The stage of rules a person can read: what the phrases of a message say together.

A rule is one function of the signals that returns its label or None; `RULES` lists them in order and the first that
speaks decides. Rules here are the plain cases only, each right nearly always; what is left goes to the model, which
sees the same signals as features. The confidence of each rule was measured on the labelled files, see `weights`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gatekeeper.enums import Label, Stage
from gatekeeper.stages.verdict import Reading, Verdict

Rule = Callable[[Reading], Label | None]

OBJECTS = {
    Label.TABLE: ("table", "table_form"),
    Label.SPREADSHEET: ("spreadsheet", "sheet_form"),
    Label.DOCUMENT: ("document",),
}
NOT_A_REQUEST = ("howto", "code", "textwork", "about", "refuse")


@dataclass(frozen=True, slots=True)
class NamedRule:
    code: str
    applies: Rule
    confidence: float


def empty(reading: Reading) -> Label | None:
    """No letter and no digit: emoji, punctuation, nothing."""
    return Label.NONE if reading.message.is_empty else None


def bare_word(reading: Reading) -> Label | None:
    """One keyword alone is a slip, not a request."""
    signals = reading.signals
    names = signals.has("table", "spreadsheet", "sheet_form", "document", "prose")
    return Label.NONE if len(signals.words) == 1 and names and reading.context.open_artifact is None else None


def how_to(reading: Reading) -> Label | None:
    """Asks how something is done in a program, not to do it."""
    signals = reading.signals
    names = signals.has("table", "spreadsheet", "sheet_form", "code")
    is_asked = signals.starts_with("howto", within=3) and not reading.message.pasted_length
    return Label.NONE if is_asked and names and not signals.has("table_form") else None


def code(reading: Reading) -> Label | None:
    """A query, a program, markup: the answer is code in the chat."""
    signals = reading.signals
    if not (reading.message.has_code or signals.count("code") >= 2):
        return None
    return None if signals.has("table_form", "spreadsheet", "sheet_form", "calc", "document", "prose") else Label.NONE


def form_named(reading: Reading) -> Label | None:
    """'... in a table', with nothing that takes it back."""
    signals = reading.signals
    if not signals.has("table_form") or signals.has("spreadsheet", "sheet_form", "calc", *NOT_A_REQUEST):
        return None
    return Label.TABLE if signals.has("create", "show", "compare", "want") and not _asks(reading) else None


def verb_object(reading: Reading) -> Label | None:
    """A verb that makes near the beginning, and exactly one kind named after it."""
    signals = reading.signals
    if not signals.starts_with("create", "write", within=6) or signals.has("howto", *NOT_A_REQUEST) or _asks(reading):
        return None
    kinds = [label for label, groups in OBJECTS.items() if signals.has(*groups)]
    if len(kinds) != 1 or signals.has("edit", "roleplay", "short", "idiom"):
        return None
    if kinds == [Label.TABLE] and signals.has("calc"):
        return None
    return kinds[0]


def _asks(reading: Reading) -> bool:
    return reading.signals.starts_with("question", "howto", within=1)


RULES: Sequence[NamedRule] = (
    NamedRule("empty", empty, 0.99),
    NamedRule("bare_word", bare_word, 0.95),
    NamedRule("how_to", how_to, 0.96),
    NamedRule("code", code, 0.96),
    NamedRule("form_named", form_named, 0.93),
    NamedRule("verb_object", verb_object, 0.93),
)


def judge(reading: Reading) -> Verdict | None:
    """Return the first rule's label, None when no rule speaks or an artifact is open (then the model weighs)."""
    for rule in RULES:
        label = rule.applies(reading)
        if label is not None and (reading.context.open_artifact is None or rule.code == "empty"):
            return Verdict(label, rule.confidence, Stage.RULES, (rule.code,))
    return None
