"""A marked text whose marker says document, where a table or a spreadsheet was asked for: what it holds decides."""

from artifacts.extraction.bodies import Body
from artifacts.extraction.collected import Answer
from artifacts.extraction.document import DocumentBody
from artifacts.extraction.grids import GridReader, Row, Start
from artifacts.extraction.gridtext import GridText
from artifacts.extraction.pieces import Piece
from artifacts.rows.enums import KindName

_LEAST_SHARE = 0.5
"""Of the lines that are not blank: a document with a small table in it stays a document."""


class ContestedBody:
    """Holds its lines up to the end."""

    def __init__(self, answer: Answer, asked: KindName, title: str) -> None:
        self._answer = answer
        self._asked = asked
        self._title = title
        self._lines: list[str] = []
        self.is_in_fence = False

    @property
    def is_empty(self) -> bool:
        return not any(line.strip() for line in self._lines)

    def line(self, line: str) -> list[Piece]:
        self._lines.append(line)
        return []

    def close(self) -> list[Piece]:
        body: Body
        if _share_of_grids(self._lines) >= _LEAST_SHARE:
            body = GridText(self._answer, self._asked, self._title, is_marked=True)
        else:
            body = DocumentBody(self._answer, self._title)
        pieces = [piece for line in self._lines for piece in body.line(line)]
        self.is_in_fence = body.is_in_fence
        return pieces + body.close()


def _share_of_grids(lines: list[str]) -> float:
    reader = GridReader(is_marked=True)
    events = [event for line in lines for event in reader.line(line)] + list(reader.close())
    in_grids = sum(2 if isinstance(event, Start) else isinstance(event, Row) for event in events)
    return in_grids / max(1, sum(bool(line.strip()) for line in lines))
