"""Further answers as models really write them: each shape once for every kind, then what only one kind can be."""

from artifacts.extraction.markers import CLOSE_MARKER, open_marker
from artifacts.extraction.pieces import CloseReason
from artifacts.rows.enums import KindName
from tests.artifacts.extraction.fixtures import (
    AFTER,
    AROUND,
    BEFORE,
    DOCUMENT,
    DOCUMENT_TEXT,
    SPREADSHEET,
    TABLE,
    TABLE_TEXT,
    TEXTS,
    TITLE,
    Case,
    both,
    wrapped,
)
from tests.artifacts.extraction.shapes_of_sheets import SHEETS

SYNONYMS = {TABLE: "csv", DOCUMENT: "report", SPREADSHEET: "Excel workbook"}


def _markers(kind: KindName) -> list[Case]:
    """Return markers that stand in other Markdown, are worded otherwise or share their line."""
    name, opening = kind.value, open_marker(kind, TITLE)
    openings = {
        "title first": f'[[artifact title="{TITLE}" kind="{name}"]]',
        "further attributes": f'[[artifact id="a1" kind="{name}" lang="en" title="{TITLE}"]]',
        "common name": f'[[artifact kind="{SYNONYMS[kind]}" title="{TITLE}"]]',
        "commas": f'[[artifact, kind="{name}", title="{TITLE}"]]',
        "colons in attributes": f'[[artifact kind: "{name}" title: "{TITLE}"]]',
        "angle brackets twice": f'<<artifact kind="{name}" title="{TITLE}">>',
        "full-width brackets": f'【artifact kind="{name}" title="{TITLE}"】',
        "low quotes": f"[[artifact kind=„{name}“ title=„{TITLE}“]]",
        "self-closing tag": f'<artifact kind="{name}" title="{TITLE}" />',
        "prefixed tag": f'<antArtifact type="{name}" title="{TITLE}">',
        "as a heading": f"### {opening}",
        "as a list item": f"- {opening}",
        "in a quote": f"> {opening}",
        "in a comment": f"<!-- {opening} -->",
        "indented": f"    {opening}",
        "italic": f"_{opening}_",
        "with a blank line before the content": f"{opening}\n\n",
    }
    cases = [both(f"marker {shape}", kind, wrapped(kind, marker)) for shape, marker in openings.items()]
    ends = {
        "as a heading": f"### {CLOSE_MARKER}",
        "upper case": CLOSE_MARKER.upper(),
        "twice": f"{CLOSE_MARKER}\n{CLOSE_MARKER}",
        "with a dash": "[[end-artifact]]",
        "backslash": "[[\\artifact]]",
        "inline code": f"`{CLOSE_MARKER}`",
        "angle brackets twice": "<</artifact>>",
    }
    cases += [both(f"end {shape}", kind, wrapped(kind, closing=end)) for shape, end in ends.items()]
    return cases


def _surroundings(kind: KindName) -> list[Case]:
    """Return what stands around and between the markers."""
    name, text = kind.value, TEXTS[kind]
    opening = open_marker(kind, TITLE)
    other = open_marker(kind, "More")
    cut = CloseReason.LENGTH
    return [
        both("thought behind the marker", kind, wrapped(kind, body=f"<think>\nWhich?\n</think>\n{text}")),
        both("thought behind the content", kind, f"{wrapped(kind)}<think>\nDone?\n</think>\n"),
        both("thought of another name", kind, f"<reasoning>{opening}</reasoning>\n{wrapped(kind)}"),
        both("tilde fence", kind, wrapped(kind, body=f"~~~markdown\n{text}~~~\n")),
        both("fence without a language", kind, wrapped(kind, body=f"```\n{text}```\n")),
        both("fence with blank lines in it", kind, wrapped(kind, body=f"```markdown\n\n{text}\n\n```\n")),
        both("unclosed fence in it", kind, wrapped(kind, body=f"```markdown\n{text}")),
        both("end on the last line", kind, f"{BEFORE}\n\n{opening}\n{text.rstrip()}{CLOSE_MARKER}\n\n{AFTER}"),
        both("carriage returns", kind, wrapped(kind).replace("\n", "\r")),
        both("byte order mark and blank lines", kind, f"\n\n\n{wrapped(kind)}\n\n\n"),
        Case(
            f"{name} title with brackets and quotes",
            kind,
            wrapped(kind, f'[[artifact kind="{name}" title=\'Vans [2026] "new"\']]'),
            AROUND,
            titles=('Vans [2026] "new"',),
        ),
        Case(
            f"{name} second marker before the first one ends",
            kind,
            f"{BEFORE}\n{opening}\n{text}{other}\n{text}{CLOSE_MARKER}\n{AFTER}",
            AROUND,
            titles=(TITLE, "More"),
        ),
        Case(
            f"{name} three artifacts with words between",
            kind,
            f"{opening}\n{text}{CLOSE_MARKER}\nOne.\n{other}\n{text}{CLOSE_MARKER}\nTwo.\n{opening}\n{text}",
            "One.\n\nTwo.",
            titles=(TITLE, "More", TITLE),
        ),
        Case(f"{name} cut in the end marker", kind, f"{BEFORE}\n\n{opening}\n{text}[[/arti", BEFORE, reason=cut),
        Case(
            f"{name} cut in the words behind",
            kind,
            f"{BEFORE}\n\n{opening}\n{text}{CLOSE_MARKER}\nTell me if",
            f"{BEFORE}\n\nTell me if",
            reason=cut,
        ),
        Case(
            f"{name} cut in a thought",
            kind,
            f"{BEFORE}\n<think>\nA {name}? [[artifact",
            BEFORE,
            titles=(),
            reason=cut,
        ),
    ]


TABLES = [
    Case(
        "table ragged",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| 1 |\n| 2 | 3 |\n| |\n"),
        AROUND,
        holds=[[1, None], [2, 3], [None, None]],
    ),
    Case(
        "table of escaped pipes",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| x \\| y | `p \\| q` |\n| \\| | z |\n"),
        AROUND,
        holds=[["x | y", "p | q"], ["|", "z"]],
    ),
    Case(
        "table of every alignment",
        TABLE,
        wrapped(TABLE, body="|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n"),
        AROUND,
        holds=[[1, 2, 3, 4]],
    ),
    Case(
        "table of marks in cells",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| **x** | *y* and `z` |\n| ~~u~~ | [w](https://x.org) v |\n"),
        AROUND,
        holds=[["x", "y and z"], ["u", "w (https://x.org) v"]],
    ),
    Case(
        "table of codes and long numbers",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| 007 | 12345678901234567890 |\n| 012 | 1 |\n"),
        AROUND,
        holds=[["007", "12345678901234567890"], ["012", "1"]],
    ),
    Case(
        "table of one column",
        TABLE,
        wrapped(TABLE, body="| a |\n|---|\n| x |\n| y |\n"),
        AROUND,
        holds=[["x"], ["y"]],
    ),
    Case(
        "table that is indented",
        TABLE,
        wrapped(TABLE, body="  | a | b |\n  |---|---|\n  | x | y |\n"),
        AROUND,
        holds=[["x", "y"]],
    ),
    Case(
        "table under doubled headers",
        TABLE,
        wrapped(TABLE, body="| a | a | |\n|---|---|---|\n| 1 | 2 | 3 |\n"),
        AROUND,
        holds=[[1, 2, 3]],
    ),
    Case(
        "table with line breaks in cells",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| x<br>y | z<br/>w |\n"),
        AROUND,
        holds=[["x\ny", "z\nw"]],
    ),
    Case(
        "table as semicolons",
        TABLE,
        wrapped(TABLE, body="a;b\nx;1\ny;2\n"),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table as tabs in a fence",
        TABLE,
        wrapped(TABLE, body="```tsv\na\tb\nx\t1\ny\t2\n```\n"),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table as csv of quoted lines",
        TABLE,
        wrapped(TABLE, body='a,b\n"x\ny",1\n"say ""z""",2\n'),
        AROUND,
        holds=[["x\ny", 1], ['say "z"', 2]],
    ),
    Case(
        "table as headers and data",
        TABLE,
        wrapped(TABLE, body='{"headers": ["a", "b"], "data": [["x", 1], ["y", 2]]}\n'),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table as json in another object",
        TABLE,
        wrapped(TABLE, body='{"title": "T", "table": {"columns": [{"name": "a"}], "rows": [{"a": "x"}]}}\n'),
        AROUND,
        holds=[["x"]],
    ),
    Case(
        "table as loose json",
        TABLE,
        wrapped(TABLE, body='```json\n// vans\n[\n  {“a”: "x", "b": 1,},\n  {"a": "y", "b": 2},\n]\n```\n'),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table as json of uneven objects",
        TABLE,
        wrapped(TABLE, body='[{"a": "x"}, {"a": "y", "b": 2}]\n'),
        AROUND,
        holds=[["x", None], ["y", 2]],
    ),
    Case(
        "table as json lines",
        TABLE,
        wrapped(TABLE, body='{"a": "x", "b": 1}\n{"a": "y", "b": 2}\n'),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table as json that is cut",
        TABLE,
        f'{BEFORE}\n{open_marker(TABLE, TITLE)}\n{{"columns": ["a"],\n"rows": [["x"],\n["y"], ["z',
        BEFORE,
        reason=CloseReason.LENGTH,
        holds=[["x"], ["y"]],
    ),
    Case(
        "table cut in a row",
        TABLE,
        f"{BEFORE}\n{open_marker(TABLE, TITLE)}\n| a | b |\n|---|---|\n| x | 1 |\n| y | ",
        BEFORE,
        reason=CloseReason.LENGTH,
        holds=[["x", 1]],
    ),
    Case(
        "table with rows of dots",
        TABLE,
        wrapped(TABLE, body="| a | b |\n|---|---|\n| x | 1 |\n| ... | ... |\n...\n| y | 2 |\n(8 more rows)\n"),
        AROUND,
        holds=[["x", 1], ["y", 2]],
    ),
    Case(
        "table unmarked under a thought",
        TABLE,
        f"<think>\n| a |\n|---|\n| b |\n</think>\n{BEFORE}\n\n{TABLE_TEXT}",
        BEFORE,
        ("Hint",),
        is_whole=True,
    ),
    Case(
        "table in a list",
        TABLE,
        wrapped(TABLE, body="1. The vans:\n\n   | a | b |\n   |---|---|\n   | x | 1 |\n"),
        f"{BEFORE}\n\n1. The vans:\n\n{AFTER}",
        holds=[["x", 1]],
    ),
]

DOCUMENTS = [
    *(
        Case(f"document {name}", DOCUMENT, wrapped(DOCUMENT, body=text), AROUND, holds=text)
        for name, text in {
            "with a table": "# Vans\n\n| a | b |\n| --- | ---: |\n| x \\| y | 1 |\n\nEnd.\n",
            "with a ragged table": "# Vans\n\n| a | b |\n|---|---|\n| 1 |\n| 2 | 3 | 4 |\n",
            "with tasks and footnotes": "# Vans\n\n- [ ] one[^1]\n- [x] two\n\n[^1]: A note.\n",
            "with underlined headings": "Vans\n====\n\nOne.\n\nPrice\n-----\n\nTwo.\n",
            "with rules": "# Vans\n\nOne.\n\n---\n\nTwo.\n\n***\n\nThree.\n",
            "with json in code": '# Vans\n\n```json\n{"rows": [[1]]}\n```\n\nEnd.\n',
            "with brackets": "# Vans\n\nSee [[wiki]], [a link](https://x.org) and `[[x]]`.\n",
            "without headings": "One paragraph of words.\n\nAnother one.\n",
            "of a list": "- one\n  - two\n    - three\n\n1. four\n2. five\n",
            "of a quote": "> One.\n>\n> > Two.\n\nThree.\n",
            "with a code block that does not end": "# Vans\n\n```py\nx = 1\n",
        }.items()
    ),
    Case(
        "document in json",
        DOCUMENT,
        wrapped(DOCUMENT, body='```json\n{"markdown": "# Vans\\n\\nOne."}\n```\n'),
        AROUND,
        holds="# Vans\n\nOne.\n",
    ),
    Case(
        "document cut in a word",
        DOCUMENT,
        f"{BEFORE}\n{open_marker(DOCUMENT, TITLE)}\n# Vans\n\nOne par",
        BEFORE,
        reason=CloseReason.LENGTH,
        holds="# Vans\n\nOne par\n",
    ),
    Case(
        "document cut in code",
        DOCUMENT,
        f"{BEFORE}\n{open_marker(DOCUMENT, TITLE)}\n# Vans\n\n```py\nx = [1",
        BEFORE,
        reason=CloseReason.LENGTH,
        holds="# Vans\n\n```py\nx = [1\n",
    ),
    Case(
        "document unmarked under a thought", DOCUMENT, f"<think>\n# No\n</think>\n{BEFORE}\n\n{DOCUMENT_TEXT}", BEFORE
    ),
    Case("document alone", DOCUMENT, DOCUMENT_TEXT, ""),
]


SHAPES = [case for kind in (TABLE, DOCUMENT, SPREADSHEET) for case in (*_markers(kind), *_surroundings(kind))] + [
    *TABLES,
    *DOCUMENTS,
    *SHEETS,
]
