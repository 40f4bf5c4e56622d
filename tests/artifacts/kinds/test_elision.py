import pytest

from artifacts.kinds.elision import has_elision, is_elision_row, without_elision_lines


@pytest.mark.parametrize(
    "text",
    [
        "| ... | ... |",
        "| … | … | … |",
        "... (remaining rows omitted)",
        "(remaining rows omitted for brevity)",
        "[rest of the table omitted]",
        "... and so on",
        "...and 32 more rows",
        "The other rows follow the same pattern and are omitted.",
        "*(continues with the remaining sections)*",
        "… (resto de filas omitidas)",
        "(las demás filas se han omitido)",
        "... y así sucesivamente",
        "[Las secciones siguientes continúan igual]",
        "[Rows 19-50 follow]",
        "(table continues)",
        "(continued)",
        "... table continues",
        "(la tabla continúa)",
        "To be continued...",
        "[Insert more details here]",
        "*[Add content of this section]*",
        "[Inserta aquí el texto]",
        "Note: I have only listed the first three for brevity.",
        "......",
        "| ...... | ⋮ |",
        "...,...",
        '"...";"..."',
        '["...", "..."],',
    ],
)
def test_elision_is_recognised(text: str) -> None:
    assert has_elision(f"| a |\n|---|\n| 1 |\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "| Loading... | please wait |",
        "The rest of the team agreed.",
        "For brevity, the committee is called the board.",
        "[Insert your name here]",
        "Please [add details] where you can.",
        "We left out nothing.",
        "He waited... and then it worked.",
        "More rows can be added at any time.",
        "El resto del equipo está de acuerdo.",
        "| Other items | 20 |",
        "```\n...\n```",
        "The following sections describe the plan.",
        "Continued growth is expected (see below).",
        "**The steps are as follows:**",
        "*As follows*",
        "The other items are as follows:",
        "[What follows from the findings.]",
        "**Continued fractions**",
        "[Continue with the plan](https://example.org/)",
        "(The war continued until 1945.)",
        "**Los pasos son como sigue:**",
        "(Lo que sigue es un resumen.)",
        "............................................................ 12",
        "| ............................................................ | 12 |",
    ],
)
def test_ordinary_text_is_no_elision(text: str) -> None:
    assert not has_elision(text)


@pytest.mark.parametrize(
    "text",
    [
        "." * 50_000 + "x",
        "\n" * 50_000,
        "| | | |\n" * 5_000,
        "(" * 20_000,
        " " * 50_000 + "x",
        "remaining rows " * 3_000,
    ],
    ids=["dots", "blank lines", "empty rows", "brackets", "blanks", "words"],
)
@pytest.mark.timeout(20)
def test_hostile_text_is_looked_through_in_time(text: str) -> None:
    assert not has_elision(text)


@pytest.mark.parametrize(
    "cells",
    [
        ["...", "..."],
        ["…", None, ""],
        ["......", "⋮"],
        ["... (remaining rows omitted)", None],
        ["...", "...", "(32 more rows)"],
        ["(continued)", ""],
        ["[12 rows omitted]"],
    ],
)
def test_row_that_stands_for_others_is_recognised(cells: list[str | None]) -> None:
    assert is_elision_row(cells)


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [None, ""],
        ["...", "Loading"],
        ["4", "..."],
        ["...", 4],
        ["Part 1 (continued)", ""],
        ["...and then it rained", ""],
        ["(other items)", ""],
        ["more rows follow", ""],
        [".", ".."],
    ],
)
def test_row_with_anything_to_tell_is_kept(cells: list[str | int | None]) -> None:
    assert not is_elision_row(cells)


def test_lines_of_dots_leave_delimited_text_but_not_its_quoted_cells() -> None:
    text = 'a,b\n1,2\n...,...\n"x\n...\ny",3\n...\n'

    assert without_elision_lines(text) == ('a,b\n1,2\n"x\n...\ny",3\n', 2)
