"""Collect the static files, but only when one of their sources changed: compressing them takes several seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from common.digests import content_digest


def collect_if_changed() -> None:
    """Bring STATIC_ROOT up to date; a note beside the files says which sources they were made from."""
    note = Path(settings.STATIC_ROOT) / "sources.digest"
    digest = sources_digest()
    if note.is_file() and note.read_text() == digest:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    note.write_text(digest)


def sources_digest() -> str:
    """Return one digest of the names and contents of all sources, and of the way they are stored."""
    storage = str(settings.STORAGES["staticfiles"])
    return content_digest("\n".join([storage, *_sources()]).encode())


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(None):
            yield f"{name} {hashlib.sha256(Path(storage.path(name)).read_bytes()).hexdigest()}"
