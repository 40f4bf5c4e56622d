"""What is built when nothing was pasted and no starter fits: blank tables, sheets and documents of the named shape."""

from artifacts.rows.enums import KindName
from llm.offline.amounts import rows_to_write, spelt
from llm.offline.drafts import Draft
from llm.offline.grids import grid_of
from llm.offline.naming import numbered, sentence_case
from llm.offline.phrases import NAMING
from llm.offline.wish import Wish

_ROWS = 5


def build_skeleton(wish: Wish) -> Draft:
    """Return the blank shape of the kind that was asked for."""
    return _document(wish) if wish.kind is KindName.DOCUMENT else _grid(wish)


def _grid(wish: Wish) -> Draft:
    count, shortage = rows_to_write(wish, _ROWS)
    columns = wish.columns or wish.attributes or _columns(wish)
    rows = [[name] for name in _first_cells(wish, columns[0], count)]
    about, size = wish.topic or wish.say("its content", "su contenido"), spelt(wish, count)
    line = wish.say(
        f"a table of {size} rows to fill in. I know nothing about {about}, so the first column is numbered, "
        "the other cells are blank.",
        f"una tabla de {size} filas para rellenar. No sé nada sobre {about}, así que la primera columna va numerada "
        "y las demás celdas, vacías.",
    )
    return Draft(_title(wish), line + shortage, grid=grid_of(columns, rows))


def _columns(wish: Wish) -> tuple[str, ...]:
    return wish.say("Name", "Nombre"), wish.say("Description", "Descripción"), wish.say("Notes", "Notas")


def _first_cells(wish: Wish, column: str, count: int) -> tuple[str, ...]:
    """Return "Tea 1", "Tea 2"... after the topic, or after a column that names a thing ("Month 1")."""
    is_thing = len(column) > 2 and not NAMING.match(column)
    if is_thing or not wish.topic:
        name = sentence_case(column) if is_thing else wish.say("Item", "Elemento")
        return tuple(f"{name} {number}" for number in range(1, count + 1))
    return numbered(wish.topic, count, wish.language)


def _document(wish: Wish) -> Draft:
    title = _title(wish)
    names = (
        (
            wish.say("Summary", "Resumen"),
            wish.say(
                "What the reader should know in three sentences.", "Lo que el lector debe saber, en tres frases."
            ),
        ),
        (wish.say("Background", "Antecedentes"), wish.say("Why this matters now.", "Por qué importa ahora.")),
        (
            wish.say("Details", "Detalles"),
            wish.say("The facts, one paragraph each.", "Los hechos, un párrafo cada uno."),
        ),
        (
            wish.say("Next steps", "Próximos pasos"),
            wish.say("Who does what, until when.", "Quién hace qué y hasta cuándo."),
        ),
    )
    sections = "\n\n".join(f"## {name}\n\n*{hint}*" for name, hint in names)
    line = wish.say(
        "a document outline to fill in. I cannot write its text: no language model is connected.",
        "un esquema de documento para rellenar. No puedo escribir el texto: no hay un modelo de lenguaje conectado.",
    )
    return Draft(title, line, markdown=f"# {title}\n\n{sections}")


def _title(wish: Wish) -> str:
    if wish.title:
        return wish.title
    fallback = {
        KindName.TABLE: wish.say("Table", "Tabla"),
        KindName.SPREADSHEET: wish.say("Sheet", "Hoja"),
        KindName.DOCUMENT: wish.say("Document", "Documento"),
    }
    return sentence_case(wish.subject) or fallback[wish.kind]
