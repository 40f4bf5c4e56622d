"""What a message names of the thing it asks for."""

import pytest

from gatekeeper.asked_for import asked_for
from gatekeeper.classify import classify, read_all
from gatekeeper.counting.rows import count_rows
from gatekeeper.counting.vocabulary import counted_languages, vocabulary
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


NOTHING_COUNTED = [
    "Make a table of 1980s sitcoms",
    "table of the '70s rock bands",
    "Tabelle der besten Filme der 80er",
    "tabla de películas de los años 90",
    "tableau des films des années 80",
    "tabella dei film degli anni 90",
    "tabela de filmes dos anos 90",
    "a table of 19th century novels",
    "tabla de inventos del siglo 19",
    "Tabelle der Erfindungen des 19. Jahrhunderts",
    "tableau des romans du 19e siècle",
    "table of 5G phones",
    "table of 4K monitors",
    "table of 24 hour gyms near me",
    "table of 5-star hotels in Rome",
    "table of 3 star michelin restaurants",
    "tabla de hoteles de 4 estrellas",
    "Tabelle mit 4-Sterne-Hotels",
    "tableau des hôtels 4 étoiles",
    "table of movies for 8 year olds",
    "toys for kids aged 3 to 6 as a table",
    "Make a table of books longer than 500 pages",
    "table of laptops with 16 GB RAM",
    "table of TVs over 65 inches",
    "table of Python 3 features",
    "table of iOS 17 features vs Android 14",
    "table of 2 player board games",
    "table of the US presidents from 1960 to 2000",
    "meal plan table for 7 days",
    "table of meals for 4 people",
    "make a table with 4 quarters and profits",
    "table of phones between 300 and 600 dollars",
    "table of wines under 20 euros",
    "Mach eine Tabelle der Autos unter 20.000 Euro",
    "Tabelle mit Laufzeiten über 100 m und 200 m",
    "tabla de coches por menos de 15000 euros",
    "tableau de recettes pour 4 personnes",
    "tabella di hotel a 4 stelle",
    "tabela de carros até 50.000 reais",
    "make a table with up to 10 rows",
    "table with 5 rows per country",
    "table with 4 columns about whales",
    "turn this into columns",
    "table of Fortune 500 companies",
    "table of the 2024 olympic games medals",
    "table of US route 66 stops",
    "table of 3D printers",
    "table of windows 11 shortcuts",
    "a table of mortgage payments over 30 years",
    "table of 50 Cent albums",
    "table of world war 2 battles",
    "table of 8 or 9 herbs",
    "table of 5-10 herbs",
    "table of 5 to 10 herbs",
    "table of 30 minute meals",
    "table of 5 ingredient recipes",
    "table of $5 lunches",
    "table of 12 V batteries",
    "table of Boeing 737 variants",
    "Make a table of cities with more than 1 million people",
    "table of Ocean's 11 actors",
    "table of 90 day fiance couples",
    "table of 7-inch tablets",
    "table of v2.5 changes",
    "table of films rated above 8",
    "table of drugs approved in the last 5 years",
    "table of interest at 5% for 10 years",
    "Give me a two-column table of pros and cons",
    "3 column table of verbs",
    "Make a table of verbs in 3 tenses",
    "table of 4th generation consoles",
    "table of the 3rd party apps",
    "table of number 1 hits",
    "Erstelle eine Tabelle mit Autos bis 150 PS",
    "Tabelle der Handys mit 5G",
    "Mach eine Tabelle mit Rezepten für 4 Personen",
    "Tabelle mit 30-Minuten-Rezepten",
    "tabla de 100 metros lisos récords",
    "tableau de téléphones à moins de 500 euros",
    "tabella dei telefoni sotto i 500 euro",
    "tabela com notas de 1 a 10",
    "Make a table of shows on 3 networks with 2 hosts each",
    "table of 3 to 5 year olds' toys",
    "tabela z 3 kolumnami",
    "таблица фильмов 90-х",
    "90年代の映画の表",
    "Tabel van films uit de jaren 90",
    "Make a table of lego sets over 1000 pieces",
]
"""Numbers that are none of rows: times, units, ranges, ordinals, ages, ratings, prices, versions, names."""

COUNTED: list[tuple[str, dict[str, object]]] = [
    ("list ten rivers in a table", {"rows": 10}),
    ("give me a table of the 15 largest lakes", {"rows": 15}),
    ("show me 25 dog breeds as a table", {"rows": 25}),
    ("a table listing 40 verbs", {"rows": 40}),
    ("table of twenty-five elements", {"rows": 25}),
    ("a table of a hundred adjectives", {"rows": 100}),
    ("Create a table of 1,200 first names", {"rows": 1200}),
    ("a table of 10 of the 27 EU countries", {"rows": 10}),
    ("table of 6 wines under 20 euros", {"rows": 6}),
    ("Tabelle mit den 10 größten Städten Deutschlands", {"rows": 10}),
    ("Erstelle eine Tabelle mit zwanzig Vogelarten", {"rows": 20}),
    ("Tabelle der 16 Bundesländer", {"rows": 16}),
    ("Erstelle eine Tabelle von fünfundzwanzig Berufen", {"rows": 25}),
    ("tabla con los 20 países más grandes", {"rows": 20}),
    ("haz una tabla de cincuenta verbos", {"rows": 50}),
    ("tabla de las 32 selecciones del mundial", {"rows": 32}),
    ("hazme una tabla con dos docenas de frutas", {"rows": 24}),
    ("un tableau des 10 plus grandes villes de France", {"rows": 10}),
    ("fais un tableau avec quinze fromages", {"rows": 15}),
    ("tableau de vingt-cinq verbes irréguliers", {"rows": 25}),
    ("una tabella delle 20 regioni italiane", {"rows": 20}),
    ("fai una tabella di trenta verbi", {"rows": 30}),
    ("uma tabela com os 26 estados do Brasil", {"rows": 26}),
    ("crie uma tabela de quinze frutas", {"rows": 15}),
    ("Make a table with 10 rows and 3 columns", {"rows": 10}),
    ("table of cars with columns make, model and year", {"columns": ["make", "model", "year"]}),
    (
        "Make a table with 3 columns (name, date of birth, city) of my friends",
        {"columns": ["name", "date of birth", "city"]},
    ),
    ("Create a table with two columns: date and amount.", {"columns": ["date", "amount"]}),
    ("table of herbs using name, use and season as column headers", {"columns": ["name", "use", "season"]}),
    ("make a table of novels where the columns are title, author and year", {"columns": ["title", "author", "year"]}),
    ("a table with name, age and city columns", {"columns": ["name", "age", "city"]}),
    ("tabla de mis libros con título y autor como columnas", {"columns": ["título", "autor"]}),
    ("Tabelle meiner Bücher mit Titel, Autor und Jahr als Spalten", {"columns": ["Titel", "Autor", "Jahr"]}),
    ("tableau de mes livres, avec comme colonnes titre, auteur et année", {"columns": ["titre", "auteur", "année"]}),
    ("tabella con 3 colonne: nome, età, città", {"columns": ["nome", "età", "città"]}),
    ("tabela com 3 colunas: nome, idade, cidade", {"columns": ["nome", "idade", "cidade"]}),
    ("tabla con dos columnas, pros y contras, del teletrabajo", {"columns": ["pros", "contras"]}),
    ("Tabelle mit zwei Spalten (Vorteile, Nachteile) zum Homeoffice", {"columns": ["Vorteile", "Nachteile"]}),
    ("Use the date, place and price as columns for the table.", {"columns": ["date", "place", "price"]}),
    (
        "table of teas with columns name, origin, price: Assam; India; 4.5 / Sencha; Japan; 6",
        {"columns": ["name", "origin", "price"]},
    ),
    (
        "make a table of tea; the columns should be name, origin and price in euros",
        {"columns": ["name", "origin", "price in euros"]},
    ),
    (
        "Table of 12 cheeses with columns name, milk and country, please",
        {"rows": 12, "columns": ["name", "milk", "country"]},
    ),
    ("table with columns Name, Price and 20 rows", {"rows": 20, "columns": ["Name", "Price"]}),
    ("Make a table of the first 20 elements", {"rows": 20}),
    ("top 10 movies in table form", {"rows": 10}),
    ("8 herbs in a table please", {"rows": 8}),
    ("table of 20 30-minute meals", {"rows": 20}),
    ("make a table of 7 dwarfs and their traits", {"rows": 7}),
    ("Can you make me a table containing 15 healthy snacks and their calories?", {"rows": 15}),
    ("I want 50 rows of fake customer data with name, email and city as a table", {"rows": 50}),
    ("make a table for 6 films with a rating from 1 to 10", {"rows": 6}),
    ("table of the 48 contiguous states", {"rows": 48}),
    ("Table of the 1000 most common words", {"rows": 1000}),
    ("table of half a dozen soups", {"rows": 6}),
    ("Table with three fruits, columns: name, colour", {"rows": 3, "columns": ["name", "colour"]}),
    ("Tabelle mit drei Spalten und zehn Zeilen", {"rows": 10}),
    (
        "Erstelle eine Tabelle der 5 größten Seen mit den Spalten Name, Fläche und Tiefe",
        {"rows": 5, "columns": ["Name", "Fläche", "Tiefe"]},
    ),
    ("Crea una tabla con 5 filas", {"rows": 5}),
    ("tabla de los 10 mejores libros del siglo XX", {"rows": 10}),
    ("tableau des 27 pays de l'Union européenne", {"rows": 27}),
    ("tableau à deux colonnes : avantages et inconvénients", {"columns": ["avantages", "inconvénients"]}),
    ("tabella con i 10 film più visti", {"rows": 10}),
    ("tabela dos 10 maiores rios", {"rows": 10}),
    ("tabela com duas colunas, prós e contras", {"columns": ["prós", "contras"]}),
    ("Draw up a table of planets having name, mass and moons as columns", {"columns": ["name", "mass", "moons"]}),
    (
        "Create a table of dogs. Columns: breed, size, lifespan. 12 rows.",
        {"rows": 12, "columns": ["breed", "size", "lifespan"]},
    ),
    (
        "Create a table of dogs with the following columns:\n- breed\n- size\n- lifespan",
        {"columns": ["breed", "size", "lifespan"]},
    ),
    ("Make a table of pets with name and age as columns and 5 rows", {"rows": 5, "columns": ["name", "age"]}),
]


@pytest.mark.parametrize("text", NOTHING_COUNTED)
def test_asked_for_number_that_is_not_surely_one_of_rows_is_not_counted(text: str) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_asked_for_counts_rows_and_lists_columns(text: str, expected: dict[str, object]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an essay of 1,500 words about bees", {"words": 1500}),
        ("a 900-word report", {"words": 900}),
        ("a five-page report", {"pages": 5}),
        ("Schreibe einen Aufsatz mit 800 Wörtern über Bienen", {"words": 800}),
        ("dissertation de 1200 mots", {"words": 1200}),
        ("a story in 5 chapters, about 3000 words", {"sections": 5, "words": 3000}),
        ("report with 4 sections of 200 words each", {"sections": 4}),
        ("an essay under 500 words", {}),
        ("an essay with no more than 600 words", {}),
        ("a 5 paragraph essay", {}),
        ("an essay about the 500 most used words", {}),
    ],
)
def test_asked_for_length_of_a_document(text: str, expected: dict[str, object]) -> None:
    assert named(text, Label.DOCUMENT) == expected


def test_asked_for_columns_in_lines_of_their_own() -> None:
    assert named("a table of dogs with these columns:\n1. breed\n2. size\n3. lifespan") == {
        "columns": ["breed", "size", "lifespan"]
    }


def test_six_languages_are_counted_in() -> None:
    assert {"en", "es", "de", "fr", "it", "pt"} <= set(counted_languages())


@pytest.mark.parametrize("code", counted_languages())
def test_language_that_is_counted_in_counts_what_stands_behind_its_words(code: str) -> None:
    words = vocabulary(code)
    assert words is not None
    link, noun = sorted(words.groups["of"])[0], sorted(words.groups["rows"])[0]
    number, value = sorted(words.numbers.items())[0]

    assert (
        count_rows(f"{sorted(words.groups['kinds'])[0]} {link} {' '.join(number)} {noun}", words, of_things=True)
        == value
    )


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
