import re
from pathlib import Path

from django.template import engines

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_icon_is_hidden_from_screen_readers_and_carries_its_looks() -> None:
    drawn = engines["django"].from_string('{% icon "pencil" "icon--small" %}').render()
    assert drawn == '<svg class="icon icon--small" aria-hidden="true"><use href="#i-pencil" /></svg>'


def test_icon_of_an_odd_name_breaks_out_of_nothing() -> None:
    drawn = engines["django"].from_string("{% icon name %}").render({"name": '"><script>'})
    assert "<script>" not in drawn


def test_every_named_icon_is_on_the_sheet() -> None:
    sheet = set(re.findall(r'id="i-([\w-]+)"', (TEMPLATES / "_icons.html").read_text()))
    named = {
        name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())
    }
    assert len(named) > 20
    assert named <= sheet
