"""Archive and restore, one file for each artifact: whatever is interrupted goes on where it stopped."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from artifacts.archive.errors import NotRestored
from artifacts.archive.lines import lines_of
from artifacts.archive.places import Place
from artifacts.archive.restoring import restore_lines
from artifacts.rows.models import Artifact


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with one file; `refusal` says why it was left."""

    name: str
    is_done: bool = False
    refusal: str = ""


def archive(place: Place, artifacts: QuerySet[Artifact]) -> Iterator[Outcome]:
    """Write a file for each artifact that the place does not hold in this state; an older one of it goes."""
    known = place.names()
    older: dict[str, list[str]] = {}
    for name in known:
        older.setdefault(name.split(".")[0], []).append(name)
    for artifact in artifacts.select_related("owner").order_by("pk").iterator(chunk_size=100):
        name = f"{artifact.pk}.{artifact.head_number}.jsonl"
        if name in known:
            yield Outcome(name)
            continue
        place.write(name, lines_of(artifact))
        for old in older.get(str(artifact.pk), ()):
            place.remove(old)
        yield Outcome(name, is_done=True)


def restore(place: Place, ids: Collection[str] | None = None) -> Iterator[Outcome]:
    """Bring back every artifact of the place, or those with these ids; what is there already stays as it is."""
    for name in sorted(name for name in place.names() if ids is None or name.split(".")[0] in ids):
        try:
            with place.open(name) as file:
                yield Outcome(name, is_done=restore_lines(file))
        except (NotRestored, json.JSONDecodeError, KeyError, ValueError) as refusal:
            yield Outcome(name, refusal=str(refusal) or "The file is damaged.")
