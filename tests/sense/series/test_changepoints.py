"""Online change points equal the enumeration of all partitions, where nothing is cut off."""

from math import exp, lgamma, log

import numpy as np
import pytest

from tocsin.sense.series import changepoints
from tocsin.sense.series.baseline import Baseline
from tocsin.sense.series.changepoints import PRIOR_SHAPE, changes

HAZARD, USUAL = 0.1, 3.0
TINY = 1e-7
"""of scatter: none"""


def flat(days: int) -> Baseline:
    one = np.ones((days, 1))
    return Baseline(mean=USUAL * one, alpha=TINY * one, missed=0 * one, seen=one, trend=0 * one, trend_error=0 * one)


def segment(values: list[float], prior: float) -> float:
    """Log chance of one segment: Poisson counts of one gamma-distributed level (Gelman et al., Bayesian Data Analysis, 2.6)."""
    total, n = sum(values), len(values)
    out = lgamma(PRIOR_SHAPE + total) - lgamma(PRIOR_SHAPE) + PRIOR_SHAPE * log(prior) - (PRIOR_SHAPE + total) * log(prior + n)
    return out - sum(lgamma(v + 1) for v in values)


def enumerated(values: list[float], recent: int) -> float:
    """Chance that the last change lies within the last `recent` days, over all 2^n ways to cut the days."""
    n = len(values)
    near = far = 0.0
    for cuts in range(2**n):
        starts = [day for day in range(n) if cuts >> day & 1]
        # The first run is the old one, whose prior is set by the first day; a cut on day 0 begins a new one.
        edges = sorted({0, *starts})
        weight = HAZARD ** len(starts) * (1 - HAZARD) ** (n - len(starts))
        for i, start in enumerate(edges):
            end = edges[i + 1] if i + 1 < len(edges) else n
            prior = PRIOR_SHAPE / (max(values[0], 0.5) if start == 0 and 0 not in starts else USUAL)
            weight *= exp(segment(values[start:end], prior))
        if starts and n - starts[-1] <= recent:
            near += weight
        else:
            far += weight
    return near / (near + far)


@pytest.mark.parametrize("values", [[3, 2, 4, 3, 9, 11, 8], [3, 3, 3, 3, 3, 3, 3, 3], [0, 1, 0, 7, 8, 0, 1, 0, 12]])
def test_chance_of_a_recent_change_by_enumeration(values: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changepoints, "MEMORY", 1e9)
    found = changes(np.array(values, dtype=float)[:, None], flat(len(values)), HAZARD, 4, "either")
    assert found.chance[-1, 0] == pytest.approx(enumerated([float(v) for v in values], 4), rel=1e-4)


def test_a_day_not_looked_at_moves_nothing() -> None:
    values = np.array([3, 2, 4, np.nan, np.nan, 9, 11.0])[:, None]
    found = changes(values, flat(7), HAZARD, 4, "up")
    assert found.chance[4, 0] == found.chance[2, 0]
    assert found.chance[-1, 0] > 0.5
