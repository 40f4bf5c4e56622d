"""The recipes of CONTRIBUTING.md with throwaway names: what each writes, by file, in a copy of the tree."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polib

Edit = Callable[[Path], None]


def new(text: str) -> Edit:
    """Return what writes a file that is not there yet."""

    def write(path: Path) -> None:
        assert not path.exists(), path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write


def put(text: str, *, before: str = "", after: str = "", instead: str = "") -> Edit:
    """Return what puts text beside a place of a file, or in its stead."""

    def write(path: Path) -> None:
        old, place = path.read_text(), before or after or instead
        assert old.count(place) == 1, (path, place)
        found = {before: text + place, after: place + text}.get(place, text)
        path.write_text(old.replace(place, found))

    return write


def append(text: str) -> Edit:
    """Return what adds to the end of a file."""
    return lambda path: path.write_text(path.read_text() + text)


def translate(sentences: Mapping[str, str]) -> dict[str, Edit]:
    """Return what adds Spanish sentences to the catalogue and compiles it."""
    return _catalogue("templates/locale/es/LC_MESSAGES", sentences)


def _catalogue(folder: str, sentences: Mapping[str, str]) -> dict[str, Edit]:
    def add(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
        catalogue.metadata |= {"Content-Type": "text/plain; charset=UTF-8"}
        catalogue.extend(polib.POEntry(msgid=word, msgstr=meaning) for word, meaning in sentences.items())
        catalogue.save(str(path))

    def compile_(path: Path) -> None:
        polib.pofile(str(path.with_suffix(".po"))).save_as_mofile(str(path))

    return {f"{folder}/django.po": add, f"{folder}/django.mo": compile_}


LOG = {"CHANGELOG.md": append("- Something new.\n")}

RENDERER = '''"""Table -> values with tabs between them."""

from exports.sheets.delimited import write_table


def render(source, out_path, options, progress, house_style):
    return write_table(source.content, out_path, progress, delimiter="\\t")
'''
READER = """from exports.sheets.delimited import count_table


def read_table(path, source, options):
    return count_table(path, delimiter="\\t")
"""
ROW = """    ExportFormat(
        T,
        FileType(F.TSV, _("Tabs (.tsv)"), "tsv", "text/tab-separated-values; charset=utf-8"),
        _("Plain values with tabs."),
        "table_tsv",
        "tsv.read_table",
    ),
"""
CONVERSION = '''

def to_list(source: Source, _chosen: Chosen) -> Parsed[DocumentContent]:
    """Return the names of the columns as a list."""
    names = "\\n".join(f"- {column.name}" for column in source.stored.columns)
    return Parsed(document_of(source.title, names))
'''
PROVIDER = '''from llm.protocol import Finished, FinishReason, TextDelta


class Parrot:
    """Says it again."""

    async def stream(self, request):
        yield TextDelta(request.messages[-1].content.upper())
        yield Finished(FinishReason.STOP)


def build():
    return Parrot()
'''
GREEK = (
    'name = "Ελληνικά"\nletters = "\\u0370-\\u03ff"\nnumbers = "ενα/μια, δυο, τρια, τεσσερα, πεντε, εξι, επτα, οκτω, '
    'εννεα, δεκα"\nwords = "και, το, τον, την, με, για, σε, απο"\n[phrases]\ncreate = "φτιαξε, δημιουργησε"\n'
    'write = "γραψε"\ntable = "πινακα*"\ntable_form = "σε πινακα"\nspreadsheet = "υπολογιστικο φυλλο"\n'
    'calc = "προϋπολογισμο*"\ndocument = "αναφορα*"\nhowto = "πως να"\nquestion = "τι, ποιος, πως, ποτε"\n'
    'refuse = "χωρις, οχι"\nabout = "τι ειναι, εξηγησε"\n'
)

WALKS: Mapping[str, Mapping[str, Edit]] = {
    "Add an export format": {
        "exports/rows/enums.py": put('    TSV = "tsv"\n', before='    PREVIEW = "preview"\n'),
        "exports/renderers/table_tsv.py": new(RENDERER),
        "exports/readers/tsv.py": new(READER),
        "exports/formats/registry.py": put(ROW, after="FORMATS: tuple[ExportFormat, ...] = (\n"),
        "tests/exports/renderers/test_table_tsv.py": new("def test_opens() -> None: ...\n"),
        **translate({"Tabs (.tsv)": "Tabuladores (.tsv)", "Plain values with tabs.": "Valores con tabuladores."}),
        **LOG,
    },
    "Add a conversion": {
        "artifacts/sources/conversions/table.py": append(CONVERSION),
        "artifacts/sources/conversions/registry.py": put(
            "    (KindName.TABLE, KindName.DOCUMENT): table.to_list,\n",
            instead="    (KindName.TABLE, KindName.DOCUMENT): table.to_document,\n",
        ),
        "tests/artifacts/sources/conversions/test_list.py": new("def test_lists() -> None: ...\n"),
        **LOG,
    },
    "Add a starter": {
        "artifacts/sources/starters.py": put(
            '    "poem": Starter(KindName.DOCUMENT, gettext_lazy("Ode"), gettext_lazy("# O\\n\\nO you\\n")),\n',
            before='    "spreadsheet": Starter(',
        ),
        "tests/artifacts/sources/test_starters.py": append("\n\ndef test_ode() -> None: ...\n"),
        **translate({"Ode": "Oda", "# O\n\nO you\n": "# Oh\n\nOh tú\n"}),
        **LOG,
    },
    "Add a model provider": {
        "llm/providers/parrot.py": new(PROVIDER),
        "llm/providers/registry.py": put('    PARROT = "parrot"\n', before='    OFFLINE = "offline"\n'),
        "llm/client.py": put(
            "ProviderName.PARROT if is_offline() else ", instead="ProviderName.OFFLINE if is_offline() else "
        ),
        "tests/llm/providers/test_parrot.py": new("def test_parrot() -> None: ...\n"),
        **LOG,
    },
    "Add a language of the interface": {
        "config/settings.py": put('("eo", "Esperanto"), ', before='("es", _("Spanish"))'),
        **_catalogue("templates/locale/eo/LC_MESSAGES", {"Artifacts": "Biblioteko", "Library": "Biblioteko"}),
        **LOG,
    },
    "Add a language of the gate": {"gatekeeper/languages/el.toml": new(GREEK)},
    "Add a setting": {
        "config/settings.py": append('MOTTO = env.str("MOTTO", default="none")\n'),
        "docs/configuration.md": put("| `MOTTO` | `none` | what is said |\n", before="| `DEBUG` | off |"),
        ".env.example": append("\n# MOTTO=none\n"),
        **LOG,
    },
}


def write_all(tree: Path) -> None:
    """Follow every recipe in the tree."""
    for walk in WALKS.values():
        for name, edit in walk.items():
            edit(tree / name)
