"""Simulated days on which nothing happens: laws under which p-values should be uniform, and some under which they cannot quite be."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
WEEK = np.array([1.0, 1.0, 1.0, 1.0, 1.2, 0.6, 0.4])


def quiet(law: str, mean: float, series: int, days: int, seed: int) -> Floats:
    """(days, series) counts. `law`: poisson, overdispersed (variance mean + mean^2 / 4), weekdays, lasting (autocorrelated .7 a day)."""
    rng = np.random.default_rng(seed)
    shape = (days, series)
    if law == "poisson":
        return rng.poisson(mean, shape).astype(float)
    if law == "overdispersed":
        return rng.poisson(mean * rng.gamma(4, 1 / 4, shape)).astype(float)
    if law == "weekdays":
        return rng.poisson(mean * WEEK[np.arange(days) % 7][:, None], shape).astype(float)
    assert law == "lasting"
    level = np.zeros(shape)
    for t in range(1, days):
        level[t] = 0.7 * level[t - 1] + 0.3 * np.sqrt(1 - 0.49) * rng.normal(size=series)
    return rng.poisson(mean * np.exp(level - 0.045)).astype(float)
