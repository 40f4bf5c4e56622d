"""The stage of rules a person can read: what the phrases of a message say together.

A rule is one function of the signals that returns its label or None; `RULES` lists them in order and the first that
speaks decides. Rules here are the plain cases only, each right nearly always; what is left goes to the model, which
sees the same signals as features. The confidence of each rule was measured on the labelled files, see `weights`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gatekeeper.enums import Label, Stage
from gatekeeper.lexicon import Hit
from gatekeeper.stages.verdict import Reading, Verdict

Rule = Callable[[Reading], Label | None]

OBJECTS = {
    Label.TABLE: ("table", "table_form"),
    Label.SPREADSHEET: ("spreadsheet",),
    Label.DOCUMENT: ("document",),
}
FORMS = ("table", "table_form", "spreadsheet", "sheet_form", "calc", "doc_form", "prose", "structure")
ARTIFACTS = (*FORMS, "document", "create", "write", "compare", "total")
NOT_MADE = frozenset({"prose", "short", "code", "idiom", "calc", "textwork"})
THINGS = NOT_MADE | {"table", "table_form", "spreadsheet", "sheet_form", "document"}
REACH = 28
"""Characters between the end of the verb and the thing that is made."""
PASTED = 40
"""Characters set apart from the request that make it work on a given text."""


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
    named = signals.first("table", "spreadsheet", "sheet_form", "document", "prose")
    is_alone = named is not None and len(signals.words) == 1 and named.end - named.start == len(signals.text)
    return Label.NONE if is_alone else None


def how_to(reading: Reading) -> Label | None:
    """Asks how something is done in a program, not to do it."""
    signals = reading.signals
    names = signals.has("table", "spreadsheet", "sheet_form", "code")
    is_asked = signals.starts_with("howto", within=3) and not reading.message.pasted_length
    return Label.NONE if is_asked and names and not signals.has("table_form") else None


def code(reading: Reading) -> Label | None:
    """A query, a program, markup: the answer is code in the chat."""
    signals = reading.signals
    if not (reading.message.has_code or signals.count("code") >= 2) or signals.has("compare"):
        return None
    return None if signals.has("table_form", "spreadsheet", "sheet_form", "calc", "document", "prose") else Label.NONE


def text_work(reading: Reading) -> Label | None:
    """Translate, correct, classify, summarise a text that is given: the answer is short and stays in the chat."""
    signals, message = reading.signals, reading.message
    if not signals.starts_with("textwork", within=5) or signals.has(*FORMS) or "table_form" in signals.elsewhere:
        return None
    if signals.starts_with("create", "write", within=3):
        return None
    has_text = message.pasted_length > PASTED or "\n" in message.original or "“…”" in message.plain
    return Label.NONE if has_text or ":" in message.original[:160] else None


def about(reading: Reading) -> Label | None:
    """A question that names nothing that could be opened."""
    signals = reading.signals
    is_question = signals.starts_with("question", "howto", "about", within=1)
    return Label.NONE if is_question and not signals.has(*ARTIFACTS) else None


def small_talk(reading: Reading) -> Label | None:
    """A greeting, thanks, a reaction."""
    signals = reading.signals
    is_short = len(signals.words) <= 4 and signals.starts_with("chat", within=1)
    return Label.NONE if is_short and not signals.has(*ARTIFACTS, "want", "show") else None


def form_named(reading: Reading) -> Label | None:
    """'... in a table', asked for with a verb, and nothing that takes it back."""
    signals = reading.signals
    if not signals.has("table_form") or signals.has("spreadsheet", "sheet_form", "calc", "code", "roleplay"):
        return None
    if _asks(reading) or signals.has("howto") or signals.follows("refuse", "table", "table_form"):
        return None
    is_asked_for = signals.starts_with("create", "show", "compare", "want", within=8)
    return Label.TABLE if is_asked_for or reading.message.has_data else None


def verb_object(reading: Reading) -> Label | None:
    """A verb that makes at the beginning, and the first thing named behind it is a kind."""
    signals = reading.signals
    if not signals.starts_with("create", "write", within=5) or _asks(reading) or signals.starts_with("roleplay"):
        return None
    verb = signals.first("create", "write")
    made = [hit for hit in signals.hits if verb and verb.end <= hit.start <= verb.end + REACH and hit.groups & THINGS]
    if not made or signals.has("refuse", "howto") or made[0].groups & NOT_MADE or _is_about_short(reading, made[0]):
        return None
    kinds = [label for label, groups in OBJECTS.items() if not made[0].groups.isdisjoint(groups)]
    if len(kinds) != 1 or (kinds == [Label.TABLE] and signals.has("calc", "spreadsheet", "sheet_form", "code")):
        return None
    return kinds[0]


def _is_about_short(reading: Reading, made: Hit) -> bool:
    """Say whether something short is named before the thing: 'tips for writing a report'."""
    return any("short" in hit.groups and hit.start < made.start for hit in reading.signals.hits)


def _asks(reading: Reading) -> bool:
    return reading.signals.starts_with("question", "howto", within=1)


RULES: Sequence[NamedRule] = (
    NamedRule("empty", empty, 0.99),
    NamedRule("bare_word", bare_word, 0.97),
    NamedRule("how_to", how_to, 0.97),
    NamedRule("code", code, 0.985),
    NamedRule("text_work", text_work, 0.99),
    NamedRule("about", about, 0.99),
    NamedRule("small_talk", small_talk, 0.985),
    NamedRule("form_named", form_named, 0.985),
    NamedRule("verb_object", verb_object, 0.98),
)


def judge(reading: Reading) -> Verdict | None:
    """Return the first rule's label, None when no rule speaks or an artifact is open (then the model weighs)."""
    for rule in RULES:
        label = rule.applies(reading)
        if label is not None and (reading.context.open_artifact is None or rule.code == "empty"):
            return Verdict(label, rule.confidence, Stage.RULES, (rule.code,))
    return None
