"""A cell's two shortcuts are exact: sources that enter late, and indicators that move together until they are heard of."""

import numpy as np
import pytest

from tests.judge.models import random_case
from tocsin.judge.cells import Cell, Leaf, Unheard, spread


def test_a_source_that_enters_late_has_lost_nothing() -> None:
    some = random_case(np.random.default_rng(0), 1, 2).model
    chain, (first, second) = some.chains["0"], some.sources["0"].values()
    start = np.array([0.6, 0.3, 0.1])[:, None] * np.stack([1 - chain.p, chain.p * 0.7, chain.p * 0.3]).swapaxes(0, 1) * np.ones((3, 3, 1))
    early, late = Leaf(start[:, :, None].copy()), Leaf(start[:, :, None].copy())
    early.enter(first)
    early.enter(second)
    late.enter(first)
    for _ in range(20):
        early.move(chain, some.ladder)
        late.move(chain, some.ladder)
    late.enter(second)
    assert pytest.approx(early.J, abs=1e-15) == late.J


def test_an_indicator_moved_with_others_is_the_one_moved_alone() -> None:
    some = random_case(np.random.default_rng(1), 2, 1).model
    alpha = np.array([0.6, 0.3, 0.1])[:, None]
    names = ["0", "1"]
    chains = [some.chains[name] for name in names]
    together = Unheard(list(names), list(chains), np.stack([alpha * chain.p for chain in chains], 1))
    alone = Unheard(["0"], [chains[0]], (alpha * chains[0].p)[:, None]).heard("0", alpha)
    for _ in range(30):
        alpha = spread(some.ladder, alpha)
        together.move(some.ladder, alpha)
        alone.move(some.ladder)
    heard = together.heard("0", alpha)
    assert isinstance(heard, Cell)
    assert pytest.approx(alone.leaves[0].J, abs=1e-14) == heard.leaves[0].J
    assert together.names == ["1"]


def test_mass_is_kept_but_for_what_leaks() -> None:
    some = random_case(np.random.default_rng(2), 1, 2).model
    leaf = (
        Unheard(["0"], [some.chains["0"]], (np.full((3, 1), 1 / 3) * some.chains["0"].p)[:, None])
        .heard("0", np.full((3, 1), 1 / 3))
        .leaves[0]
    )
    for source in some.sources["0"].values():
        leaf.enter(source)
    before = leaf.J.sum((1, 2))
    leaf.move(some.chains["0"], some.ladder)
    assert leaf.J.sum((1, 2)) == pytest.approx(spread(some.ladder, before), abs=1e-15)
    assert (leaf.J >= 0).all()


@pytest.mark.parametrize("sources", [0, 1])
def test_lanes_laid_side_by_side_move_as_they_would_alone(sources: int) -> None:
    """An indicator of which no source has said anything yet is carried through coalitions like any other."""
    some = random_case(np.random.default_rng(3), 1, 2).model
    two, six = some.take(np.array([0, 0])), some.take(np.array([0, 0] * 3))
    chain = two.chains["0"]
    alpha = np.full((3, 2), 1 / 3)
    alone = Unheard(["0"], [chain], (alpha * chain.p)[:, None]).heard("0", alpha).leaves[0]
    for source in list(two.sources["0"].values())[:sources]:
        alone.enter(source)
    wide = alone.tiled(3, six.sources["0"])
    for _ in range(5):
        alone.move(chain, two.ladder)
        wide.move(six.chains["0"], six.ladder)
    assert pytest.approx(np.tile(alone.J, (1, 1, 1, 3)), abs=1e-15) == wide.J
