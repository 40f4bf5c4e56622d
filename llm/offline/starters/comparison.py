"""Comparison table: named items as rows, named criteria as columns."""

from llm.offline.amounts import rows_to_write
from llm.offline.drafts import Draft
from llm.offline.grids import grid_of
from llm.offline.naming import numbered, sentence_case
from llm.offline.starters.base import Starter, trigger
from llm.offline.wish import Wish

_OPTIONS = 3


def build(wish: Wish) -> Draft:
    """Return one row for each named item, else as many numbered ones as were asked for."""
    count, shortage = (len(wish.items), "") if wish.items else rows_to_write(wish, _OPTIONS)
    items = wish.items or numbered(wish.topic or wish.say("option", "opción"), count, wish.language)
    criteria = wish.columns or (
        wish.say("Advantages", "Ventajas"),
        wish.say("Drawbacks", "Inconvenientes"),
        wish.say("Price", "Precio"),
    )
    header = (wish.say("Option", "Opción"), *(sentence_case(name) for name in criteria))
    title = wish.title or wish.say("Comparison", "Comparación") + (
        f": {sentence_case(wish.topic)}" if wish.topic else ""
    )
    if wish.items:
        title = wish.title or " / ".join(items)[:120]
    line = wish.say(
        "a comparison to fill in. I know no facts about these, so the cells are blank.",
        "una comparación para rellenar. No conozco sus datos, así que las celdas van vacías.",
    )
    return Draft(title, line + shortage, grid=grid_of(header, [[item] for item in items]))


STARTER = Starter(
    "comparison table",
    trigger(
        r"compare|comparing|comparison|\w+ (?:vs\.?|versus) \w+",
        r"compara(?:r|me|ndo)?|comparaci[oó]n|comparativ[ao]|\w+ (?:frente a|contra) \w+",
    ),
    build,
)
