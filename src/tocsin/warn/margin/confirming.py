"""The chance that a preparation has not been confirmed by a time: exact over what stays hidden, who relays whom, and which bases spoke.

Two words on one basis (one image, one leak, one briefing) are one confirmation. Given the schedule, what stays hidden and who relays, bases
are independent, so that the number of those that spoke is Poisson-binomial and is worked out by recursion; all combinations of the rest
are enumerated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin.judge.kernel import elsewhere
from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Channel, Path, Strategy
from tocsin.warn.margin.drawn import Drawn
from tocsin.warn.margin.seeing import Sight, told_nothing


@dataclass(frozen=True)
class Openness:
    """By step, the chance (D, 1) that it is neither hidden from everybody nor taken for something else."""

    chance: Mapping[str, Floats]


def openness(path: Path, strategy: Strategy, drawn: Drawn) -> Openness:
    """A step that the adversary takes pains with is hidden, or disbelieved, at least as often as it is anyway."""
    out = {}
    for step in path.steps:
        if step.id in strategy.skips:
            continue
        at = f"paths.{path.id}.steps.{step.id}"
        hidden = drawn.value(f"{at}.concealed", step.concealed)
        if step.id in strategy.hides:
            hidden = np.maximum(hidden, drawn.value(f"{at}.hidden", step.hidden))
        taken = drawn.value(f"{at}.explained", step.explained)
        if step.id in strategy.fakes:
            taken = np.maximum(taken, drawn.value(f"{at}.faked", step.faked))
        out[step.id] = (1 - hidden) * (1 - taken)
    return Openness(out)


def relays(channels: Sequence[Channel], drawn: Drawn) -> list[tuple[dict[str, str], Floats]]:
    """Every way in which channels that relay may rest: the basis of each channel, and its chance (D, 1)."""
    found: list[tuple[dict[str, str], Floats]] = [({}, np.ones((drawn.sets, 1)))]
    for channel in channels:
        if channel.relays is None:
            found = [({**bases, channel.id: channel.rests_on}, chance) for bases, chance in found]
        else:
            share = drawn.value(f"channels.{channel.id}.relays.share", channel.relays.share)
            found = [
                ({**bases, channel.id: basis}, chance * weight)
                for bases, chance in found
                for basis, weight in ((channel.rests_on, 1 - share), (channel.relays.basis, share))
            ]
    return found


def unconfirmed(
    seen: Sequence[Sight],
    by: Floats,
    is_open: Openness,
    resting: Sequence[tuple[dict[str, str], Floats]],
    needed: int,
    decisive: frozenset[str] = frozenset(),
) -> Floats:
    """(D, n) chance that by the time `by` fewer than `needed` bases have spoken, and no decisive channel."""
    library = elsewhere()
    xp, into = (np, np.asarray) if library is None else (library.xp, library.into)
    nothing = [(sight, told_nothing(sight, by, xp, into)) for sight in seen]
    total = into(np.zeros(np.broadcast_shapes(*(s.begins.shape for s in seen)) if seen else by.shape))
    one = total + 1.0
    for bases, weight in resting:
        factors: dict[str, dict[str, Any]] = {}
        alone: dict[str, Any] = {}
        for sight, quiet in nothing:
            if sight.channel in decisive:
                alone[sight.step] = alone.get(sight.step, 1.0) * quiet
            else:
                held = factors.setdefault(sight.step, {})
                basis = bases[sight.channel]
                held[basis] = held[basis] * quiet if basis in held else quiet
        steps = sorted({*factors, *alone})
        names = sorted({basis for held in factors.values() for basis in held})
        total = total + into(weight) * _over(steps, factors, alone, names, is_open, needed, one, into)
    found = total if library is None else library.back(total)
    return np.asarray(np.minimum(found, 1.0))


def _over(
    steps: Sequence[str],
    factors: Mapping[str, Mapping[str, Any]],
    alone: Mapping[str, Any],
    names: Sequence[str],
    is_open: Openness,
    needed: int,
    one: Any,
    into: Any,
) -> Any:
    """Summed over which steps are open: one step taken after the other, the products of those before it kept."""
    if not steps:
        return one
    found = None

    def descend(k: int, silent: dict[str, Any], still: Any, weight: Any) -> None:
        nonlocal found
        if k == len(steps):
            term = weight * still * _fewer([silent.get(name) for name in names], needed, one)
            found = term if found is None else found + term
            return
        step = steps[k]
        chance = is_open.chance[step]
        if np.any(chance < 1):
            descend(k + 1, silent, still, weight * into(1 - chance))
        if np.any(chance > 0):
            now = dict(silent)
            for basis, quiet in factors.get(step, {}).items():
                now[basis] = now[basis] * quiet if basis in now else quiet
            descend(k + 1, now, still * alone[step] if step in alone else still, weight * into(chance))

    descend(0, {}, one, one)
    return one if found is None else found


def _fewer(silent: Sequence[Any], needed: int, one: Any) -> Any:
    """P(fewer than `needed` bases spoke), each silent with the chance given (None: certainly)."""
    counts = [one] + [one * 0.0] * (needed - 1)
    for quiet in silent:
        if quiet is not None:
            spoke = 1.0 - quiet
            counts = [
                count * quiet + (before * spoke if before is not None else 0.0)
                for count, before in zip(counts, [None, *counts], strict=False)
            ]
    return sum(counts[1:], counts[0])


def coincidences(channels: Sequence[Channel], drawn: Drawn, needed: int, days: Floats) -> Floats:
    """(D, 1) times a year that false sightings alone are confirmed: up-crossings of the number of bases heard within `days` (D, 1).

    False sightings of a basis are Poisson at rate r; it counts as heard with chance 1 - exp(-r w), whatever comes next, so that crossings
    come at the sum over bases of r exp(-r w) P(exactly needed - 1 others are heard). A decisive channel's word confirms by itself.
    """
    rates: dict[str, Floats] = {}
    alone = np.zeros((drawn.sets, 1))
    for channel in channels:
        rate = drawn.value(f"channels.{channel.id}.false_per_day", channel.false_per_day)
        if channel.decisive:
            alone = alone + rate
        else:
            rates[channel.rests_on] = rates.get(channel.rests_on, 0.0) + rate
    silent = {name: np.exp(-rate * days) for name, rate in rates.items()}
    total = alone
    for name, rate in rates.items():
        others = [quiet for other, quiet in silent.items() if other != name]
        one = np.ones((drawn.sets, 1))
        exactly = _fewer(others, needed, one) - (_fewer(others, needed - 1, one) if needed > 1 else 0.0)
        total = total + rate * silent[name] * exactly
    return np.asarray(total * 365.25)
