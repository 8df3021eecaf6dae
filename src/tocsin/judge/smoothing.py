"""Smoothing: where a process stood on each day, given everything, later evidence included (for looking back, never for judging ahead).

Forward, the filter with every indicator and source heard of from the first day, which changes nothing (see `cells`); backward, ratios of
smoothed to filtered: b by row of the ladder, B by row and indicator value, beta by claims. One night back, for each pair of rows,
  w(s, s') = A(s, s') b(s') a(s') prod_i G_i(s, s'),   a: what the day's evidence did to the row, G_i: what it and all later did through i,
then the pairs are summed over s' and each indicator's part is kept given s (the projection that the filter itself makes; Boyen and Koller
1998). So it is exact where the filter is: one indicator with up to three sources, or states that do not flow into each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tocsin.judge.cells import HIDDEN, OFF, SEEN, STAGED, Leaf
from tocsin.judge.filter import Course, Datum, Model, quiet
from tocsin.judge.ladders import Floats
from tocsin.judge.parameters import Chain

MEMORY = 150e6
"""bytes that one block of lanes may keep of its way forward"""
VISIBLE = frozenset({SEEN, STAGED})

Index = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Smoothed:
    """By day of the run: filtered and smoothed (T, S, D) states, log evidence (T, D) so far, and P(on) smoothed by indicator, (T, D)."""

    filtered: Floats
    smoothed: Floats
    log_evidence: Floats
    on: dict[str, Floats]


@dataclass(frozen=True)
class _Day:
    """What the way forward leaves: rows before and after the day's evidence (R, D), and leaves' masses likewise, by indicator."""

    before: Floats
    after: Floats
    log_evidence: Floats
    cells: dict[str, tuple[list[Floats], list[Floats]]]


@dataclass
class _Message:
    """Smoothed over filtered of one indicator: x (R, X, D), and claims given (row, x) by leaf, (R, X, 2^k, D)."""

    x: Floats
    claims: list[Floats]


def smooth(model: Model, data: Sequence[Datum], days: int) -> Smoothed:
    """Every day of a run from day 0 to `days`, in blocks of lanes."""
    wide = sum(8.0 * len(model.ladder.rows) * 4 * 2 ** min(len(group), 3) * (1 + len(group) // 4) for group in model.sources.values())
    step = max(1, int(MEMORY / (2 * (days + 1) * max(wide, 1.0))))
    parts = []
    for at in range(0, model.ladder.lanes, step):
        lanes = np.arange(at, min(at + step, model.ladder.lanes))
        parts.append(_smooth(model.take(lanes), [datum.take(lanes) for datum in data], days))
    return Smoothed(
        np.concatenate([p.filtered for p in parts], -1),
        np.concatenate([p.smoothed for p in parts], -1),
        np.concatenate([p.log_evidence for p in parts], -1),
        {name: np.concatenate([p.on[name] for p in parts], -1) for name in parts[0].on},
    )


def _smooth(model: Model, data: Sequence[Datum], days: int) -> Smoothed:
    course = _heard(model, data)
    way = list(_forward(course, data, days))
    by_state = model.ladder.by_state
    b = np.ones_like(way[-1].after)
    messages = {
        name: _Message(np.ones_like(after[0].sum(2)), [np.ones_like(J) for J in after]) for name, (_, after) in way[-1].cells.items()
    }
    smoothed, on = [], {name: np.empty((days + 1, model.ladder.lanes)) for name in messages}
    for t in range(days, -1, -1):
        if t < days:
            b, messages = _back(model, course, t, way[t], way[t + 1], b, messages)
        alpha = way[t].after * b
        smoothed.append(by_state(alpha / alpha.sum(0)))
        for name, message in messages.items():
            x = _over(way[t].cells[name][1][0].sum(2), way[t].after[:, None]) * message.x
            on[name][t] = (alpha * x[:, SEEN:STAGED].sum(1)).sum(0) / alpha.sum(0)
    filtered = np.stack([by_state(day.after) for day in way])
    return Smoothed(filtered, np.stack(smoothed[::-1]), np.stack([day.log_evidence for day in way]), on)


def _heard(model: Model, data: Sequence[Datum]) -> Course:
    """A course at its first day in which every indicator and source of the data has been heard of, in the order of the filter."""
    names = [name for name in model.chains if any(datum.indicator == name for datum in data)]
    course = Course.begin(model, quiet(model, names, 0))
    for name in names:
        cell = course.unheard.heard(name, course.alpha)
        mine = sorted({(d.day, d.source) for d in data if d.indicator == name and d.kind != "stance"})
        for source in dict.fromkeys(source for _, source in mine):
            cell.hear(model.sources[name][source], model.sources[name])
        course.cells[name] = cell
    return course


def _forward(course: Course, data: Sequence[Datum], days: int) -> Iterator[_Day]:
    by_day: dict[int, list[Datum]] = {}
    for datum in data:
        by_day.setdefault(datum.day, []).append(datum)
    for day in range(days + 1):
        if day:
            course.through_night(day - 1)
        before = course.alpha
        cells = {name: [leaf.J.copy() for leaf in cell.leaves] for name, cell in course.cells.items()}
        course.advance(by_day.get(day, []), day)
        total = course.alpha.sum(0)
        after = {name: (cells[name], [leaf.J.copy() for leaf in cell.leaves]) for name, cell in course.cells.items()}
        yield _Day(before, course.alpha / total, course.log_evidence, after)


def _over(a: Floats, b: Floats) -> Floats:
    """a / b, nothing where b is nothing."""
    a, b = np.broadcast_arrays(a, b)
    return np.divide(a, b, out=np.zeros(a.shape), where=b > 0)


def _gathered(values: Floats, at: Index, rows: int) -> Floats:
    """(P, ...) summed into (rows, ...) by `at`."""
    out = np.zeros((rows, *values.shape[1:]))
    for n, row in enumerate(at):
        out[row] += values[n]
    return out


def _back(
    model: Model, course: Course, night: int, today: _Day, tomorrow: _Day, b: Floats, messages: dict[str, _Message]
) -> tuple[Floats, dict[str, _Message]]:
    flows = list(model.on_night(night).flows())
    g, h = np.array([f[0] for f in flows]), np.array([f[1] for f in flows])
    a = _over(tomorrow.after, tomorrow.before)
    w = np.stack([f[2] for f in flows]) * (a * b)[h]
    parts = {}
    for name, message in messages.items():
        leaves, chain = course.cells[name].leaves, model.chains[name]
        G, x, claims = _through(chain, leaves, g, h, today, tomorrow, name, a, message)
        w = w * G
        parts[name] = (x, claims)
    rows = len(b)
    new = _gathered(w, g, rows)
    out = {}
    for name, (x, claims) in parts.items():
        wx = w[:, None] * x
        mixed = _gathered(wx, g, rows)
        out[name] = _Message(
            _over(mixed, new[:, None]), [_over(_gathered(wx[:, :, None] * one, g, rows), mixed[:, :, None]) for one in claims]
        )
    return new / (today.after * new).sum(0), out


def _through(
    chain: Chain, leaves: Sequence[Leaf], g: Index, h: Index, today: _Day, tomorrow: _Day, name: str, a: Floats, message: _Message
) -> tuple[Floats, Floats, list[Floats]]:
    """For each pair of rows: G (P, D), and smoothed over filtered of today's x (P, X, D) and claims (P, X, 2^k, D), were the pair true."""
    now = today.cells[name][1]
    before, after = tomorrow.cells[name]
    x_now = [J.sum(2) for J in now]
    rho_x = message.x * _over(_over(after[0].sum(2), before[0].sum(2)), a[:, None])
    rho = [
        one * _over(_over(post, pre), _over(post.sum(2), pre.sum(2))[:, :, None])
        for one, post, pre in zip(message.claims, after, before, strict=True)
    ]
    q = [_over(J, x[:, :, None]) for J, x in zip(now, x_now, strict=True)]
    values = now[0].shape[1]
    gx = np.zeros((len(g), *message.x.shape[1:]))
    claims = [np.zeros((len(g), *one.shape[1:])) for one in rho]
    for x, x2, chance in _moves(chain, h, values):
        reached = [_claims(leaf, one, x, x2)[h] for leaf, one in zip(leaves, rho, strict=True)]
        each = [(q_l[g, x] * r).sum(1) for q_l, r in zip(q, reached, strict=True)]
        v = chance * rho_x[h, x2] * np.prod(np.stack(each), 0)
        gx[:, x] += v
        for n, r in enumerate(reached):
            claims[n][:, x] += _over(v, each[n])[:, None] * r
    G = (_over(x_now[0], today.after[:, None])[g] * gx).sum(1)
    return G, _over(gx, G[:, None]), [_over(one, gx[:, :, None]) for one in claims]


def _moves(chain: Chain, h: Index, values: int) -> Iterator[tuple[int, int, Floats]]:
    """(x today, x tomorrow, (P, D) chance by the row arrived in)."""
    shape = np.ones((len(h), 1))
    yield OFF, OFF, chain.rests[h]
    yield OFF, SEEN, chain.shows[h]
    yield OFF, HIDDEN, chain.hides[h]
    if values > STAGED and chain.stages is not None:
        yield OFF, STAGED, chain.stages[h]
    for x in range(SEEN, values):
        yield x, x, shape * chain.stays
        yield x, OFF, shape * chain.d


def _claims(leaf: Leaf, rho: Floats, x: int, x2: int) -> Floats:
    """(R, 2^k or 1, D): the expectation of rho (R, X, 2^k, D) at x2 tomorrow, by today's claims: drawn afresh where visibility flips."""
    there = rho[:, x2]
    if (x in VISIBLE) != (x2 in VISIBLE):
        fresh = leaf.seen if x2 in VISIBLE else leaf.unseen
        return np.asarray((fresh * there).sum(1, keepdims=True) * np.ones((1, there.shape[1], 1)))
    if leaf.matrix is not None:
        return np.asarray((leaf.matrix[x] * there[:, None]).sum(2))
    for j, source in enumerate(leaf.sources):
        K = there.reshape(len(there), 2**j, 2, -1, there.shape[-1])
        no, yes = K[:, :, 0], K[:, :, 1]
        says = source.eps * source.says(x)
        held = source.keeps + says
        there = np.stack([no + says * (yes - no), no + held * (yes - no)], 2).reshape(there.shape)
    return there
