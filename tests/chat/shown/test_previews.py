"""The first lines on a card, read from no more blocks than they stand in."""

import pytest

from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion, ContentBlock
from artifacts.versions.reading import find_version
from artifacts.versions.write import create_artifact
from chat.shown.previews import preview_lines

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


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        (
            KindName.SPREADSHEET,
            {"sheets": [{"name": "S", "cells": {"A1": "Interest", "B1": "5%", "A2": "Since", "B2": "2026-01-31"}}]},
            [["Interest", "5%"], ["Since", "2026-01-31"]],
        ),
        (
            KindName.TABLE,
            {"columns": [{"name": "p", "type": "percent"}, {"name": "ok", "type": "boolean"}], "rows": [[0.05, True]]},
            [["p", "ok"], ["5%", "Yes"]],
        ),
    ],
)
def test_card_shows_values_as_the_grid_does(user, name, content, lines) -> None:
    assert preview_lines(made(user, name, kind(name).parse_json(content))) == lines


def test_card_of_a_document_shows_words_without_marks(user) -> None:
    text = "# Minutes\n\n| Date | [today] |\n| --- | --- |\n| Place | here |\n\n- **Done** by Ada\n"
    version = made(user, KindName.DOCUMENT, kind(KindName.DOCUMENT).parse_text(text).content)
    assert preview_lines(version) == [["Minutes"], ["Date · [today]"], ["Place · here"]]


def made(user, name: KindName, content) -> ArtifactVersion:
    return create_artifact(
        owner=user, kind=name, title="Card", content=content, origin=Origin.API, author=AuthorKind.USER
    )
