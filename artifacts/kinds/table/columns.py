"""Columns: unique names and keys, and finding one by key, name or letter."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from artifacts.kinds.references import column_number
from artifacts.kinds.table.content import Column
from artifacts.kinds.text import line
from artifacts.rows.errors import invalid_operation
from artifacts.rows.limits import HEADER_CHARACTERS

_key = re.compile(r"c(\d+)")


def unique_names(names: Iterable[str], taken: Iterable[str] = ()) -> tuple[list[str], int]:
    """Return the names filled in and numbered where they repeat, and how many had to be changed.

    Names differ without regard to case, because Excel's tables want that.
    """
    seen = {name.casefold() for name in taken}
    result: list[str] = []
    changed = 0
    for index, raw in enumerate(names, len(seen) + 1):
        wanted = line(raw, HEADER_CHARACTERS) or _("Column %(number)s") % {"number": index}
        name, number = wanted, 2
        while name.casefold() in seen:
            name, number = f"{wanted} ({number})", number + 1
        changed += name != raw.strip()
        seen.add(name.casefold())
        result.append(name)
    return result, changed


def new_keys(columns: Sequence[Column], count: int) -> list[str]:
    """Return `count` keys that no column has."""
    used = [int(match[1]) for column in columns if (match := _key.fullmatch(column.key))]
    first = max(used, default=0) + 1
    return [f"c{number}" for number in range(first, first + count)]


def column_index(columns: Sequence[Column], wanted: int | str) -> int:
    """Return the position (from 0) of a column given by number from 1, key, name or letter; raise if there is none."""
    if isinstance(wanted, int):
        if 1 <= wanted <= len(columns):
            return wanted - 1
    else:
        for names in ([c.key for c in columns], [c.name for c in columns], [c.name.casefold() for c in columns]):
            name = wanted if wanted in names else wanted.casefold()
            if name in names:
                return names.index(name)
        if re.fullmatch(r"[A-Za-z]{1,3}", wanted) and (number := column_number(wanted)) <= len(columns):
            return number - 1
    raise invalid_operation(_("There is no column %(column)s.") % {"column": wanted})
