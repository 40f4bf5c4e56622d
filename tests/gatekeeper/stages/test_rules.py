"""Every rule: what it speaks about, and what it leaves to the model."""

import pytest

from artifacts.rows.enums import KindName
from gatekeeper.classify import read_all
from gatekeeper.decision import Context
from gatekeeper.enums import Label, Stage
from gatekeeper.stages import rules
from gatekeeper.stages.rules import Rule


def says(rule: Rule, text: str) -> Label | None:
    return rule(read_all(text, Context()))


@pytest.mark.parametrize("text", ["", "   ", "🎉", "?!", "…", "\u200b"])
def test_empty_is_answered(text: str) -> None:
    assert says(rules.empty, text) == Label.NONE


@pytest.mark.parametrize("text", ["a", "7", "表"])
def test_one_letter_is_not_empty(text: str) -> None:
    assert says(rules.empty, text) is None


@pytest.mark.parametrize("text", ["excel", "Table", "DOCUMENT", "表格", "report"])
def test_a_bare_word_is_answered(text: str) -> None:
    assert says(rules.bare_word, text) == Label.NONE


@pytest.mark.parametrize("text", ["table teas", "banana", "excel budget"])
def test_two_words_are_not_bare(text: str) -> None:
    assert says(rules.bare_word, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "How do I merge cells in Excel?",
        "how to insert a table",
        "Wie mache ich eine Tabelle?",
        "cómo hago una tabla",
    ],
)
def test_how_to_is_answered(text: str) -> None:
    assert says(rules.how_to, text) == Label.NONE


@pytest.mark.parametrize(
    "text", ["How do plants grow?", "How do the seasons differ, in a table", "Show me how the table looks"]
)
def test_how_to_leaves_other_questions(text: str) -> None:
    assert says(rules.how_to, text) is None


@pytest.mark.parametrize("text", ["left join two tables in postgres", "```\nSELECT 1\n```\nwhy is it slow"])
def test_code_is_answered(text: str) -> None:
    assert says(rules.code, text) == Label.NONE


@pytest.mark.parametrize(
    "text", ["python", "compare sql and mongodb queries", "a spreadsheet of sql queries and database costs"]
)
def test_code_leaves_comparisons_and_named_kinds(text: str) -> None:
    assert says(rules.code, text) is None


@pytest.mark.parametrize(
    "text", ["Translate to French: good morning", "Summarize:\nThe bridge closes in May. Buses run."]
)
def test_work_on_a_given_text_is_answered(text: str) -> None:
    assert says(rules.text_work, text) == Label.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Summarize the history of tea",
        "Summarize in a table:\nThe bridge closes in May.",
        "Write a summary: tea",
        "次の会議メモから担当者と期限を抽出してください：\n- 会場は山田\n- 案内は佐藤\n\n出力\n- 表形式で\n- 短く",
    ],
)
def test_work_on_a_text_leaves_what_names_a_form_or_gives_no_text(text: str) -> None:
    assert says(rules.text_work, text) is None


@pytest.mark.parametrize(
    "text", ["why is the sky blue", "what is jazz", "¿qué es el jazz?", "warum ist der himmel blau"]
)
def test_a_question_that_names_nothing_is_answered(text: str) -> None:
    assert says(rules.about, text) == Label.NONE


@pytest.mark.parametrize("text", ["what would a budget look like", "the sky is blue", "which table is best"])
def test_a_question_that_names_something_is_left(text: str) -> None:
    assert says(rules.about, text) is None


@pytest.mark.parametrize("text", ["thanks!", "hello", "danke", "谢谢"])
def test_small_talk_is_answered(text: str) -> None:
    assert says(rules.small_talk, text) == Label.NONE


@pytest.mark.parametrize("text", ["hello, make a table", "hi i need it", "thanks for the long letter of last week"])
def test_small_talk_leaves_requests(text: str) -> None:
    assert says(rules.small_talk, text) is None


@pytest.mark.parametrize(
    "text", ["Compare the three in a table", "show teas as a table", "als Tabelle bitte: vergleiche A und B"]
)
def test_a_named_form_is_a_table(text: str) -> None:
    assert says(rules.form_named, text) == Label.TABLE


@pytest.mark.parametrize(
    "text",
    [
        "show teas in a table in excel",
        "what is shown in a table?",
        "don't show it in a table",
        "the numbers in a table were wrong",
        "show the sql in a table",
    ],
)
def test_a_named_form_is_left_when_something_speaks_against_it(text: str) -> None:
    assert says(rules.form_named, text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("write a report on bees", Label.DOCUMENT),
        ("create a spreadsheet for my rent", Label.SPREADSHEET),
        ("make a table of teas", Label.TABLE),
        ("schreib einen Bericht über Bienen", Label.DOCUMENT),
        ("haz una tabla de tés", Label.TABLE),
    ],
)
def test_a_verb_and_a_kind_are_that_kind(text: str, label: Label) -> None:
    assert says(rules.verb_object, text) == label


@pytest.mark.parametrize(
    "text",
    [
        "write tips for a report",
        "write a joke about a report",
        "don't write a report",
        "what makes a report good",
        "how do I write a report",
        "make a table in excel",
        "the report that we have to write",
    ],
)
def test_a_verb_and_a_kind_are_left_when_something_else_is_made(text: str) -> None:
    assert says(rules.verb_object, text) is None


def test_the_first_rule_that_speaks_decides_with_its_confidence() -> None:
    verdict = rules.judge(read_all("How do I make a pivot table in Excel?", Context()))

    assert verdict is not None
    assert (verdict.label, verdict.stage, verdict.codes) == (Label.NONE, Stage.RULES, ("how_to",))
    assert verdict.confidence == next(rule.confidence for rule in rules.RULES if rule.code == "how_to")


def test_rules_are_silent_while_something_is_open_but_for_nothing_said() -> None:
    opened = Context(open_artifact=KindName.TABLE)

    assert rules.judge(read_all("make a table of teas", opened)) is None
    assert rules.judge(read_all("🎉", opened)).label == Label.NONE  # type: ignore[union-attr]


def test_every_rule_has_a_sentence_and_a_high_confidence() -> None:
    from gatekeeper.reasons import sentence

    assert all(sentence(rule.code) != rule.code for rule in rules.RULES)
    assert all(0.95 <= rule.confidence < 1 for rule in rules.RULES)
