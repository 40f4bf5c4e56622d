"""Changes by hand: cells, sections, titles, versions, deletion; by htmx and by plain forms."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from rollout.enums import FlagName
from rollout.models import Flag

HTMX = {"HX-Request": "true"}
TEAS = "| Name | Price |\n|---|---|\n| Sencha | $12.50 |\n| Assam | $8 |\n"
SHEET = {"sheets": [{"name": "Plan", "cells": {"A1": 2, "B3": "=A1*3", "A5": 7}}]}
MINUTES = "# Minutes\n\nPresent: Ada.\n\n## Actions\n\nWrite.\n\n## Next\n\nMonday.\n"


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    return client_for(user)


def send(client: Client, name: str, version: Any, *, htmx: bool = True, **fields: Any) -> HttpResponse:
    address = reverse(f"artifacts:{name}", args=[version.artifact_id])
    return client.post(address, fields, headers=HTMX if htmx else {})


def head(version: Any) -> Any:
    return find_version(Artifact.objects.get(pk=version.artifact_id))


def rows(version: Any) -> list[list[Any]]:
    return open_version(head(version)).window(0, 100)


def test_cells_write_a_value_and_answer_the_changed_row(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "cells", version, at="B2", value="9.75", expected_version=1)
    assert rows(version)[1] == ["Assam", 9.75]
    assert answer.content.decode().count("<tr ") == 1
    assert "$9.75" in answer.content.decode()
    news = json.loads(answer["HX-Trigger"])["artifact-changed"]
    assert news == {"id": str(version.artifact_id), "version": 2}


def test_cells_take_a_block_from_the_clipboard(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "cells", version, at="A1", block="Gyokuro\t20\r\nOolong\t\r\n", expected_version=1)
    assert rows(version) == [["Gyokuro", 20], ["Oolong", None]]
    assert answer.content.decode().count("<tr ") == 2


def test_formulas_of_a_copied_block_move_along(alice: Client, make_artifact: Any):
    cells = {"A1": 2, "B1": "=A1*$A$1", "A2": 5, "A3": 7}
    version = make_artifact({"sheets": [{"name": "S", "cells": cells}]}, KindName.SPREADSHEET)
    fields = {"sheet": "S", "copied_from": "B1"}
    send(alice, "cells", version, at="B2", value="=A1*$A$1", expected_version=1, **fields)
    send(alice, "cells", version, at="B3", block="=A1*$A$1\tx\r\n", expected_version=2, **fields)
    found = open_version(head(version)).content().sheets[0].cells
    assert [(found[row, 2].input, found[row, 2].value) for row in (2, 3)] == [("=A2*$A$1", 10), ("=A3*$A$1", 14)]
    assert found[3, 3].value == "x"
    fields["copied_from"] = "nowhere"
    assert send(alice, "cells", version, at="B2", value="=A1", expected_version=3, **fields).status_code == 422


def test_a_block_keeps_the_lines_of_its_cells(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", block='"Gyokuro\r\nfine"\t20\r\n', expected_version=1)
    assert rows(version) == [["Gyokuro\nfine", 20], ["Assam", 8]]


@pytest.mark.parametrize(("typed", "value"), [("15", 0.15), ("15%", 0.15), ("0.15", 0.15), ("1", 0.01), ("x", "x")])
def test_a_number_typed_where_percents_stand_is_one_of_percents(
    alice: Client, make_artifact: Any, typed: str, value: Any
):
    table = make_artifact("| Share |\n|---|\n| 10% |\n| 20% |\n")
    send(alice, "cells", table, at="A1", value=typed, expected_version=1)
    assert rows(table)[0] == [value]
    cells = {"A1": {"input": 0.5, "format": "0.00%"}}
    sheet = make_artifact({"sheets": [{"name": "S", "cells": cells}]}, KindName.SPREADSHEET)
    send(alice, "cells", sheet, at="A1", value=typed, expected_version=1)
    cell = open_version(head(sheet)).content().sheets[0].cells[1, 1]
    assert (cell.value, cell.format) == (value, "0.00%")


def test_the_words_of_truth_that_the_grid_shows_may_be_typed(alice: Client, make_artifact: Any):
    content = {"columns": [{"name": "Done", "type": "boolean"}], "rows": [[True], [False], [None]]}
    version = make_artifact(content)
    send(alice, "cells", version, at="A1", block="No\nyes\nperhaps", expected_version=1)
    assert rows(version) == [[False], [True], ["perhaps"]]


def test_cells_of_a_sheet_answer_every_row_that_was_computed_anew(alice: Client, make_artifact: Any):
    version = make_artifact(SHEET, KindName.SPREADSHEET)
    html = send(alice, "cells", version, at="A1", value="5", sheet="Plan", expected_version=1).content.decode()
    assert html.count("<tr ") == 2
    assert 'data-raw="=A1*3">15</td>' in html
    assert 'data-row="5"' not in html


def test_cells_clear_a_whole_range_as_one_version(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "cells", version, clear="B1:B2", expected_version=1)
    assert rows(version) == [["Sencha", None], ["Assam", None]]
    assert (head(version).number, answer.content.decode().count("<tr ")) == (2, 2)


def test_cells_may_have_spaces_around_their_places(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1" + " " * 20, value="x", expected_version=1)
    send(alice, "cells", version, clear=" B1 : B2 " + " " * 20, expected_version=2)
    assert rows(version) == [["x", None], ["Assam", None]]


def test_cells_clear_a_range_of_a_sheet(alice: Client, make_artifact: Any):
    version = make_artifact(SHEET, KindName.SPREADSHEET)
    html = send(alice, "cells", version, clear="A1:A5", sheet="Plan", expected_version=1).content.decode()
    assert list(open_version(head(version)).content().sheets[0].cells) == [(3, 2)]
    assert html.count("<tr ") == 3


@pytest.mark.parametrize("cleared", ["B:C", "1:2", "A1:C1", "A1:A9", "A1:A1:A1", " A1 : A1" * 9])
def test_cells_that_are_no_range_of_the_table_are_not_cleared(alice: Client, make_artifact: Any, cleared: str):
    version = make_artifact(TEAS)
    assert send(alice, "cells", version, clear=cleared, expected_version=1).status_code == 422
    assert head(version).number == 1


@pytest.mark.parametrize("fields", [{"clear": "A1:A600"}, {"at": "A1", "block": "x\n" * 600}])
def test_a_change_of_many_rows_makes_the_pane_load_again(alice: Client, make_artifact: Any, fields: dict[str, str]):
    version = make_artifact({"columns": [{"name": "n"}], "rows": [[str(number)] for number in range(700)]})
    answer = send(alice, "cells", version, expected_version=1, **fields)
    assert answer.status_code == 204
    assert json.loads(answer["HX-Trigger"])["artifact-replaced"]["version"] == 2
    assert [rows(version)[0][0], rows(version)[99][0]] == (["x", "x"] if "block" in fields else [None, None])


def test_cells_on_a_stale_version_are_refused_and_change_nothing(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", value="First", expected_version=1)
    answer = send(alice, "cells", version, at="A1", value="Second", expected_version=1)
    assert answer.status_code == 409
    assert rows(version)[0][0] == "First"


def test_cells_beyond_the_last_column_are_refused(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    assert send(alice, "cells", version, at="B1", block="1\t2\t3", expected_version=1).status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"at": "", "value": "x", "expected_version": "1"},
        {"at": "ZZ9", "value": "x", "expected_version": "1"},
        {"at": "A1", "value": "x", "expected_version": "one"},
        {"at": "A1", "value": "x"},
        {"at": "A1" + " " * 20 + "1", "value": "x", "expected_version": "1"},
    ],
)
def test_cells_with_a_wrong_form_are_refused(alice: Client, make_artifact: Any, fields: dict[str, str]):
    version = make_artifact(TEAS)
    assert send(alice, "cells", version, **fields).status_code == 422
    assert head(version).number == 1


def test_cells_by_a_plain_form_go_back_to_the_page(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "cells", version, htmx=False, at="A1", value="x", expected_version=1, next="/c/here/")
    assert (answer.status_code, answer["Location"]) == (302, "/c/here/")


def test_plain_forms_never_lead_to_another_site(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "rename", version, htmx=False, title="New", next="https://example.org/")
    assert answer["Location"] == reverse("artifacts:detail", args=[version.artifact_id])


def test_a_value_that_looks_like_a_link_formula_stays_text_in_a_table(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    formula = '=HYPERLINK("https://example.org","x")'
    send(alice, "cells", version, at="A1", value=formula, expected_version=1)
    assert rows(version)[0][0] == formula


def test_section_form_holds_the_piece_without_its_subsections(alice: Client, make_artifact: Any):
    version = make_artifact(MINUTES, KindName.DOCUMENT)
    address = reverse("artifacts:section", args=[version.artifact_id])
    html = alice.get(address, {"section": "minutes"}, headers=HTMX).content.decode()
    assert "Present: Ada." in html
    assert "Write." not in html
    assert "<html" in alice.get(address, {"section": "minutes"}).content.decode()


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("minutes", "# Minutes\n\nAll.", "# Minutes\n\nAll.\n\n## Actions\n\nWrite.\n\n## Next\n\nMonday.\n"),
        (
            "actions",
            "## Actions\r\n\r\nRead.",
            "# Minutes\n\nPresent: Ada.\n\n## Actions\n\nRead.\n\n## Next\n\nMonday.\n",
        ),
        ("next", "## Next\n\nNever.", MINUTES.replace("Monday.", "Never.")),
    ],
)
def test_section_replaces_its_own_words_alone(
    alice: Client, make_artifact: Any, section: str, text: str, expected: str
):
    version = make_artifact(MINUTES, KindName.DOCUMENT)
    answer = send(alice, "section", version, section=section, text=text, expected_version=1)
    assert answer.status_code == 204
    assert "artifact-replaced" in json.loads(answer["HX-Trigger"])
    assert open_version(head(version)).text == expected


def test_section_before_the_first_heading_can_be_edited(alice: Client, make_artifact: Any):
    version = make_artifact("Hello.\n\n# Minutes\n\nAda.\n", KindName.DOCUMENT)
    send(alice, "section", version, section="-", text="Good day.\n\n", expected_version=1)
    assert open_version(head(version)).text == "Good day.\n\n# Minutes\n\nAda.\n"


def test_section_that_is_not_there_is_not_found(alice: Client, make_artifact: Any):
    version = make_artifact(MINUTES, KindName.DOCUMENT)
    assert send(alice, "section", version, section="none", text="x", expected_version=1).status_code == 404


def test_section_of_a_table_is_not_found(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    assert send(alice, "section", version, section="-", text="x", expected_version=1).status_code == 404


def test_rename_makes_a_version_with_the_new_title(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    assert send(alice, "rename", version, title="  New name ").status_code == 204
    assert (head(version).number, head(version).title) == (2, "New name")


def test_restore_adds_a_version(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", value="Other", expected_version=1)
    send(alice, "restore", version, number=1, expected_version=2)
    assert head(version).number == 3
    assert rows(version)[0][0] == "Sencha"


def test_restore_on_a_stale_version_is_refused(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", value="Other", expected_version=1)
    assert send(alice, "restore", version, number=1, expected_version=1).status_code == 409


def test_undo_and_redo_answer_the_news_and_what_to_say(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", value="Other", expected_version=1)
    answer = send(alice, "undo", version, expected_version=2)
    news = json.loads(answer["HX-Trigger"])
    assert answer.status_code == 204
    assert news["artifact-replaced"] == {"id": str(version.artifact_id), "version": 3}
    assert news["spoken-news"] == {"text": "Undone: A1 changed"}
    assert rows(version)[0][0] == "Sencha"
    send(alice, "redo", version, expected_version=3)
    assert rows(version)[0][0] == "Other"


def test_undo_by_a_plain_form_goes_back_to_the_page(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "cells", version, at="A1", value="Other", expected_version=1)
    answer = send(alice, "undo", version, htmx=False, expected_version=2)
    assert (answer.status_code, rows(version)[0][0]) == (302, "Sencha")


@pytest.mark.parametrize(("name", "expected"), [("undo", 1), ("redo", 1), ("undo", 7)])
def test_a_step_that_cannot_be_is_refused_with_a_sentence(alice: Client, make_artifact: Any, name: str, expected: int):
    answer = send(alice, name, make_artifact(TEAS), expected_version=expected)
    assert answer.status_code == 409
    sentence = f"There is nothing to {name}." if expected == 1 else "Someone has changed this meanwhile."
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("steps", "is_off"), [([], (True, True)), (["edit"], (False, True)), (["edit", "undo"], (True, False))]
)
def test_the_pane_says_which_steps_there_are(
    alice: Client, make_artifact: Any, steps: list[str], is_off: tuple[bool, bool]
):
    version = make_artifact(TEAS)
    for number, step in enumerate(steps, start=1):
        send(alice, "cells" if step == "edit" else step, version, at="A1", value="x", expected_version=number)
    html = alice.get(reverse("artifacts:detail", args=[version.artifact_id])).content.decode()
    buttons = [html.split(f'id="pane-{name}"')[1].split(">")[0] for name in ("undo", "redo")]
    assert tuple('aria-disabled="true"' in button for button in buttons) == is_off


@pytest.mark.parametrize("htmx", [True, False])
def test_delete_takes_the_artifact_out_of_sight(alice: Client, make_artifact: Any, htmx: bool):
    version = make_artifact(TEAS)
    answer = send(alice, "delete", version, htmx=htmx)
    address = answer.headers.get("HX-Redirect" if htmx else "Location", "")
    assert address.startswith(reverse("artifacts:list"))
    assert alice.get(reverse("artifacts:detail", args=[version.artifact_id])).status_code == 404


@pytest.mark.parametrize("name", ["cells", "section", "rename", "restore", "undo", "redo", "delete"])
def test_other_people_change_nothing(
    client_for: Callable[[User], Client], alice: Client, other_user: User, make_artifact: Any, name: str
):
    version = make_artifact(TEAS)
    assert send(client_for(other_user), name, version, expected_version=1, number=1, title="x").status_code == 404
    assert head(version).number == 1


@pytest.mark.parametrize("name", ["cells", "section", "rename", "restore", "undo", "redo"])
def test_nothing_changes_with_creation_off(alice: Client, make_artifact: Any, name: str):
    version = make_artifact(TEAS)
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    assert send(alice, name, version, expected_version=1, number=1, title="x").status_code == 403
    assert head(version).number == 1
