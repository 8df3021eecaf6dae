"""Simulated worlds follow the declared numbers, however they are asked to go: by enumeration, closed forms, the filter's recursion."""

import itertools

import numpy as np
import pytest

from tests.judge.timed import timed
from tocsin.judge.cells import SourceDraw
from tocsin.judge.durations import aged
from tocsin.judge.filter import Model
from tocsin.judge.horizon import reach
from tocsin.judge.ladders import Ladder
from tocsin.judge.parameters import Chain, draw_ladder, draws_for
from tocsin.judge.worlds import Asked, chance, path, simulated

LANES = 20_000


def small(lanes: int = 1, prior: tuple[float, float] = (0.8, 0.2)) -> Ladder:
    """Calm and tense, two events; each lane the same."""
    A = np.array([[0.9, 0.08], [0.15, 0.7]])
    H = np.array([[0.005, 0.015], [0.1, 0.05]])
    pairs = tuple(itertools.product(range(2), range(2)))
    return Ladder(
        ("calm", "tense"), ("war", "fire"), np.repeat(A[..., None], lanes, 2), np.repeat(H[..., None], lanes, 2), np.array(prior), pairs
    )


def enumerated(asked: Asked) -> dict[tuple[tuple[int, ...], int], float]:
    """By (rows until the end, day of the event): the chance of each path of `small` that goes as asked."""
    ladder = small()
    A, H, prior = ladder.A[..., 0], ladder.H[..., 0], ladder.prior
    out: dict[tuple[tuple[int, ...], int], float] = {}
    for end in range(1, asked.days + 1):
        for rows in itertools.product(range(2), repeat=end):
            p = prior[rows[0]] * float(np.prod([A[g, h] for g, h in itertools.pairwise(rows)]))
            if asked.event is None and end == asked.days:
                out[rows, asked.days] = p
            elif asked.event is not None and asked.first < end < asked.days:
                out[rows, end] = p * H[rows[-1], asked.event]
    return out


@pytest.mark.parametrize("asked", [Asked(6), Asked(6, 0), Asked(7, 1, 3)])
def test_paths_come_as_often_as_by_enumeration(asked: Asked) -> None:
    every = enumerated(asked)
    total = sum(every.values())
    assert chance(small(), asked)[0] == pytest.approx(total, rel=1e-12)
    row, happened = path(small(LANES), asked, np.random.default_rng(1))
    found: dict[tuple[tuple[int, ...], int], int] = {}
    for n in range(LANES):
        end = int(happened[n])
        key = tuple(int(r) for r in row[:end, n]), end
        assert key in every
        assert (row[end:, n] == -1).all()
        found[key] = found.get(key, 0) + 1
    for key, p in every.items():
        share = p / total
        assert found.get(key, 0) / LANES == pytest.approx(share, abs=4.5 * np.sqrt(share * (1 - share) / LANES) + 1e-4)


def test_the_chance_of_an_event_is_the_recursion_that_judges() -> None:
    problem = timed(("gamma", "lognormal"))
    draws = draws_for(3, problem.observing, 4)
    for ladder in (draw_ladder(problem.processes[0], draws), aged(draw_ladder(problem.processes[0], draws), problem.processes[0], draws)):
        by_recursion = (ladder.start[:, None] * reach(ladder, [59])[59]).sum(0)
        assert chance(ladder, Asked(60, 0)) == pytest.approx(by_recursion[0], rel=1e-9)
        within = chance(ladder, Asked(60, 0)) - chance(ladder, Asked(31, 0))
        assert chance(ladder, Asked(60, 0, 30)) == pytest.approx(within, rel=1e-6)


def test_rows_by_days_lasted_are_walked_one_by_one() -> None:
    problem = timed(("gamma",))
    draws = draws_for(40, problem.observing, 2)
    ladder = aged(draw_ladder(problem.processes[0], draws), problem.processes[0], draws)
    row, happened = path(ladder, Asked(80, 0, 10), np.random.default_rng(3))
    assert ((happened > 10) & (happened < 80)).all()
    moves = {(g, h) for g, h, _ in ladder.flows()}
    for n in range(ladder.lanes):
        some = row[: happened[n], n].tolist()
        assert set(itertools.pairwise(some)) <= moves


def test_reports_come_as_the_chains_and_sources_say() -> None:
    """One state, so closed forms: prevalence, concealment, hits and false alarms, and the chance that a claim is heard."""
    lanes = 4000
    one = np.ones(lanes)
    ladder = Ladder(("calm",), ("war",), 0.999 * one[None, None], 0.001 * one[None, None], np.array([1.0]), ((0, 0),))
    p, life, concealed, hit, false, c = 0.3, 10.0, 0.25, 0.8, 0.1, 0.4
    chain = Chain(p=p * one[None], u=p / (1 - p) / life * one[None], d=one / life, concealed=concealed * one)
    model = Model(ladder, {"i": chain}, {"i": {"o": SourceDraw("o", hit * one, false * one, one / 20)}})
    seen = simulated(model, Asked(60), {"i": c * one}, np.random.default_rng(5))
    visible = p * (1 - concealed)
    expected = c * (visible * hit + (1 - visible) * false)
    assert seen.watched.all()
    for days in (slice(0, 1), slice(30, 31), slice(0, 60)):
        share = seen.report[days, 0, 0].mean(0)
        assert share.mean() == pytest.approx(expected, abs=4.5 * share.std() / np.sqrt(lanes))
    # A claim that lasts: reports of neighbouring days go together more than those far apart.
    a, b, far = (seen.report[t, 0, 0].astype(float) for t in (30, 31, 59))
    assert np.corrcoef(a, b)[0, 1] > np.corrcoef(a, far)[0, 1] + 0.1
