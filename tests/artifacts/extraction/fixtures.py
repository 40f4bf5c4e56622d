"""Answers as models really write them: per kind one good content and the ways in which it arrives."""

from dataclasses import dataclass
from typing import Any

from artifacts.extraction.markers import CLOSE_MARKER, open_marker
from artifacts.extraction.pieces import CloseReason
from artifacts.rows.enums import KindName

TABLE, DOCUMENT, SPREADSHEET = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
TITLE = "Vans"
BEFORE = "Here is what you asked for."
AFTER = "Tell me if you want more."
AROUND = f"{BEFORE}\n\n{AFTER}"

TABLE_TEXT = """\
| Van | Price | Note |
| --- | ---: | --- |
| Kangoo | 35000 | small |
| Vito | 52000 | large |
| Partner | 36000 | |
| Traffic | 47000 | long |
"""
DOCUMENT_TEXT = """\
# Vans

Electric vans are quiet and cheap to run. This report compares the ones that a small firm can buy today, by price,
range and payload, and says which of them suits whom.

## Price

- Kangoo: 35,000
- Vito: 52,000

## Range

All of them reach 300 km in summer. In winter it is less.
"""
SHEET_TEXT = """\
## Budget

| Item | Price | Count | Cost |
| --- | --- | --- | --- |
| Chair | 40 | 6 | =B2*C2 |
| Table | 120 | 2 | =B3*C3 |
| Lamp | 30 | 4 | =B4*C4 |
| Total | | | =SUM(D2:D4) |

## Notes

| Note |
| --- |
| Ask for a discount |
"""
TEXTS = {TABLE: TABLE_TEXT, DOCUMENT: DOCUMENT_TEXT, SPREADSHEET: SHEET_TEXT}
TABLE_JSON = '{"columns": ["Van", "Price"], "rows": [["Kangoo", 35000], ["Vito", 52000]]}'
OBJECTS_JSON = '[{"Van": "Kangoo", "Price": 35000}, {"Van": "Vito", "Price": 52000}]'
SHEETS_JSON = '{"sheets": [{"name": "Budget", "cells": {"A1": "Rent", "B1": 900, "B2": "=SUM(B1:B1)"}}]}'
CSV = 'Van,Price,Note\nKangoo,35000,"small, red"\nVito,52000,large\nPartner,36000,\n'


@dataclass(frozen=True, slots=True)
class Case:
    """An answer; `titles` are those of its artifacts, `chat` is its whole chat text."""

    name: str
    kind: KindName | None
    answer: str
    chat: str
    titles: tuple[str, ...] = (TITLE,)
    kinds: tuple[KindName, ...] = ()
    reason: CloseReason = CloseReason.COMPLETE
    is_whole: bool = True  # the content is the kind's whole good content
    holds: Any = None  # what the first artifact holds, if that is something else

    def expected_kinds(self) -> tuple[KindName, ...]:
        """Return the kinds of its artifacts."""
        return self.kinds or tuple(self.kind or TABLE for _title in self.titles)


def wrapped(kind: KindName, opening: str = "", closing: str = CLOSE_MARKER, body: str = "") -> str:
    opening = opening or open_marker(kind, TITLE)
    return f"{BEFORE}\n\n{opening}\n{body or TEXTS[kind]}{closing}\n\n{AFTER}\n"


def both(name: str, kind: KindName, answer: str) -> Case:
    return Case(f"{kind.value} {name}", kind, answer, f"{BEFORE}\n\n{AFTER}")


def _of_every_kind(kind: KindName) -> list[Case]:
    """Return what happens to markers, whatever the kind."""
    name, text = kind.value, TEXTS[kind]
    opening = open_marker(kind, TITLE)
    variants = {
        "good": opening,
        "single brackets": f'[artifact kind="{name}" title="{TITLE}"]',
        "doubled brackets": f'[[[[artifact kind="{name}" title="{TITLE}"]]]]',
        "swapped brackets": f']]artifact kind="{name}" title="{TITLE}"[[',
        "uneven brackets": f'[[artifact kind="{name}" title="{TITLE}"]',
        "no closing brackets": f'[[artifact kind="{name}" title="{TITLE}"',
        "curly brackets": f'{{{{artifact kind="{name}" title="{TITLE}"}}}}',
        "spaces": f'[[ artifact  kind = "{name}"  title = "{TITLE}" ]]',
        "smart quotes": f"[[artifact kind=“{name}” title=“{TITLE}”]]",
        "single quotes": f"[[artifact kind='{name}' title='{TITLE}']]",
        "no quotes": f"[[artifact kind={name} title={TITLE}]]",
        "escaped": f'\\[\\[artifact kind=\\"{name}\\" title=\\"{TITLE}\\"\\]\\]',
        "bold": f"**{opening}**",
        "inline code": f"`{opening}`",
        "colon": f'[[artifact: {name} "{TITLE}"]]',
        "tag": f'<artifact type="{name}" title="{TITLE}">',
        "upper case": f'[[ARTIFACT KIND="{name.upper()}" TITLE="{TITLE}"]]',
        "other word": f'[[artefact kind="{name}" title="{TITLE}"]]',
    }
    cases = [both(f"marker {variant}", kind, wrapped(kind, marker)) for variant, marker in variants.items()]
    closings = {
        "single brackets": "[/artifact]",
        "tag": "</artifact>",
        "end": "[[end artifact]]",
        "slash behind": "[[artifact/]]",
        "repeated": opening,
        "with attributes": f'[[/artifact kind="{name}"]]',
        "bold": "**[[/artifact]]**",
        "swapped": "]]/artifact[[",
    }
    cases += [both(f"end {variant}", kind, wrapped(kind, closing=end)) for variant, end in closings.items()]
    fenced = f"```\n{opening}\n{text}{CLOSE_MARKER}\n```"
    in_fence = f"```markdown\n{text}```\n"
    cases += [
        Case(f"{name} unclosed", kind, f"{BEFORE}\n{opening}\n{text}", BEFORE),
        Case(f"{name} doubled marker", kind, f"{BEFORE}\n{opening}\n{opening}\n{text}{CLOSE_MARKER}\n", BEFORE),
        both("markers in a fence", kind, f"{BEFORE}\n\n{fenced}\n\n{AFTER}"),
        both("marker alone in a fence", kind, f"{BEFORE}\n```\n{opening}\n```\n{text}{CLOSE_MARKER}\n{AFTER}"),
        both("fenced content", kind, wrapped(kind, body=in_fence)),
        both("end inside the fence", kind, f"{BEFORE}\n{opening}\n```md\n{text}{CLOSE_MARKER}\n```\n{AFTER}"),
        both("text before the marker", kind, f"{BEFORE} {opening}\n{text}{CLOSE_MARKER} {AFTER}"),
        both("thinking", kind, f"<think>\nA {name}?\n{opening}\n</think>\n\n" + wrapped(kind)),
        both("windows line ends", kind, wrapped(kind).replace("\n", "\r\n")),
        Case(f"{name} no kind asked", None, wrapped(kind), f"{BEFORE}\n\n{AFTER}", kinds=(kind,)),
        Case(
            f"{name} marker without kind",
            kind,
            wrapped(kind, f'[[artifact title="{TITLE}"]]'),
            f"{BEFORE}\n\n{AFTER}",
        ),
        Case(
            f"{name} two artifacts",
            kind,
            f"{opening}\n{text}{CLOSE_MARKER}\n{AFTER}\n{open_marker(kind, 'More')}\n{text}{CLOSE_MARKER}\n",
            AFTER,
            titles=(TITLE, "More"),
        ),
        Case(
            f"{name} empty", kind, f"{BEFORE}\n{opening}\n\n{CLOSE_MARKER}\n{AFTER}", f"{BEFORE}\n\n{AFTER}", titles=()
        ),
        Case(
            f"{name} half marker at the end",
            kind,
            f'{BEFORE}\n\n[[artifact kind="{name}',
            BEFORE,
            titles=(),
            reason=CloseReason.LENGTH,
        ),
    ]
    return cases


CASES = [
    *_of_every_kind(TABLE),
    *_of_every_kind(DOCUMENT),
    *_of_every_kind(SPREADSHEET),
    Case("table unmarked", TABLE, f"{BEFORE}\n\n{TABLE_TEXT}\n{AFTER}", f"{BEFORE}\n\n{AFTER}", ("Hint",)),
    Case("table unmarked with heading", TABLE, f"{BEFORE}\n\n### Vans\n\n{TABLE_TEXT}", BEFORE),
    Case(
        "table unmarked in a fence",
        TABLE,
        f"{BEFORE}\n```markdown\n{TABLE_TEXT}```\n{AFTER}",
        f"{BEFORE}\n\n{AFTER}",
        ("Hint",),
    ),
    Case(
        "table unmarked after a smaller one",
        TABLE,
        f"| a |\n|---|\n| b |\n\n{TABLE_TEXT}",
        "| a |\n|---|\n| b |",
        ("Hint",),
    ),
    Case(
        "table unmarked json",
        TABLE,
        f"{BEFORE}\n{TABLE_JSON}\n{AFTER}",
        f"{BEFORE}\n\n{AFTER}",
        ("Hint",),
        is_whole=False,
    ),
    Case(
        "table unmarked json objects in a fence",
        TABLE,
        f"{BEFORE}\n```json\n{OBJECTS_JSON}\n```\n",
        BEFORE,
        ("Hint",),
        is_whole=False,
    ),
    Case(
        "table unmarked csv in a fence",
        TABLE,
        f"{BEFORE}\n```csv\n{CSV}```\n{AFTER}",
        f"{BEFORE}\n\n{AFTER}",
        ("Hint",),
        is_whole=False,
    ),
    Case(
        "table unmarked csv",
        TABLE,
        f"{BEFORE}\n\nVan,Price\nKangoo,1\nVito,2\n\n{AFTER}",
        AROUND,
        ("Hint",),
        is_whole=False,
    ),
    Case(
        "table of prose",
        TABLE,
        f"{BEFORE}\n{open_marker(TABLE, TITLE)}\nI cannot.\n{CLOSE_MARKER}",
        f"{BEFORE}\n\nI cannot.",
        titles=(),
    ),
    Case(
        "table refused",
        TABLE,
        "I am sorry, I cannot do that, because I do not know.",
        "I am sorry, I cannot do that, because I do not know.",
        titles=(),
    ),
    Case("table marked json", TABLE, wrapped(TABLE, body=f"{TABLE_JSON}\n"), f"{BEFORE}\n\n{AFTER}", is_whole=False),
    Case(
        "table marked json objects",
        TABLE,
        wrapped(TABLE, body=f"```json\n{OBJECTS_JSON}\n```\n"),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case("table marked csv", TABLE, wrapped(TABLE, body=CSV), f"{BEFORE}\n\n{AFTER}", is_whole=False),
    Case(
        "table with text around",
        TABLE,
        wrapped(TABLE, body=f"The table:\n\n{TABLE_TEXT}\nPrices in EUR.\n"),
        f"{BEFORE}\n\nThe table:\n\nPrices in EUR.\n\n{AFTER}",
    ),
    Case(
        "table with its title as heading",
        TABLE,
        wrapped(TABLE, body=f"## Vans\n\n{TABLE_TEXT}"),
        f"{BEFORE}\n\n{AFTER}",
    ),
    Case(
        "table without outer pipes",
        TABLE,
        wrapped(TABLE, body="a | b\n--- | ---\n1 | 2\n"),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case(
        "two tables between two markers",
        TABLE,
        wrapped(TABLE, body=f"{TABLE_TEXT}\n| Van | Seats |\n|---|---|\n| Kangoo | 2 |\n"),
        f"{BEFORE}\n\n{AFTER}",
        titles=(TITLE, "Hint"),
        is_whole=False,
    ),
    Case("document unmarked", DOCUMENT, f"{BEFORE}\n\n{DOCUMENT_TEXT}", BEFORE),
    Case(
        "document unmarked in a fence",
        DOCUMENT,
        f"{BEFORE}\n\n```markdown\n{DOCUMENT_TEXT}```\n\n{AFTER}",
        f"{BEFORE}\n\n{AFTER}",
    ),
    Case("document short and unmarked", DOCUMENT, f"{BEFORE}\n\n# Vans\n\nGood.", BEFORE, is_whole=False),
    Case(
        "document refused", DOCUMENT, "I am sorry, I cannot write that.", "I am sorry, I cannot write that.", titles=()
    ),
    Case(
        "document with code in a wrapper",
        DOCUMENT,
        wrapped(DOCUMENT, body="```markdown\n# Vans\n\n```py\nx = 1\n```\n\n```\nplain\n```\n\nEnd.\n```\n"),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case(
        "document as json",
        DOCUMENT,
        wrapped(DOCUMENT, body='{"title": "Vans", "content": "# Vans"}\n'),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case("spreadsheet unmarked", SPREADSHEET, f"{BEFORE}\n\n{SHEET_TEXT}\n{AFTER}", f"{BEFORE}\n\n{AFTER}", ("Hint",)),
    Case(
        "spreadsheet unmarked json in a fence",
        SPREADSHEET,
        f"{BEFORE}\n\n```json\n{SHEETS_JSON}\n```\n",
        BEFORE,
        ("Hint",),
        is_whole=False,
    ),
    Case(
        "spreadsheet marked json",
        SPREADSHEET,
        wrapped(SPREADSHEET, body=f"{SHEETS_JSON}\n"),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case(
        "spreadsheet marked json objects",
        SPREADSHEET,
        wrapped(SPREADSHEET, body=f"{OBJECTS_JSON}\n"),
        f"{BEFORE}\n\n{AFTER}",
        is_whole=False,
    ),
    Case(
        "spreadsheet marked csv", SPREADSHEET, wrapped(SPREADSHEET, body=CSV), f"{BEFORE}\n\n{AFTER}", is_whole=False
    ),
    Case(
        "plain chat with a table",
        None,
        f"{BEFORE}\n\n{TABLE_TEXT}\n{AFTER}",
        f"{BEFORE}\n\n{TABLE_TEXT}\n{AFTER}",
        titles=(),
    ),
    Case(
        "plain chat with brackets",
        None,
        "See [[wiki]] and [a link](https://x.org), or [artifact] `[[`",
        "See [[wiki]] and [a link](https://x.org), or [artifact] `[[`",
        titles=(),
    ),
    Case(
        "table with blank lines between its rows",
        TABLE,
        wrapped(TABLE, body=TABLE_TEXT.replace("|\n| V", "|\n\n| V").replace("|\n| P", "|\n\n\n| P")),
        f"{BEFORE}\n\n{AFTER}",
    ),
    Case(
        "table unmarked with blank lines between its rows",
        TABLE,
        f"{BEFORE}\n\n{TABLE_TEXT.replace('| T', chr(10) + '| T')}\n{AFTER}",
        f"{BEFORE}\n\n{AFTER}",
        ("Hint",),
    ),
    Case("thought without beginning", None, f"</think>\n\n{BEFORE}", BEFORE, titles=()),
    Case("stray close marker", None, f"{BEFORE}\n[[/artifact]]\n{AFTER}", f"{BEFORE}\n{AFTER}", titles=()),
    Case("endless thought", None, "<think>The answer is 4.", "The answer is 4.", titles=()),
    Case("thought in code", None, "```\n<think>\nx\n</think>\n```", "```\n<think>\nx\n</think>\n```", titles=()),
    Case(
        "mixed kinds",
        TABLE,
        f"{open_marker(TABLE, TITLE)}\n{TABLE_TEXT}{CLOSE_MARKER}\n"
        f"{open_marker(DOCUMENT, TITLE)}\n{DOCUMENT_TEXT}{CLOSE_MARKER}",
        "",
        titles=(TITLE, TITLE),
        kinds=(TABLE, DOCUMENT),
    ),
]
