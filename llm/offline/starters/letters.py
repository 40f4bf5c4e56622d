"""Letters: cover, complaint, resignation, and a formal one for the rest."""

import re

from llm.offline.drafts import Draft
from llm.offline.starters.base import Starter, trigger
from llm.offline.starters.texts_of import draft_of_text
from llm.offline.wish import Wish

_KINDS = (
    (
        r"cover|application|motivation|presentaci[oó]n|candidatura|motivaci[oó]n",
        "letter_cover",
        "Cover letter",
        "Carta de presentación",
    ),
    (r"complain|complaint|claim|refund|queja|reclamaci[oó]n", "letter_complaint", "Complaint", "Reclamación"),
    (
        r"resign|resignation|quit|renuncia|dimisi[oó]n|baja voluntaria",
        "letter_resignation",
        "Resignation",
        "Baja voluntaria",
    ),
    (r"", "letter_formal", "Letter", "Carta"),
)


def build(wish: Wish) -> Draft:
    """Return the letter that the words name, else a formal one."""
    _pattern, name, english, spanish = next(kind for kind in _KINDS if re.search(kind[0], wish.words, re.IGNORECASE))
    return draft_of_text(wish, name, wish.title or wish.say(english, spanish))


STARTER = Starter(
    "letter",
    trigger(r"letters?(?!\s+(?:of\s+the\s+alphabet|[a-z]\b))", r"cartas?"),
    build,
    is_document=True,
)
