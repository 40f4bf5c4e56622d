"""Document starters: Markdown files beside the code, one for each language, with `{title}` and `{today}` in them."""

from pathlib import Path

from django.utils import timezone

from llm.offline.drafts import Draft
from llm.offline.wish import Wish

_FOLDER = Path(__file__).parent / "texts"


def draft_of_text(wish: Wish, name: str, title: str) -> Draft:
    """Return the text `name` under the title; brackets in it are for the user to fill in."""
    text = (_FOLDER / f"{name}.{wish.language.value}.md").read_text(encoding="utf-8")
    markdown = text.replace("{title}", title).replace("{today}", timezone.localdate().isoformat()).strip()
    line = wish.say(
        "a skeleton to fill in, brackets mark the places. I cannot write its text: no language model is connected.",
        "un esqueleto para rellenar; los corchetes marcan los huecos. No hay un modelo que lo redacte.",
    )
    return Draft(title, line, markdown=markdown)
