"""What the rooms above add to a person's data: readable files, and what lies beside the database.

A room registers its part when it is loaded; nothing here knows which rooms there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from accounts.models import User

ReadableFile = tuple[str, bytes]
"""A path within the archive, and the bytes."""


@dataclass(frozen=True, slots=True)
class PersonalPart:
    """`readable` gives files for the person; `prepare_removal` is told before the rows go, and returns what is done
    after they are gone: it removes stored files and what nobody refers to any more."""

    name: str
    readable: Callable[[User], Iterable[ReadableFile]]
    prepare_removal: Callable[[User], Callable[[], None]]


_places: dict[str, str] = {}


def register(name: str, place: str) -> None:
    """Say where a room's part stands, as `module.PART`; it is loaded when somebody asks for it."""
    _places[name] = place


def parts() -> list[PersonalPart]:
    """Return the parts of all rooms."""
    return [import_string(place) for _name, place in sorted(_places.items())]
