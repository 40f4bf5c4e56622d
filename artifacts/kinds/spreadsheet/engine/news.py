"""The values of formulas that are others than was told, as the answer has them."""

from array import array
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from artifacts.kinds.spreadsheet.engine.interface import Found, Place

# how much an error tells against the engine that gives it: another one may know the function, or read the formula
UNKNOWN = {"#NAME?": 2, "#N/IMPL!": 2, "#ERROR!": 1, "#SPILL!": 1}


def news(
    places: Sequence[Place], at: Sequence[int] | None, found: Collection[Found], implied: Mapping[Place, str]
) -> dict[str, object]:
    """Return new values; `at` says which of a sheet's formulas they are of, None for all, `places` where these are."""
    return {
        "at": at,
        "kinds": "".join(map(itemgetter(0), found)),
        "numbers": b64encode(array("d", [value for kind, value in found if kind == "n"]).tobytes()).decode(),
        "others": [value for kind, value in found if kind != "n"],
        "formats": [
            (position, implied[place])
            for position, (place, (kind, _value)) in enumerate(zip(places, found, strict=True) if implied else ())
            if place in implied and kind == "n"
        ],
    }


def unknown_in(found: Iterable[Found | None]) -> int:
    """Return how much the errors among values tell against the engine."""
    return sum(UNKNOWN.get(value[1], 0) for value in found if value is not None and value[0] == "e")
