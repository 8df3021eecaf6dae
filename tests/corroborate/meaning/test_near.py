"""The nearest are found, the nearest first, by comparing all and by an index."""

import numpy as np
import pytest

from tocsin.corroborate.meaning.encoder import Vectors
from tocsin.corroborate.meaning.near import Near


def vectors(count: int, seed: int = 1) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def test_all_compared_gives_what_sorting_gives() -> None:
    held, near = vectors(500), Near()
    assert near.find(held[0], 5) == []
    for number, vector in enumerate(held):
        near.add(number * 2, vector)
    for query in vectors(20, seed=2):
        cosines = held @ query
        assert [number for number, _ in near.find(query, 5)] == [2 * int(place) for place in np.argsort(-cosines, kind="stable")[:5]]


def test_an_index_finds_nearly_the_same() -> None:
    pytest.importorskip("usearch")
    held, exact, indexed = vectors(600), Near(), Near(brute=300)
    for number, vector in enumerate(held):
        exact.add(number, vector)
        indexed.add(number, vector)
    met = [
        len({number for number, _ in exact.find(query, 10)} & {number for number, _ in indexed.find(query, 10)})
        for query in vectors(30, seed=3)
    ]
    assert sum(met) >= 0.95 * 300
