"""Isotonic regression and AUC are sklearn's, the three parts add up, and bands hold what they say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score

from tocsin.judge import calibration
from tocsin.judge.scores import brier, logarithmic

cases = st.lists(st.tuples(st.sampled_from([i / 20 for i in range(1, 20)]), st.integers(0, 1)), min_size=2, max_size=60)


@settings(deadline=None, max_examples=50)
@given(cases)
def test_isotonic_equals_sklearn(found: list[tuple[float, int]]) -> None:
    p, y = (np.array(one, float) for one in zip(*found, strict=True))
    theirs = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p, y).predict(p)
    assert np.abs(calibration.isotonic(p, y) - theirs).max() < 1e-9


@settings(deadline=None, max_examples=50)
@given(cases, st.randoms())
def test_the_parts_add_up_are_not_negative_and_order_is_irrelevant(found: list[tuple[float, int]], random: object) -> None:
    turned = list(found)
    random.shuffle(turned)  # type: ignore[attr-defined]
    for rule in (brier, logarithmic):
        one, other = (calibration.parts([p for p, _ in some], [y for _, y in some], rule) for some in (found, turned))
        assert one.score == pytest.approx(one.miscalibration - one.discrimination + one.uncertainty, abs=1e-12)
        assert one.miscalibration >= -1e-12
        assert one.discrimination >= -1e-12
        assert other.score == pytest.approx(one.score, abs=1e-12)
        assert other.miscalibration == pytest.approx(one.miscalibration, abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(cases)
def test_auc_equals_sklearn(found: list[tuple[float, int]]) -> None:
    p, y = (np.array(one, float) for one in zip(*found, strict=True))
    mine = calibration.auc(p, y)[0]
    if 0 < y.sum() < len(y):
        assert mine == pytest.approx(roc_auc_score(y, p), abs=1e-9)
        weight = np.arange(1, len(y) + 1, dtype=float)
        assert calibration.auc(p, y, weight)[0] == pytest.approx(roc_auc_score(y, p, sample_weight=weight), abs=1e-9)
    else:
        assert np.isnan(mine)


def test_calibrated_forecasts_lie_inside_their_band_and_overconfident_ones_outside() -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    calibrated, extreme = [], []
    for world in range(20):
        p = rng.choice(np.linspace(0.05, 0.95, 10), 400)
        y = (rng.random(400) < p).astype(float)
        calibrated.append(calibration.reliability(p, y, world, 100).outside)
        extreme.append(calibration.reliability(1 / (1 + (p / (1 - p)) ** -3.0), y, world, 100).outside)
    assert 0.04 <= np.mean(calibrated) <= 0.16, "a 90% band leaves a tenth outside"
    assert np.mean(extreme) > 0.5
