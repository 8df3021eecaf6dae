"""Optical scores: what they must not see, what they must, and clouds."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tocsin.sense.change import optical
from tocsin.sense.change.arrays import Floats

seeds = st.integers(0, 2**32 - 1)


def pair(seed: int, bands: int = 4, pixels: int = 3_000, changed: int = 60) -> tuple[Floats, Floats]:
    """Two images of one place; the first `changed` pixels differ."""
    rng = np.random.default_rng(seed)
    ground = rng.normal(size=(bands, bands)) @ rng.normal(size=(bands, pixels))
    before = ground + 0.1 * rng.normal(size=ground.shape)
    after = ground + 0.1 * rng.normal(size=ground.shape)
    after[:, :changed] += 2 * rng.normal(size=(bands, changed))
    return before, after


@settings(max_examples=15)
@given(seeds)
def test_irmad_does_not_see_how_bands_are_scaled_shifted_or_mixed(seed: int) -> None:
    before, after = pair(seed)
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(4, 4)) + 3 * np.eye(4)
    assume(np.linalg.cond(mix) < 100)  # where bands nearly vanish in a mixture, the ridge that holds the algebra up is seen
    found = optical.alteration(before, mix @ after * 7 + rng.normal(size=(4, 1)))
    plain = optical.alteration(before, after)
    assert np.corrcoef(np.argsort(np.argsort(found)), np.argsort(np.argsort(plain)))[0, 1] > 0.999


def test_irmad_ranks_what_changed_above_what_did_not_and_is_the_canonical_analysis() -> None:
    before, after = pair(1)
    found = optical.alteration(before, after)
    assert np.quantile(found[60:], 0.99) < np.median(found[:60])
    one = optical.alteration(before[:1], after[:1])
    assert np.corrcoef(one, np.square(before[0] - after[0]))[0, 1] > 0.98


def test_bands_that_repeat_one_another_and_images_that_are_equal_still_have_scores() -> None:
    before, after = pair(2, bands=2)
    assert np.isfinite(optical.alteration(np.vstack([before, before]), np.vstack([after, after]))).all()
    assert np.isfinite(optical.alteration(before, before)).all()


def test_what_clouds_hide_has_no_score_and_changes_no_other() -> None:
    before, after = pair(3)
    after[:, 100:200] = np.nan
    for found in (optical.alteration(before, after), optical.change_vectors(optical.Baseline(np.stack([before, before + 0.01])), after)):
        assert np.isnan(found[100:200]).all()
        assert np.isfinite(np.delete(found, slice(100, 200))).all()
    assert np.isnan(optical.alteration(before, np.full_like(after, np.nan))).all()


def test_change_vectors_do_not_see_a_shift_of_the_whole_image() -> None:
    rng = np.random.default_rng(5)
    dates = rng.normal(size=(6, 3, 500))
    base = optical.Baseline(dates[:5])
    plain = optical.change_vectors(base, dates[5])
    assert optical.change_vectors(base, dates[5] + np.array([[1.0], [-3.0], [0.5]])) == pytest.approx(plain)
    dates[5, :, 0] += 10
    assert optical.change_vectors(base, dates[5]).argmax() == 0


def test_a_pixel_seen_once_has_no_baseline() -> None:
    dates = np.ones((3, 1, 2))
    dates[1:, :, 0] = np.nan
    base = optical.Baseline(dates)
    assert np.isnan(base.median[0]).tolist() == [True, False]
