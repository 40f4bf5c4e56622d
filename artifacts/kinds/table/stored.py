"""A table as it is stored: blocks of about a thousand rows, read only when asked for.

`StoredTable` is immutable. An edit makes a new one that shares every block it did not touch, so that what is written
again is what has changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from artifacts.kinds.base import Encoded, Fetch
from artifacts.kinds.table.block_rows import Rows, rows_from_bytes, rows_to_bytes
from artifacts.kinds.table.build import check_size
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType, TableContent
from artifacts.kinds.values.doubts import Doubt, Question
from artifacts.rows.errors import require_within
from artifacts.rows.limits import ROWS_PER_BLOCK, TABLE_BYTES
from common.digests import content_digest


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: stored under a digest, or in memory."""

    count: int
    digest: str | None = None
    size_bytes: int = 0
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table read block by block; satisfies TableSource."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    fetch: Fetch

    @property
    def row_count(self) -> int:
        return sum(block.count for block in self.blocks)

    def window(self, offset: int, limit: int) -> Rows:
        """Return at most `limit` rows from `offset` (from 0), reading only the blocks they stand in."""
        rows: Rows = []
        for start, block in self.located():
            if start + block.count <= offset:
                continue
            if start >= offset + limit:
                break
            rows.extend(self.rows_of(block)[max(0, offset - start) : offset + limit - start])
        return rows

    def iter_rows(self) -> Iterator[list[Cell]]:
        """Yield every row, holding one block at a time."""
        for block in self.blocks:
            yield from self.rows_of(block)

    def located(self) -> Iterator[tuple[int, Block]]:
        """Yield each block with the number (from 0) of its first row."""
        start = 0
        for block in self.blocks:
            yield start, block
            start += block.count

    def rows_of(self, block: Block) -> Rows:
        """Return a block's rows; they are shared, so copy before changing them."""
        if block.rows is not None:
            return block.rows
        return rows_from_bytes(self.fetch(block.digest or ""))

    def content(self) -> TableContent:
        """Return the whole table in memory."""
        return TableContent(self.columns, [list(row) for row in self.iter_rows()])

    def with_rows(self, rows: Rows, columns: tuple[Column, ...] | None = None) -> "StoredTable":
        """Return a table of these rows, cut into new blocks."""
        return StoredTable(self.columns if columns is None else columns, cut(rows), self.fetch)

    def map_rows(self, change: Callable[[list[Cell]], list[Cell]], columns: tuple[Column, ...]) -> "StoredTable":
        """Return a table with `change` applied to every row."""
        blocks = [Block(block.count, rows=[change(row) for row in self.rows_of(block)]) for block in self.blocks]
        return StoredTable(columns, tuple(blocks), self.fetch)


def cut(rows: Rows) -> tuple[Block, ...]:
    """Return the rows as blocks of the usual size."""
    pieces = [rows[start : start + ROWS_PER_BLOCK] for start in range(0, len(rows), ROWS_PER_BLOCK)]
    return tuple(Block(len(piece), rows=piece) for piece in pieces)


def store(content: TableContent) -> StoredTable:
    """Return the stored form of a table in memory."""
    check_size(len(content.columns), len(content.rows))
    return StoredTable(content.columns, cut(content.rows), _nothing_stored)


def encode(table: StoredTable) -> Encoded:
    """Return manifest, digests and the bytes of the blocks that are only in memory; raise OverLimit by size."""
    check_size(len(table.columns), table.row_count)
    new: dict[str, bytes] = {}
    digests: list[str] = []
    sizes: list[int] = []
    for block in table.blocks:
        if block.digest is not None:
            digests.append(block.digest)
            sizes.append(block.size_bytes)
            continue
        data = rows_to_bytes(block.rows or [])
        digests.append(content_digest(data))
        sizes.append(len(data))
        new[digests[-1]] = data
    require_within(TABLE_BYTES, sum(sizes))
    manifest = {
        "columns": [column_to_json(column) for column in table.columns],
        "rows": [block.count for block in table.blocks],
        "bytes": sizes,
    }
    return Encoded(manifest, tuple(digests), new)


def decode(manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredTable:
    """Return the stored form of a version's manifest and blocks."""
    columns = tuple(column_from_json(raw) for raw in manifest["columns"])
    parts = zip(manifest["rows"], digests, manifest["bytes"], strict=True)
    return StoredTable(columns, tuple(Block(count, digest, size) for count, digest, size in parts), fetch)


def column_to_json(column: Column) -> dict[str, object]:
    """Return a column as the API and the manifest hold it."""
    asked = {"question": _question_to_json(column.question)} if column.question else {}
    return {
        "key": column.key,
        "name": column.name,
        "type": column.type.value,
        "align": column.align.value if column.align else None,
        "currency": column.currency,
        **asked,
    }


def column_from_json(raw: Mapping[str, Any]) -> Column:
    """Return the column of a manifest."""
    align = Align(raw["align"]) if raw["align"] else None
    asked = raw.get("question")
    question = Question(Doubt(asked["doubt"]), asked["example"]) if asked else None
    return Column(raw["key"], raw["name"], ColumnType(raw["type"]), align, raw["currency"], question)


def _question_to_json(question: Question) -> dict[str, object]:
    """Return what may be decided; the words follow from it."""
    decisions = [decision.value for decision in question.decisions]
    return {"doubt": question.doubt.value, "example": question.example, "decisions": decisions}


def _nothing_stored(digest: str) -> bytes:
    raise LookupError(digest)
