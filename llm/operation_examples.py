"""The operations as a model reads them: one JSON example a line for each, by kind.

Shorter than a JSON schema and better followed by small models; a test checks every line against the catalogue.
"""

from artifacts.rows.enums import KindName

_ROWS = """\
{"op": "set_cells", "at": "B2", "values": [["x", 1], ["y", 2]]}  writes from a cell to the right and down
{"op": "clear_cells", "range": "B2:C9"}
{"op": "insert_rows", "at": 3, "values": [["x", 1], ["y", 2]]}  the first new row becomes row 3
{"op": "delete_rows", "at": 3, "count": 2}
{"op": "move_rows", "at": 5, "to": 2, "count": 1}
"""

_TABLE = (
    """\
Row 1 is the first data row; the header has no number. A column is given by its name, letter or number.
"""
    + _ROWS
    + """\
{"op": "insert_columns", "at": 3, "columns": [{"name": "Price", "type": "number"}], "values": [[10], [12]]}
{"op": "delete_columns", "at": "Price", "count": 1}
{"op": "move_columns", "at": "Price", "to": 1}
{"op": "rename_column", "column": "Price", "name": "Unit price"}
{"op": "set_type", "column": "Price", "type": "currency", "currency": "EUR"}
{"op": "read_column", "column": "Price", "decision": "decimal_comma"}
{"op": "sort", "by": [{"column": "Price", "descending": true}]}
{"op": "rename_artifact", "title": "New title"}
Types: text, number, currency, percent, date, boolean, link. One list in "values" is one row of the new columns."""
)

_SPREADSHEET = (
    """\
Row 1 is the first row of the sheet, usually its header. Without "sheet" the first sheet is meant.
"""
    + _ROWS
    + """\
{"op": "set_cells", "at": "D2", "values": [["=B2*C2"]], "sheet": "Budget"}  a formula starts with =
{"op": "insert_columns", "at": 3, "count": 1}
{"op": "delete_columns", "at": 3, "count": 1}
{"op": "move_columns", "at": 3, "to": 1, "count": 1}
{"op": "sort", "by": [{"column": "B", "descending": true}], "range": "A2:D9"}
{"op": "set_format", "range": "B2:B9", "format": "#,##0.00"}
{"op": "add_sheet", "name": "Summary"}
{"op": "rename_sheet", "sheet": "Sheet1", "name": "Data"}
{"op": "delete_sheet", "sheet": "Old"}
{"op": "move_sheet", "sheet": "Summary", "to": 1}
{"op": "rename_artifact", "title": "New title"}"""
)

_DOCUMENT = """\
A section is its heading with all that follows to the next heading of its level; its id is the heading in lower case
with dashes ("## Next steps" is "next-steps").
{"op": "replace_section", "section": "next-steps", "text": "## Next steps\\n\\nNew text."}
{"op": "insert_section", "after": "next-steps", "text": "## Risks\\n\\nText."}
{"op": "delete_section", "section": "next-steps"}
{"op": "move_section", "section": "risks", "after": "next-steps"}
{"op": "replace_text", "find": "text that occurs exactly once", "replace": "new text"}
{"op": "replace_document", "text": "# Title\\n\\nThe whole new text."}
{"op": "rename_artifact", "title": "New title"}"""

CATALOGUES: dict[KindName, str] = {
    KindName.TABLE: _TABLE,
    KindName.SPREADSHEET: _SPREADSHEET,
    KindName.DOCUMENT: _DOCUMENT,
}
