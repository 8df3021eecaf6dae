"""What changed at a site, beside control areas that are treated as if they were the site: shares, rates, and how unusual a share is.

Each control area goes through the very same steps, with its limits from the other areas and from its own past. What is flagged there are
false alarms, counted; and the site's share on a date is ranked among theirs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.errors import UsageError
from tocsin.sense.change import calibration, looks, scores, sequence, wishart
from tocsin.sense.change.arrays import Bools, Floats, Stack, finite
from tocsin.sense.change.calibration import Rate
from tocsin.sense.change.parting import Parts
from tocsin.sense.change.scores import Method

MOST_CONTROLS = 1_000_000
"""pixels that ranks are taken among: evenly spread ones of more"""
MOST_FITTED = 200_000
"""control pixels that limits of a whole radar series are taken from"""


class Flags(NamedTuple):
    """An area's pixels (n,) on one date: which could be told of, and which of them are flagged."""

    seen: Bools
    on: Bools

    @property
    def share(self) -> float:
        """Of the seen pixels."""
        return float(self.on.sum() / self.seen.sum())


class Shares(NamedTuple):
    """What one area shows on each watched date; None where nothing could be told. reference: the rate on its own reference dates."""

    flags: tuple[Flags | None, ...]
    reference: Rate | None


class Series(NamedTuple):
    """A whole radar series: changed (dates - 1, n) of the site, and the rate measured on controls."""

    changed: Bools
    measured: Rate | None


class Found(NamedTuple):
    """Everything told of a site."""

    site: Shares
    controls: tuple[Shares, ...]
    control_pixels: int
    nominal: float | None
    """share of control pixels with a nominal chance at or below the rate, watched dates"""
    looks: float | None
    series: Series | None


class Scored(NamedTuple):
    """Scores by date and area, the site first; what `told` sets its rates on."""

    by_date: dict[int, list[Floats]]
    nominal: Floats
    """chances of control pixels on watched dates if noise were all that varies"""
    site_pixels: int
    control_pixels: int
    looks: float | None


def compare(site: Stack, controls: Sequence[Stack], parts: Parts, method: Method, alpha: float, given_looks: float | None = None) -> Found:
    """Compare (dates, bands, n) of a site with those of control areas. UsageError where the controls cannot resolve `alpha`."""
    usable = sum(_usable(area, parts) for area in controls)
    _check(alpha, usable, _usable(site, parts), parts)
    if method == "omnibus":
        site, controls = levelled(site, controls)
    scored = score(site, controls, parts, method, given_looks)
    series = None
    if scored.looks is not None and not parts.unseen:
        series = whole(site, controls, parts, alpha, scored.looks)
    return told(scored, parts, alpha)._replace(series=series)


def levelled(site: Stack, controls: Sequence[Stack]) -> tuple[Stack, list[Stack]]:
    """Radar areas with each date's own level (rain, frost, the instrument) taken out: the controls' median of each band is 1 on each date.

    Ranks among controls hold the rate without it, but what moves all pixels hides what moves one.
    """
    joined = np.concatenate(controls, axis=2)
    level = np.ones((*joined.shape[:2], 1), dtype=site.dtype)
    for date, band in np.ndindex(*joined.shape[:2]):
        seen = joined[date, band][np.isfinite(joined[date, band])]
        if seen.size:
            level[date, band] = np.median(seen)
    return site / level, [control / level for control in controls]


def score(site: Stack, controls: Sequence[Stack], parts: Parts, method: Method, given_looks: float | None = None) -> Scored:
    """How much each pixel of each area differs from the baseline on each date after it."""
    areas = [site, *controls]
    joined = np.concatenate(areas, axis=2)
    edges = np.cumsum([0, *(area.shape[2] for area in areas)])
    baseline = joined[list(parts.baseline)]
    number = None
    if method == "omnibus":
        number = given_looks if given_looks is not None else _looks(baseline[:, :, edges[1] :])
    scorer = scores.against(baseline, method, number or 1.0)
    table: dict[int, list[Floats]] = {}
    nominal: list[Floats] = []
    for date in (*parts.reference, *parts.watched):
        found, chance = scorer(joined[date])
        table[date] = [found[edges[i] : edges[i + 1]] for i in range(len(areas))]
        if date in parts.watched:
            nominal.append(chance[edges[1] :])
    chances = np.concatenate(nominal)
    usable = sum(_usable(area, parts) for area in controls)
    return Scored(table, chances[np.isfinite(chances)], _usable(site, parts), usable, number)


def told(scored: Scored, parts: Parts, alpha: float) -> Found:
    """What is flagged at a rate. UsageError where the pixels cannot resolve it."""
    _check(alpha, scored.control_pixels, scored.site_pixels, parts)
    areas = len(next(iter(scored.by_date.values())))
    return Found(
        _area(scored.by_date, 0, parts, alpha),
        tuple(_area(scored.by_date, i, parts, alpha) for i in range(1, areas)),
        scored.control_pixels,
        float((scored.nominal <= alpha).mean()) if scored.nominal.size else None,
        scored.looks,
        None,
    )


def _check(alpha: float, control_pixels: int, site_pixels: int, parts: Parts) -> None:
    calibration.check(alpha, min(MOST_CONTROLS, control_pixels), "control pixels")
    if parts.reference:
        calibration.check(alpha, site_pixels * len(parts.reference), "pixels of the site on reference dates")


def _usable(area: Stack, parts: Parts) -> int:
    """Pixels of an area that the baseline and at least one watched date see."""
    seen = finite(area, 1)
    return int((seen[list(parts.baseline)].sum(axis=0) >= 2).sum()) if seen.size else 0


def _looks(baseline: Stack) -> float:
    try:
        return looks.equivalent(baseline)
    except ValueError as error:
        raise UsageError(f"equivalent looks cannot be estimated: {error}", todo="give them (--looks), or bring more images") from None


def _area(table: dict[int, list[Floats]], area: int, parts: Parts, alpha: float) -> Shares:
    """One area with limits from the others (the site is never among them) and, where there are reference dates, from its own past."""
    first = {date: _first(rows, area) for date, rows in table.items()}
    past = [first[date] for date in parts.reference]
    pooled = np.concatenate(past) if past else np.empty(0)
    pooled = pooled[np.isfinite(pooled)]
    resolved = pooled.size * alpha >= calibration.EXPECTED
    told: list[Flags | None] = []
    for date in parts.watched:
        others = sum(int(np.isfinite(row).sum()) for i, row in enumerate(table[date]) if i not in (0, area))
        seen = np.isfinite(first[date])
        if others * alpha < calibration.EXPECTED or not seen.any():
            told.append(None)
            continue
        chance = calibration.own_past(pooled, first[date]) if resolved else first[date]
        told.append(Flags(seen, seen & (np.where(seen, chance, 1.0) <= alpha)))
    return Shares(tuple(told), calibration.past_held_out(past, alpha) if len(past) > 1 else None)


def _first(rows: list[Floats], area: int) -> Floats:
    """Ranks of an area's scores among those of the control areas beside it."""
    others = [row for i, row in enumerate(rows) if i not in (0, area)]
    control = np.concatenate(others) if others else np.empty(0)
    control = control[np.isfinite(control)]
    return calibration.ranks(control[:: max(1, -(-control.size // MOST_CONTROLS))], rows[area])


def whole(site: Stack, controls: Sequence[Stack], parts: Parts, alpha: float, number: float) -> Series:
    """The sequential omnibus test over all dates, limits measured on the controls and checked on each half of them.

    A site that varies more than its controls from date to date has fewer equivalent looks on its calm dates, and is tested with those: its
    chances then compare with theirs.
    """
    form = wishart.intensities(site.shape[1])
    halves = [np.concatenate(part, axis=2) for part in (controls[::2], controls[1::2]) if part]
    fitted = [half[:, :, :: max(1, -(-half.shape[2] // (MOST_FITTED // len(halves))))] for half in halves]
    together = np.concatenate(fitted, axis=2)
    limits = sequence.measured(together, form, number, alpha)
    measured = None
    if len(fitted) == 2:
        crossed = [sequence.changes(fitted[1 - i], form, number, sequence.measured(fitted[i], form, number, alpha)) for i in (0, 1)]
        seen = [finite(fitted[1 - i], (0, 1)) for i in (0, 1)]
        measured = calibration.summed([np.asarray(one.any(axis=0))[kept] for one, kept in zip(crossed, seen, strict=True)])
    calm = [*parts.baseline, *parts.reference]
    own = max(1.0, number * _looks(site[calm]) / _looks(together[calm]))
    return Series(sequence.changes(site, form, own, limits), measured)
