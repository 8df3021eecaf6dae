"""How often a rule rings for nothing, what it sees and how early, counted over worlds; of a hundred alarms, how many come before the event.

A rule rings when its number reaches `at` and goes on until it is below `off`. Alarms are counted by their beginnings and in days: a
constant alarm begins once. Standard errors come from drawing the worlds anew (Efron's bootstrap), the same draws at every threshold; where
all worlds agree, from what one world more could have said.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.model.thresholds import CurvePoint, Estimate, OfHundred

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

RESAMPLES = 200
FACTORS = (0.1, 1.0, 10.0)
YEAR = 365.25


class Counted(NamedTuple):
    """One threshold over worlds. quiet: alarms and days in alarm (W,) in the counted days. Ending worlds: seen (V,), lead (V,) in days, 0
    where not seen, alarms that run into the last `horizon` days before the event (V,), alarms that do not (V,)."""

    alarms: Floats
    days: Floats
    seen: Mask
    lead: Floats
    hits: Floats
    misses: Floats


def ringing(values: Floats, at: float, off: float) -> Mask:
    """(T, W) days in alarm: on from `at`, until below `off`."""
    on = values >= at
    if off >= at:
        return np.asarray(on)
    out = np.zeros(values.shape, bool)
    held = np.zeros(values.shape[1:], bool)
    for t in range(len(values)):
        held = on[t] | (held & (values[t] >= off))
        out[t] = held
    return out


def begins(alarm: Mask, first: int) -> Mask:
    """(T, W) days on which an alarm begins, from day `first` on; one that is on already begins there."""
    out = alarm.copy()
    out[1:] &= ~alarm[:-1]
    out[first] |= alarm[first]
    out[:first] = False
    return out


def counted(quiet: Floats, ending: Floats, happened: Ints, *, at: float, off: float, first: int, horizon: int) -> Counted:
    """quiet (T, W), ending (T, V): the rule's number by day; happened (V,): the day of the event, whose eve is the last day that counts.
    first: days before it are left out of the counts."""
    alarm = ringing(quiet, at, off)
    day = np.arange(len(ending))[:, None]
    before = ringing(ending, at, off) & (day < happened)
    window = (day >= happened - horizon) & (day < happened)
    rung = before & window
    seen = np.asarray(rung.any(0))
    lead = np.where(seen, happened - rung.argmax(0), 0).astype(float)
    # A run is told by its last day: in the window it came before the event, earlier it was for nothing.
    ends = before.copy()
    ends[:-1] &= ~before[1:]
    hits, misses = ends & window, ends & ~window & (day >= first)
    return Counted(
        begins(alarm, first).sum(0).astype(float),
        alarm[first:].sum(0).astype(float),
        seen,
        lead,
        hits.sum(0).astype(float),
        misses.sum(0).astype(float),
    )


def points(
    quiet: Floats,
    ending: Floats,
    happened: Ints,
    thresholds: Sequence[float],
    *,
    down: float,
    first: int,
    horizon: int,
    a_year: tuple[float, float, float],
    seed: int = 0,
) -> list[CurvePoint]:
    """The curve, a point for each threshold. `down`: off as a share of on. a_year: chance of the event in a year: mean, low, high."""
    years = (len(quiet) - first) / YEAR
    rng = np.random.default_rng(seed)
    W, V = quiet.shape[1], ending.shape[1]
    drawn = rng.multinomial(W, np.full(W, 1 / W), RESAMPLES) / W, rng.multinomial(V, np.full(V, 1 / V), RESAMPLES) / V
    out = []
    for at in thresholds:
        found = counted(quiet, ending, happened, at=at, off=at * down, first=first, horizon=horizon)
        leads = np.sort(found.lead[found.seen])
        ranks = _ranks(len(leads))
        out.append(
            CurvePoint(
                at=float(at),
                off=float(at * down),
                seen=_share(found.seen),
                false_alarms=_estimate(found.alarms / years, drawn[0]),
                false_days=_estimate(found.days / years, drawn[0]),
                lead_days=float(np.median(leads)) if len(leads) else None,
                lead_low=float(leads[ranks[0]]) if ranks else None,
                lead_high=float(leads[ranks[1]]) if ranks else None,
                of_hundred=tuple(_of_hundred(found, years, factor, a_year, drawn) for factor in FACTORS),
            )
        )
    return out


def before_event(p: float, hits: float, misses: float, quiet: float) -> float:
    """Of 100 alarms, how many come before the event. `hits`, `misses`: alarms in a year that ends in it; `quiet`: in one that does not."""
    total = p * (hits + misses) + (1 - p) * quiet
    return 100 * p * hits / total if total > 0 else float("nan")


def _of_hundred(found: Counted, years: float, factor: float, a_year: tuple[float, float, float], drawn: tuple[Floats, Floats]) -> OfHundred:
    chances = [1 - (1 - p) ** factor for p in a_year]
    means = float(found.hits.mean()), float(found.misses.mean()), float(found.alarms.mean() / years)
    mean, low, high = (before_event(p, *means) for p in chances)
    again = np.array(
        [
            before_event(chances[0], float(found.hits @ v), float(found.misses @ v), float(found.alarms @ w / years))
            for w, v in zip(*drawn, strict=True)
        ]
    )
    error = float(np.nanstd(again)) if not np.isnan(again).all() else float("nan")
    return OfHundred(factor=factor, a_year=chances[0], before=mean, low=low, high=high, error=error)


def _estimate(values: Floats, drawn: Floats) -> Estimate:
    return Estimate(value=float(values.mean()), error=max(float((drawn @ values).std()), 1 / len(values)))


def _share(seen: Mask) -> Estimate:
    """With the error of a proportion after one yes and one no more (Agresti and Coull, 1998): never nothing."""
    n = len(seen)
    near = (int(seen.sum()) + 1) / (n + 2)
    return Estimate(value=float(seen.mean()), error=float(np.sqrt(near * (1 - near) / (n + 2))))


def _ranks(n: int) -> tuple[int, int] | None:
    """Places in an ordered sample of n between which its median lies with 90% (binomial, by the normal limit with its half)."""
    if n < 5:
        return None
    half = 1.645 * np.sqrt(n) / 2
    low = int(np.floor((n - 1) / 2 - half))
    return max(low, 0), min(n - 1 - max(low, 0), n - 1)
