"""A site's comparison as a record: a row a date, what the rates rest on, and what many dates cost."""

from collections.abc import Sequence

import numpy as np

from tocsin.model.imagery import Acquisition, Calibration, DateChange, MeasuredRate, SiteChange
from tocsin.model.observations import Place
from tocsin.sense.change import calibration
from tocsin.sense.change.calibration import Rate
from tocsin.sense.change.parting import ENOUGH_CLEAR, Parts
from tocsin.sense.change.scores import Method
from tocsin.sense.change.sites import Found, Shares

VERSION = "1"
STRIPS = 4
"""of a control area, from north to south: each is a share to rank the site's among; more of them, and they hold too few pixels"""


def describe(
    place: Place,
    taken: Sequence[Acquisition],
    bands: tuple[str, ...],
    clear: Sequence[float],
    parts: Parts,
    found: Found,
    method: Method,
    alpha: float,
) -> SiteChange:
    """The record of one site. taken, clear: of each date."""
    nulls = [share for control in found.controls for share in _shares(control)]
    pixels = found.site.flags[0].seen.size if found.site.flags and found.site.flags[0] is not None else 0
    shares = dict(zip(parts.watched, found.site.flags, strict=True))
    dates = []
    for index, acquisition in enumerate(taken):
        flags = shares.get(index)
        share = flags.share if flags is not None else None
        dates.append(
            DateChange(
                acquisition=acquisition,
                reference=index in parts.baseline or index in parts.reference,
                clear=round(float(clear[index]), 4),
                pixels=int(flags.seen.sum()) if flags is not None else 0,
                changed=share,
                began=float(found.series.changed[index - 1].mean()) if found.series is not None and index else None,
                p_null=calibration.rank_of_share(share, nulls) if share is not None and nulls else None,
                nulls=len(nulls) if share is not None else 0,
            )
        )
    series = found.series
    return SiteChange(
        place=place,
        kind=taken[0].kind,
        bands=bands,
        method=method,
        method_version=VERSION,
        alpha=alpha,
        baseline=tuple(taken[i].t for i in parts.baseline),
        dates=tuple(dates),
        calibration=_calibration(found, parts, pixels),
        looks=found.looks,
        series_alpha=alpha if series is not None else None,
        series_measured=_rate(series.measured) if series is not None else None,
        series_changed=float(series.changed.any(axis=0).mean()) if series is not None else None,
        at_least_once=_at_least_once(found.controls),
        synthetic=any(one.synthetic for one in taken),
    )


def _shares(area: Shares) -> list[float]:
    """Of an area's strips on each watched date; a strip that is mostly under cloud says nothing.

    A strip has fewer pixels than the site, so its share scatters more than the site's would: ranks among strips err towards no change.
    """
    found = []
    for flags in area.flags:
        if flags is not None:
            for seen, on in zip(np.array_split(flags.seen, STRIPS), np.array_split(flags.on, STRIPS), strict=True):
                if seen.size and seen.mean() >= ENOUGH_CLEAR:
                    found.append(float(on.sum() / seen.sum()))
    return found


def _calibration(found: Found, parts: Parts, pixels: int) -> Calibration:
    by_area = [[f for f in area.flags if f is not None] for area in found.controls]
    told = [np.concatenate([f.on[f.seen] for f in area]) for area in by_area if area]
    resolving = [found.control_pixels, *([pixels * len(parts.reference)] if parts.reference else [])]
    return Calibration(
        control_pixels=found.control_pixels,
        control_cells=len(found.controls),
        reference_dates=len(parts.reference),
        reference_pixels=pixels * len(parts.reference),
        smallest=calibration.EXPECTED / max(1, min(resolving)),
        on_control=_rate(calibration.summed(told)) if told else None,
        on_reference=_rate(found.site.reference),
        nominal=found.nominal,
    )


def _rate(found: Rate | None) -> MeasuredRate | None:
    return None if found is None else MeasuredRate(mean=found.mean, low=found.low, high=found.high, pixels=found.pixels, parts=found.parts)


def _at_least_once(controls: Sequence[Shares]) -> float | None:
    """Share of control pixels, seen on at least one watched date, that are flagged on at least one."""
    seen = on = 0
    for area in controls:
        flags = [f for f in area.flags if f is not None]
        if flags:
            seen += int(np.any([f.seen for f in flags], axis=0).sum())
            on += int(np.any([f.on for f in flags], axis=0).sum())
    return on / seen if seen else None
