import pytest
from pydantic import ValidationError

from artifacts.kinds.catalogue import SetCells, operations_to_json, parse_operations
from artifacts.rows.enums import KindName
from tests.artifacts.operations import names_of, operations_of


@pytest.mark.parametrize(
    "raw",
    [
        [{"op": "explode"}],
        [{"title": "no op"}],
        [],
        [{"op": "set_cells", "at": "A1", "values": [[1]], "surprise": 1}],
        [{"op": "set_cells", "at": "A1", "values": []}],
        [{"op": "set_cells", "at": "A1", "values": [[{"a": 1}]]}],
        [{"op": "set_cells", "at": "A1", "values": [[float("nan")]]}],
        [{"op": "insert_rows", "at": 0}],
        [{"op": "delete_rows", "at": 1, "count": 10**9}],
        [{"op": "rename_artifact", "title": ""}],
        [{"op": "set_type", "column": "A", "type": "colour"}],
        [{"op": "clear_cells", "range": "A1"}] * 501,
    ],
)
def test_parse_operations_refuses(raw: list[dict[str, object]]) -> None:
    with pytest.raises(ValidationError):
        parse_operations(raw)


def test_parse_operations_keeps_the_type_of_each_value() -> None:
    values = [[1, 1.0, True, "1", None]]
    parsed = parse_operations([{"op": "set_cells", "at": "A1", "values": values}])[0]
    assert isinstance(parsed, SetCells)
    assert [repr(value) for value in parsed.values[0]] == [repr(value) for value in values[0]]


def test_parse_operations_of_a_kind_refuses_other_kinds() -> None:
    with pytest.raises(ValidationError):
        parse_operations([{"op": "replace_text", "find": "a", "replace": "b"}], KindName.TABLE)


def test_operations_survive_json() -> None:
    raw = [{"op": "set_cells", "at": "A1", "values": [[1]]}, {"op": "set_format", "range": "A1", "format": None}]
    assert operations_to_json(parse_operations(raw)) == raw


@pytest.mark.parametrize("kind", list(KindName))
def test_every_operation_is_named_and_takes_no_unknown_field(kind: KindName) -> None:
    names = names_of(kind)
    assert len(set(names)) == len(names) >= 7
    assert all(shape.model_config["extra"] == "forbid" for shape in operations_of(kind))
