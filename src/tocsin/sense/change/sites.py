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


def compare(site: Stack, controls: Sequence[Stack], parts: Parts, method: Method, alpha: float, given_looks: float | None = None) -> Found:
    """Compare (dates, bands, n) of a site with those of control areas. UsageError where the controls cannot resolve `alpha`."""
    areas = [site, *controls]
    calibration.check(alpha, min(MOST_CONTROLS, sum(_usable(area, parts) for area in controls)), "control pixels")
    if parts.reference:
        calibration.check(alpha, _usable(site, parts) * len(parts.reference), "pixels of the site on reference dates")
    joined = np.concatenate(areas, axis=2)
    edges = np.cumsum([0, *(area.shape[2] for area in areas)])
    number = None
    if method == "omnibus":
        baseline = joined[list(parts.baseline), :, edges[1] :] if controls else joined[list(parts.baseline)]
        number = given_looks if given_looks is not None else _looks(baseline)
    scorer = scores.against(joined[list(parts.baseline)], method, number or 1.0)
    table: dict[int, list[Floats]] = {}
    nominal: list[Floats] = []
    for date in (*parts.reference, *parts.watched):
        score, chance = scorer(joined[date])
        table[date] = [score[edges[i] : edges[i + 1]] for i in range(len(areas))]
        if date in parts.watched:
            nominal.append(chance[edges[1] :])
    told = np.concatenate(nominal)
    told = told[np.isfinite(told)]
    return Found(
        _area(table, 0, parts, alpha),
        tuple(_area(table, i, parts, alpha) for i in range(1, len(areas))),
        sum(_usable(area, parts) for area in controls),
        float((told <= alpha).mean()) if told.size else None,
        number,
        _series(site, controls, alpha, number) if number is not None and not parts.unseen else None,
    )


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


def _series(site: Stack, controls: Sequence[Stack], alpha: float, number: float) -> Series:
    """The sequential omnibus test over all dates, limits measured on the controls and checked on each half of them."""
    form = wishart.intensities(site.shape[1])
    halves = [np.concatenate(part, axis=2) for part in (controls[::2], controls[1::2]) if part]
    fitted = [half[:, :, :: max(1, -(-half.shape[2] // (MOST_FITTED // len(halves))))] for half in halves]
    limits = sequence.measured(np.concatenate(fitted, axis=2), form, number, alpha)
    measured = None
    if len(fitted) == 2:
        crossed = [sequence.changes(fitted[1 - i], form, number, sequence.measured(fitted[i], form, number, alpha)) for i in (0, 1)]
        whole = [finite(fitted[1 - i], (0, 1)) for i in (0, 1)]
        measured = calibration.summed([np.asarray(one.any(axis=0))[kept] for one, kept in zip(crossed, whole, strict=True)])
    return Series(sequence.changes(site, form, number, limits), measured)
