"""Shapes of the JSON API of artifacts."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints, model_validator
from pydantic.config import JsonDict

from artifacts.kinds.catalogue import Operations
from artifacts.kinds.table.content import ColumnType
from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.numbers import Decimal
from artifacts.rows.enums import AuthorKind, ImageType, KindName
from artifacts.rows.limits import (
    COLUMNS,
    HEADER_CHARACTERS,
    PAGE_ITEMS,
    PAGE_ITEMS_MOST,
    QUERY_CHARACTERS,
    QUERY_SOURCES,
    QUESTION_CHARACTERS,
    SHEET_NAME_CHARACTERS,
    TITLE_CHARACTERS,
    WINDOW_ROWS,
    WINDOW_ROWS_MOST,
)
from common.schemas import StrictSchema

ViewName = Annotated[str, StringConstraints(min_length=1, max_length=HEADER_CHARACTERS)]
CURSOR = "^[A-Za-z0-9_-]*$"


def _alone(name: str) -> JsonDict:
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}}}


class CreateIn(StrictSchema):
    """A new artifact: `content` in the shape of the kind, or `text` to read it from."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_alone("content"), _alone("text")]})

    title: str = Field(min_length=1, max_length=TITLE_CHARACTERS)
    content: dict[str, object] | list[Any] | None = None
    text: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def has_one_source(self) -> "CreateIn":
        """Refuse neither and both."""
        if (self.content is None) == (self.text is None):
            raise ValueError("Send either content or text.")
        return self


class PreviewIn(StrictSchema):
    """How a CSV or TSV file is read; what is left out is found out. `types` are those of the columns, in order."""

    encoding: str = Field(default="", max_length=20, description="A Python codec, such as cp1251.")
    delimiter: str = Field(default="", max_length=1)
    decimal: Decimal | None = None
    day_order: DayOrder | None = None
    header: Literal["", "yes", "no"] = Field(default="", description="Whether the first row names the columns.")
    types: list[ColumnType | Literal[""]] = Field(default_factory=list, max_length=COLUMNS.most)


class ImportIn(PreviewIn):
    """What may be sent beside the file: a title, the kind to make if the format leaves a choice, how CSV is read."""

    title: str = Field(default="", max_length=TITLE_CHARACTERS)
    kind: KindName | None = None


class RereadIn(PreviewIn):
    """How to read the kept file; with `expected_version` it is refused if there is a newer one."""

    expected_version: int | None = Field(default=None, ge=1, le=2**31 - 1)


class QueryIn(StrictSchema):
    """One SELECT in `sql`, or a `question` in words. `also` names further artifacts: ids, or ids by view name.

    A table is the view `data`; sheets, and tables of a document, have their names.
    """

    model_config = ConfigDict(json_schema_extra={"oneOf": [_alone("sql"), _alone("question")]})

    sql: str | None = Field(default=None, min_length=1, max_length=QUERY_CHARACTERS)
    question: str | None = Field(default=None, min_length=1, max_length=QUESTION_CHARACTERS)
    also: list[UUID] | dict[ViewName, UUID] = Field(default_factory=list, max_length=QUERY_SOURCES - 1)

    @model_validator(mode="after")
    def has_one_form(self) -> "QueryIn":
        """Refuse neither and both."""
        if (self.sql is None) == (self.question is None):
            raise ValueError("Send either sql or question.")
        return self


class QueryColumnOut(Schema):
    """A column of a result."""

    name: str
    type: ColumnType


class QueryOut(Schema):
    """A result with its computation; days and times are ISO texts. `truncated` says that rows are missing at the end.

    `notes` tell which cells and rows were left out.
    """

    columns: list[QueryColumnOut]
    rows: list[list[str | int | float | bool | None]]
    sql: str
    sentence: str
    version: int
    took_ms: float
    truncated: bool
    rows_read: int
    notes: list[str]


class ConvertIn(StrictSchema):
    """The kind to make, and the part to take: a sheet, a range of it, or a table of a document by its number."""

    kind: KindName
    sheet: str = Field(default="", max_length=SHEET_NAME_CHARACTERS)
    range: str = Field(default="", max_length=40)
    table: int | None = Field(default=None, ge=1, le=2**31 - 1)
    title: str = Field(default="", max_length=TITLE_CHARACTERS)


class PatchIn(StrictSchema):
    """Operations for the artifact as it was at `expected_version`; all are applied or none."""

    expected_version: int = Field(ge=1, le=2**31 - 1)
    operations: Operations


class RestoreIn(StrictSchema):
    """With `expected_version` the restore is refused if there is a newer one."""

    expected_version: int | None = Field(default=None, ge=1, le=2**31 - 1)


class StepIn(StrictSchema):
    """With `expected_version` the step is refused if there is a newer one."""

    expected_version: int | None = Field(default=None, ge=1, le=2**31 - 1)


class WindowIn(StrictSchema):
    """Which rows of a table to answer with."""

    rows: int = Field(default=WINDOW_ROWS, ge=0, le=WINDOW_ROWS_MOST)
    offset: int = Field(default=0, ge=0, le=2**31 - 1)
    filter: list[str] = Field(
        default_factory=list,
        description="Conditions on columns, all of which a row must meet: `c3:greater:100`.",
    )


class ListIn(StrictSchema):
    """Which artifacts to list; `q` is searched in titles and texts."""

    kind: KindName | None = None
    q: str = Field(default="", max_length=200)
    limit: int = Field(default=PAGE_ITEMS, ge=1, le=PAGE_ITEMS_MOST)
    cursor: str = Field(default="", max_length=200, pattern=CURSOR)


class PageIn(StrictSchema):
    """Which part of a list to answer with."""

    limit: int = Field(default=PAGE_ITEMS, ge=1, le=PAGE_ITEMS_MOST)
    cursor: str = Field(default="", max_length=200, pattern=CURSOR)


class DiffIn(StrictSchema):
    """Two version numbers."""

    from_: int = Field(alias="from", ge=1, le=2**31 - 1)
    to: int = Field(ge=1, le=2**31 - 1)


class CompletenessOut(Schema):
    """What was asked for beside what is there; null where no figure is known."""

    asked: int | None
    delivered: int | None
    partial: bool


class ArtifactSummaryOut(Schema):
    """An artifact in a list."""

    id: UUID
    kind: KindName
    title: str
    version: int
    created_at: datetime
    updated_at: datetime
    url: str


class FileOut(Schema):
    """A stored image; `reference` is the Markdown that shows it in a document."""

    digest: str
    reference: str
    media_type: ImageType
    size_bytes: int
    width: int
    height: int
    url: str


class ArtifactListOut(Schema):
    """A part of the list; `next_cursor` gives the next one."""

    items: list[ArtifactSummaryOut]
    next_cursor: str | None


class ArtifactOut(Schema):
    """An artifact at one of its versions."""

    id: UUID
    kind: KindName
    title: str
    version: int
    content: dict[str, object]
    losses: list[str]
    completeness: CompletenessOut
    author: AuthorKind
    summary: str
    created_at: datetime
    url: str


class ImportGuessesOut(Schema):
    """What a file was read by, chosen or found out; null where its columns do not say one thing."""

    encoding: str
    delimiter: str
    decimal: Decimal | None
    day_order: DayOrder | None
    has_header: bool


class ImportPreviewOut(Schema):
    """The first rows of a file as they would be read; `is_beginning` says that the file goes on."""

    guesses: ImportGuessesOut
    columns: list[dict[str, object]]
    rows: list[list[Any]]
    losses: list[str]
    is_beginning: bool


class SectionOut(Schema):
    """One section of a document with its Markdown, the heading included."""

    id: str
    level: int
    title: str
    text: str
    version: int


class VersionOut(Schema):
    """A version in the history."""

    version: int
    title: str
    author: AuthorKind
    summary: str
    completeness: CompletenessOut
    created_at: datetime


class VersionListOut(Schema):
    """A part of the history, newest first."""

    items: list[VersionOut]
    next_cursor: str | None


class DiffOut(Schema):
    """What changed between two versions; `changes` depends on the kind."""

    kind: KindName
    from_version: int
    to_version: int
    changes: dict[str, object]
