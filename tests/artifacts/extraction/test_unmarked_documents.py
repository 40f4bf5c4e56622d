"""Documents in answers without markers: where they begin and end, what names them, what is none."""

import pytest

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import DocumentBlock
from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.enums import KindName
from tests.artifacts.extraction.test_extractor import WHOLE, run, show

SIZES = (1, 6, WHOLE)
LETTER = "Dear Ms Hart,\n\nthe boat is ready. You can fetch it on Monday.\n\nKind regards,\nTom Reed\n"


def text_of(extractor: Extractor) -> str:
    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, DocumentContent)
    return artifact.content.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("before", "after", "chat"),
    [
        ("", "", ""),
        ("Sure! Here is the letter:\n\n", "", "Sure! Here is the letter:"),
        ("Certainly!\n\nHere's a draft:\n\n", "", "Certainly!\n\nHere's a draft:"),
        ("Claro, aquí tienes la carta:\n\n", "\n¿Quieres que la acorte?\n", ""),
        ("Hier ist der Brief:\n\n", "\nSag mir, wenn etwas fehlt.\n", ""),
        ("Voici la lettre :\n\n", "\nN'hésitez pas à me dire si cela convient.\n", ""),
        ("Ecco la lettera:\n\n", "\nFammi sapere se va bene.\n", ""),
        ("Aqui está a carta:\n\n", "\nEspero que ajude!\n", ""),
        ("", "\nLet me know if I should change anything.\n", "Let me know if I should change anything."),
        ("Here you go:\n\n---\n\n", "\n---\n\nI wrote it in a plain tone.\n\nShall I make it longer?\n", ""),
        ("---\n\n", "\n---\n", ""),
    ],
)
def test_letter_is_whole_without_what_is_said_around_it(before: str, after: str, chat: str, size: int) -> None:
    extractor, pieces = run(f"{before}{LETTER}{after}", KindName.DOCUMENT, size)

    assert text_of(extractor) == LETTER
    assert "boat" not in extractor.chat_text
    for words in (*before.split("\n\n"), *after.strip("\n-").split("\n\n")):
        assert words.strip("\n-") in extractor.chat_text
    assert not chat or extractor.chat_text == chat
    final = [piece.markdown for piece in pieces if isinstance(piece, DocumentBlock) and piece.is_final]
    assert "\n\n".join(final).split() == LETTER.split()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "answer",
    [
        "Happy to! Who is it for, and how long should it be?",
        "Before I write it I have a few questions:\n\n1. Who is it for?\n2. Which tone should it have?\n",
        "I'm sorry, but I can't write that.\n\nI can write something else instead.",
        "Lo siento, no puedo escribir eso.\n\nPide otra cosa.",
        "Es tut mir leid.\n\nDas schreibe ich nicht.",
        "Soup is nice.",
    ],
)
def test_question_back_refusal_and_remark_are_no_document(answer: str, size: int) -> None:
    extractor, _pieces = run(answer, KindName.DOCUMENT, size)

    assert (extractor.artifacts, extractor.chat_text) == ([], answer.strip())


@pytest.mark.parametrize("size", SIZES)
def test_poem_is_a_document(size: int) -> None:
    poem = "The tide is low,\nthe boats are slow,\nthe gulls all know\nwhere it will go.\n"
    extractor, _pieces = run(poem, KindName.DOCUMENT, size)

    assert text_of(extractor) == poem


def test_long_text_that_ends_with_a_question_is_a_document() -> None:
    essay = "Boats float because they are lighter than water. " * 30 + "\n\nBut who would have thought so?\n"
    extractor, _pieces = run(essay, KindName.DOCUMENT, 7)

    assert text_of(extractor).endswith("But who would have thought so?\n")


@pytest.mark.parametrize("size", SIZES)
def test_bold_lines_are_headings(size: int) -> None:
    answer = (
        "**Boats and Water**\n\n**Hulls:**\n\nA hull is round, and holds what is put into it for a long time.\n\n"
        "**Sails**\nA sail is a cloth in the wind, and the wind takes it where it goes, mostly.\n\n"
        "**Note: a remark**\n\nWood rots.\n\n**Tom Reed**\n12 Pier Road\n\n**The end**\n"
    )
    extractor, pieces = run(answer, KindName.DOCUMENT, size)

    (artifact,) = extractor.artifacts
    assert artifact.title == "Boats and Water"
    assert text_of(extractor) == (
        "# Boats and Water\n\n## Hulls\n\nA hull is round, and holds what is put into it for a long time.\n\n"
        "## Sails\n\nA sail is a cloth in the wind, and the wind takes it where it goes, mostly.\n\n"
        "**Note: a remark**\n\nWood rots.\n\n**Tom Reed**\n12 Pier Road\n\n**The end**\n"
    )
    final = [piece.markdown for piece in pieces if isinstance(piece, DocumentBlock) and piece.is_final]
    assert "\n\n".join(final).split() == text_of(extractor).split()


def test_rule_before_a_bold_title_is_left_out() -> None:
    extractor, _pieces = run("Sure:\n\n---\n\n**Boats**\n\nThey float.\n\n---\n", KindName.DOCUMENT, 4)

    assert (text_of(extractor), extractor.chat_text) == ("# Boats\n\nThey float.\n", "Sure:")


def test_bold_line_below_a_heading_is_one_of_the_next_level() -> None:
    answer = '[[artifact kind="document" title="T"]]\n# T\n\n## Wood\n\n**Oak**\n\nHard.\n\n[[/artifact]]'
    extractor, _pieces = run(answer, KindName.DOCUMENT)

    assert text_of(extractor) == "# T\n\n## Wood\n\n### Oak\n\nHard.\n"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("# The harbour of Leith", "The harbour of Leith"),
        ("## Step 1: Look at the map", "Hint"),
        ("**1. Listen**", "Hint"),
        ("# Introduction", "Hint"),
        ("## Key Takeaways:", "Hint"),
        ("# Schritt 2", "Hint"),
        ("# Summary of the harbour works", "Summary of the harbour works"),
    ],
)
def test_title_is_the_subject_not_a_part(first: str, title: str) -> None:
    extractor, _pieces = run(f"{first}\n\nThe harbour was dug by hand.\n\nIt took years.\n", KindName.DOCUMENT)

    assert [artifact.title for artifact in extractor.artifacts] == [title]


def test_offer_between_markers_is_content() -> None:
    answer = '[[artifact kind="document" title="T"]]\nThe boat is ready.\n\nLet me know when you come.\n[[/artifact]]'
    extractor, _pieces = run(answer, KindName.DOCUMENT)

    assert text_of(extractor) == "The boat is ready.\n\nLet me know when you come.\n"


def test_placeholders_of_the_instructions_are_left_out() -> None:
    answer = '[[artifact kind="document" title="T"]]\n# {short title}\n\n## {first section}\n\nBoats.\n[[/artifact]]'
    extractor, _pieces = run(answer, KindName.DOCUMENT)

    assert text_of(extractor) == "Boats.\n"


def test_text_without_headings_grows_when_it_is_sure() -> None:
    extractor = Extractor(KindName.DOCUMENT)
    paragraph = "The harbour was dug by hand, and it took many years until it was deep. "

    assert show(extractor, paragraph + "\n\n") == []
    pieces = show(extractor, paragraph * 3 + "\n")
    assert [piece for piece in pieces if isinstance(piece, DocumentBlock)]


def continued(answer: str, size: int = WHOLE) -> Extractor:
    extractor = Extractor(KindName.DOCUMENT, is_continuation=True)
    for start in range(0, len(answer), size):
        show(extractor, answer[start : start + size])
    extractor.close()
    return extractor


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("before", ["", "Sure, here is the rest:\n\n"])
@pytest.mark.parametrize("after", ["", "\nI hope this helps!\n"])
def test_everything_of_a_continuation_belongs_to_the_document(before: str, after: str, size: int) -> None:
    rest = "dge and over it.\n\nThen home.\n"
    extractor = continued(f"{before}{rest}{after}", size)

    assert text_of(extractor) == rest
    assert extractor.chat_text == "\n\n".join(filter(None, [before.strip(), after.strip()]))


def test_continuation_keeps_the_blank_that_it_begins_with() -> None:
    assert text_of(continued(" bridge and over it.\n\nThen home.\n")).startswith(" bridge")


@pytest.mark.parametrize("answer", ["The document is already complete.", "Shall I write the rest?"])
def test_refusal_to_go_on_stays_in_the_chat(answer: str) -> None:
    extractor = continued(answer)

    assert (extractor.artifacts, extractor.chat_text) == ([], answer)
