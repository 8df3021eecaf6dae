"""Outcomes that happen, forecast from the past alone: air-raid alerts by day, beside climatologies, persistence, EWMA and a ladder.

`../shared/data/sirens`: 49,708 alerts by region, 2022-02-25 to 2024-08-04 (Vadimkin, MIT). Structure was chosen on 2022 and 2023; 2024 is
what is reported. Every forecast rolls: made at the end of a day from the days up to it.
"""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.bench.peer_counts import Ladder
from tocsin.judge import calibration, counts, daily, resampling, scores
from tocsin.judge.scores import Floats

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "sirens" / "sirens_volunteer_en.csv"
FIRST, REPORTED = date(2022, 3, 1), date(2024, 1, 1)
WARMING = 180
MANY_REGIONS = 20
"""a day on which so many of the country's 25 regions had an alert"""
DAYS_OF_SEVEN = 3
RECENT = 90
EWMA = (counts.Candidate(14.0, 5.0, False),)
DAILY_EWMA = (daily.DayCandidate(14.0, False),)


class Alerts(NamedTuple):
    """By day from FIRST: how many alerts began, and whether in MANY_REGIONS."""

    number: Floats
    broad: Floats


def load(file: Path = FILE) -> Alerts:
    """The alerts of every whole day."""
    regions: dict[date, set[str]] = {}
    number: dict[date, int] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            day = date.fromisoformat(row["started_at"][:10])
            number[day] = number.get(day, 0) + 1
            regions.setdefault(day, set()).add(row["region"])
    # The last day is cut in the middle.
    days = [FIRST + timedelta(days=i) for i in range((max(number) - FIRST).days)]
    return Alerts(
        np.array([number.get(day, 0) for day in days], float), np.array([len(regions.get(day, ())) >= MANY_REGIONS for day in days], float)
    )


def past_sums(y: Floats, horizon: int, t: int, since: int = 0) -> Floats:
    """Sums over all windows of the horizon that were over by day t."""
    reached = np.concatenate([[0.0], np.cumsum(y[since:t])])
    return np.asarray(reached[horizon:] - reached[:-horizon])


def by_weekday(y: Floats, horizon: int, t: int) -> Floats:
    """Sums over past windows that began on the same weekday."""
    sums = past_sums(y, horizon, t)
    return sums[t % 7 :: 7]


def by_month(y: Floats, horizon: int, t: int) -> Floats:
    """Sums over past windows that began in the same month of the year; all of them where none did."""
    sums = past_sums(y, horizon, t)
    month = (FIRST + timedelta(days=t)).month
    same = np.array([(FIRST + timedelta(days=i)).month == month for i in range(len(sums))])
    return sums[same] if same.any() else sums


RULES: dict[str, Callable[[Floats, int, int], Floats]] = {
    "climatology, all days": past_sums,
    "climatology, weekday": by_weekday,
    "climatology, month": by_month,
    f"climatology, last {RECENT} days": lambda y, h, t: past_sums(y, h, t, max(0, t - RECENT)),
    "persistence": lambda y, h, t: np.array([y[t - h : t].sum()]),
}


def rule_chances(samples: Floats, top: int) -> Floats:
    """(top + 1,) chances from past sums, half a case spread over all counts so that nothing is impossible."""
    found = np.bincount(np.minimum(samples, top).astype(int), minlength=top + 1).astype(float) + 0.5 / (top + 1)
    return np.asarray(found / found.sum())


def counted(y: Floats, horizon: int, first: int, last: int) -> tuple[dict[str, Floats], Floats]:
    """(m, k) chances by forecaster at origins `first` to `last`, and what came."""
    top = int(2 * y.max() * horizon)
    told = {
        "count process": counts.forecast(y, horizon, first, last, most=top).chances,
        "EWMA of 14 days": counts.forecast(y, horizon, first, last, candidates=EWMA, most=top).chances,
    }
    for states in (2, 3):
        ladder = Ladder.fitted(y[: (REPORTED - FIRST).days if first >= (REPORTED - FIRST).days else first], states)
        told[f"ladder of {states} states"] = ladder.forecast(y, horizon, first, last, top)
    for name, rule in RULES.items():
        told[name] = np.stack([rule_chances(rule(y, horizon, t), top) for t in range(first, last + 1)])
    came = np.array([y[t : t + horizon].sum() for t in range(first, last + 1)])
    return told, came


def on_days(z: Floats, horizon: int, least: int, first: int, last: int) -> tuple[dict[str, Floats], Floats]:
    """(m,) chances that `least` of the next days are broad, by forecaster, and whether they were."""
    told = {
        "day process": counts.at_least(daily.forecast(z, horizon, first, last).chances, least),
        "EWMA of 14 days": counts.at_least(daily.forecast(z, horizon, first, last, candidates=DAILY_EWMA).chances, least),
    }
    for name, rule in RULES.items():
        reached = [(rule(z, horizon, t) >= least) for t in range(first, last + 1)]
        told[name] = np.array([(some.sum() + 0.5) / (len(some) + 1) for some in reached])
    came = np.array([float(z[t : t + horizon].sum() >= least) for t in range(first, last + 1)])
    return told, came


Rule = Callable[[Floats, Floats], Floats]


def table(title: str, told: dict[str, Floats], rules: tuple[Rule, Rule], came: Floats, horizon: int, heads: str) -> None:
    """One row a forecaster: both scores, and the skill of the first against two climatologies with its interval."""
    bases = [rules[0](told[name], came) for name in ("climatology, all days", f"climatology, last {RECENT} days")]
    weight = resampling.weights(np.arange(len(came)), horizon)
    print(f"\n{title}; n {len(came)}")
    print(f"{'':28s} {heads}  skill against: all days                last {RECENT} days")
    for name, said in told.items():
        first, second = rules[0](said, came), rules[1](said, came)
        against = []
        for base in bases:
            low, high = resampling.of_skill(first, base, weight) if weight is not None else (np.nan, np.nan)
            against.append(f"{scores.skill(first, base):+.3f} ({low:+.3f} to {high:+.3f})")
        area = f"  AUC {calibration.auc(said, came)[0]:.2f}" if said.ndim == 1 else ""
        print(f"{name:28s} {first.mean():8.4g} {second.mean():8.4g}  {'  '.join(against)}{area}")


def main() -> None:
    """Print both halves: what was chosen on, and what is reported."""
    if not FILE.exists():
        print(f"skipped: {FILE.name} is not in ../shared/data/sirens")
        return
    alerts = load()
    reported = (REPORTED - FIRST).days
    for name, first, end in (("2022 and 2023, chosen on", WARMING, reported), ("2024, reported", reported, len(alerts.number))):
        y, z = alerts.number[:end], alerts.broad[:end]
        print(f"\n### {name}")
        for horizon in (1, 7):
            told, came = counted(y, horizon, first, end - horizon)
            title = f"Alerts begun within {horizon} day{'s' if horizon > 1 else ''} (mean {came.mean():.0f})"
            table(title, told, (scores.crps_counts, scores.logarithmic_counts), came, horizon, "    CRPS      log")
        for horizon, least in ((1, 1), (7, DAYS_OF_SEVEN)):
            said, came = on_days(z, horizon, least, first, end - horizon)
            title = f"{least} of the next {horizon} with alerts in {MANY_REGIONS} regions or more ({came.mean():.0%} came)"
            table(title, said, (scores.brier, scores.logarithmic), came, horizon, "   Brier      log")
