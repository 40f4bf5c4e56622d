"""Artifacts out of a seed: all kinds, scripts and sizes, each beside what a reader of its file must find."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.table.content import Cell, Column, ColumnType, TableContent
from artifacts.rows.enums import KindName
from exports.formats import registry
from exports.rows.enums import FormatName

WORDS = {
    "latin": "the quarterly report shows that revenue increased while office costs stayed flat affine fjord",
    "german": "Übergrößenträger Straße für Äpfel und Öl Maßstab Zwölf Boxkämpfer",
    "vietnamese": "Tiếng Việt rất đẹp người dùng báo cáo hàng quý",
    "combining": "cafe\u0301 n\u0303andu\u0301 a\u030angstro\u0308m Z\u030cizkov q\u0323\u0307",
    "greek": "Η γρήγορη αλεπού πηδάει πάνω από τον σκύλο",
    "cyrillic": "Съешь же ещё этих мягких французских булок Їжак",
    "hebrew": "שלום עולם דוח רבעוני של החברה",
    "arabic": "مرحبا بالعالم تقرير ربع سنوي عن المبيعات",
    "hindi": "नमस्ते दुनिया तिमाही रिपोर्ट बिक्री बढ़ी",
    "bengali": "ত্রৈমাসিক প্রতিবেদন বিক্রয় বেড়েছে",
    "tamil": "காலாண்டு அறிக்கை விற்பனை உயர்ந்தது",
    "thai": "รายงาน ไตรมาส ยอดขาย เพิ่มขึ้น",
    "chinese": "季度报告 显示 收入 增加 成本 保持 不变",
    "japanese": "四半期 レポート では 売上 が 増えた",
    "korean": "분기 보고서 매출 증가 비용 유지",
    "emoji": "🎉 🚀 👍🏽 👩‍💻 🇳🇴 ❤️ party",
    "symbols": "€ £ ¥ ± × ÷ ≤ ≥ ∑ √ → ← ½ № § ° µ “quoted” ‘single’ – — …",
}
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-x",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "a & b < c > d \"e\" 'f'",
    "*stars* _lines_ `ticks` [brackets](x)",
    "pipe | pipe",
    "back\\slash",
    "00123",
    "1e5",
    "TRUE",
    "{{ braces }} {% tag %}",
)
TIMES = (ColumnType.TIME, ColumnType.TIMESTAMP, ColumnType.DURATION)  # each format's own tests have them
TYPES = tuple(type_ for type_ in ColumnType if type_ not in TIMES)
ROWS = (0, 1, 2, 5, 9, 20, 40, 80)
MANY_ROWS = (301, 450)  # the streaming engine of PDF
COLUMNS = (1, 2, 3, 4, 5, 6, 8, 11)
MANY_COLUMNS = (24, 40)


@dataclass
class Case:
    """One artifact and the format that it is exported to."""

    number: int
    row: registry.ExportFormat
    script: str
    content: Any
    title: str
    texts: list[tuple[str, str]] = field(default_factory=list)  # of a document: (kind of block, plain text)

    @property
    def format(self) -> FormatName:
        return self.row.format

    def __str__(self) -> str:
        return f"{self.number:03}-{self.row.kind.value}-{self.format.value}-{self.script}"


def make_case(seed: int, number: int) -> Case:
    """Return the artifact of a number: the same one each time."""
    rng = Random(f"{seed}-{number}")
    row = registry.FORMATS[number % len(registry.FORMATS)]
    script = list(WORDS)[number // len(registry.FORMATS) % len(WORDS)]
    texts: list[tuple[str, str]] = []
    content: Any
    match row.kind:
        case KindName.TABLE:
            content = _table(rng, script)
        case KindName.DOCUMENT:
            content, texts = _document(rng, script)
        case _:
            content = _workbook(rng, script)
    return Case(number, row, script, content, _words(rng, script, 3), texts)


def _words(rng: Random, script: str, count: int) -> str:
    return " ".join(rng.choice(WORDS[script].split()) for _ in range(count))


def _text(rng: Random, script: str) -> str:
    """Return the text of a cell: words, seldom something that looks like more, or a second script."""
    kind = rng.random()
    if kind < 0.06:
        return rng.choice(HOSTILE)
    if kind < 0.14:
        return f"{_words(rng, script, 2)} {_words(rng, rng.choice(list(WORDS)), 2)}"
    if kind < 0.18:
        return _words(rng, script, rng.randint(20, 60))
    return f"{_words(rng, script, rng.randint(1, 4))} {rng.randint(1, 9999)}"


def _value(rng: Random, script: str, type_: ColumnType) -> Cell:
    make: dict[ColumnType, Callable[[], Cell]] = {
        ColumnType.NUMBER: lambda: rng.choice([rng.randint(-10_000, 10**9), round(rng.uniform(-1_000, 1_000), 3)]),
        ColumnType.CURRENCY: lambda: round(rng.uniform(-5_000, 500_000), 2),
        ColumnType.PERCENT: lambda: rng.randint(-200, 1_200) / 1_000,
        ColumnType.DATE: lambda: str(date(1950, 1, 1) + timedelta(rng.randint(0, 36_000))),
        ColumnType.BOOLEAN: lambda: rng.random() < 0.5,
        ColumnType.LINK: lambda: f"https://example.org/{rng.randint(1, 999)}?a=1&b={rng.randint(1, 99)}",
        ColumnType.TEXT: lambda: _text(rng, script),
    }
    return None if rng.random() < 0.05 else make[type_]()


def _table(rng: Random, script: str) -> TableContent:
    columns = rng.choice(MANY_COLUMNS if rng.random() < 0.1 else COLUMNS)
    rows = rng.choice(MANY_ROWS if columns < 12 and rng.random() < 0.15 else ROWS)
    types = [ColumnType.TEXT, *(rng.choice([ColumnType.TEXT, *TYPES]) for _ in range(columns - 1))]
    head = tuple(
        Column(f"c{n}", f"{_words(rng, script, 1)} {n}", type_, currency="EUR" if type_ == "currency" else None)
        for n, type_ in enumerate(types)
    )
    return TableContent(head, [[_value(rng, script, type_) for type_ in types] for _ in range(rows)])


def _document(rng: Random, script: str) -> tuple[DocumentContent, list[tuple[str, str]]]:
    """Return Markdown of known blocks, and their plain texts in order."""
    parts: list[str] = []
    texts: list[tuple[str, str]] = []

    def plain() -> str:
        words = _words(rng, script, rng.randint(3, 40))
        return f"{words} {_words(rng, rng.choice(list(WORDS)), 2)}" if rng.random() < 0.1 else words

    for number in range(rng.choice((0, 1, 3, 8, 25, 60))):
        match rng.choice(("heading", "paragraph", "paragraph", "item", "quote", "code", "table", "looks")):
            case "heading":
                text = f"{_words(rng, script, 3)} {number}"
                parts.append(f"{'#' * rng.randint(1, 4)} {text}")
                texts.append(("heading", text))
            case "item":
                items = [plain() for _ in range(rng.randint(1, 4))]
                parts.append("\n".join(f"- {item}" for item in items))
                texts += [("item", item) for item in items]
            case "quote":
                text = plain()
                parts.append(f"> {text}")
                texts.append(("quote", text))
            case "code":
                text = f"value = {number}\n    next = {rng.randint(1, 99)}"
                parts.append(f"```\n{text}\n```")
                texts.append(("code", text))
            case "table":
                rows = [[f"{_words(rng, script, 2)} {n}{m}" for m in range(3)] for n in range(rng.randint(1, 8))]
                lines = [f"| {' | '.join(row)} |" for row in rows]
                parts.append("\n".join([lines[0], "|---|---|---|", *lines[1:]]))
                texts += [("cell", cell) for row in rows for cell in row]
            case "looks":
                words = [_words(rng, "latin", 2) for _ in range(3)]
                parts.append(f"{words[0]} **{words[1]}** [{words[2]}](https://example.org/?a=1&b=2) *x*")
                texts.append(("paragraph", f"{words[0]} {words[1]} {words[2]} x"))
            case _:
                text = plain()
                parts.append(text)
                texts.append(("paragraph", text))
    return DocumentContent("\n\n".join(parts)), texts


def _workbook(rng: Random, script: str) -> SpreadsheetContent:
    """Return sheets of numbers, texts and formulas with their results; seldom an empty one."""
    sheets = []
    for number in range(rng.randint(1, 3)):
        cells: dict[tuple[int, int], SheetCell] = {}
        rows = rng.choice((0, 3, 12, 60))
        total = 0
        for row in range(1, rows + 1):
            value = rng.randint(-500, 9_999)
            total += value
            cells[row, 1] = SheetCell(value, value, ValueType.NUMBER)
            if rng.random() < 0.8:
                text = _text(rng, script).removeprefix("=")
                cells[row, 2] = SheetCell(text, text, ValueType.TEXT)
            cells[row, 3] = SheetCell(f"=A{row}*2", value * 2, ValueType.NUMBER)
            if rng.random() < 0.3:
                cells[row, 5] = SheetCell(f'=IF(A{row}>0,"plus","minus")', "plus" if value > 0 else "minus", _TEXT)
            if rng.random() < 0.1:
                cells[row, 6] = SheetCell(f"=A{row}/0", "#DIV/0!", ValueType.ERROR)
        if rows:
            cells[rows + 2, 1] = SheetCell(f"=SUM(A1:A{rows})", total, ValueType.NUMBER)
            cells[rows + 3, 1] = SheetCell(f"=A{rows + 2}>0", total > 0, ValueType.BOOLEAN)
        sheets.append(Sheet(f"{_words(rng, script, 1)} {number}"[:31], cells))
    return SpreadsheetContent(sheets)


_TEXT = ValueType.TEXT
