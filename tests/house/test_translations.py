"""The Spanish catalogue: complete, compiled, with the same places as the English sentences."""

import re
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "locale" / "es" / "LC_MESSAGES"
CATALOGUE = polib.pofile(str(FOLDER / "django.po"))
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")


def test_every_sentence_is_translated():
    assert [entry.msgid for entry in CATALOGUE.untranslated_entries() + CATALOGUE.fuzzy_entries()] == []


@pytest.mark.parametrize("entry", [entry for entry in CATALOGUE if entry.msgstr], ids=lambda entry: entry.msgid[:30])
def test_translation_keeps_the_places(entry: polib.POEntry):
    assert sorted(PLACES.findall(entry.msgstr)) == sorted(PLACES.findall(entry.msgid))


def test_compiled_catalogue_is_the_written_one():
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(FOLDER / "django.mo"))}
    written = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in CATALOGUE.translated_entries() if entry.msgstr}
    assert written.items() <= compiled.items()


def test_pages_speak_spanish():
    with translation.override("es"):
        html = render_to_string("404.html")
    assert 'lang="es"' in html
    assert "Aquí no hay nada" in html
