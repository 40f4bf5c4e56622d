"""The program of a query process: it loads the database once, and answers each query in a bounded fork of its own."""

import json
import sys
from typing import IO, Any


def _answer(request: dict[str, Any], source: IO[bytes], out: IO[bytes]) -> None:
    """Read what is asked, answer, and write it as one line of JSON."""
    from django.utils.translation import override

    from artifacts.queries.sandbox.exchange import answered

    head = json.loads(source.read(request["head"]))
    with override(head["language"]):
        line = answered(head, source.read(request["bytes"] - request["head"]))
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n")


def _load(locale: str) -> None:
    """Load the database with settings of their own: the languages, and neither addresses nor keys."""
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True, LANGUAGE_CODE="en", LOCALE_PATHS=[locale], INSTALLED_APPS=[])
    django.setup()
    import artifacts.queries.sandbox.exchange  # noqa: F401  loaded before the forks, so that each begins at once


if __name__ == "__main__":
    root, locale_folder, bytes_given, seconds_given = sys.argv[1:]
    sys.path.insert(0, root)
    _load(locale_folder)
    from common.bounded.children import serve

    serve(_answer, int(bytes_given), int(seconds_given))
