"""How delimited text is cut into cells: delimiter, quotes, escapes. Found on a sample, however long the text.

Most texts leave one delimiter that cuts all rows alike. Where none or several do, and where quotes are odd, clevercsv
weighs them; a semicolon between numbers with decimal commas beats it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

DELIMITERS = ("\t", ",", ";", "|")
SAMPLE_LINES = 50
SAMPLE_CHARACTERS = 16_000
CONSISTENT = 0.8  # of the sampled rows have as many cells as most have

_SEP_LINE = re.compile(r"\ufeff?\s*[\"']?sep=(?P<delimiter>[^\r\n\"'])[\"']?[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_ODD_QUOTES = re.compile(r"""\\"|(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|$)""", re.MULTILINE)
_QUOTED_BEHIND_BLANK = re.compile(r'[,;\t|] +"')
_DECIMAL_COMMA = re.compile(r"[^\d,]*\d{1,3}(?:[. ']?\d{3})*,\d+[^\d,]*")
_FIELD_LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands between cells and around them."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skips_blanks: bool = True

    def rows(self, text: str) -> Iterator[list[str]]:
        """Yield the rows, those without any cell as well."""
        csv.field_size_limit(_FIELD_LIMIT)
        return csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            doublequote=not self.escape,
            skipinitialspace=self.skips_blanks,
        )


def without_sep_line(text: str) -> tuple[str, str]:
    """Return the text without a first line such as `sep=;`, and the delimiter that it names, empty without one."""
    match = _SEP_LINE.match(text)
    return (text[match.end() :], match["delimiter"]) if match else (text, "")


def find_dialect(text: str) -> Dialect:
    """Return the dialect of a text that is delimited, of one column if need be."""
    sample = sample_of(text)
    found, skips = consistent_delimiters(sample), _QUOTED_BEHIND_BLANK.search(sample) is not None
    if len(found) == 1 and not _ODD_QUOTES.search(sample):
        return Dialect(found[0], skips_blanks=skips)
    weighed = _weighed(sample)
    delimiter = weighed.delimiter if weighed.delimiter in DELIMITERS else found[0] if found else ","
    if ";" in found and delimiter == "," and _holds_decimals(sample):
        delimiter = ";"
    return Dialect(delimiter, weighed.quote or '"', weighed.escape, skips)


def find_delimiter(text: str) -> str | None:
    """Return the delimiter that cuts the first lines into the most equal rows, at least two of at least two cells."""
    found = consistent_delimiters(text)
    return found[0] if found else None


def consistent_delimiters(text: str) -> list[str]:
    """Return the delimiters that cut most of the first lines into equally many cells, the best one first."""
    scores = {sign: score for sign in DELIMITERS if (score := _score(sample_rows(text, sign))) is not None}
    return sorted(scores, key=lambda sign: scores[sign], reverse=True)


def is_delimited_by(text: str, delimiter: str) -> bool:
    """Say whether the delimiter cuts most of the first lines into equally many cells, at least two."""
    return _score(sample_rows(text, delimiter)) is not None


def sample_rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows that hold anything, as the delimiter cuts them."""
    filled = (row for row in Dialect(delimiter).rows(text) if any(cell.strip() for cell in row))
    return list(islice(filled, SAMPLE_LINES))


def sample_of(text: str) -> str:
    """Return the first whole lines of a text."""
    if len(text) <= SAMPLE_CHARACTERS:
        return text
    return text[: text.rfind("\n", 0, SAMPLE_CHARACTERS) + 1] or text[:SAMPLE_CHARACTERS]


def _weighed(sample: str) -> Dialect:
    from clevercsv import Detector  # half a second, and most texts need no weighing

    found = Detector().detect(sample, delimiters=list(DELIMITERS))
    return Dialect(found.delimiter or "", found.quotechar or "", found.escapechar or "") if found else Dialect("", "")


def _score(rows: Sequence[Sequence[str]]) -> tuple[float, int] | None:
    """Return which share of the rows has the usual width, and that width; None if they are no grid."""
    if len(rows) < 2:
        return None
    width, count = Counter(map(len, rows)).most_common(1)[0]
    share = count / len(rows)
    return (share, width) if width >= 2 and share >= CONSISTENT else None


def _holds_decimals(sample: str) -> bool:
    """Say whether commas stand in numbers alone where semicolons part the cells."""
    cells = [cell for row in sample_rows(sample, ";") for cell in row if "," in cell]
    return bool(cells) and all(map(_DECIMAL_COMMA.fullmatch, cells))
