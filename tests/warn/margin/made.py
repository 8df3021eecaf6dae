"""Small pathways for tests: numbers that are what they are (low is high), so that an oracle can be written down."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from tocsin.model.pathways import Channel, Duty, OwnSide, Path, Pathways, Relay, Sees, Step, Strategy
from tocsin.model.ranges import Range
from tocsin.warn.margin.plans import Setting
from tocsin.warn.margin.sky import NO_SKY, Passes, Sky

MONDAY = datetime(2024, 11, 25, tzinfo=UTC)


def is_(value: float) -> Range:
    return Range(low=value, high=value)


def between(low: float, high: float) -> Range:
    return Range(low=low, high=high)


def step(name: str, hours: float | Range, *, sigma: float = 0.0, after: tuple[str, ...] = (), **more: Any) -> Step:
    median = hours if isinstance(hours, Range) else is_(hours)
    return Step(id=name, name={"en": name}, median_hours=median, sigma=is_(sigma), after=after, **more)


def strategy(name: str = "plain", share: float = 1.0, **more: Any) -> Strategy:
    return Strategy(id=name, name={"en": name}, share=is_(share), **more)


def path(*steps: Step, name: str = "way", share: float = 1.0, strategies: tuple[Strategy, ...] | None = None) -> Path:
    return Path(id=name, name={"en": name}, hypothesis="event", share=is_(share), steps=steps, strategies=strategies or (strategy(),))


def channel(name: str, sees: Mapping[str, Sees], *, basis: str | None = None, latency: float = 0.0, **more: Any) -> Channel:
    return Channel(id=name, name={"en": name}, medium="other", rests_on=basis or name, latency_hours=is_(latency), sees=dict(sees), **more)


def relay(basis: str, share: float) -> Relay:
    return Relay(basis=basis, share=is_(share))


def own(rounds: float = 0.0, judging: float = 0.0, on: float = 0.0, off: float = 0.0, duty: Duty | None = None) -> OwnSide:
    times = {"rounds_hours": rounds, "judging_hours": judging, "on_duty_hours": on, "off_duty_hours": off}
    return OwnSide(**{name: is_(value) for name, value in times.items()}, duty=duty or Duty())  # type: ignore[arg-type]


def pathways(paths: tuple[Path, ...], channels: tuple[Channel, ...], confirmations: int = 2, side: OwnSide | None = None) -> Pathways:
    return Pathways(confirmations=confirmations, own=side or own(), channels=channels, paths=paths)


def sky(channel: str, place: str, times: list[float], usable: list[float] | None = None) -> Sky:
    ids = tuple(f"{channel}-{place}-{t:g}" for t in times)
    return Sky(
        {(channel, place): Passes(np.array(times), np.array(usable or [1.0] * len(times)), ids, ("s",) * len(times))}, 1000.0, "elements"
    )


def setting(declared: Pathways, *, over: Sky = NO_SKY, draws: int = 1, inner: int = 64, seed: int = 0, as_of: datetime = MONDAY) -> Setting:
    return Setting(declared, as_of, over, draws=draws, inner=inner, seed=seed)


def rich(more: tuple[Channel, ...] = (), *, latency: float = 1.0, sigma: float = 0.6) -> Pathways:
    """Three steps, one skipped by one strategy, channels of every kind, ranges everywhere."""
    steps = (
        step("load", between(10, 30), sigma=sigma, skippable=True, concealed=between(0.1, 0.4), compressed_to=between(0.3, 0.6)),
        step("move", between(5, 20), sigma=sigma, after=("load",), overlap=between(0.1, 0.3), explained=between(0.1, 0.3)),
        step("fire", between(1, 4), sigma=sigma, after=("move",), concealed=between(0.3, 0.7), hidden=between(0.8, 0.9)),
    )
    ways = (strategy("plain", 0.5), strategy("hurried", 0.3, compresses=("load",)), strategy("bare", 0.2, skips=("load",), hides=("fire",)))
    channels = (
        channel("press", {"load": Sees(rate_per_day=between(0.5, 2)), "move": Sees(rate_per_day=between(0.5, 2))}, latency=latency),
        channel("office", {"load": Sees(once=between(0.3, 0.7)), "fire": Sees(once=between(0.1, 0.3))}, latency=3 * latency),
        channel("people", {"move": Sees(rate_per_day=between(1, 3), recognised=between(0.3, 0.7))}, latency=latency, basis="people"),
    )
    return pathways(
        (path(*steps, strategies=ways),), channels + more, side=own(1.0, 0.5, 0.3, 4.0, Duty(days=(1, 2, 3, 4, 5), begins=8, ends=18))
    )
