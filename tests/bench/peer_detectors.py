"""Peers of `tests.bench.series`: EARS C1, C2 and C3, and a CUSUM, written plainly from their papers.

Hutwagner, Thompson, Seeman and Treadwell (2003), The bioterrorism preparedness and response Early Aberration Reporting System (EARS),
J Urban Health 80, i89-i96. Page (1954), Continuous inspection schemes, Biometrika 41. All take (days, series) and give a score to be held
against a threshold; a row rests on the rows up to it.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST = 0.5
"""of a standard deviation: seven equal days are not free of scatter"""


def before(values: Floats, window: int, lag: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the `window` days that end `lag` days before each day; NaN where there are too few."""
    mean, spread = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for t in range(window + lag, len(values)):
        some = values[t - lag - window : t - lag]
        mean[t], spread[t] = some.mean(0), some.std(0, ddof=1)
    return mean, spread


def c1(values: Floats) -> Floats:
    """EARS C1-MILD: seven days that end the day before."""
    mean, spread = before(values, 7, 0)
    return np.nan_to_num((values - mean) / np.maximum(spread, LEAST))


def c2(values: Floats) -> Floats:
    """EARS C2-MEDIUM: seven days that end three days before (two are left out)."""
    mean, spread = before(values, 7, 2)
    return np.nan_to_num((values - mean) / np.maximum(spread, LEAST))


def c3(values: Floats) -> Floats:
    """EARS C3-ULTRA: what C2 was above 1 over three days."""
    above = np.maximum(c2(values) - 1, 0)
    total = above.copy()
    total[1:] += above[:-1]
    total[2:] += above[:-2]
    return total


def cusum(values: Floats, allowance: float = 0.5) -> Floats:
    """Upper CUSUM of standardised counts (56 days that end three days before), reset at zero."""
    mean, spread = before(values, 56, 3)
    z = np.nan_to_num((values - mean) / np.sqrt(np.maximum(spread**2, mean) + 0.1))
    out, held = np.zeros(values.shape), np.zeros(values.shape[1])
    for t in range(len(values)):
        held = np.maximum(0, held + z[t] - allowance)
        out[t] = held
    return out


def main() -> None:
    """Nothing of its own: see `tests.bench.series`."""
    print("peers of tests.bench.series")
