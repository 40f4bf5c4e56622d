"""Folds by source: every example is measured by a model that saw nothing of the file it comes from.

Sources are dealt to the folds by size, the largest first, so that every fold leaves most of the corpus to learn from.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gatekeeper.learning.corpus import Drawn

FOLDS = 3


def folds_of(drawn: Sequence[Drawn], count: int = FOLDS) -> NDArray[np.int64]:
    """Return the fold of every example."""
    sizes = [0] * count
    place: dict[str, int] = {}
    for source, size in sorted(Counter(one.source for one in drawn).items(), key=lambda item: (-item[1], item[0])):
        place[source] = sizes.index(min(sizes))
        sizes[place[source]] += size
    return np.array([place[one.source] for one in drawn])
