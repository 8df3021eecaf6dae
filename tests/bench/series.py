"""Detectors of unusual counts on real daily alerts, thresholds set on half of the regions and told of the other half.

`python -m tests.bench series`: air-raid alerts a day by region of Ukraine (../shared/data/sirens; MIT licence), steps of 14 days added to
the real background at random days, delay and false alarms beside EARS C1 to C3 and CUSUM; how often p-values come; speed. The background
holds real changes of level: they count as false alarms for everybody.
"""

import csv
import hashlib
import time
from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.bench.peer_detectors import c1, c2, c3, cusum
from tocsin.library import series as declared
from tocsin.model.series import Count
from tocsin.sense.series import judged_all
from tocsin.sense.series.baseline import baseline
from tocsin.sense.series.calibrated import calibrated
from tocsin.sense.series.changepoints import changes
from tocsin.sense.series.smoothed import by_day, smoothed

Floats = npt.NDArray[np.float64]
Detector = Callable[[Floats], Floats]

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "sirens" / "sirens_volunteer_en.csv"
SKIPPED, LEAST_MEAN, BURN = 30, 0.5, 100
"""first days of the data (it was being set up); regions with fewer alerts a day; days that every detector may learn from"""
STEP_DAYS, ONSETS, SEED = 14, 20, 20261129
STEPS = (2, 3, 5)
RATE = 1 / 60
"""alarms a series-day: runs of days in alarm, and at most three days in alarm for each"""
LEVELS = (0.001, 0.005, 1 / 60, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9)


def regions() -> tuple[list[str], list[Day], Floats]:
    """Names, days, and (days, regions) alerts that began on a day, UTC."""
    held: dict[str, dict[Day, int]] = {}
    with DATA.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = Day.fromisoformat(row["started_at"][:10])
            own = held.setdefault(row["region"], {})
            own[day] = own.get(day, 0) + 1
    first = min(day for own in held.values() for day in own) + timedelta(SKIPPED)
    last = max(day for own in held.values() for day in own)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    names = sorted(held)
    values = np.array([[held[name].get(day, 0) for name in names] for day in days], dtype=float)
    kept = [k for k in range(len(names)) if values[:, k].mean() > LEAST_MEAN]
    return [names[k] for k in kept], days, values[:, kept]


def reported(name: str) -> bool:
    """Whether a region belongs to the half that is told of: by the hash of its name, fixed for good."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def detectors(days: list[Day]) -> dict[str, Detector]:
    """Ours and the peers, each (days, series) -> score, higher is more unusual."""
    given = declared.load()
    classes = np.array([day.weekday() for day in days], dtype=np.int64)

    def ours(values: Floats, how: str) -> Floats:
        base = baseline(values, classes, given)
        if how == "second":
            return changes(values, base, given.hazard, given.recent_days, "up").chance
        hidden = np.where(base.seen >= given.begin_days + given.guard_days, values, np.nan)
        raw = by_day(hidden, base, True) if how == "day" else smoothed(hidden, base, given.weight, True)
        p = raw if how == "raw" else calibrated(raw, given.calibration_days, given.calibration_prior)
        return np.asarray(-np.log(np.nan_to_num(p, nan=1.0)))

    return {
        "**ours: smoothed, calibrated**": lambda v: ours(v, "calibrated"),
        "ours: smoothed, as the law says": lambda v: ours(v, "raw"),
        "ours: one day alone": lambda v: ours(v, "day"),
        "ours: second opinion alone": lambda v: ours(v, "second"),
        "EARS C1": c1,
        "EARS C2": c2,
        "EARS C3": c3,
        "CUSUM": cusum,
    }


def rates(alarm: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Runs of days in alarm, and days in alarm, a series-day."""
    begun = alarm[1:] & ~alarm[:-1]
    return float(begun.mean()), float(alarm.mean())


def threshold(score: Floats) -> float:
    """The lowest one at which there is at most one alarm in 60 series-days, and at most three days in alarm for each."""
    low, high = float(score.min()), float(score.max())
    for _ in range(50):
        centre = (low + high) / 2
        runs, days = rates(score > centre)
        low, high = (centre, high) if max(runs, days / 3) > RATE else (low, centre)
    return high


def injected(values: Floats, times: int, onset: npt.NDArray[np.int64], seed: int) -> Floats:
    """From its onset on each series has, for 14 days, Poisson counts more: times - 1 of its mean over the 28 days before."""
    rng = np.random.default_rng([SEED, seed, times])
    out = values.copy()
    for k, at in enumerate(onset):
        out[at : at + STEP_DAYS, k] += rng.poisson(values[at - 28 : at, k].mean() * (times - 1), STEP_DAYS)
    return out


def delays(detector: Detector, values: Floats, some: npt.NDArray[np.bool_], at_least: float, times: int) -> Floats:
    """Days from onset to the first day in alarm, 14 where none came."""
    found = []
    for n in range(ONSETS):
        rng = np.random.default_rng([SEED, n])
        onset: npt.NDArray[np.int64] = np.asarray(rng.integers(BURN, len(values) - STEP_DAYS - 1, values.shape[1]), dtype=np.int64)
        alarm: npt.NDArray[np.bool_] = np.asarray(detector(injected(values, times, onset, n)) > at_least)
        for k in np.flatnonzero(some).tolist():
            seen = alarm[int(onset[k]) : int(onset[k]) + STEP_DAYS, k]
            found.append(float(seen.argmax()) if seen.any() else float(STEP_DAYS))
    return np.array(found)


def main() -> None:
    if not DATA.exists():
        print(f"no data at {DATA.name}: the reference folder is not part of the repository")
        return
    names, days, values = regions()
    told = np.array([reported(name) for name in names])
    print(f"{len(names)} regions, {len(days)} days from {days[0]}; thresholds from {(~told).sum()} regions, told of the other {told.sum()}")
    print(f"{ONSETS} onsets a region, steps of {STEP_DAYS} days; delay: median / mean days (14: never) / share within 3 / within 7 days\n")
    print("| detector | alarms in 60 days, days in alarm | step x2 | step x3 | step x5 |\n|---|---|---|---|---|")
    for name, detector in detectors(days).items():
        _row(name, detector, values, told, threshold(detector(values)[BURN:, ~told]))
    _row(
        "**ours, p at most 1 in 60, no threshold set**", detectors(days)["**ours: smoothed, calibrated**"], values, told, float(np.log(60))
    )
    _calibration(days, values, told)
    _speed()


def _row(name: str, detector: Detector, values: Floats, told: npt.NDArray[np.bool_], at: float) -> None:
    runs, in_alarm = rates(detector(values)[BURN:, told] > at)
    cells = [name, f"{60 * runs:.2f}, {60 * in_alarm:.2f}"]
    for times in STEPS:
        found = delays(detector, values, told, at, times)
        cells.append(f"{np.median(found):.0f} / {found.mean():.1f} / {(found <= 3).mean():.2f} / {(found <= 7).mean():.2f}")
    print("| " + " | ".join(cells) + " |", flush=True)


def _calibration(days: list[Day], values: Floats, told: npt.NDArray[np.bool_]) -> None:
    """Share of days with p at most so much, on the reported half."""
    print("\n| share of days with p at most | " + " | ".join(f"{level:.3g}" for level in LEVELS) + " |")
    print("|" + "---|" * (len(LEVELS) + 1))
    for name in list(detectors(days))[:3]:
        p = np.exp(-detectors(days)[name](values)[BURN:, told])
        print(f"| {name} | " + " | ".join(f"{(p <= level).mean():.4f}" for level in LEVELS) + " |")


def _speed() -> None:
    rng = np.random.default_rng(SEED)
    for many, length in ((100, 1000), (1, 10_000)):
        some = rng.poisson(5, (length, many)).astype(float)
        counts = {
            str(k): [Count(day=Day(2000, 1, 1) + timedelta(n), value=v) for n, v in enumerate(some[:, k].tolist())] for k in range(many)
        }
        for second in (True, False):
            begin = time.process_time()
            judged_all(counts, second=second)
            took = time.process_time() - begin
            what = f"{many} series of {length:,} days, {'with' if second else 'without'} second opinion"
            print(f"{what}: {took:.1f} s of one core, {many * length / took:,.0f} days a second")
        begin = time.process_time()
        c3(some)
        print(f"  EARS C3 (numpy, day by day) on the same: {time.process_time() - begin:.2f} s")
