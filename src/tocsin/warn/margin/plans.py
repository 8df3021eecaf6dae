"""Every way and strategy of a problem worked through for draws of its numbers: what all answers on warning time are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Channel, Path, Pathways, Strategy
from tocsin.warn.margin.answering import Answering, answering
from tocsin.warn.margin.confirming import Openness, openness, relays, unconfirmed
from tocsin.warn.margin.drawn import Drawn
from tocsin.warn.margin.points import lattice
from tocsin.warn.margin.quantiles import normal
from tocsin.warn.margin.schedules import Schedule, dimensions, schedule
from tocsin.warn.margin.seeing import FOREVER, Sight, sights
from tocsin.warn.margin.sky import Sky


@dataclass(frozen=True)
class Setting:
    """What is asked: the declared pathways (with the channels that count), when, under which sky, and with how many draws and scenarios."""

    declared: Pathways
    as_of: datetime
    sky: Sky
    draws: int = 200
    inner: int = 64
    """scenarios for each draw and strategy, a power of two"""
    seed: int = 0
    shift: float = 0.0
    """hours after as-of at which the day begins in which the preparation does"""
    fixed: Mapping[str, Floats] | None = None
    """as in `Drawn`; then all draws share their scenarios"""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Those that were there at as-of."""
        day = self.as_of.date()
        return tuple(c for c in self.declared.channels if c.known_since is None or c.known_since <= day)

    @cached_property
    def drawn(self) -> Drawn:
        return Drawn(self.draws, self.seed, self.fixed)


@dataclass(frozen=True)
class Plan:
    """One strategy of one way, worked through: schedules (D, n), sights, and our own side."""

    setting: Setting
    path: Path
    strategy: Strategy
    plan: Schedule
    own: Answering
    seen: list[Sight]
    is_open: Openness
    resting: list[tuple[dict[str, str], Floats]]

    @property
    def id(self) -> str:
        return f"{self.path.id}/{self.strategy.id}"

    @property
    def decisive(self) -> frozenset[str]:
        return frozenset(channel.id for channel in self.setting.channels if channel.decisive)

    def latest(self, needs: float) -> Floats:
        """(D, n) latest moment to be known in public that is acknowledged `needs` hours before the event."""
        return self.own.latest(self.plan.event - needs)

    def unconfirmed(self, by: Floats) -> Floats:
        """(D, n) chance of no confirmation known by then."""
        return unconfirmed(self.seen, by, self.is_open, self.resting, self.setting.declared.confirmations, self.decisive)

    def not_in_time(self, needs: float) -> Floats:
        """(D, n) chance that nobody has acknowledged a confirmation `needs` hours before the event."""
        return self.unconfirmed(self.latest(needs))

    def never(self) -> Floats:
        """(D, n) chance that there is no confirmation ever."""
        return self.unconfirmed(np.full_like(self.plan.event, FOREVER))


def worked(setting: Setting, path: Path, strategy: Strategy, points: Floats | None = None) -> Plan:
    """A plan at the lattice's points, or at `points` (D, n, dims) given."""
    drawn = setting.drawn
    if points is None:
        apart = drawn.sets if setting.fixed is None else 1
        points = lattice(setting.seed, f"margin/{path.id}", apart, setting.inner, dimensions(path))
    u = np.moveaxis(np.broadcast_to(points, (drawn.sets, *points.shape[1:])), -1, 0)
    z = normal(u[: len(path.steps)])
    return with_quantiles(setting, path, strategy, z, u[len(path.steps) :])


def with_quantiles(setting: Setting, path: Path, strategy: Strategy, z: Floats, u: Floats) -> Plan:
    """A plan with durations at normal quantiles z (steps, D, n) and all else at uniforms u: start, places, rounds, acknowledgement."""
    drawn = setting.drawn
    planned = schedule(path, strategy, drawn, z, u[:-2], setting.shift)
    own = answering(setting.declared.own, drawn, (u[-2], u[-1]), setting.as_of, float(planned.event.max()))
    seen = sights(setting.channels, path, planned, drawn, setting.sky)
    return Plan(setting, path, strategy, planned, own, seen, openness(path, strategy, drawn), relays(setting.channels, drawn))


def all_plans(setting: Setting, paths: Sequence[Path]) -> list[Plan]:
    """Every strategy of the ways given, in the order of the declaration."""
    return [worked(setting, path, strategy) for path in paths for strategy in path.strategies]


def shares(drawn: Drawn, paths: Sequence[Path]) -> Floats:
    """(K, D) the mix: each way's share times each strategy's, both normalised, in the order of `all_plans`."""
    ways = np.stack([drawn.value(f"paths.{path.id}.share", path.share)[:, 0] for path in paths])
    ways = ways / ways.sum(0)
    rows = []
    for path, way in zip(paths, ways, strict=True):
        mine = np.stack([drawn.value(f"paths.{path.id}.strategies.{s.id}.share", s.share)[:, 0] for s in path.strategies])
        rows.append(way * mine / mine.sum(0))
    return np.concatenate(rows)
