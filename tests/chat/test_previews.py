"""The first lines on a card, read from no more blocks than they stand in."""

import pytest

from artifacts.enums import AuthorKind, KindName, Origin
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.models import ContentBlock
from artifacts.reading import find_version
from artifacts.services import create_artifact
from chat.previews import preview_lines

pytestmark = pytest.mark.django_db


def test_card_of_a_long_sheet_shows_its_first_filled_rows(user, django_assert_num_queries) -> None:
    cells = {f"A{row}": row for row in range(7, 1_501)} | {f"{letter}7": letter for letter in "EDCB"}
    version = create_artifact(
        owner=user,
        kind=KindName.SPREADSHEET,
        title="Long",
        content=kind(KindName.SPREADSHEET).parse_json({"sheets": [{"name": "S", "cells": cells}]}),
        origin=Origin.API,
        author=AuthorKind.USER,
    )
    recent.clear()
    version = find_version(version.artifact)

    with django_assert_num_queries(1):  # one block of three
        assert preview_lines(version) == [["7", "B", "C", "D"], ["8", "", "", ""], ["9", "", "", ""]]
    assert ContentBlock.objects.count() == 3
