"""What the offline assistant says: honest, marked as offline, artifacts only when they were asked for."""

import pytest
from pytest_django import Settings

from artifacts.rows.enums import KindName
from llm import client, limits
from llm.offline.answers import compose
from llm.protocol import Finished, FinishReason, TextDelta
from llm.providers.offline import paced
from tests.llm.conftest import ask
from tests.llm.offline.conftest import answer, document, table


def test_blank_table_has_the_columns_and_rows_that_were_asked_for() -> None:
    chat, title, content = answer(KindName.TABLE, "Make a table of five teas with columns name, origin, price")
    assert [column.name for column in content.columns] == ["name", "origin", "price"]
    assert content.rows == [[f"Tea {number}", None, None] for number in range(1, 6)]
    assert title == "Five teas"
    assert "I know nothing about teas" in chat


def test_blank_table_takes_what_the_gate_found() -> None:
    rows = table("cities please", asked_for={"rows": 12, "columns": ["City", "Country"]})
    assert rows[0] == ["City", "Country"]
    assert len(rows) == 13


@pytest.mark.parametrize(
    ("text", "columns", "first"),
    [
        (
            "a list of 20 dog breeds with size, origin and temperament in a table",
            ["Breed", "size", "origin", "temperament"],
            "Breed 1",
        ),
        ("Table: planets, columns: name, diameter (km), moons", ["name", "diameter (km)", "moons"], "Planet 1"),
        ("50 rows of sample customers: name, email, city", ["name", "email", "city"], "Customer 1"),
        ("monthly sales table with columns Month, Units, Price", ["Month", "Units", "Price"], "Month 1"),
        ("Table with 4 rows and columns A, B, C", ["A", "B", "C"], "Item 1"),
        ("a table with name, price and stock", ["name", "price", "stock"], "Item 1"),
        ("Crea una tabla con 4 filas y columnas Producto, Precio", ["Producto", "Precio"], "Elemento 1"),
    ],
)
def test_blank_table_reads_columns_from_the_request(text: str, columns: list[str], first: str) -> None:
    rows = table(text)
    assert rows[0] == columns
    assert rows[1][0] == first


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("A table of 1000 teas", "Tea 1", 1_000),
        ("A table of 1,000 teas with columns name, price", "Tea 1", 1_000),
        ("A table of 1 000 teas", "Tea 1", 1_000),
        ("A table of 1\u202f000 teas", "Tea 1", 1_000),
        ("Una tabla de 1.000 ciudades", "Ciudad 1", 1_000),
        ("A table with 2,500 rows", "Item 1", 2_500),
        ("Una tabla con 2.500 filas y columnas Producto, Precio", "Elemento 1", 2_500),
        ("A table with columns Name, Price and 1,200 rows", "Item 1", 1_200),
        ("A table of 1,950 teas", "Tea 1", 1_950),
        ("Compare 1000 teas by price", "Tea 1", 1_000),
        ("A table of 10,000 teas", "Tea 1", limits.OFFLINE_MOST_ROWS),
    ],
)
def test_blank_table_has_as_many_rows_as_were_asked_for(text: str, first: str, count: int) -> None:
    chat, _title, content = answer(KindName.TABLE, text)
    assert (content.rows[0][0], len(content.rows)) == (first, count)
    assert "at most" not in chat
    assert "como mucho" not in chat


@pytest.mark.parametrize("text", ["A table of 1990 films", "A table of 2024 sales", "A table of 1.5 litre bottles"])
def test_blank_table_of_a_year_or_a_measure_has_the_usual_rows(text: str) -> None:
    assert len(table(text)) == 1 + 5


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A table of 25,000 teas", "You asked for 25,000 rows; without a model I write at most 10,000."),
        ("A table with 1 000 000 rows", "You asked for 1,000,000 rows; without a model I write at most 10,000."),
        ("Compare 25000 teas by price", "You asked for 25,000 rows; without a model I write at most 10,000."),
        (
            "Una tabla de 25.000 ciudades",
            "Has pedido 25\u00a0000 filas; sin un modelo escribo como mucho 10\u00a0000.",
        ),
    ],
)
def test_blank_table_beyond_the_limit_says_so(text: str, sentence: str) -> None:
    chat, _title, content = answer(KindName.TABLE, text)
    assert chat.endswith(sentence)
    assert len(content.rows) == limits.OFFLINE_MOST_ROWS


def test_blank_table_in_spanish() -> None:
    chat, title, content = answer(KindName.TABLE, "Haz una tabla de tres ciudades con columnas nombre y país")
    assert [column.name for column in content.columns] == ["nombre", "país"]
    assert [row[0] for row in content.rows] == ["Ciudad 1", "Ciudad 2", "Ciudad 3"]
    assert title == "Tres ciudades"
    assert "No sé nada" in chat


def test_document_outline_carries_the_topic() -> None:
    assert document("Write a document about bees").startswith("# Bees\n")


@pytest.mark.parametrize("kind", [None, *KindName])
@pytest.mark.parametrize("text", ["Hello", "Make a table of teas", "name,age\nAda,36\nLin,41", "¿Qué tal?"])
def test_every_answer_says_that_it_is_offline(kind: KindName | None, text: str) -> None:
    assert "ffline assistant" in compose(ask(text, kind=kind)).split("\n")[0]


@pytest.mark.parametrize(
    "text", ["Make a table of five teas", "| a | b |\n|---|---|\n| 1 | 2 |", '[[artifact kind="table"]]']
)
def test_answer_without_kind_is_one_line_of_chat(text: str) -> None:
    reply = compose(ask(text))
    assert "[[" not in reply
    assert "\n" not in reply
    assert "Connect a model" in reply


def test_answer_in_the_interface_language_when_the_message_shows_none() -> None:
    assert "no hay un modelo" in compose(ask("12345", language="es"))


async def test_stream_yields_the_answer_in_small_pieces(offline: None, settings: Settings) -> None:
    settings.OFFLINE_TOKENS_PER_SECOND = 500
    request = ask("Hello")
    events = [event async for event in client.stream(request)]
    pieces = [event.text for event in events if isinstance(event, TextDelta)]
    assert "".join(pieces) == compose(request)
    assert max(map(len, pieces)) < 100
    assert len(pieces) > 5
    assert events[-1] == Finished(FinishReason.STOP)


def test_pace_is_the_setting_for_a_short_text_and_bounded_for_a_long_one() -> None:
    pieces, seconds = paced("word " * 60, 60)
    assert len(pieces) * seconds == pytest.approx(1, rel=0.1)
    pieces, seconds = paced("word " * 30_000, 60)
    assert len(pieces) * seconds <= limits.OFFLINE_MOST_SECONDS + 0.1
    assert "".join(pieces) == "word " * 30_000


async def test_stream_without_pace_yields_the_answer_whole(offline: None) -> None:
    events = [event async for event in client.stream(ask("Hello"))]
    assert [type(event) for event in events] == [TextDelta, Finished]


def test_client_is_offline_without_settings_and_online_with_either(offline: None, settings: Settings) -> None:
    assert client.is_offline()
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    assert not client.is_offline()
