"""Words for an image that nobody has described yet."""

from pathlib import PurePath

from artifacts.kinds.text import line

WORDS_CHARACTERS = 120


def image_words(file_name: str | None) -> str:
    """Return a file's name as words; a name that is only a number or a clipboard's tells nothing and is left out."""
    stem = PurePath(file_name or "").stem.replace("_", " ").replace("-", " ")
    words = line(stem, WORDS_CHARACTERS)
    return "" if words.lower() in ("image", "blob") or not any(map(str.isalpha, words)) else words
