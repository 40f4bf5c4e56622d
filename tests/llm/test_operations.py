"""The catalogue that a model reads agrees with the operations that there are."""

import json

import pytest

from artifacts.kinds.catalogue import operations_schema, parse_operations
from artifacts.rows.enums import KindName
from llm.operations import CATALOGUES


def examples(kind: KindName) -> list[dict[str, object]]:
    lines = (line for line in CATALOGUES[kind].splitlines() if line.startswith("{"))
    return [json.JSONDecoder().raw_decode(line)[0] for line in lines]


@pytest.mark.parametrize("kind", list(KindName))
def test_catalogue_examples_are_operations_of_the_kind(kind: KindName) -> None:
    assert len(parse_operations(examples(kind), kind)) == len(examples(kind))


@pytest.mark.parametrize("kind", list(KindName))
def test_catalogue_names_every_operation_of_the_kind(kind: KindName) -> None:
    schema = json.dumps(operations_schema(kind))
    named = {str(example["op"]) for example in examples(kind)}
    known = {
        definition["properties"]["op"]["const"]
        for definition in operations_schema(kind)["$defs"].values()
        if "op" in definition.get("properties", {})
    }
    assert named == known, schema
