"""Views made of lines that are easy to read."""

import json

from artifacts.kinds.table.build import table_from_texts
from artifacts.queries.sandbox.views import View


def view_of(lines: str, name: str = "data", title: str = "") -> View:
    """Return a view of lines of cells between bars, the first one the head."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    content = table_from_texts(head, rows).content
    return View(name, content.columns, [json.dumps(content.rows)], content.row_count, title or name)
