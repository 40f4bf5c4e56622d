"""How much is written of what was asked for: all of it up to a limit, and beyond it a sentence that says so."""

from llm import limits
from llm.offline.language import Language
from llm.offline.wish import Wish


def rows_to_write(wish: Wish, usual: int) -> tuple[int, str]:
    """Return how many rows are written, and the sentence for the chat when more were asked for, else nothing."""
    return bounded(wish, wish.count or usual, limits.OFFLINE_MOST_ROWS, wish.say("rows", "filas"))


def bounded(wish: Wish, asked: int, most: int, things: str) -> tuple[int, str]:
    """Return `asked` or at most `most`, and a sentence when that is less; it begins with a space."""
    if asked <= most:
        return asked, ""
    wanted, written = spelt(wish, asked), spelt(wish, most)
    return most, wish.say(
        f" You asked for {wanted} {things}; without a model I write at most {written}.",
        f" Has pedido {wanted} {things}; sin un modelo escribo como mucho {written}.",
    )


def spelt(wish: Wish, number: int) -> str:
    """Return the number with its thousands set apart, as the wish's language does."""
    return f"{number:,}".replace(",", "\u00a0" if wish.language is Language.SPANISH else ",")
