"""What is compared: our filter (the real code, worlds as lanes) under several readings of the same reports, and two that filter nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tests.bench.worlds.generator import DAYS, INDICATORS, SOURCES, STATES, Floats, Ints, Mask, Truth, Worlds
from tocsin.judge.cells import SourceDraw
from tocsin.judge.filter import Course, Datum, Model, quiet
from tocsin.judge.parameters import Z95, Chain, Ladder

LIVES = (5.0, 20.0, 60.0, 180.0)
"""candidate error lives, as the shipped problem declares them"""
SETS = 12
"""parameter sets for each candidate: 48 draws a world"""
LANES = 1200
"""lanes filtered at once"""
NAMES = [str(i) for i in range(INDICATORS)]

Reading = Literal["origins", "outlets", "square root", "no silence"]


@dataclass(frozen=True)
class Run:
    """mean (W, T, S): posterior of the states by day; low, high (W, T): 5% and 95% of the top state's over the draws."""

    mean: Floats
    low: Floats | None = None
    high: Floats | None = None


def model_of(
    told: Truth, lanes: int, width: float, rng: np.random.Generator, sets: int, lives: tuple[float, ...], staged: float = 0.0
) -> Model:
    """The told parameters, or draws from ranges +-width (logit, or logarithm for rates and lengths) around an elicited centre.

    Each world is elicited apart: its centre errs so that the range holds the truth in 90 of 100 worlds. Lanes: world, then life, then set.
    `staged`: share of the days of the lowest state on which an indicator is shown though it is off, where deception is declared.
    """
    draws = sets * len(lives)
    worlds = lanes // draws

    def shift(size: int = 1) -> Floats:
        """(size, lanes) in logits: an error for each world, and one for each of its sets, the same under every candidate life."""
        if width == 0:
            return np.zeros((size, lanes))
        own = rng.normal(0, 1, (size, worlds, 1, 1)) + rng.normal(0, 1, (size, worlds, 1, sets))
        return np.broadcast_to(own * width / Z95, (size, worlds, len(lives), sets)).reshape(size, lanes)

    def share(value: float) -> Floats:
        return np.asarray(1 / (1 + np.exp(-(np.log(value / (1 - value)) + shift()[0]))))

    A = np.zeros((STATES, STATES, lanes))
    for g in range(STATES):
        for h in range(STATES):
            if g != h and told.A[g, h] > 0:
                A[g, h] = np.minimum(told.A[g, h] * np.exp(shift()[0]), 0.4)
        A[g, g] = 1 - A[g].sum(0)
    pairs = tuple((g, h) for g in range(STATES) for h in range(STATES) if told.A[g, h] > 0)
    ladder = Ladder(tuple(map(str, range(STATES))), ("event",), A, np.zeros((STATES, 1, lanes)), told.prior, pairs)
    eps = np.tile(np.repeat([1 / life for life in lives], sets), worlds)
    chains, sources = {}, {}
    by_source = [(share(told.hit), share(told.false)) for _ in range(SOURCES)]
    for i, name in enumerate(NAMES):
        level = np.log(told.p[:, i] / (1 - told.p[:, i]))[:, None] + shift()
        p = 1 / (1 + np.exp(-level))
        life = np.maximum(told.life * np.exp(shift()[0]), (p / (1 - p)).max(0))
        shown = None
        if staged:
            shown = np.zeros((STATES, lanes))
            shown[0] = np.minimum(share(staged), 0.9 * (1 - p[0]))
        chains[name] = Chain(p=p, u=p / (1 - p) / life, d=1 / life, concealed=share(told.concealed), staged=shown)
        sources[name] = {str(o): SourceDraw(str(o), np.maximum(hit, false), false, eps) for o, (hit, false) in enumerate(by_source)}
    return Model(ladder, chains, sources)


def _today(worlds: Worlds, told: Truth, t: int, times: int, reading: Reading) -> Iterator[Datum]:
    """One day's evidence, a lane for each draw of each world."""
    lanes = len(worlds.state) * times

    def wide(mask: Mask) -> Mask:
        return np.repeat(mask, times)

    for i in range(INDICATORS):
        for o in range(SOURCES):
            report = worlds.report[:, t, i, o] & ~worlds.explained[:, t, i]
            silent = worlds.watched[:, t, i, o] & ~worlds.report[:, t, i, o]
            if report.any():
                yield Datum(t, NAMES[i], str(o), "report", "p", lanes=wide(report))
            if reading != "no silence" and silent.any():
                yield Datum(t, NAMES[i], str(o), "silent", "p", np.full(lanes, told.c), wide(silent))
            if reading in ("outlets", "square root") and report.any():
                count = worlds.outlets[:, t, i, o]
                more = (count if reading == "outlets" else np.sqrt(count)) - 1
                ratio = np.where(report, (told.hit / told.false) ** np.minimum(more, 20.0), 1.0)
                # Each further outlet as a witness of its own: a ratio on "on and to be seen", fresh every day.
                yield Datum(t, NAMES[i], f"copies-{t}-{o}", "stance", "p", np.repeat(ratio, times))


def filtered(
    worlds: Worlds,
    told: Truth,
    rng: np.random.Generator,
    *,
    reading: Reading = "origins",
    width: float | None = None,
    candidates: tuple[float, ...] = LIVES,
    quietly: bool = False,
    staged: float = 0.0,
) -> Run:
    """The filter over all worlds. `width` None: the told parameters; else ranges of that half-width, and candidate error lives.

    `quietly`: without any evidence.
    """
    lives, sets = ((told.error_life,), 1) if width is None else (candidates, SETS)
    times = len(lives) * sets
    count = len(worlds.state)
    mean = np.zeros((count, DAYS, STATES))
    low, high = np.zeros((count, DAYS)), np.zeros((count, DAYS))
    step = max(1, LANES // times)
    for at in range(0, count, step):
        own = slice(at, min(at + step, count))
        some = replace(worlds, **{name: getattr(worlds, name)[own] for name in ("state", "report", "watched", "outlets", "explained")})
        model = model_of(told, len(some.state) * times, width or 0.0, rng, sets, lives, staged)
        course = Course.begin(model, quiet(model, NAMES, 0))
        for t in range(DAYS):
            data = [] if quietly else list(_today(some, told, t, times, reading))
            course = course.advance(data, 0) if t == 0 else course.resume(data, t)
            alpha = (course.alpha / course.alpha.sum(0)).reshape(STATES, len(some.state), len(lives), sets)
            weights = _lives(course.log_evidence.reshape(len(some.state), len(lives), sets))
            mean[own, t] = (alpha * weights).sum((2, 3)).T
            if times > 1:
                low[own, t], high[own, t] = _band(alpha[-1].reshape(len(some.state), -1), weights.reshape(len(some.state), -1))
    return Run(mean) if times == 1 else Run(mean, low, high)


def _lives(log_evidence: Floats) -> Floats:
    """(W, lives, sets) weights, as tocsin.judge.processes.life_weights has them for one world."""
    likelihood = np.exp(log_evidence - log_evidence.max((1, 2), keepdims=True)).mean(2, keepdims=True)
    return np.broadcast_to(likelihood / likelihood.sum(1, keepdims=True) / log_evidence.shape[2], log_evidence.shape)


def _band(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted 5% and 95% of each row, interpolated as tocsin.judge.judgement.summary does."""
    order = np.argsort(values, 1)
    values, weights = np.take_along_axis(values, order, 1), np.take_along_axis(weights, order, 1)
    share = np.cumsum(weights, 1) - weights / 2
    ends = [[np.interp(q, s, v) for s, v in zip(share, values)] for q in (0.05, 0.95)]
    return np.array(ends[0]), np.array(ends[1])


def climatology(trained: Worlds, worlds: Worlds) -> Run:
    """How often each state held, in worlds kept apart."""
    often = np.bincount(trained.state.ravel(), minlength=STATES) / trained.state.size
    return Run(np.broadcast_to(often, (*worlds.state.shape, STATES)))


def keywords(trained: Worlds, worlds: Worlds) -> Run:
    """Naive Bayes on how many outlets carried each indicator within seven days, in five bins, learnt from worlds kept apart."""
    edges = np.array([1, 2, 4, 8])
    bins = [np.digitize(_within(one.outlets.sum(3), 7), edges) for one in (trained, worlds)]
    log = np.log(np.bincount(trained.state.ravel(), minlength=STATES) + 1.0)
    log = np.broadcast_to(log, (*worlds.state.shape, STATES)).copy()
    for i in range(INDICATORS):
        table = np.ones((STATES, len(edges) + 1))
        np.add.at(table, (trained.state, bins[0][..., i]), 1)
        log += np.log(table / table.sum(1, keepdims=True)).T[bins[1][..., i]]
    p = np.exp(log - log.max(2, keepdims=True))
    return Run(p / p.sum(2, keepdims=True))


def _within(values: Ints, days: int) -> Ints:
    """(W, T, I) sums over the last `days` days."""
    total = values.cumsum(1)
    total[:, days:] -= total[:, :-days].copy()
    return total
