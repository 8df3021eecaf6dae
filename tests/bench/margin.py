"""Warning time: beside SimPy on one way, the tail at one in a million, the shipped ways by season, and which assumption matters.

Times are of one process (`process_time`) on a machine that others use too.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from math import exp, log
from typing import Any

import msgspec
import numpy as np

from tests.warn.margin.made import own, strategy
from tests.warn.margin.oracle import simulated
from tocsin.engine.margins import Question, prepared
from tocsin.model.numbers import scale_of
from tocsin.model.pathways import Channel, Path, Pathways
from tocsin.model.ranges import Range
from tocsin.warn.margin import margin
from tocsin.warn.margin.plans import Setting, worked
from tocsin.warn.margin.resting import sensitive
from tocsin.warn.margin.sky import NO_SKY
from tocsin.warn.margin.tail import tail

PROBLEM, WAY = "nuclear-escalation", "from-storage"
RUNS = 4000
NEEDS = 24.0
REPLICATES, POINTS = 32, 256
DATES = ((2022, 10, 1), (2024, 11, 25), (2024, 6, 21), (2024, 12, 21))
DRAWS, INNER = 100, 32


def middles(value: Any, field: str = "") -> Any:
    """The same declaration with each range at its middle: what SimPy is given."""
    if isinstance(value, Range):
        if value.low == value.high:
            return value
        if scale_of(field, value) == "log":
            middle = exp((log(value.low) + log(value.high)) / 2)
        else:
            ends = [log(p / (1 - p)) for p in (value.low, value.high)]
            middle = 1 / (1 + exp(-sum(ends) / 2))
        return Range(low=middle, high=middle)
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **{name: middles(getattr(value, name), name) for name in value.__struct_fields__})
    if isinstance(value, dict):
        return {name: middles(each, name) for name, each in value.items()}
    return tuple(middles(each) for each in value) if isinstance(value, tuple) else value


def plain(declared: Pathways) -> tuple[Pathways, Path]:
    """One way as SimPy plays it: middles, no overlap, no relays, no looks, nothing of our own side."""
    frozen: Pathways = middles(declared)
    way = next(path for path in frozen.paths if path.id == WAY)
    steps = tuple(msgspec.structs.replace(step, overlap=None) for step in way.steps)
    channels = tuple(
        msgspec.structs.replace(one, relays=None, sees={k: s for k, s in one.sees.items() if s.per_look is None}) for one in frozen.channels
    )
    way = msgspec.structs.replace(way, steps=steps, strategies=(strategy(),))
    return msgspec.structs.replace(frozen, own=own(), channels=tuple(c for c in channels if c.sees), paths=(way,)), way


def faster(declared: Pathways, times: float) -> Pathways:
    """Findings so many times as many, words that come for certain, everything recognised: a watch that misses almost nothing."""

    def sees(one: Channel) -> Channel:
        made = {}
        for step, how in one.sees.items():
            rate = how.rate_per_day
            many = None if rate is None else Range(low=rate.low * times, high=rate.high * times)
            made[step] = msgspec.structs.replace(how, rate_per_day=many, recognised=None)
        return msgspec.structs.replace(one, sees=made)

    return msgspec.structs.replace(declared, channels=tuple(sees(one) for one in declared.channels))


def beside_simpy(declared: Pathways) -> None:
    """The same masses, and how long each takes for the same standard error."""
    frozen, way = plain(declared)
    begin = time.process_time()
    never, late = simulated(way, way.strategies[0], frozen.channels, frozen.confirmations, RUNS, 1, NEEDS)
    theirs = time.process_time() - begin
    asked = Setting(frozen, datetime(2024, 11, 25, tzinfo=UTC), NO_SKY, draws=REPLICATES, inner=POINTS)
    worked(replace(asked, draws=2, inner=64), way, way.strategies[0]).never()
    begin = time.process_time()
    plan = worked(asked, way, way.strategies[0])
    ours_never, ours_late = plan.never().mean(1), plan.not_in_time(NEEDS).mean(1)
    mine = time.process_time() - begin
    print(f"{WAY}, as exercised, every number in the middle, {len(frozen.channels)} channels that find or are told; {NEEDS:g} h needed")
    for name, counted, found in (("never confirmed", never, ours_never), ("not in time", late, ours_late)):
        error, exact_error = (counted * (1 - counted) / RUNS) ** 0.5, found.std(ddof=1) / REPLICATES**0.5
        ratio = (theirs * error**2) / (mine * exact_error**2)
        print(
            f"  {name}: SimPy {counted:.4f} ± {error:.4f}, ours {found.mean():.5f} ± {exact_error:.5f}; "
            f"apart by {abs(counted - found.mean()) / np.hypot(error, exact_error):.1f} standard errors; "
            f"time to equal standard error 1/{ratio:,.0f} of SimPy's"
        )
    print(f"  SimPy {RUNS:,} plays {theirs:.1f} s; ours {REPLICATES * POINTS:,} schedules {mine:.2f} s, both masses")


def rare(declared: Pathways) -> None:
    """P(not in time) of a watch that misses almost nothing: value, relative error and time."""
    frozen, way = plain(declared)
    steps = tuple(msgspec.structs.replace(step, concealed=None, explained=None) for step in way.steps)
    way = msgspec.structs.replace(way, steps=steps)
    for times in (10, 40, 160, 640):
        asked = Setting(faster(msgspec.structs.replace(frozen, paths=(way,)), times), datetime(2024, 11, 25, tzinfo=UTC), NO_SKY)
        begin = time.process_time()
        found = tail(asked, way, way.strategies[0], 3.0)
        took = time.process_time() - begin
        again = tail(replace(asked, seed=1), way, way.strategies[0], 3.0, relative=0.01)
        print(
            f"  findings x{times}: {found.value:.2e}, relative error {found.error / found.value:.1%}, {found.schedules:,} schedules, "
            f"{took:.2f} s; another seed at 1%: {again.value:.2e}"
        )


def asked_of(date: tuple[int, int, int], without: tuple[str, ...] = ()) -> Setting:
    question = Question(datetime(*date, 6, tzinfo=UTC), problem=PROBLEM, passes="assumed", without=without)
    _, setting = prepared(None, question)
    return replace(setting, draws=DRAWS, inner=INNER)


def seasons() -> None:
    """In time, too late, never, by date, with and without commercial radar; passes by declared rhythms."""
    print("| preparation begins | commercial radar | in time | too late | never | not in time, out of storage | median margin, h |")
    print("|---|---|---|---|---|---|---|")
    for date in DATES:
        for without in ((), ("sar-commercial",)):
            found = margin(asked_of(date, without), PROBLEM, needs=NEEDS)
            cells = [
                f"{100 * m.mean:.1f}% ({100 * m.low:.1f}-{100 * m.high:.1f})" for m in (found.in_time, found.too_late, found.never_seen)
            ]
            stored = [row for row in found.strategies if row.pathway == WAY]
            share = sum(row.share.mean for row in stored)
            missed = 1 - sum(row.share.mean * row.in_time.mean for row in stored) / share
            hours = found.hours["p50"]
            told = "-" if hours is None else f"{hours:.1f}"
            day, radar = f"{datetime(*date, tzinfo=UTC):%Y-%m-%d}", "no" if without else "yes"
            print(f"| {day} | {radar} | {' | '.join(cells)} | {100 * missed:.1f}% | {told} |", flush=True)
    print("by hours needed, 2024-11-25: " + ", ".join(f"{h:g} h {100 * p:.1f}%" for h, p in margin(asked_of(DATES[1]), PROBLEM).by_needs))


def assumptions() -> None:
    """The ranges that move P(not in time) most."""
    print(f"{NEEDS:g} h needed, 2024-11-25, passes by declared rhythms; P(not in time) at both ends of a range, all others in the middle:")
    for row in sensitive(asked_of(DATES[1]), None, NEEDS)[:12]:
        print(f"  {row.path.removeprefix('pathways.')}: {100 * row.at_low:.2f}% to {100 * row.at_high:.2f}%")


def main() -> None:
    """All of it."""
    from tocsin.library import problems

    declared = problems.load(PROBLEM).pathways
    if declared is None:
        raise SystemExit(f"{PROBLEM} declares no pathways")
    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("beside SimPy", lambda: beside_simpy(declared)),
        ("the tail, 3 h needed", lambda: rare(declared)),
        ("by season", seasons),
        ("which assumption matters", assumptions),
    )
    for title, part in parts:
        print(f"\n### {title}", flush=True)
        part()
