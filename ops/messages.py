"""What the tree says to people, beside the catalogue that says it in Spanish: `python -m ops.messages` refreshes it.

Labels that came are added without a translation, those that went are left out, the rest stays where it is. The
compiled catalogue is written with it. No entry has a place or a date, so that a change shows what changed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "templates" / "locale" / "es" / "LC_MESSAGES" / "django.po"
ROOMS = ("accounts", "artifacts", "chat", "common", "config", "exports", "gatekeeper", "llm", "rollout", "telemetry")
KEYWORDS = (
    *("gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3"),
    *("pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"),
)
Key = tuple[str | None, str, str]


def labels_of_tree(root: Path = ROOT) -> polib.POFile:
    """Return an entry for each label of Python and templates, as `makemessages` finds them."""
    with tempfile.TemporaryDirectory() as folder:
        names = [*_modules(root), *_templates(root, Path(folder))]
        command = [
            "xgettext",
            "--from-code=UTF-8",
            "--language=Python",
            "--no-location",
            "--output=-",
            "--files-from=-",
        ]
        answer = subprocess.run(  # noqa: S603  our own arguments
            [*command, "--files-from=-", *(f"--keyword={keyword}" for keyword in KEYWORDS)],
            input="\n".join(names),
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
        )
    return polib.pofile(answer.stdout)


def key_of(entry: polib.POEntry) -> Key:
    """Return what names a label: its context, and what it says of one and of many."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def refresh(catalogue: polib.POFile, labels: polib.POFile) -> None:
    """Add what came and take what went."""
    known, wanted = {key_of(entry) for entry in catalogue}, {key_of(entry) for entry in labels}
    for entry in [entry for entry in catalogue if key_of(entry) not in wanted]:
        catalogue.remove(entry)
    for entry in labels:
        if key_of(entry) not in known:
            fresh = {"msgctxt": entry.msgctxt, "msgid": entry.msgid, "msgid_plural": entry.msgid_plural}
            plurals = {0: "", 1: ""} if entry.msgid_plural else {}
            catalogue.append(polib.POEntry(**fresh, msgstr_plural=plurals))


def _modules(root: Path) -> list[str]:
    paths = (path for room in ROOMS for path in sorted((root / room).rglob("*.py")))
    return [str(path) for path in paths if "migrations" not in path.parts]


def _templates(root: Path, folder: Path) -> list[str]:
    """Write each template as Python that asks for its labels, and return the names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.utils.translation.template import templatize

    written = []
    folders = [root / "templates", *((root / room / "templates") for room in ROOMS)]
    paths = (path for one in folders for path in sorted(one.rglob("*.*")) if path.suffix in {".html", ".txt"})
    for number, path in enumerate(paths):
        copy = folder / f"{number}.py"
        copy.write_text(templatize(path.read_text(), origin=str(path)))
        written.append(str(copy))
    return written


def main() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    refresh(catalogue, labels_of_tree())
    catalogue.save()
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = [entry.msgid for entry in catalogue.untranslated_entries()]
    sys.stdout.write("".join(f"to be translated: {text}\n" for text in missing))


if __name__ == "__main__":
    main()
