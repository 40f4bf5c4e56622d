"""The program of a reading process: it loads the readers once, and reads each file in a bounded fork of its own."""

import sys
from typing import IO, Any


def _answer(request: dict[str, Any], source: IO[bytes], out: IO[bytes]) -> None:
    """Read the file and write the answer."""
    from django.utils.translation import override

    from artifacts.sources.importing.isolated.answers import write_answer, write_fault, write_refusal
    from common.errors import ApplicationError

    data = source.read(request["bytes"])
    with override(request["language"]):
        try:
            write_answer(out, _read(request, data))
        except ApplicationError as refusal:
            write_refusal(out, refusal)
        except Exception as fault:
            write_fault(out, fault)


def _read(request: dict[str, Any], data: bytes) -> Any:
    from artifacts.rows.enums import KindName
    from artifacts.sources.importing.choices import choices_from_json
    from artifacts.sources.importing.pasted import read_pasted
    from artifacts.sources.importing.reading import read_file

    if request["is_pasted"]:
        return read_pasted(data)
    kind = KindName(request["kind"]) if request["kind"] else None
    return read_file(request["name"], data, kind, choices_from_json(request["choices"]))


def _load(locale: str) -> None:
    """Load the readers with settings of their own: the languages, and neither addresses nor keys."""
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True, LANGUAGE_CODE="en", LOCALE_PATHS=[locale], INSTALLED_APPS=[])
    django.setup()
    import artifacts.sources.importing.isolated.answers
    import artifacts.sources.importing.pasted
    import artifacts.sources.importing.reading  # noqa: F401  loaded before the forks, so that each begins at once


if __name__ == "__main__":
    root, locale_folder, bytes_given, seconds_given = sys.argv[1:]
    sys.path.insert(0, root)
    _load(locale_folder)
    from common.bounded.children import serve

    serve(_answer, int(bytes_given), int(seconds_given))
