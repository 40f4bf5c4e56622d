"""The Spanish catalogue: all that the tree says, translated, compiled, with the same places as in English."""

import re
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from ops import messages
from ops.messages import key_of, labels_of_tree, refresh

FOLDER = messages.CATALOGUE.parent
CATALOGUE = polib.pofile(str(messages.CATALOGUE))
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")


@pytest.fixture(scope="module")
def labels() -> polib.POFile:
    """What Python and templates say, read anew."""
    return labels_of_tree()


def test_every_label_of_the_tree_is_in_the_catalogue(labels: polib.POFile):
    """`make messages` adds what came; then it is to be translated."""
    assert {key_of(entry) for entry in labels} - {key_of(entry) for entry in CATALOGUE} == set()


def test_catalogue_holds_no_label_that_the_tree_has_lost(labels: polib.POFile):
    assert {key_of(entry) for entry in CATALOGUE} - {key_of(entry) for entry in labels} == set()


def test_labels_of_python_and_templates_are_found(tmp_path: Path):
    for room in messages.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "chat" / "words.py").write_text(
        "from django.utils.translation import gettext_lazy as _\n"
        "from django.utils.translation import ngettext, pgettext\n"
        '_("One")\nngettext("%(n)s row", "%(n)s rows", 2)\npgettext("verb", "Open")\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Two" %}{% blocktranslate %}Three {{ name }}{% endblocktranslate %}'
    )

    assert {key_of(entry) for entry in labels_of_tree(tmp_path)} == {
        (None, "One", ""),
        (None, "%(n)s row", "%(n)s rows"),
        ("verb", "Open", ""),
        (None, "Two", ""),
        (None, "Three %(name)s", ""),
    }


def test_refresh_adds_what_came_and_takes_what_went():
    catalogue, tree = polib.POFile(), polib.POFile()
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Ido"))
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="Guardado"))
    for text in ("New", "Kept"):
        tree.append(polib.POEntry(msgid=text))

    refresh(catalogue, tree)

    assert [(entry.msgid, entry.msgstr) for entry in catalogue] == [("Kept", "Guardado"), ("New", "")]


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
