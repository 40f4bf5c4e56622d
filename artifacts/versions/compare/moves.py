"""Which of the same rows in another order moved: the few taken elsewhere or, after a sort, all with another place."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence


def moved_rows(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return (place after, place before) of the rows that moved; both hold the same texts, each as often.

    Those that stay are a longest run in the old order; equal rows keep theirs. Where more than a quarter moved, those
    stay that have the same place.
    """
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, text in enumerate(before):
        places[text].append(place)
    former = [places[text].popleft() for text in after]
    staying = _longest_rise(former)
    if len(former) - len(staying) > len(former) // 4:
        staying = {place for place, old in enumerate(former) if place == old}
    return [(place, old) for place, old in enumerate(former) if place not in staying]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising subsequence of distinct numbers."""
    lowest: list[int] = []  # the lowest number that ends a rise of each length, and the place of that number
    ends: list[int] = []
    earlier: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        earlier.append(ends[length - 1] if length else -1)
        lowest[length : length + 1], ends[length : length + 1] = [number], [place]
    rise, place = set(), ends[-1] if ends else -1
    while place >= 0:
        rise.add(place)
        place = earlier[place]
    return rise
