"""The same model written a second time: every outcome enumerated where all is discrete, and SimPy where it is not."""

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.model.pathways import Channel, Path, Strategy


def enumerated(
    trials: Sequence[tuple[str, str, str, float, float]],
    is_open: dict[str, float],
    recognised: dict[tuple[str, str], float],
    relays: dict[str, tuple[str, float]],
    by: float,
    needed: int,
    decisive: frozenset[str] = frozenset(),
) -> float:
    """P(fewer than `needed` bases spoke by `by`), every outcome summed up.

    trials: (channel, basis, step, time known, chance); is_open: by step; recognised: by (channel, step); relays: by channel, the other
    basis and its chance.
    """
    coins: list[tuple[tuple[str, ...], float]] = [(("open", step), p) for step, p in is_open.items()]
    coins += [(("knows", *pair), p) for pair, p in recognised.items()]
    coins += [(("relays", name), p) for name, (_, p) in relays.items()]
    coins += [(("trial", str(k)), trial[4]) for k, trial in enumerate(trials)]
    total = 0.0
    for outcome in itertools.product((0, 1), repeat=len(coins)):
        chance, true = 1.0, set()
        for (name, p), heads in zip(coins, outcome, strict=True):
            chance *= p if heads else 1 - p
            if heads:
                true.add(name)
        if chance == 0.0:
            continue
        spoke, alone = set(), False
        for k, (channel, basis, step, at, _) in enumerate(trials):
            knows = (channel, step) not in recognised or ("knows", channel, step) in true
            if ("trial", str(k)) in true and at <= by and ("open", step) in true and knows:
                spoke.add(relays[channel][0] if ("relays", channel) in true else basis)
                alone = alone or channel in decisive
        total += chance * (len(spoke) < needed and not alone)
    return total


def simulated(
    path: Path, strategy: Strategy, channels: Sequence[Channel], needed: int, runs: int, seed: int, needs: float
) -> tuple[float, float]:
    """(share never confirmed, share not confirmed `needs` hours before the event) of `runs` plays in SimPy, process by process.

    Numbers at the low end of their ranges (where exact, themselves); no looks, no time of our own.
    """
    import random

    import simpy

    rng = random.Random(seed)  # noqa: S311
    never = late = 0
    for _ in range(runs):
        env = simpy.Environment()
        known: dict[str, float] = {}
        done: dict[str, Any] = {s.id: env.event() for s in path.steps}
        opened = {s.id: rng.random() < (1 - _of(s.concealed)) * (1 - _of(s.explained)) for s in path.steps}

        def tell(basis: str, delay: float, env: Any = env, known: dict[str, float] = known) -> Any:
            yield env.timeout(delay)
            known.setdefault(basis, env.now)

        def watch(channel: Channel, basis: str, step: str, hours: float, env: Any = env, tell: Any = tell) -> Any:
            how = channel.sees[step]
            mean = channel.latency_hours.low
            fixed = _of(channel.reading_hours)
            if rng.random() < _of(how.once):
                env.process(tell(basis, fixed + _delay(rng, mean)))
            rate, left = _of(how.rate_per_day) / 24.0, hours
            while rate > 0:
                wait = rng.expovariate(rate)
                if wait > left:
                    return
                left -= wait
                yield env.timeout(wait)
                env.process(tell(basis, fixed + _delay(rng, mean)))

        def run(step: Any, env: Any = env, done: Any = done, opened: Any = opened, watch: Any = watch) -> Any:
            for name in step.after:
                yield done[name]
            if step.id not in strategy.skips:
                hours = step.median_hours.low * math.exp(step.sigma.low * rng.gauss(0, 1))
                if opened[step.id]:
                    for channel in channels:
                        if step.id in channel.sees and rng.random() < (_of(channel.sees[step.id].recognised, 1.0)):
                            env.process(watch(channel, channel.rests_on, step.id, hours))
                yield env.timeout(hours)
            done[step.id].succeed()

        for step in path.steps:
            env.process(run(step))
        event = env.all_of(list(done.values()))
        env.run(until=event)
        ended = env.now
        env.run()
        times = sorted(known.values())
        never += len(times) < needed
        late += len(times) < needed or times[needed - 1] > ended - needs
    return never / runs, late / runs


def _of(bounds: Any, otherwise: float = 0.0) -> float:
    return otherwise if bounds is None else float(bounds.low)


def _delay(rng: Any, mean: float) -> float:
    return float(rng.expovariate(1 / mean)) if mean > 0 else 0.0


def integrated(rate: float, begins: float, ends: float, by: float, mean: float) -> float:
    """exp(-rate x integral of the chance to be known by `by` over the step), by the midpoint rule."""
    x = np.linspace(begins, ends, 200_001)
    middle = (x[1:] + x[:-1]) / 2
    known = np.where(by > middle, 1 - np.exp(-np.maximum(by - middle, 0) / mean), 0.0)
    return float(np.exp(-rate * known.sum() * (ends - begins) / 200_000))
