"""The catalogue of operations: every change that a person, a program or the assistant may make to an artifact.

Data only: what an operation does to a kind stands in that kind's `operations.py`. In a table row 1 is the first data
row. Rows and columns are counted from 1; `to` is where the first moved one stands afterwards. A column may be given by
number, key, name or letter.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from artifacts.kinds.table.content import Align, ColumnType
from artifacts.kinds.values.doubts import Decision
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation
from artifacts.rows.limits import (
    COLUMNS,
    HEADER_CHARACTERS,
    OPERATIONS,
    SHEET_NAME_CHARACTERS,
    SHEET_ROWS,
    TITLE_CHARACTERS,
)
from common.errors import FieldError

CellValue = str | int | float | bool | None
Matrix = Annotated[list[list[CellValue]], Field(min_length=1, description="Rows of cells; null is an empty cell.")]
Written = Annotated[
    list[list[str | None]] | None,
    Field(description="What was typed for values of a table, where it says more: 1.250,00 beside 1250."),
]
RowNumber = Annotated[int, Field(ge=1, le=SHEET_ROWS.most)]
ColumnRef = Annotated[int, Field(ge=1, le=COLUMNS.most)] | Annotated[str, Field(min_length=1, max_length=255)]
SheetName = Annotated[str, Field(min_length=1, max_length=SHEET_NAME_CHARACTERS)]
SheetRef = Annotated[SheetName | None, Field(description="Name of the sheet; without it the first one.")]
Reference = Annotated[str, Field(min_length=2, max_length=12, description="A cell such as B2.")]
Range = Annotated[str, Field(min_length=2, max_length=25, description="A range such as B2:C9, or one cell.")]
SectionId = Annotated[str, Field(min_length=1, max_length=200)]


def _require_op(schema: dict[str, Any]) -> None:
    """Ask for `op` in JSON, where it tells the operations apart; Python code need not write it."""
    if "op" in schema["properties"]:
        schema["properties"]["op"].pop("default", None)
        schema["required"] = ["op", *schema.get("required", [])]


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, json_schema_extra=_require_op)


class SetCells(_Operation):
    """Write values from a cell to the right and down."""

    op: Literal["set_cells"] = "set_cells"
    at: Reference
    values: Matrix
    written: Written = None
    sheet: SheetRef = None


class ClearCells(_Operation):
    """Empty the cells of a range."""

    op: Literal["clear_cells"] = "clear_cells"
    range: Range
    sheet: SheetRef = None


class InsertRows(_Operation):
    """Insert rows so that the first of them becomes row `at`."""

    op: Literal["insert_rows"] = "insert_rows"
    at: RowNumber
    count: RowNumber = 1
    values: Matrix | None = None
    sheet: SheetRef = None


class DeleteRows(_Operation):
    """Delete rows from `at` on."""

    op: Literal["delete_rows"] = "delete_rows"
    at: RowNumber
    count: RowNumber = 1
    sheet: SheetRef = None


class MoveRows(_Operation):
    """Move rows from `at` on, so that the first of them becomes row `to`."""

    op: Literal["move_rows"] = "move_rows"
    at: RowNumber
    to: RowNumber
    count: RowNumber = 1
    sheet: SheetRef = None


class NewColumn(_Operation):
    """A column to insert."""

    name: Annotated[str, Field(max_length=HEADER_CHARACTERS)] = ""
    type: ColumnType = ColumnType.TEXT
    align: Align | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    key: Annotated[str, Field(pattern=r"^c\d{1,6}$")] | None = None


class InsertColumns(_Operation):
    """Insert columns before `at`; `columns` names them in a table, `count` is enough for a sheet."""

    op: Literal["insert_columns"] = "insert_columns"
    at: ColumnRef
    count: Annotated[int, Field(ge=1, le=COLUMNS.most)] = 1
    columns: Annotated[list[NewColumn], Field(min_length=1, max_length=COLUMNS.most)] | None = None
    values: Matrix | None = None
    sheet: SheetRef = None


class DeleteColumns(_Operation):
    """Delete columns from `at` on."""

    op: Literal["delete_columns"] = "delete_columns"
    at: ColumnRef
    count: Annotated[int, Field(ge=1, le=COLUMNS.most)] = 1
    sheet: SheetRef = None


class MoveColumns(_Operation):
    """Move columns from `at` on, so that the first of them becomes column `to`."""

    op: Literal["move_columns"] = "move_columns"
    at: ColumnRef
    to: Annotated[int, Field(ge=1, le=COLUMNS.most)]
    count: Annotated[int, Field(ge=1, le=COLUMNS.most)] = 1
    sheet: SheetRef = None


class RenameColumn(_Operation):
    """Give a column of a table another name."""

    op: Literal["rename_column"] = "rename_column"
    column: ColumnRef
    name: Annotated[str, Field(min_length=1, max_length=HEADER_CHARACTERS)]


class SetType(_Operation):
    """Give a column of a table another type; its texts are read again as that type."""

    op: Literal["set_type"] = "set_type"
    column: ColumnRef
    type: ColumnType
    align: Align | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None


class ReadColumn(_Operation):
    """Decide what the texts of a table's column mean; they are read again, and its type follows."""

    op: Literal["read_column"] = "read_column"
    column: ColumnRef
    decision: Decision


class SetFormat(_Operation):
    """Give the cells of a sheet an Excel number format; null takes it away."""

    op: Literal["set_format"] = "set_format"
    range: Range
    format: Annotated[str, Field(min_length=1, max_length=120)] | None
    sheet: SheetRef = None


class SortKey(_Operation):
    """One column to sort by."""

    column: ColumnRef
    descending: bool = False


class Sort(_Operation):
    """Sort rows, equal ones keep their order; in a sheet, the rows of `range`."""

    op: Literal["sort"] = "sort"
    by: Annotated[list[SortKey], Field(min_length=1, max_length=8)]
    range: Range | None = None
    sheet: SheetRef = None


class AddSheet(_Operation):
    """Add an empty sheet, last or as number `at`."""

    op: Literal["add_sheet"] = "add_sheet"
    name: SheetName
    at: Annotated[int, Field(ge=1)] | None = None


class RenameSheet(_Operation):
    """Rename a sheet; formulas follow."""

    op: Literal["rename_sheet"] = "rename_sheet"
    sheet: SheetName
    name: SheetName


class DeleteSheet(_Operation):
    """Delete a sheet; formulas that refer to it become #REF!."""

    op: Literal["delete_sheet"] = "delete_sheet"
    sheet: SheetName


class MoveSheet(_Operation):
    """Make a sheet the one with number `to`."""

    op: Literal["move_sheet"] = "move_sheet"
    sheet: SheetName
    to: Annotated[int, Field(ge=1)]


class ReplaceSection(_Operation):
    """Replace a section of a document, its heading included."""

    op: Literal["replace_section"] = "replace_section"
    section: SectionId
    text: str


class InsertSection(_Operation):
    """Insert Markdown behind a section; without `after` at the beginning."""

    op: Literal["insert_section"] = "insert_section"
    text: Annotated[str, Field(min_length=1)]
    after: SectionId | None = None


class DeleteSection(_Operation):
    """Delete a section with its heading."""

    op: Literal["delete_section"] = "delete_section"
    section: SectionId


class MoveSection(_Operation):
    """Move a section behind another one; without `after` to the beginning."""

    op: Literal["move_section"] = "move_section"
    section: SectionId
    after: SectionId | None = None


class ReplaceText(_Operation):
    """Replace a piece of a document's text that occurs exactly once."""

    op: Literal["replace_text"] = "replace_text"
    find: Annotated[str, Field(min_length=1)]
    replace: str


class ReplaceDocument(_Operation):
    """Replace the whole text of a document."""

    op: Literal["replace_document"] = "replace_document"
    text: str


class RenameArtifact(_Operation):
    """Give the artifact another title."""

    op: Literal["rename_artifact"] = "rename_artifact"
    title: Annotated[str, Field(min_length=1, max_length=TITLE_CHARACTERS)]


GridOperation = (
    SetCells | ClearCells | InsertRows | DeleteRows | MoveRows | InsertColumns | DeleteColumns | MoveColumns | Sort
)
TableOperation = GridOperation | RenameColumn | SetType | ReadColumn
SpreadsheetOperation = GridOperation | SetFormat | AddSheet | RenameSheet | DeleteSheet | MoveSheet
DocumentOperation = ReplaceSection | InsertSection | DeleteSection | MoveSection | ReplaceText | ReplaceDocument
Operation = Annotated[
    GridOperation
    | RenameColumn
    | SetType
    | ReadColumn
    | SetFormat
    | AddSheet
    | RenameSheet
    | DeleteSheet
    | MoveSheet
    | DocumentOperation
    | RenameArtifact,
    Field(discriminator="op"),
]
Operations = Annotated[list[Operation], Field(min_length=1, max_length=OPERATIONS.most)]

_by_op = Field(discriminator="op")
_several = Field(min_length=1, max_length=OPERATIONS.most)
_adapters: dict[KindName | None, TypeAdapter[Any]] = {
    None: TypeAdapter(Operations),
    KindName.TABLE: TypeAdapter(
        Annotated[list[Annotated[TableOperation | RenameArtifact, _by_op]], _several],
    ),
    KindName.SPREADSHEET: TypeAdapter(
        Annotated[list[Annotated[SpreadsheetOperation | RenameArtifact, _by_op]], _several],
    ),
    KindName.DOCUMENT: TypeAdapter(
        Annotated[list[Annotated[DocumentOperation | RenameArtifact, _by_op]], _several],
    ),
}


def parse_operations(raw: Any, kind: KindName | None = None) -> list[Operation]:
    """Return the operations that JSON values describe, all of the kind; raise pydantic's ValidationError."""
    parsed: list[Operation] = _adapters[kind].validate_python(raw)
    return parsed


def read_operations(raw: Any, kind: KindName) -> list[Operation]:
    """Do the same for values that a person or a model sent; raise InvalidOperation, which names what is wrong."""
    try:
        return parse_operations(raw, kind)
    except ValidationError as error:
        wrong = [FieldError(str(one["loc"][-1]) if one["loc"] else "", one["msg"]) for one in error.errors()]
        raise InvalidOperation(errors=wrong) from None


def operations_to_json(operations: Sequence[BaseModel]) -> list[dict[str, object]]:
    """Return operations as JSON values, without the fields nobody set."""
    return [{"op": operation.op, **operation.model_dump(mode="json", exclude_unset=True)} for operation in operations]  # type: ignore[attr-defined]
