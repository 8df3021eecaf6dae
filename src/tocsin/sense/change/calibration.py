"""False-alarm rates that are measured: scores ranked among those of control areas on the same date, and then among the site's own past.

A score is any number that is larger where more has changed. Two steps, both conformal p-values (Vovk, Gammerman and Shafer 2005, 2.2):

1. On one date, a pixel's p is the rank of its score among the control pixels of that date: what weather, season and sensor do to all alike
   falls out.
2. A site may vary more than its controls do. So the p of step 1 is ranked among those that the site's own pixels had on reference dates, on
   which nothing is held to have changed.

The rate then is what was stated wherever the site stands to its controls now as it did then. Rates that the pixels at hand cannot
resolve are refused.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.errors import UsageError
from tocsin.sense.change.arrays import Floats

EXPECTED = 10
"""false alarms that must be expected among the pixels that a rate is measured on: at ten, a standard deviation is a third of the rate"""


class Rate(NamedTuple):
    """A false-alarm rate as measured on pixels that had no part in setting it."""

    mean: float
    low: float
    high: float
    """the lowest and the highest of the parts"""
    pixels: int
    parts: int


def ranks(control: Floats, scores: Floats) -> Floats:
    """(1 + number of controls with at least this score) / (1 + number of controls); NaN scores stay NaN, NaN controls do not count."""
    order = np.sort(control[np.isfinite(control)])
    at_least = order.size - np.searchsorted(order, scores, side="left")
    return np.where(np.isfinite(scores), (1 + at_least) / (1 + order.size), np.nan)


def own_past(reference: Floats, chance: Floats) -> Floats:
    """The same against the site's own past: (1 + number of reference p at or below this one) / (1 + number of them)."""
    return ranks(-reference, -chance)


def needed(alpha: float) -> int:
    """How many control pixels a rate needs."""
    return math.ceil(EXPECTED / alpha - 1e-9)


def check(alpha: float, pixels: int, what: str) -> None:
    """UsageError where `pixels` cannot resolve `alpha`."""
    if pixels < needed(alpha):
        smallest = f"{_up(EXPECTED / pixels):g}" if pixels > EXPECTED else "none"
        raise UsageError(
            f"a false-alarm rate of {alpha:g} cannot be measured on {pixels:,} {what}: it needs {needed(alpha):,}",
            todo=f"take more or larger control areas, or a rate that they resolve (from --alpha {smallest} on)",
        )


def _up(value: float) -> float:
    """`value` to two significant digits, upwards."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(value / step - 1e-9) * step


def held_out(parts: Sequence[Floats], alpha: float) -> Rate | None:
    """The rate among each part's pixels with limits from all the other parts; None where there is but one part.

    parts: scores of control areas that lie apart, so that neighbours that resemble each other are not on both sides.
    """
    sound = [part[np.isfinite(part)] for part in parts]
    sound = [part for part in sound if part.size]
    if len(sound) < 2:
        return None
    flagged = [ranks(np.concatenate([*sound[:i], *sound[i + 1 :]]), part) <= alpha for i, part in enumerate(sound)]
    return summed(flagged)


def summed(flagged: Sequence[np.typing.NDArray[np.bool_]]) -> Rate:
    """Shares of what was flagged in parts, over all pixels and by part."""
    shares = [float(part.mean()) for part in flagged]
    pixels = sum(part.size for part in flagged)
    return Rate(sum(int(part.sum()) for part in flagged) / pixels, min(shares), max(shares), pixels, len(flagged))


def past_held_out(reference: Sequence[Floats], alpha: float) -> Rate | None:
    """The rate on each reference date with limits from the others; None where there is but one."""
    return held_out([-date for date in reference], alpha)


def rank_of_share(share: float, nulls: Sequence[float]) -> float:
    """How unusual a share is among those that nothing moved: (1 + number at least as large) / (1 + number); 1 where there are none."""
    return (1 + sum(null >= share for null in nulls)) / (1 + len(nulls))
