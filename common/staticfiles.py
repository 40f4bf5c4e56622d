"""Static files: one style sheet out of many, and hashed names for everything.

The parts under `static/css` are joined into `app.css` by a finder, so that development, tests and `collectstatic` see
the same file. The storage hashes names and follows the relative imports of ES modules; before anything was collected
it gives plain names.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from servestatic.storage import CompressedManifestStaticFilesStorage

STYLES = "app.css"
PARTS = Path(settings.BASE_DIR) / "static" / "css"


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed, compressed files with a manifest; imports are followed in our own modules only."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the plain one while nothing has been collected."""
        return super().stored_name(name) if self.hashed_files else name


class StylesFinder(BaseFinder):
    """Finds `app.css`, joined from its parts in order of their names; the first one declares the layers."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "styles")

    def check(self, **kwargs: Any) -> list[Any]:
        """Have nothing to object to."""
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        """Return where the joined sheet is, joining it anew."""
        if path != STYLES:
            return []
        target = join_styles(Path(self.storage.location))
        return [str(target)] if find_all else str(target)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the joined sheet for `collectstatic`."""
        join_styles(Path(self.storage.location))
        yield STYLES, self.storage


def join_styles(folder: Path) -> Path:
    """Write the joined sheet unless it is there already, and return its path."""
    text = "".join(part.read_text() for part in sorted(PARTS.rglob("*.css"), key=lambda part: part.name))
    target = folder / STYLES
    if not target.exists() or target.read_text() != text:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".new")
        temporary.write_text(text)
        temporary.replace(target)
    return target
