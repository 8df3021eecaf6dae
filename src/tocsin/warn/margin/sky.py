"""Looks as warning time uses them: by channel and place, sorted in time, each with the chance that sky and light let it see."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from tocsin.judge.parameters import Floats
from tocsin.model.observations import Look
from tocsin.model.pathways import Channel, Pathways
from tocsin.model.sensors import Sensor

Integers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Passes:
    """The passes of one channel over one place: times (L,) in hours since as-of, and the chance (L,) that each can see."""

    times: Floats
    usable: Floats
    ids: tuple[str, ...]
    sensors: tuple[str, ...]
    ordered: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    """(L,) which are ours to count on: taken, whatever share of opportunities is otherwise"""

    def __post_init__(self) -> None:
        if len(self.ordered) != len(self.times):
            object.__setattr__(self, "ordered", np.zeros(len(self.times), bool))


NOWHERE = Passes(np.zeros(0), np.zeros(0), (), ())


@dataclass(frozen=True)
class Sky:
    """All passes by channel and place. `until`: hours since as-of up to which they are known; `kind`: elements, assumed or none."""

    passes: Mapping[tuple[str, str], Passes]
    until: float = 0.0
    kind: str = "none"
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    """places that are left out, and why"""

    def over(self, channel: str, place: str) -> Passes:
        return self.passes.get((channel, place), NOWHERE)

    def seen_by(self, channel: str) -> bool:
        """Whether the channel has any pass at all."""
        return any(len(found.times) for (name, _), found in self.passes.items() if name == channel)

    def ordering(self, chosen: Iterable[tuple[str, str, int]]) -> "Sky":
        """The same where some passes (channel, place, number) are ordered by us."""
        marked: dict[tuple[str, str], Passes] = dict(self.passes)
        for channel, place, number in chosen:
            held = marked[channel, place]
            ordered = held.ordered.copy()
            ordered[number] = True
            marked[channel, place] = Passes(held.times, held.usable, held.ids, held.sensors, ordered)
        return replace(self, passes=marked)


NO_SKY = Sky({})


def watched(declared: Pathways) -> list[str]:
    """Every place that a step may be at, in order."""
    return list(dict.fromkeys(place for path in declared.paths for step in path.steps for place in step.places))


def families_of(declared: Pathways, sensors: Sequence[Sensor], catalogued: Container[str]) -> dict[str, str]:
    """By family of sensors, the channel that uses its looks: the one that names it, else, for one of one's own, that of its class."""
    named = {family: channel.id for channel in declared.channels for family in channel.sensors}
    classed = {kind: channel.id for channel in declared.channels for kind in channel.classes}
    own = {
        one.id: classed[f"{one.kind}/{one.access}"] for one in sensors if one.id not in catalogued and f"{one.kind}/{one.access}" in classed
    }
    return {**own, **named}


def of_looks(looks: Sequence[Look], families: Mapping[str, str], as_of: datetime, until: float) -> Sky:
    """Looks given to the channels by their families; a refused one is none. An unknown chance of clear sky counts as clear."""
    sorted_in: dict[tuple[str, str], list[tuple[float, float, str, str]]] = {}
    for look in looks:
        channel = families.get(look.sensor)
        if channel is not None and look.refused is None:
            clear = 1.0 if look.p_clear is None else look.p_clear
            at = (look.t - as_of) / timedelta(hours=1)
            sorted_in.setdefault((channel, look.place.id), []).append((at, clear, look.id, look.satellite))
    return Sky({key: _passes(sorted(rows)) for key, rows in sorted_in.items()}, until, "elements")


def _passes(rows: Sequence[tuple[float, float, str, str]]) -> Passes:
    times, usable = (np.array([row[k] for row in rows], float) for k in (0, 1))
    return Passes(times, usable, tuple(row[2] for row in rows), tuple(row[3] for row in rows))


def together(channels: Sequence[Channel], sky: Sky, other: Sky) -> Sky:
    """Passes of `sky`, and of `other` for channels that have none there."""
    lacking = {channel.id for channel in channels if not sky.seen_by(channel.id)}
    added = {key: passes for key, passes in other.passes.items() if key[0] in lacking}
    kind = sky.kind if not added else other.kind if not sky.passes else f"{sky.kind} and {other.kind}"
    until = max(sky.until, other.until) if added else sky.until
    return Sky({**sky.passes, **added}, until, kind, sky.synthetic, tuple(dict.fromkeys((*sky.notes, *other.notes))))
