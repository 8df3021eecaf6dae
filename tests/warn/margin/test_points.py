"""Lattice points: inside the cube, the same for the same seed, and better than chance on what warning time integrates."""

import numpy as np

from tocsin.warn.margin.points import generator, lattice


def test_points_lie_inside_and_depend_on_seed_and_name_alone() -> None:
    points = lattice(3, "a", 5, 32, 7)
    assert points.shape == (5, 32, 7)
    assert ((points > 0) & (points < 1)).all()
    assert np.array_equal(points, lattice(3, "a", 5, 32, 7))
    assert not np.array_equal(points, lattice(3, "b", 5, 32, 7))


def test_every_component_visits_every_part() -> None:
    assert all(np.gcd(z, 64) == 1 for z in generator(64, 9))


def test_means_are_unbiased_and_far_steadier_than_random_ones() -> None:
    exact = (2 * np.sinh(0.5)) ** 6
    found = np.exp((lattice(0, "test", 400, 64, 6) - 0.5).sum(-1)).mean(1)
    random = np.exp((np.random.default_rng(0).random((400, 64, 6)) - 0.5).sum(-1)).mean(1)
    assert abs(found.mean() - exact) < 4 * found.std() / 20
    assert found.std() < random.std() / 4
