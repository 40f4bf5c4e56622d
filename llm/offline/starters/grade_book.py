"""Grade book: one row for each student, one column for each test, averages by formula."""

from artifacts.kinds.references import column_letters
from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.naming import numbered
from llm.offline.starters.base import Starter, figure, listed, trigger
from llm.offline.wish import Wish

_TESTS = r"tests?|exams?|quizzes|assignments?|grades?|ex[aá]menes|pruebas?|notas?|tareas?|trabajos?"
_STUDENTS = r"students?|pupils?|alumn[oa]s?|estudiantes?"


def build(wish: Wish) -> Draft:
    """Return a book for the named students, else for as many numbered ones as were asked for; grades are blank."""
    names = listed(wish, _STUDENTS)
    count, fewer = figure(wish, _STUDENTS, wish.count or 10, 500, wish.say("students", "estudiantes"))
    students = names or numbered(wish.say("Students", "Estudiantes"), count, wish.language)
    tests, shorter = figure(wish, _TESTS, 4, 40, wish.say("tests", "pruebas"))
    pass_mark = wish.say("50", "5")
    line = wish.say(
        f"a grade book for {len(students)} students and {tests} tests; averages are formulas, {pass_mark} passes.",
        f"un libro de notas: {len(students)} estudiantes, {tests} pruebas; medias con fórmulas, aprobado {pass_mark}.",
    )
    said = shorter if names else fewer + shorter
    rows = [_row(wish, row, student, tests, pass_mark) for row, student in enumerate(students, 2)]
    rows.append(_class_row(wish, len(students) + 1, tests))
    header = (
        wish.say("Student", "Estudiante"),
        *(f"{wish.say('Test', 'Prueba')} {number}" for number in range(1, tests + 1)),
        wish.say("Average", "Media"),
        wish.say("Result", "Resultado"),
    )
    sheet = SheetGrid(wish.say("Grades", "Notas"), grid_of(header, rows))
    return Draft(wish.title or wish.say("Grade book", "Libro de notas"), line + said, sheets=(sheet,))


def _row(wish: Wish, row: int, student: str, tests: int, pass_mark: str) -> list[str]:
    average = column_letters(tests + 2)
    passed, failed = wish.say("Pass", "Aprobado"), wish.say("Fail", "Suspenso")
    result = f'=IF({average}{row}="","",IF({average}{row}>={pass_mark},"{passed}","{failed}"))'
    return [student, *[""] * tests, _average(f"B{row}", f"{column_letters(tests + 1)}{row}"), result]


def _class_row(wish: Wish, last: int, tests: int) -> list[str]:
    letters = [column_letters(number) for number in range(2, tests + 3)]
    return [wish.say("Class average", "Media de la clase"), *(_average(f"{at}2", f"{at}{last}") for at in letters)]


def _average(first: str, last: str) -> str:
    return f'=IF(COUNT({first}:{last})=0,"",ROUND(AVERAGE({first}:{last}),1))'


STARTER = Starter(
    "grade book",
    trigger(
        r"grade\s?book|mark\s?book|grade\s+(?:sheet|tracker)|student\s+grades|grades\s+(?:for|of)",
        r"libro\s+de\s+(?:notas|calificaciones)|hoja\s+de\s+(?:notas|calificaciones)|calificaciones|notas\s+de\s+(?:los\s+|mis\s+)?(?:alumn|estudiant)\w+",
    ),
    build,
    takes_pasted=True,
)
