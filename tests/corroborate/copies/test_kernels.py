"""The compiled loops give what those over whole arrays give, bit for bit."""

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.corroborate.copies import arrays, kernels, loops
from tocsin.corroborate.copies.arrays import Grams
from tocsin.corroborate.copies.comparing import packed
from tocsin.corroborate.copies.letters import letters

HASHES = st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([3, 7, 2**40]), max_size=50).map(lambda made: np.array(made, dtype=np.uint64))
CODES = st.lists(st.integers(0, 60), max_size=60).map(lambda made: np.array(made, dtype=np.uint32))
BITS = st.lists(st.booleans(), min_size=1, max_size=120).map(lambda made: np.array(made, dtype=np.bool_))
written: Any = [arrays, loops]
"""the loops as they are written: what numba compiles is run by Python here"""


def same(one: Any, other: Any) -> bool:
    one, other = (each if isinstance(each, tuple) else (each,) for each in (one, other))
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.fixture(autouse=True)
def _wrapping() -> Any:
    with np.errstate(over="ignore"):
        yield


@given(st.text(st.sampled_from("ab é«».\nжі漢字 '"), max_size=80) | st.text(max_size=80))
def test_grams(text: str) -> None:
    kept = letters(text)
    with np.errstate(over="ignore"):
        assert same(*(each.grams(kept.classes, kept.values) for each in written))


@given(HASHES)
def test_prints(hashed: Grams) -> None:
    assert same(*(each.prints(hashed) for each in written))


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 40), max_size=60), max_size=12), st.integers(1, 6))
def test_holders_and_insert(reports: list[list[int]], oldest: int) -> None:
    tables = [np.zeros((3, 8), dtype=np.uint64) for _ in written]
    for number, prints in enumerate(reports, 1):
        wanted = np.unique(np.array(prints, dtype=np.uint64))
        first = oldest if number > 6 else 1
        few = np.array([1 + number % 3 for number in range(first, 20)], dtype=np.int32)
        found = [each.holders(table, wanted, first, 2, few) for each, table in zip(written, tables, strict=True)]
        assert same(*found)
        kept = [each.insert(table, wanted, found[0][2], number, first) for each, table in zip(written, tables, strict=True)]
        assert kept[0] == kept[1]
        assert np.array_equal(tables[0], tables[1])
    larger = [np.zeros((5, 8), dtype=np.uint64) for _ in written]
    for each, table, to in zip(written, tables, larger, strict=True):
        each.move(table, to, oldest)
    assert np.array_equal(larger[0], larger[1])


@given(CODES, HASHES)
def test_known(learnt: Any, hashed: Grams) -> None:
    learnt = np.unique(np.concatenate([learnt, (hashed[::2] & np.uint64(2**32 - 1)).astype(np.uint32)]))
    days = [np.zeros(len(learnt), dtype=np.int32) for _ in written]
    assert same(*(each.known(learnt, day, hashed, 9) for each, day in zip(written, days, strict=True)))
    assert np.array_equal(days[0], days[1])


@given(BITS, st.lists(st.integers(1, 12), min_size=124, max_size=124), st.integers(0, 9))
def test_around_and_left(found: Any, steps: list[int], newline: int) -> None:
    starts = np.cumsum(steps[: len(found) + 4])
    classes = np.ones(int(starts[-1]) + 2, dtype=np.uint8)
    classes[starts[:: newline + 1] - 1] = 2
    if not found.any():
        found[0] = True
    marked = [each.around(found, classes, starts) for each in written]
    assert same(*marked)
    assert same(*(each.left(found, marked[0]) for each in written))


def ordered(codes: Any) -> Any:
    return np.sort((codes.astype(np.uint64) << np.uint64(32)) | np.arange(len(codes), dtype=np.uint64))


@given(CODES, CODES, st.integers(0, 17))
def test_side_and_compare(later: Any, earlier: Any, spread: int) -> None:
    later, earlier = later << np.uint32(spread), earlier << np.uint32(spread)
    sides = [each.side(later, ordered(later)) for each in written]
    assert same(*sides)
    assert same(*(each.compare(*sides[0], packed(earlier)) for each in written))


def test_what_is_compiled_gives_the_same() -> None:
    pytest.importorskip("numba")
    rng, made = random.Random(1), kernels.compiled()  # noqa: S311
    text = "\n".join(" ".join(rng.choices(["нет", "да", "oui", "«non»", "пять", "漢字"], k=40)) for _ in range(20))
    kept = letters(text)
    for name in ("grams", "prints"):
        given = (kept.classes, kept.values) if name == "grams" else (arrays.grams(kept.classes, kept.values)[0],)
        assert same(getattr(made, name)(*given), getattr(arrays, name)(*given))
    codes = np.array(rng.choices(range(500), k=300), dtype=np.uint32)
    one = arrays.side(codes, ordered(codes))
    assert same(made.side(codes, ordered(codes)), one)
    beside = (*one, packed(codes[50:200]))
    assert same(made.compare(*beside), arrays.compare(*beside))
