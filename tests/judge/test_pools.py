"""The pool of persons: between the lowest and the highest, indifferent to order, itself where all agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.judge.pools import pool

people = st.lists(st.floats(0.001, 0.999), min_size=1, max_size=8).map(lambda ps: [(f"p{i}", p) for i, p in enumerate(ps)])


@settings(deadline=None, max_examples=50)
@given(people, st.randoms())
def test_order_is_irrelevant_and_the_pool_lies_between(given_: list[tuple[str, float]], random: object) -> None:
    turned = list(given_)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert pool(given_) == pool(turned)
    found = pool(given_)
    assert found.low - 1e-12 <= found.probability <= found.high + 1e-12


@settings(deadline=None, max_examples=50)
@given(st.floats(0.001, 0.999))
def test_agreement_and_symmetry(p: float) -> None:
    same = pool([("a", p), ("b", p)])
    assert same.probability == pytest.approx(p)
    assert same.spread == pytest.approx(0, abs=1e-12)
    assert pool([("a", p), ("b", 1 - p)]).probability == pytest.approx(0.5)


def test_nobody_is_no_pool() -> None:
    with pytest.raises(ValueError, match="nobody"):
        pool([])
