"""Tables that are not written in Markdown: what each way of writing holds."""

import pytest

from artifacts.extraction.layouts.registry import find_grid

STATIONS = [["Ulm", "12"], ["Linz", "7"]]
HEADER = ["Station", "Trains"]

WRITTEN = {
    "ascii box": "+---------+--------+\n| Station | Trains |\n+=========+========+\n"
    "| Ulm     | 12     |\n+---------+--------+\n"
    "| Linz    | 7      |\n+---------+--------+\n",
    "unicode box": "┌─────────┬────────┐\n│ Station │ Trains │\n├─────────┼────────┤\n│ Ulm     │ 12     │\n"
    "│ Linz    │ 7      │\n└─────────┴────────┘\n",
    "double box": "╔═════════╦════════╗\n║ Station ║ Trains ║\n╠═════════╬════════╣\n║ Ulm ║ 12 ║\n║ Linz ║ 7 ║\n"
    "╚═════════╩════════╝\n",
    "of a database client": " Station | Trains\n---------+--------\n Ulm     | 12\n Linz    | 7\n",
    "pipes without a line": "| Station | Trains |\n| Ulm | 12 |\n| Linz | 7 |\n",
    "inner pipes without a line": "Station | Trains\nUlm | 12\nLinz | 7\n",
    "html": "<table>\n<thead>\n<tr><th>Station</th><th>Trains</th></tr></thead>\n<tbody>\n"
    "<tr><td>Ulm</td><td>12</td></tr>\n"
    "<tr>\n<td><b>Linz</b></td>\n<td> 7 </td>\n</tr>\n</tbody>\n</table>\n",
    "latex": "\\begin{table}\n\\centering\n\\begin{tabular}{|l|r|}\n\\hline\n\\textbf{Station} & Trains \\\\ \\hline\n"
    "Ulm & 12 \\\\\nLinz & $7$ \\\\ \\hline\n\\end{tabular}\n\\caption{Stations}\n\\end{table}\n",
    "aligned by blanks": "Station    Trains\nUlm        12\nLinz       7\n",
    "aligned under dashes": "Station    Trains\n-------    ------\nUlm        12\nLinz       7\n",
    "aligned under rules of records": "Station: Ulm\nTrains: 12\n---\nStation: Linz\nTrains: 7\n",
    "aligned by tabs": "Station\tTrains\nUlm\t12\nLinz\t7\n",
    "commas": "Station,Trains\nUlm,12\nLinz,7\n",
    "semicolons": "Station;Trains\nUlm;12\nLinz;7\n",
    "yaml": "- Station: Ulm\n  Trains: 12\n- Station: Linz\n  Trains: 7\n",
    "yaml in one line each": "- {Station: Ulm, Trains: 12}\n- {Station: 'Linz', Trains: 7}\n",
    "groups of keys": "Station: Ulm\nTrains: 12\n\nStation: Linz\nTrains: 7\n",
    "bullets of the same keys": "- **Station**: Ulm\n- **Trains**: 12\n\n- **Station**: Linz\n- **Trains:** 7\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_way_of_writing_gives_header_and_rows(text: str) -> None:
    lines = f"Here it is.\n\n{text}\nThat is all.\n".splitlines(keepends=True)

    found = find_grid(lines)

    assert found is not None
    assert (found.grid.header, found.grid.rows) == (HEADER, STATIONS)
    assert "".join(lines[found.start : found.end]) == text


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        (
            "### Ulm\n- Trains: 12\n- Open: yes\n\n### Linz\n- Trains: 7\n- Open: no\n",
            ["Name", "Trains", "Open"],
            [["Ulm", "12", "yes"], ["Linz", "7", "no"]],
        ),
        (
            "1. **Ulm**\n   - Trains: 12\n2. **Linz**\n   - Trains: 7\n",
            ["Name", "Trains"],
            [["Ulm", "12"], ["Linz", "7"]],
        ),
        ("Ulm:\n  Trains: 12\nLinz:\n  Trains: 7\n", ["Name", "Trains"], [["Ulm", "12"], ["Linz", "7"]]),
        ("1. Ulm - 12\n2. Linz - 7\n", ["Item", "Details"], STATIONS),
        ("* Ulm – 12 – yes\n* Linz – 7 – no\n", ["Item", "Details", ""], [["Ulm", "12", "yes"], ["Linz", "7", "no"]]),
        ("- **Ulm:** 12\n- **Linz:** 7\n", ["Item", "Details"], STATIONS),
        ("- Ulm (12)\n- Linz (7)\n", ["Item", "Details"], STATIONS),
        (
            "Station: Ulm\nTrains: 12\nOpen: yes\n",
            ["Field", "Value"],
            [["Station", "Ulm"], ["Trains", "12"], ["Open", "yes"]],
        ),
        (
            "Name     Trains   Open\nUlm      12       yes\nSalzburg 7        no\n",
            ["Name", "Trains", "Open"],
            [["Ulm", "12", "yes"], ["Salzburg", "7", "no"]],
        ),
        ("| 1 | Ulm |\n| 2 | Linz |\n", ["", ""], [["1", "Ulm"], ["2", "Linz"]]),
        (
            "+---+-------+\n| a | b     |\n+---+-------+\n| 1 | first |\n|   | half  |\n+---+-------+\n",
            ["a", "b"],
            [["1", "first half"]],
        ),
    ],
)
def test_records_and_lists_give_columns(text: str, header: list[str], rows: list[list[str]]) -> None:
    found = find_grid(text.splitlines(keepends=True))

    assert found is not None
    assert (found.grid.header, found.grid.rows) == (header, rows)


@pytest.mark.parametrize(
    "text",
    [
        "There are two stations. Ulm has twelve trains, Linz has seven.\n",
        "- Ulm is large\n- Linz is small\n",
        "First, go to Ulm.\nThen, go to Linz.\n",
        "Note: this is only one remark.\n",
        "https://example.org\nhttps://example.com\nhttps://example.net\n",
        "+---+\n",
        "| |\n",
        "<table></table>\n",
        "\\begin{tabular}{ll}\n\\end{tabular}\n",
        "",
    ],
)
def test_prose_and_empty_shells_are_no_table(text: str) -> None:
    assert find_grid(text.splitlines(keepends=True)) is None


def test_the_table_with_the_most_rows_is_the_one() -> None:
    small, large = "a;b\n", "Station | Trains\n---+---\nUlm | 12\nLinz | 7\nGraz | 3\n"

    found = find_grid(f"{WRITTEN['of a database client']}\n{small}\n{large}".splitlines(keepends=True))

    assert found is not None
    assert len(found.grid.rows) == 3
