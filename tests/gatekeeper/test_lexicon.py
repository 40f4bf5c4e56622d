"""The language files are data with rules of their own."""

import pytest

from gatekeeper.lexicon import CODES, STEM, find, lexicon, words_of
from gatekeeper.reading import fold, read
from gatekeeper.signals import read_signals

SEVENTEEN = {"en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "ru", "ar", "hi", "zh", "ja", "ko", "id", "vi"}
NEEDED = {"create", "write", "table", "table_form", "spreadsheet", "calc", "document", "howto", "question", "refuse"}


def test_languages_are_the_seventeen() -> None:
    assert set(CODES) == SEVENTEEN


@pytest.mark.parametrize("code", CODES)
def test_lexicon_has_the_groups_and_numbers(code: str) -> None:
    of = lexicon(code)
    groups = {group for phrase in of.phrases for group in phrase.groups}

    assert groups >= NEEDED
    assert max(of.numbers.values()) >= 10
    assert groups <= {group for phrase in lexicon("en").phrases for group in phrase.groups}


@pytest.mark.parametrize("code", CODES)
def test_lexicon_stems_are_long_enough_to_index(code: str) -> None:
    firsts = [phrase.words[0] for phrase in lexicon(code).phrases]

    assert [first for first in firsts if first.endswith("*") and len(first) <= STEM] == []


def test_find_longest_phrase_hides_shorter() -> None:
    text = fold("book a table for two")

    hits = find(lexicon("en"), text, words_of(text))

    assert {group for hit in hits for group in hit.groups}.isdisjoint({"table"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("haz una tabla con los países", "es"),
        ("erstelle eine Tabelle mit Preisen", "de"),
        ("excel me vlookup kaise lagate hai", "hi"),
        ("excel里vlookup怎么用", "zh"),
        ("表を作って", "ja"),
        ("표로 정리해줘", "ko"),
        ("сделай таблицу", "ru"),
        ("اعمل جدول", "ar"),
        ("buatkan tabel provinsi", "id"),
        ("lập bảng so sánh", "vi"),
        ("make a table", "en"),
        ("qwerty", "en"),
    ],
)
def test_read_signals_recognises_language(text: str, code: str) -> None:
    assert read_signals(read(text)).language == code
