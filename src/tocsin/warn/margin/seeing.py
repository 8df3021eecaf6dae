"""The chance that a channel has told nothing of a step by a time, in closed form: findings at a rate, one word at its beginning, looks.

Findings come at rate r while a step goes on from s to e, each with an exponential delay of mean m of its own; those known by u = t - d
(d the fixed delay) are Poisson with mean r [(b - s) - m (exp(-(u-b)/m) - exp(-(u-s)/m))], b = min(e, u): thinning of a Poisson process
(Kingman 1993, "Poisson Processes", section 5.1). A look at time l that sees with chance p has told by t with chance p (1 - exp(-(u-l)/m)).
A channel that cannot tell the step for what it is (chance 1 - a) tells nothing however often it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Channel, Path
from tocsin.warn.margin.drawn import Drawn
from tocsin.warn.margin.schedules import HOURS_A_DAY, Schedule
from tocsin.warn.margin.sky import Sky

QUICK = 1e-9
"""hours; a delay below is none"""
FOREVER = 1e9
"""hours; by then everything that was found is known"""


@dataclass(frozen=True)
class Looks:
    """Passes in a step's time, by scenario: hours (D, n, W) and chance to see (D, n, W), 0 where there are fewer."""

    times: Floats
    chance: Floats


@dataclass(frozen=True)
class Sight:
    """How one channel sees one step in every scenario: arrays (D, n), parameters (D, 1); hours."""

    channel: str
    step: str
    begins: Floats
    ends: Floats
    rate: Floats
    once: Floats
    recognised: Floats
    fixed: Floats
    mean: Floats
    looks: Looks | None


def sights(channels: Sequence[Channel], path: Path, plan: Schedule, drawn: Drawn, sky: Sky) -> list[Sight]:
    """Every channel's sight of every step that happens."""
    out = []
    for channel in channels:
        at = f"channels.{channel.id}"
        mean = np.maximum(drawn.value(f"{at}.latency_hours", channel.latency_hours), QUICK)
        fixed = drawn.value(f"{at}.reading_hours", channel.reading_hours)
        taken = drawn.value(f"{at}.taken", channel.taken, 1.0)
        for step in path.steps:
            how = channel.sees.get(step.id)
            if how is None or step.id not in plan.begins:
                continue
            here = f"{at}.sees.{step.id}"
            begins, ends = plan.begins[step.id], plan.ends[step.id]
            rate = drawn.value(f"{here}.rate_per_day", how.rate_per_day) / HOURS_A_DAY
            once = drawn.value(f"{here}.once", how.once)
            recognised = drawn.value(f"{here}.recognised", how.recognised, 1.0)
            looks = None
            if how.per_look is not None and step.places:
                sees = drawn.value(f"{here}.per_look", how.per_look)
                looks = _looks(channel.id, step.places, plan.place[step.id], begins, ends, sees, taken, sky)
            if looks is not None or how.rate_per_day is not None or how.once is not None:
                out.append(Sight(channel.id, step.id, begins, ends, rate, once, recognised, fixed, mean, looks))
    return out


def _looks(
    channel: str, places: Sequence[str], place: Floats, begins: Floats, ends: Floats, sees: Floats, taken: Floats, sky: Sky
) -> Looks | None:
    over = [sky.over(channel, name) for name in places]
    first, last = np.zeros(begins.shape, np.intp), np.zeros(begins.shape, np.intp)
    offset = 0
    for k, passes in enumerate(over):
        here = place == k
        first = np.where(here, offset + np.searchsorted(passes.times, begins), first)
        last = np.where(here, offset + np.searchsorted(passes.times, ends, side="right"), last)
        offset += len(passes.times)
    width = int((last - first).max(initial=0))
    if width == 0:
        return None
    index = first[..., None] + np.arange(width)
    inside = index < last[..., None]
    index = np.where(inside, index, 0)
    times = np.concatenate([passes.times for passes in over])[index]
    usable = np.concatenate([passes.usable for passes in over])[index]
    ordered = np.concatenate([passes.ordered for passes in over])[index]
    chance = np.where(inside, usable * np.where(ordered, 1.0, taken[..., None]) * sees[..., None], 0.0)
    return Looks(times, chance)


def told_nothing(sight: Sight, by: Floats, xp: Any, into: Any) -> Any:
    """(D, n) chance that the channel has told nothing of the step by the time `by`, given that it is not hidden."""
    u = into(by - sight.fixed + np.zeros_like(sight.begins))
    zero = u * 0.0
    s, mean, recognised = into(sight.begins) + zero, into(sight.mean) + zero, into(sight.recognised) + zero
    b = xp.minimum(into(sight.ends) + zero, u)
    since, left = xp.maximum(u - s, zero), xp.maximum(u - b, zero)
    known = xp.maximum(b - s, zero) - mean * (xp.exp(-left / mean) - xp.exp(-since / mean))
    nothing = xp.exp(-into(sight.rate) * xp.maximum(known, zero))
    nothing = nothing * (1.0 + into(sight.once) * xp.expm1(-since / mean))
    if sight.looks is not None:
        times, chance = into(sight.looks.times), into(sight.looks.chance)
        after = xp.maximum(u[..., None] - times, times * 0.0)
        nothing = nothing * xp.prod(1.0 + chance * xp.expm1(-after / mean[..., None]), axis=-1)
    return 1.0 - recognised + recognised * nothing
