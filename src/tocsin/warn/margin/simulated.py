"""The same ways played through, finding by finding: when the confirmation was known, and whose word was first, for every scenario.

The masses of warning time come from closed forms; what has no short one, the hours of margin and who is first, is counted here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.warn.margin.confirming import Openness
from tocsin.warn.margin.seeing import Sight


class Played(NamedTuple):
    """By scenario (D, n), hours since as-of: when it was confirmed in public, and by channel when its word came; inf: never."""

    confirmed: Floats
    first: Mapping[str, Floats]


def play(
    seen: Sequence[Sight],
    is_open: Openness,
    resting: Sequence[tuple[dict[str, str], Floats]],
    needed: int,
    decisive: frozenset[str],
    shape: tuple[int, int],
    rng: np.random.Generator,
) -> Played:
    """One play of each scenario."""
    open_now = {step: rng.random(shape) < chance for step, chance in is_open.chance.items()}
    which = _choice([weight for _, weight in resting], shape, rng)
    spoke: dict[str, Floats] = {}
    for sight in seen:
        at = _first_word(sight, shape, rng)
        at = np.where(open_now[sight.step] & (rng.random(shape) < sight.recognised), at, np.inf)
        spoke[sight.channel] = np.minimum(spoke[sight.channel], at) if sight.channel in spoke else at
    names = sorted({basis for bases, _ in resting for basis in bases.values()})
    by_basis = np.full((len(names) + needed, *shape), np.inf)
    for channel, at in spoke.items():
        if channel in decisive:
            continue
        for k, (bases, _) in enumerate(resting):
            row = names.index(bases[channel])
            by_basis[row] = np.where(which == k, np.minimum(by_basis[row], at), by_basis[row])
    confirmed = np.partition(by_basis, needed - 1, axis=0)[needed - 1]
    for channel in decisive & set(spoke):
        confirmed = np.minimum(confirmed, spoke[channel])
    return Played(confirmed, spoke)


def _choice(weights: Sequence[Floats], shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """(D, n) number of the way of relaying, drawn by its chance."""
    upto = np.cumsum(np.stack([np.broadcast_to(weight, shape) for weight in weights]), axis=0)
    return np.asarray((rng.random(shape)[None] > upto).sum(0).clip(max=len(weights) - 1))


def _first_word(sight: Sight, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """When the channel's first word on the step would be known, were it open and recognised; inf: never."""
    mean, fixed = np.broadcast_to(sight.mean, shape), np.broadcast_to(sight.fixed, shape)
    first = np.full(shape, np.inf)
    if np.any(sight.rate > 0):
        found = rng.poisson(np.broadcast_to(sight.rate * (sight.ends - sight.begins), shape))
        owner = np.repeat(np.arange(found.size), found.ravel())
        begins, ends = np.broadcast_to(sight.begins, shape).ravel(), np.broadcast_to(sight.ends, shape).ravel()
        at = begins[owner] + rng.random(len(owner)) * (ends - begins)[owner] + rng.standard_exponential(len(owner)) * mean.ravel()[owner]
        flat = first.ravel()
        if len(owner):
            flat[found.ravel() > 0] = np.minimum.reduceat(at, (np.cumsum(found.ravel()) - found.ravel())[found.ravel() > 0])
        first = flat.reshape(shape)
    if np.any(sight.once > 0):
        told = sight.begins + rng.standard_exponential(shape) * mean
        first = np.where(rng.random(shape) < sight.once, np.minimum(first, told), first)
    if sight.looks is not None:
        sees = rng.random(sight.looks.times.shape) < sight.looks.chance
        told = sight.looks.times + rng.standard_exponential(sight.looks.times.shape) * mean[..., None]
        first = np.minimum(first, np.where(sees, told, np.inf).min(-1))
    return np.asarray(first + fixed)
