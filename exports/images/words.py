"""Markdown without the images of its owner: their words stay, with a note that holds wherever the file is read."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from artifacts.images.references import SCHEME, own_digest
from artifacts.markdown.parser import clean_source, parse_events


@dataclass(slots=True)
class _Place:
    """Where an image stands in the bytes, and where its words end; they begin behind the `![`."""

    start: int
    words_end: int
    end: int


def without_images(text: str) -> tuple[str, int]:
    """Return the text with a note in place of each own image, and how many there were."""
    if SCHEME not in text:
        return text, 0
    raw = clean_source(text).encode()
    places = _own_images(raw.decode())
    parts: list[bytes] = []
    done = 0
    for place in places:
        words = " ".join(raw[place.start + 2 : place.words_end].decode().split())
        parts += (raw[done : place.start], _note(words).encode())
        done = place.end
    return b"".join([*parts, raw[done:]]).decode(), len(places)


def _own_images(source: str) -> list[_Place]:
    """Return the images that the owner uploaded; one in another's words is a part of them."""
    found: list[_Place] = []
    for event, place in parse_events(source):
        start, end = place["start"], place["end"]
        if found and start < found[-1].end:
            if end < found[-1].end:
                found[-1].words_end = max(found[-1].words_end, end)
        elif _is_own_image(event):
            found.append(_Place(start, start + 2, end))
    return found


def _is_own_image(event: Any) -> bool:
    tag = event.get("Start") if isinstance(event, dict) else None
    return isinstance(tag, dict) and "Image" in tag and bool(own_digest(tag["Image"]["dest_url"]))


def _note(words: str) -> str:
    note = _("image, not in this file")
    return f"*{words} ({note})*" if words else f"*({note})*"
