"""Artifacts that a message speaks of although another one is open."""

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from chat.turns.spoken_of import spoken_of


class Said:
    """A message with its artifacts, as the thread gives it."""

    def __init__(self, *artifacts):
        self.versions = self
        self._versions = [type("Version", (), {"artifact_id": one.pk, "artifact": one}) for one in artifacts]

    def all(self):
        return self._versions


def artifact(kind: KindName, title: str) -> Artifact:
    return Artifact(kind=kind, title=title)


ITEMS = artifact(KindName.TABLE, "Shop items")
PLANETS = artifact(KindName.TABLE, "Planets of the solar system")
LETTER = artifact(KindName.DOCUMENT, "Invitation")
BUDGET = artifact(KindName.SPREADSHEET, "Costs of 2027")
THREAD = [Said(PLANETS), Said(ITEMS), Said(), Said(BUDGET), Said(LETTER)]


@pytest.mark.parametrize(
    ("text", "opened", "found"),
    [
        ("In the table of shop items, which one is the cheapest?", LETTER, [ITEMS]),
        ("Which planet of the solar system is the biggest?", LETTER, [PLANETS]),
        ("¿Qué fila de la tabla es la más cara?", LETTER, [ITEMS]),
        ("Was steht in der Tabelle?", BUDGET, [ITEMS]),
        ("What does the letter say?", ITEMS, [LETTER]),
        ("What does the letter say?", LETTER, []),
        ("Sum up the budget", LETTER, [BUDGET]),
        ("Make it shorter", LETTER, []),
        ("What about tables?", ITEMS, []),
        ("Compare the invitation with the shop items", BUDGET, [LETTER, ITEMS]),
        ("In the table of shop items, what is cheap?", None, [ITEMS]),
    ],
)
def test_what_a_message_speaks_of(text, opened, found):
    assert spoken_of(text, THREAD, opened) == found
