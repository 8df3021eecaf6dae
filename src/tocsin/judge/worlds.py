"""Simulated worlds of a declared process: quiet ones, and ones that end in an event, drawn exactly as the declared numbers have them.

A path under a condition ("nothing happens", "this event happens in the year") is drawn with Doob's transform: each move of the ladder is
weighed by the chance that the rest goes as asked, worked out backwards once. So even what happens once in a thousand years is simulated
directly, without throwing worlds away. Indicators, claims and reports then follow the path as the filter believes they do. Synthetic.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tocsin.judge.filter import Model
from tocsin.judge.ladders import Floats, Ladder

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

OFF, SEEN, HIDDEN, STAGED = 0, 1, 2, 3


@dataclass(frozen=True)
class Asked:
    """How the worlds go: `event` None: nothing happens on `days` days; else that event happens, dated after `first` and up to `days`."""

    days: int
    event: int | None = None
    first: int = 0


@dataclass(frozen=True)
class Worlds:
    """W worlds of T days: row (T, W) of the ladder, -1 once it is over; happened (W,) day of the event, T where none; report and watched
    (T, I, O, W), in the order of the model's indicators and of each one's sources."""

    row: Ints
    happened: Ints
    report: Mask
    watched: Mask


def chance(ladder: Ladder, asked: Asked) -> Floats:
    """(D,) chance, from the ladder's start, that all goes as asked."""
    value = _last(ladder, asked)
    for night in range(asked.days - 2, -1, -1):
        value = _before(ladder, asked, night, value)
    return np.asarray((ladder.start * value).sum(0))


def _last(ladder: Ladder, asked: Asked) -> Floats:
    """(R, D) on the last day: nothing has happened, which is as asked or too late."""
    return np.full_like(ladder.start, 1.0 if asked.event is None else 0.0)


def _before(ladder: Ladder, asked: Asked, night: int, value: Floats) -> Floats:
    """(R, D) chance from each row on day `night` that the rest goes as asked, from that of the day after."""
    going = ladder.expect(value[:, None])[:, 0]
    if asked.event is not None and night + 1 > asked.first:
        going = going + ladder.H[:, asked.event]
    return going


def path(ladder: Ladder, asked: Asked, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """row (T, W), happened (W,): one world a lane, by the chances of the path given that all goes as asked."""
    values = [_last(ladder, asked)]
    for night in range(asked.days - 2, -1, -1):
        values.append(_before(ladder, asked, night, values[-1]))
    values.reverse()
    lanes = np.arange(ladder.lanes)
    row = np.full((asked.days, ladder.lanes), -1, np.int64)
    happened = np.full(ladder.lanes, asked.days, np.int64)
    begin = ladder.start * values[0]
    row[0] = (rng.random(ladder.lanes) * begin.sum(0) >= begin.cumsum(0)).sum(0).clip(0, len(begin) - 1)
    flows = list(ladder.flows())
    for night in range(asked.days - 1):
        here, after = row[night], values[night + 1]
        living = here >= 0
        left = rng.random(ladder.lanes) * np.where(living, values[night][here, lanes], 1.0)
        nxt = np.full(ladder.lanes, -1, np.int64)
        if asked.event is not None and night + 1 > asked.first:
            into = np.where(living, ladder.H[here, asked.event, lanes], 0.0)
            ends = living & (left < into)
            happened[ends] = night + 1
            left = left - into
            living = living & ~ends
        to = here.copy()
        for g, h, rate in flows:
            mine = living & (here == g) & (left >= 0)
            if mine.any():
                to[mine] = h
                left = np.where(mine, left - rate * after[h], left)
        nxt[living] = to[living]
        row[night + 1] = nxt
    return row, happened


def simulated(model: Model, asked: Asked, looked: Mapping[str, Floats], rng: np.random.Generator) -> Worlds:
    """One world for each lane of the model. looked: by indicator (D,) chance that a source's claim of a day reaches us."""
    row, happened = path(model.ladder, asked, rng)
    names, lanes = list(model.chains), np.arange(model.ladder.lanes)
    sources = max(len(model.sources[name]) for name in names)
    shape = (asked.days, len(names), sources, model.ladder.lanes)
    out = Worlds(row, happened, np.zeros(shape, bool), np.zeros(shape, bool))
    for i, name in enumerate(names):
        chain, c = model.chains[name], looked[name]
        drawn = list(model.sources[name].values())
        staged = np.zeros_like(chain.p) if chain.staged is None else chain.staged
        stages = np.zeros_like(chain.p) if chain.stages is None else chain.stages
        here = np.maximum(row[0], 0)
        u = rng.random(len(lanes))
        p = chain.p[here, lanes]
        x = np.where(u < p, np.where(rng.random(len(lanes)) < chain.concealed, HIDDEN, SEEN), OFF)
        x = np.where((x == OFF) & (u < p + staged[here, lanes]), STAGED, x)
        claims = [_claim(source.hit, source.false, x, rng) for source in drawn]
        for t in range(asked.days):
            if t:
                here = np.where(row[t] >= 0, row[t], here)
                claims = [np.where(rng.random(len(lanes)) < s.eps, _claim(s.hit, s.false, x, rng), z) for s, z in zip(drawn, claims)]
                before, x = x, _turned(x, chain.u[here, lanes], stages[here, lanes], chain.d, chain.concealed, rng)
                fresh = np.isin(before, (SEEN, STAGED)) != np.isin(x, (SEEN, STAGED))
                claims = [np.where(fresh, _claim(s.hit, s.false, x, rng), z) for s, z in zip(drawn, claims)]
            for o, z in enumerate(claims):
                out.watched[t, i, o] = row[t] >= 0
                out.report[t, i, o] = (row[t] >= 0) & z & (rng.random(len(lanes)) < c)
    return out


def _claim(hit: Floats, false: Floats, x: Ints, rng: np.random.Generator) -> Mask:
    """(W,) a claim drawn anew: what a source holds of the indicator now."""
    return np.asarray(rng.random(len(x)) < np.where(np.isin(x, (SEEN, STAGED)), hit, false))


def _turned(x: Ints, onset: Floats, stages: Floats, offset: Floats, concealed: Floats, rng: np.random.Generator) -> Ints:
    """(W,) the indicator on the next day."""
    u, hide = rng.random(len(x)), rng.random(len(x)) < concealed
    begun = np.where(u < onset, np.where(hide, HIDDEN, SEEN), np.where(u < onset + stages, STAGED, OFF))
    return np.asarray(np.where(x == OFF, begun, np.where(u < offset, OFF, x)))
