"""Changes in images: false-alarm rates before and after recalibration, what is detected, and how fast, beside peers.

`python -m tests.bench change`. Radar and optical series are simulated (SYNTHETIC); each scene is drawn anew, so none that a
rate is told of had a part in anything. The real series is Sentinel-2 NDVI, 68 dates over fields and woods (../shared/data/s2_eolearn):
nobody wrote down what changed: what is flagged there beside the stated rate may be change. The
peer in speed is the formula of the omnibus test written out in numpy and scipy (no maintained package installs: `nd` 0.3.1, the one there
is, needs a C library and numpy below 2).
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from scipy.stats import chi2 as reference

from tests.sense.change import speckle
from tocsin.errors import UsageError
from tocsin.sense.change import calibration, parting, scores, sequence, sites, wishart
from tocsin.sense.change.arrays import Floats, Stack
from tocsin.sense.change.scores import Method

ALPHAS = (0.05, 0.01, 0.001)
LOOKS, DATES, AREA, AREAS, SCENES = 4.4, 12, 6_400, 8, 6
TIMES = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=12 * i) for i in range(70)]
PARTS = parting.part(TIMES[:DATES], [1.0] * DATES)
S2 = Path(__file__).resolve().parents[3] / "shared" / "data" / "s2_eolearn"
SIDE = 1024

Scene = tuple[Floats, list[Floats]]


def main() -> None:
    """Print five tables."""
    _rates()
    _real()
    _detected()
    _dated()
    _speed()


def _radar(rng: np.random.Generator, site_db: float, control_db: float, weather_db: float = 1.0, looks: float = LOOKS) -> Scene:
    weather = np.exp(speckle.DB * rng.normal(0, weather_db, (DATES, 1, 1)))
    site = weather * speckle.intensities(rng, DATES, AREA, looks, natural_db=site_db)
    return site, [weather * speckle.intensities(rng, DATES, AREA, looks, natural_db=control_db) for _ in range(AREAS)]


def _optical(rng: np.random.Generator, site_scale: float, control_scale: float) -> Scene:
    """Four bands: noise with heavy tails (Student, 4 degrees), a season, haze; a share of pixels under cloud."""
    season, haze = rng.normal(0, 0.03, (DATES, 4, 1)), 1 + rng.normal(0, 0.03, (DATES, 4, 1))

    def area(scale: float) -> Floats:
        ground = 0.1 + 0.3 * rng.random((1, 4, AREA))
        found = (ground + season) * haze + scale * 0.01 * rng.standard_t(4, (DATES, 4, AREA))
        found[np.broadcast_to(rng.random((DATES, 1, AREA)) < 0.1, found.shape)] = np.nan
        return np.asarray(found)

    return area(site_scale), [area(control_scale) for _ in range(AREAS)]


def _rates() -> None:
    """Rates of the site on watched dates where nothing changes: nominal, after the controls, after its own past."""
    print(f"{SCENES} scenes a row, {AREA:,} pixels of the site, {AREAS} control areas as large, {len(PARTS.watched)} watched dates")
    print("| nothing changes | stated | test alone | ranks among controls | and its own past | by scene | whole series (omnibus) |")
    print("|---|---|---|---|---|---|---|")
    cases: list[tuple[str, Method, Callable[[np.random.Generator], Scene]]] = [
        ("radar, speckle alone", "omnibus", lambda rng: _radar(rng, 0, 0, 0)),
        ("radar, a level of its own each date, 1 dB", "omnibus", lambda rng: _radar(rng, 0, 0)),
        ("radar, that and nature .5 dB", "omnibus", lambda rng: _radar(rng, 0.5, 0.5)),
        ("radar, that and nature 1 dB", "omnibus", lambda rng: _radar(rng, 1, 1)),
        ("radar, site 1 dB, controls .5 dB", "omnibus", lambda rng: _radar(rng, 1, 0.5)),
        ("optical, robust change vectors", "cva", lambda rng: _optical(rng, 1, 1)),
        ("optical, the site twice as noisy", "cva", lambda rng: _optical(rng, 2, 1)),
        ("optical, IR-MAD", "irmad", lambda rng: _optical(rng, 1, 1)),
        ("optical, IR-MAD, the site twice as noisy", "irmad", lambda rng: _optical(rng, 2, 1)),
    ]
    for name, method, draw in cases:
        told: dict[float, list[tuple[float, float, float, float]]] = {alpha: [] for alpha in ALPHAS}
        for seed in range(SCENES):
            site, controls = draw(np.random.default_rng([seed, 41]))
            stack = np.concatenate([site, *controls], axis=2)
            areas: tuple[Stack, Sequence[Stack]] = sites.levelled(site, controls) if method == "omnibus" else (site, controls)
            scored = sites.score(*areas, PARTS, method)
            scorer = scores.against(stack[list(PARTS.baseline)], method, LOOKS)
            chances = np.concatenate([scorer(stack[date])[1][:AREA] for date in PARTS.watched])
            chances = chances[np.isfinite(chances)]
            for alpha in ALPHAS:
                alone = _share(sites.told(scored, PARTS._replace(reference=()), alpha))
                both = _share(sites.told(scored, PARTS, alpha))
                series = float("nan")
                if scored.looks is not None:
                    series = float(sites.whole(areas[0], areas[1][:3], PARTS, alpha, scored.looks).changed.any(axis=0).mean())
                told[alpha].append((float((chances <= alpha).mean()), alone, both, series))
        for alpha, rows in told.items():
            nominal, first, second, whole = (float(np.mean(column)) for column in zip(*rows, strict=True))
            scenes = [row[2] for row in rows]
            over = "" if np.isnan(whole) else f"{whole:.5f}"
            print(f"| {name} | {alpha:g} | {nominal:.5f} | {first:.5f} | {second:.5f} | {min(scenes):.5f} to {max(scenes):.5f} | {over} |")


def _share(found: sites.Found) -> float:
    return float(np.mean([flags.share for flags in found.site.flags if flags is not None]))


def _real() -> None:
    """Sentinel-2 NDVI of one square kilometre: each tile in turn the site, the others its controls."""
    if not S2.is_dir():
        print(f"\n(the real series is skipped: there is no {S2.relative_to(S2.parents[3])})")
        return
    import json

    ndvi = np.load(S2 / "NDVI.npy")[..., 0].astype(float)
    sound = np.load(S2 / "IS_VALID.npy")[..., 0] & (np.load(S2 / "CLM.npy")[..., 0] == 0)
    ndvi[~sound] = np.nan
    times = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in json.loads((S2 / "timestamps.json").read_text())]
    tiles = [ndvi[:, None, y : y + 25, x : x + 25].reshape(len(times), 1, -1) for y in range(0, 100, 25) for x in range(0, 100, 25)]
    print(f"\n{len(times)} dates, {len(tiles)} tiles of 625 pixels, {times[0]:%Y-%m-%d} to {times[-1]:%Y-%m-%d}")
    print(
        "| watched | stated | test alone | ranks among controls | and its own past | on each reference date, the others setting the limit |"
    )
    print("|---|---|---|---|---|---|")
    clear = np.isfinite(ndvi[:, :100, :100]).mean(axis=(1, 2)).tolist()
    for name, low, high in (
        ("second half of the series", 0, len(times)),
        ("second half of 2016", *_year(times, 2016)),
        ("second half of 2017", *_year(times, 2017)),
    ):
        parts = parting.part(times[low:high], clear[low:high])
        for alpha in ALPHAS:
            rows: list[tuple[float, float, float, float]] = []
            for i, tile in enumerate(tiles):
                some = [other[low:high] for j, other in enumerate(tiles) if j != i]
                try:
                    full = sites.compare(tile[low:high], some, parts, "cva", alpha)
                    alone = sites.compare(tile[low:high], some, parts._replace(reference=()), "cva", alpha)
                except UsageError as error:
                    print(f"| {name} | {alpha:g} | refused: {error.what} |||||")
                    break
                rows.append(
                    (full.nominal or 0.0, _share(alone), _share(full), full.site.reference.mean if full.site.reference else float("nan"))
                )
            if rows:
                print(f"| {name} | {alpha:g} | " + " | ".join(f"{np.mean(column):.4f}" for column in zip(*rows, strict=True)) + " |")


def _year(times: Sequence[datetime], year: int) -> tuple[int, int]:
    inside = [i for i, when in enumerate(times) if when.year == year]
    return inside[0], inside[-1] + 1


def _detected() -> None:
    """Changed pixels that are flagged on a date, nature .5 dB; optical change in parts of its noise."""
    print("\n| change | " + " | ".join(f"flagged at {alpha:g}" for alpha in ALPHAS) + " |")
    print("|---|" + "---|" * len(ALPHAS))
    cases = [(f"{LOOKS:g} looks", LOOKS, 0.5), (f"blocks of 3 x 3 averaged, {9 * LOOKS:g} looks", 9 * LOOKS, 0.5 / 3)]
    for name, looks, nature in cases:
        for decibels in (3, 6, 10):
            hits: dict[float, list[float]] = {alpha: [] for alpha in ALPHAS}
            for seed in range(4):
                site, controls = _radar(np.random.default_rng([seed, 42]), nature, nature, 1.0, looks)
                site[list(PARTS.watched), :, :640] *= 10 ** (decibels / 10)
                scored = sites.score(*sites.levelled(site, controls), PARTS, "omnibus")
                for alpha in ALPHAS:
                    hits[alpha] += [float(one.on[:640].mean()) for one in sites.told(scored, PARTS, alpha).site.flags if one is not None]
            cells = " | ".join(f"{np.mean(hits[alpha]):.3f}" for alpha in ALPHAS)
            print(f"| radar, +{decibels} dB from then on, {name}, {len(PARTS.baseline)} baseline dates | {cells} |")


def _dated() -> None:
    """The whole series of ten dates, a change between the fifth and sixth: found at all, dated right, limits measured on controls."""
    print("\n| change in the middle of 10 dates | " + " | ".join(f"found, dated right at {alpha:g}" for alpha in ALPHAS) + " |")
    print("|---|" + "---|" * len(ALPHAS))
    form = wishart.intensities(2)
    for decibels in (3, 6, 10):
        rng = np.random.default_rng(43)
        control = speckle.intensities(rng, 10, 60_000, LOOKS, weather_db=0, natural_db=0.5)
        moved = speckle.intensities(rng, 10, 20_000, LOOKS, weather_db=0, natural_db=0.5)
        moved[5:] *= 10 ** (decibels / 10)
        cells = []
        for alpha in ALPHAS:
            found = sequence.changes(moved, form, LOOKS, sequence.measured(control, form, LOOKS, alpha))
            cells.append(f"{found.any(axis=0).mean():.3f}, {found[4].mean():.3f}")
        print(f"| +{decibels} dB | " + " | ".join(cells) + " |")


def _plain(stack: Stack, looks: float) -> Floats:
    """The omnibus test as the formula stands, in numpy and scipy: the peer where no other is installed."""
    dates, bands = stack.shape[:2]
    wide = stack.astype(float)
    log_q = looks * (bands * dates * np.log(dates) + np.log(wide).sum((0, 1)) - dates * np.log(wide.sum(0)).sum(0))
    f, rho = (dates - 1) * bands, 1 - (dates + 1) / (6 * dates * looks)
    z, w2 = -2 * rho * log_q, -(dates - 1) * bands / 4 * (1 - 1 / rho) ** 2
    return np.asarray(reference.sf(z, f) + w2 * (reference.sf(z, f + 4) - reference.sf(z, f)))


def _speed() -> None:
    """Megapixels a second of processor time, 8 dates of two intensities, the best of three."""
    stack = speckle.intensities(np.random.default_rng(0), 8, SIDE * SIDE, LOOKS).astype(np.float32)
    control = stack[:, :, :100_000]
    form = wishart.intensities(2)
    limits = sequence.measured(control, form, LOOKS, 0.01)
    before = stack[:7].sum(axis=0, dtype=np.float64)
    ranked = -wishart.log_step(before, 7, stack[7], form)
    runs: list[tuple[str, Callable[[], object]]] = [
        ("**omnibus test, chances of Q**", lambda: wishart.omnibus(stack, form, LOOKS)),
        ("**sequential, with dates, measured limits**", lambda: sequence.changes(stack, form, LOOKS, limits)),
        ("**one date beside the sum of seven**", lambda: wishart.step(before, 7, stack[7], form, LOOKS)),
        ("**ranks among 100,000 controls**", lambda: calibration.ranks(ranked[:100_000], ranked)),
        ("peer: the formula in numpy and scipy, chances of Q", lambda: _plain(stack, LOOKS)),
    ]
    print("\n| 8 dates, VV and VH | Mpx/s | times the peer |\n|---|---|---|")
    speeds = {name: SIDE * SIDE / 1e6 / _best(run) for name, run in runs}
    base = speeds["peer: the formula in numpy and scipy, chances of Q"]
    for name, speed in speeds.items():
        print(f"| {name} | {speed:.1f} | {speed / base:.1f} |")
    difference = float(np.abs(np.subtract(wishart.omnibus(stack, form, LOOKS), _plain(stack, LOOKS))).max())
    print(f"| largest difference of a chance from the peer's: {difference:.1e} |||")


def _best(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        clock = time.process_time()
        run()
        best = min(best, time.process_time() - clock)
    return best
