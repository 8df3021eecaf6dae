"""Declared numbers drawn: themselves where exact, inside their scale, and in the middle where others are tried."""

import numpy as np

from tests.warn.margin.made import between, is_
from tocsin.judge.parameters import Z95
from tocsin.warn.margin.drawn import Drawn


def test_an_exact_number_is_itself_and_a_missing_one_the_default() -> None:
    drawn = Drawn(4)
    assert drawn.value("a.once", is_(0.0)).tolist() == [[0.0]] * 4
    assert drawn.value("a.once", is_(1.0)).tolist() == [[1.0]] * 4
    assert drawn.value("a.once", None, 0.25).tolist() == [[0.25]] * 4


def test_a_range_has_a_twentieth_below_and_above() -> None:
    values = Drawn(1000).value("a.median_hours", between(5, 50))[:, 0]
    assert np.mean(values < 5) == np.mean(values > 50) == 0.05
    chances = Drawn(1000).value("a.once", between(0.2, 0.8))[:, 0]
    assert np.mean(chances < 0.2) == np.mean(chances > 0.8) == 0.05


def test_fixed_numbers_stand_in_the_middle_but_those_that_are_tried() -> None:
    fixed = Drawn(3, fixed={"pathways.a.median_hours": np.array([-Z95, 0.0, Z95])})
    assert np.allclose(fixed.value("a.median_hours", between(5, 20))[:, 0], [5, 10, 20])
    assert np.allclose(fixed.value("b.median_hours", between(5, 20))[:, 0], 10)
