"""Content at its limits and one over, and changes that would break it: refused whole, with nothing written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from artifacts.kinds import time_budget
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from artifacts.rows.errors import EditTooLong, OverLimit
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.reading import open_version
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.conftest import MakeArtifact

MIB = 1024 * 1024
TABLE, DOCUMENT, SHEET = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
Api = Callable[[str, str, Any], tuple[int, Any]]


@pytest.fixture
def api(db: None, user: User, client_for: Callable[[User], Client]) -> Api:
    """Return a function that sends JSON as Alice."""
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    client = client_for(user)

    def send(method: str, path: str, body: Any) -> tuple[int, Any]:
        answer = getattr(client, method)(f"/api/artifacts{path}", data=body, content_type="application/json")
        return answer.status_code, answer.json()

    return send


def table(rows: int, columns: int, cell: str | None = None) -> dict[str, Any]:
    return {"columns": [f"c{number}" for number in range(columns)], "rows": [[cell]] * rows}


def document(size: int, headings: int = 0) -> dict[str, Any]:
    """Return a document of `size` bytes with so many headings."""
    text = "# a\n\n" * headings
    return {"text": f"{text}{'x' * (size - len(text) - 1)}\n"}


def two_byte_text(size: int) -> str:
    text, odd = divmod(size - 1, 2)
    return "é" * text + "x" * odd + "\n"


def rows_of_bytes(size: int, rows: int = 2_100) -> list[list[str]]:
    """Return rows that are stored in three blocks of together `size` bytes."""
    each, rest = divmod(size - 3 - rows * len('[""],'), rows)
    return [["x" * each + "x" * min(rest, 500)], ["x" * each + "x" * max(rest - 500, 0)], *[["x" * each]] * (rows - 2)]


def sheets(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"sheets": [{"name": f"S{number}", "cells": found} for number, found in enumerate(cells)]}


LIMITS: list[tuple[str, KindName, Callable[[int], Any], int]] = [
    ("table_cells", TABLE, lambda cells: table(cells // 100, 100), 2_000_000),
    ("columns", TABLE, lambda columns: table(1, columns), 1_000),
    ("cell_characters", TABLE, lambda size: table(1, 1, "x" * size), 32_767),
    ("document_bytes", DOCUMENT, document, 5 * MIB),
    ("document_bytes", DOCUMENT, lambda size: {"text": two_byte_text(size)}, 5 * MIB),
    ("table_bytes", TABLE, lambda size: {"columns": ["c"], "rows": rows_of_bytes(size)}, 64 * MIB),
    ("sections", DOCUMENT, lambda headings: document(headings * 6, headings), 10_000),
    ("sheets", SHEET, lambda count: sheets(*[{}] * count), 50),
    ("sheet_rows", SHEET, lambda row: sheets({f"A{row}": 1}), 1_048_576),
    ("columns", SHEET, lambda column: sheets({"ALL1" if column == 1_000 else "ALM1": 1}), 1_000),
    ("cell_characters", SHEET, lambda size: sheets({"A1": "x" * size}), 32_767),
]


@pytest.mark.parametrize(("name", "kind_name", "make", "most"), LIMITS)
def test_content_at_a_limit_is_taken_and_one_over_is_refused_by_name(
    name: str, kind_name: KindName, make: Callable[[int], Any], most: int
) -> None:
    own = kind(kind_name)
    own.encode(own.store(own.parse_json(make(most))))

    with pytest.raises(OverLimit) as caught:
        own.encode(own.store(own.parse_json(make(most + (100 if name == "table_cells" else 1)))))
    assert (caught.value.facts["limit"], caught.value.facts["most"]) == (name, most)


def test_spreadsheet_of_all_its_cells_is_taken_and_no_cell_more() -> None:
    own = kind(SHEET)
    cells = {f"{letter}{row}": 1 for letter in "ABCD" for row in range(1, 50_001)}
    book = own.store(own.parse_json(sheets(cells, {})))

    for more in (
        {"op": "set_cells", "at": "E1", "values": [[1]]},
        {"op": "set_format", "range": "A50001", "format": "0"},
    ):
        with pytest.raises(OverLimit) as caught:
            own.apply(book, parse_operations([more]))
        assert caught.value.facts == {"limit": "spreadsheet_cells", "most": 200_000, "seen": 200_001}


@pytest.mark.parametrize(
    ("kind_name", "content", "operation", "limit"),
    [
        (TABLE, table(20_000, 100), {"op": "insert_rows", "at": 1}, "table_cells"),
        (TABLE, table(20_000, 100), {"op": "insert_columns", "at": 1}, "table_cells"),
        (TABLE, table(20_000, 100), {"op": "set_cells", "at": "A20001", "values": [[1]]}, "table_cells"),
        (TABLE, table(1, 1_000), {"op": "insert_columns", "at": 1_000}, "columns"),
        (TABLE, table(1, 1), {"op": "set_cells", "at": "A1", "values": [["x" * 32_768]]}, "cell_characters"),
        (TABLE, table(1, 1), {"op": "insert_rows", "at": 1, "values": [["x" * 32_768]]}, "cell_characters"),
        (DOCUMENT, document(5 * MIB), {"op": "insert_section", "text": "# b"}, "document_bytes"),
        (DOCUMENT, {"text": "x\n"}, {"op": "replace_document", "text": "x" * 5 * MIB + "y"}, "document_bytes"),
        (DOCUMENT, document(60_000, 10_000), {"op": "insert_section", "text": "# b"}, "sections"),
        (SHEET, sheets(*[{}] * 50), {"op": "add_sheet", "name": "One more"}, "sheets"),
        (SHEET, sheets({"A1048576": 1}), {"op": "insert_rows", "at": 1}, "sheet_rows"),
        (SHEET, sheets({"ALL1": 1}), {"op": "insert_columns", "at": 1}, "columns"),
        (SHEET, sheets({}), {"op": "set_cells", "at": "A1", "values": [["x" * 32_768]]}, "cell_characters"),
    ],
)
def test_operation_over_a_limit_is_refused_by_name(
    kind_name: KindName, content: Any, operation: dict[str, Any], limit: str
) -> None:
    own = kind(kind_name)
    stored = own.store(own.parse_json(content))

    with pytest.raises(OverLimit) as caught:
        own.encode(own.apply(stored, parse_operations([operation])))
    assert caught.value.facts["limit"] == limit


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/table.create", {"text": "a,b\n{big},1\n2,3\n"}),
        ("/table.create", {"text": "| a |\n|---|\n| {big} |\n"}),
        ("/table.create", {"content": {"columns": ["a"], "rows": [["{big}"]]}}),
        ("/sheet.create", {"text": "## S\n\n| a |\n|---|\n| {big} |\n"}),
        ("/sheet.create", {"content": {"sheets": [{"name": "S", "cells": {"A1": "{big}"}}]}}),
        ("/sheet.create", {"content": {"sheets": [{"name": "S", "cells": {"A1": "={big}"}}]}}),
    ],
)
def test_cell_of_five_megabytes_is_refused(api: Api, path: str, body: Any) -> None:
    status, problem = api("post", path, filled({"title": "Big", **body}, "x" * 5 * MIB))

    assert (status, problem["code"], problem["limit"]) == (413, "over_limit", "cell_characters")
    assert not Artifact.objects.exists()


def filled(value: Any, big: str) -> Any:
    """Return a body with the big text put in."""
    if isinstance(value, dict):
        return {key: filled(item, big) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, big) for item in value]
    return value.replace("{big}", big)


@pytest.mark.parametrize(("length", "status"), [(200, 201), (201, 422)])
def test_title_at_its_limit_and_one_over(api: Api, length: int, status: int) -> None:
    found, body = api("post", "/doc.create", {"title": "t" * length, "text": "x"})
    assert found == status
    if status == 201:
        rename = {"op": "rename_artifact", "title": "u" * 201}
        assert api("patch", f"/{body['id']}", {"expected_version": 1, "operations": [rename]})[0] == 422
        assert Artifact.objects.get().title == "t" * 200


GOOD_AND_BAD: list[tuple[KindName, Any, dict[str, Any], dict[str, Any], int]] = (
    [
        (TABLE, table(2, 2, "a"), {"op": "set_cells", "at": "A1", "values": [["new"]]}, bad, status)
        for bad, status in [
            ({"op": "set_cells", "at": "C1", "values": [[1]]}, 422),
            ({"op": "set_cells", "at": "A9", "values": [[1]]}, 422),
            ({"op": "delete_rows", "at": 2, "count": 2}, 422),
            ({"op": "delete_columns", "at": 1, "count": 2}, 422),
            ({"op": "rename_column", "column": 1, "name": "c1"}, 422),
            ({"op": "move_rows", "at": 1, "to": 3}, 422),
            ({"op": "sort", "by": [{"column": "none"}]}, 422),
            ({"op": "insert_columns", "at": 1, "count": 999}, 413),
            ({"op": "add_sheet", "name": "No"}, 422),
        ]
    ]
    + [
        (DOCUMENT, {"text": "# A\n\na\n\n# B\n\nb\n"}, {"op": "insert_section", "text": "# New"}, bad, 422)
        for bad in [
            {"op": "delete_section", "section": "none"},
            {"op": "move_section", "section": "a", "after": "a"},
            {"op": "replace_text", "find": "\n", "replace": "x"},
            {"op": "replace_text", "find": "absent", "replace": "x"},
            {"op": "set_cells", "at": "A1", "values": [[1]]},
        ]
    ]
    + [
        (SHEET, sheets({"A1": 1}, {"A1": 2}), {"op": "set_cells", "at": "A1", "values": [["=S1!A1"]]}, bad, status)
        for bad, status in [
            ({"op": "rename_sheet", "sheet": "S0", "name": "S1"}, 422),
            ({"op": "rename_sheet", "sheet": "S0", "name": "a/b"}, 422),
            ({"op": "add_sheet", "name": "s1"}, 422),
            ({"op": "delete_sheet", "sheet": "none"}, 422),
            ({"op": "insert_rows", "at": 1, "count": 1_048_576}, 413),
            ({"op": "set_cells", "at": "ALM1", "values": [[1]]}, 413),
            ({"op": "set_type", "column": 1, "type": "text"}, 422),
        ]
    ]
)


@pytest.mark.parametrize(("kind_name", "content", "good", "bad", "status"), GOOD_AND_BAD)
def test_change_with_one_bad_operation_is_refused_whole(
    api: Api,
    make_artifact: MakeArtifact,
    kind_name: KindName,
    content: Any,
    good: dict[str, Any],
    bad: dict[str, Any],
    status: int,
) -> None:
    version = make_artifact(content, kind_name)
    before = shape(version), ContentBlock.objects.count()
    change = {"expected_version": 1, "operations": [{"op": "rename_artifact", "title": "Other"}, good, bad]}

    assert api("patch", f"/{version.artifact_id}", change)[0] == status
    version.artifact.refresh_from_db()
    assert (version.artifact.head_number, version.artifact.title) == (1, version.title)
    assert (shape(version), ContentBlock.objects.count()) == before
    assert ArtifactVersion.objects.count() == 1

    change["operations"].pop()
    assert api("patch", f"/{version.artifact_id}", change)[0] == 200


def shape(version: ArtifactVersion) -> Any:
    return kind(version.artifact.kind).to_json(open_version(version))


@pytest.mark.parametrize(
    ("kind_name", "content", "operation"),
    [
        (TABLE, table(2, 2), {"op": "set_cells", "at": "A1", "values": [["x"]]}),
        (DOCUMENT, {"text": "# A\n\na\n"}, {"op": "replace_section", "section": "a", "text": "# A\n\nb"}),
        (SHEET, sheets({"A1": 1}), {"op": "set_cells", "at": "A1", "values": [["x"]]}),
    ],
)
@pytest.mark.parametrize("expected", [1, 3])
def test_patch_of_a_stale_or_future_version_is_refused_with_the_current_one(
    api: Api, make_artifact: MakeArtifact, kind_name: KindName, content: Any, operation: dict[str, Any], expected: int
) -> None:
    version = make_artifact(content, kind_name)
    path = f"/{version.artifact_id}"
    assert api("patch", path, {"expected_version": 1, "operations": [operation]})[1]["version"] == 2
    before = ArtifactVersion.objects.count(), ContentBlock.objects.count()
    other = operation | ({"text": "# A\n\nc"} if kind_name is DOCUMENT else {"values": [["y"]]})

    status, problem = api("patch", path, {"expected_version": expected, "operations": [other]})
    assert (status, problem["code"], problem["current_version"]) == (409, "version_conflict", 2)
    assert (ArtifactVersion.objects.count(), ContentBlock.objects.count()) == before


@pytest.mark.parametrize(
    ("kind_name", "content", "operation"),
    [
        (TABLE, table(2_000, 100, "a"), {"op": "sort", "by": [{"column": 1}]}),
        (DOCUMENT, document(60_000, 1_000), {"op": "replace_section", "section": "a-7", "text": "# a"}),
        (SHEET, sheets({f"A{row}": row for row in range(1, 5_000)}), {"op": "insert_rows", "at": 1}),
    ],
)
def test_operations_that_take_too_long_together_are_refused(
    monkeypatch: pytest.MonkeyPatch, kind_name: KindName, content: Any, operation: dict[str, Any]
) -> None:
    monkeypatch.setattr(time_budget, "EDIT_SECONDS", 0.05)
    own = kind(kind_name)
    stored = own.store(own.parse_json(content))

    own.apply(stored, parse_operations([operation]))
    with pytest.raises(EditTooLong):
        own.apply(stored, parse_operations([operation] * 500))
