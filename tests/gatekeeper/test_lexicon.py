"""The language files are data with rules of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gatekeeper import lexicon as lexicons
from gatekeeper.lexicon import CODES, STEM, find, lexicon, words_of
from gatekeeper.message import fold, read
from gatekeeper.signals import language_of, read_signals

NEEDED = {"create", "write", "table", "table_form", "spreadsheet", "calc", "document", "howto", "question", "refuse"}


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
        ("зроби таблицю про котів", "uk"),
        ("скільки їх є", "uk"),
        ("四大名著", "zh"),
        ("四大名著の表", "ja"),
        ("excel में vlookup कैसे लगाएं", "hi"),
        ("اعمل جدول", "ar"),
        ("buatkan tabel provinsi", "id"),
        ("lập bảng so sánh", "vi"),
        ("make a table", "en"),
        ("qwerty", "en"),
    ],
)
def test_read_signals_recognises_language(text: str, code: str) -> None:
    assert read_signals(read(text)).language == code


@pytest.fixture
def greek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language that is nothing but a file."""
    (tmp_path / "shared.toml").write_text("[phrases]\n")
    (tmp_path / "el.toml").write_text(
        'name = "Ελληνικά"\nletters = "\\u0370-\\u03ff"\nnumbers = "ενα, δυο"\nwords = "και, το"\n'
        '[phrases]\ncreate = "φτιαξε"\ntable = "πινακα"\n'
    )
    (tmp_path / "en.toml").write_text('numbers = "one"\nwords = "the"\n[phrases]\ncreate = "make"\n')
    monkeypatch.setattr(lexicons, "FOLDER", tmp_path)
    lexicon.cache_clear()
    yield "el"
    lexicon.cache_clear()


def test_language_with_a_script_of_its_own_is_one_file(greek: str) -> None:
    text = fold("Φτιάξε έναν πίνακα")
    words = words_of(text)

    assert language_of(text, words, ("en", greek)) == greek
    assert [hit.groups for hit in find(lexicon(greek), text, words)] == [{"create"}, {"table"}]


def test_language_of_a_few_foreign_letters_stays_the_language_of_the_words() -> None:
    text = fold("what does the word привет mean when my friend in Kyiv writes it to me")

    assert language_of(text, words_of(text)) == "en"
