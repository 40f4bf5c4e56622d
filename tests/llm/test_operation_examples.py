"""The catalogue that a model reads agrees with the operations that there are."""

import json

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.rows.enums import KindName
from llm.operation_examples import CATALOGUES
from tests.artifacts.operations import names_of


def examples(kind: KindName) -> list[dict[str, object]]:
    lines = (line for line in CATALOGUES[kind].splitlines() if line.startswith("{"))
    return [json.JSONDecoder().raw_decode(line)[0] for line in lines]


@pytest.mark.parametrize("kind", list(KindName))
def test_catalogue_examples_are_operations_of_the_kind(kind: KindName) -> None:
    assert len(parse_operations(examples(kind), kind)) == len(examples(kind))


@pytest.mark.parametrize("kind", list(KindName))
def test_catalogue_names_every_operation_of_the_kind(kind: KindName) -> None:
    assert {str(example["op"]) for example in examples(kind)} == set(names_of(kind))
