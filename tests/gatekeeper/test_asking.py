"""What a message names of the thing it asks for."""

import pytest

from gatekeeper.asking import asked_for
from gatekeeper.classify import classify, read_all
from gatekeeper.decision import Context
from gatekeeper.enums import Label


def named(text: str, label: Label = Label.TABLE) -> dict[str, object]:
    return asked_for(read_all(text, Context()), label).as_json()


@pytest.mark.parametrize(
    ("text", "rows", "columns"),
    [
        ("Make a table of five teas with columns name, origin, price", 5, ["name", "origin", "price"]),
        (
            "50 rows of users with columns: id, Full Name, e-mail and city",
            50,
            ["id", "Full Name", "e-mail", "city"],
        ),
        ("table of the top 20 songs of 1999", 20, None),
        ("tabla con 12 filas y columnas nombre, precio y peso", 12, ["nombre", "precio", "peso"]),
        ("Tabelle mit 20 Zeilen und den Spalten Name, Preis", 20, ["Name", "Preis"]),
        ("tableau de quinze lignes avec les colonnes nom, prix", 15, ["nom", "prix"]),
        ("tabela com 10 linhas com colunas nome, preço", 10, ["nome", "preço"]),
        ("таблица на 30 строк со столбцами имя, цена", 30, ["имя", "цена"]),
        ("50行の表を作って。列は名前、価格", 50, ["名前", "価格"]),
        ("做一个50行的表格，包括列姓名、价格", 50, ["姓名", "价格"]),
        ("표를 20행으로 만들어줘, 열은 이름, 가격", 20, ["이름", "가격"]),
        ("اعمل جدول من 15 صف الأعمدة: الاسم، السعر", 15, ["الاسم", "السعر"]),
        ("bảng 10 hàng với các cột tên, giá", 10, ["tên", "giá"]),
        ("table of teas with columns name, price and 20 rows", 20, ["name", "price"]),
        ("a table with 1,000 rows", 1_000, None),
        ("a table of 250,000 rows", 250_000, None),
        ("una tabla con 1.000 filas y columnas nombre, precio", 1_000, ["nombre", "precio"]),
        ("tabla con 10 000 filas", 10_000, None),
        ("un tableau de 1\u202f000 lignes", 1_000, None),
        ("Tabelle mit 1'000 Zeilen", 1_000, None),
        ("1,000行の表を作って", 1_000, None),
        ("table of teas with columns name, price and 1,000 rows", 1_000, ["name", "price"]),
    ],
)
def test_asked_for_rows_and_columns(text: str, rows: int, columns: list[str] | None) -> None:
    expected: dict[str, object] = {"rows": rows}
    assert named(text) == (expected | {"columns": columns} if columns else expected)


@pytest.mark.parametrize(
    "text",
    [
        "iphone 15 vs pixel 8 table",
        "presidents since 1950 in a table",
        "turn the bullets into a two column table",
        "table with 6 columns about tea",
        "world war 2 battles table",
        "convert 300,000 users to a table",
        "a table of 1.5 rows",
        "a table of 12,345,678 rows",
        "table of phones under 1,000 euros",
    ],
)
def test_asked_for_other_numbers_are_no_rows(text: str) -> None:
    assert named(text) == {}


def test_asked_for_budget_for_people_names_no_rows() -> None:
    assert named("budget for 4 people, 10 days", Label.SPREADSHEET) == {}


def test_asked_for_sections_of_a_document() -> None:
    assert named("write a report in five sections", Label.DOCUMENT) == {"sections": 5}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Write a report on tea and a budget spreadsheet for the shop", ("spreadsheet",)),
        ("Create a table of teas and also a cover letter", ("document",)),
        ("Write a report on tea", ()),
        ("Write a report about the table trade", ()),
    ],
)
def test_classify_further_kinds_are_offered(text: str, kinds: tuple[str, ...]) -> None:
    assert classify(text, Context()).also == kinds
