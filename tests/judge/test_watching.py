"""Worlds judged by the filter: a source that never errs shows what is so; a rule on it rings as often as the chain's closed form says."""

import numpy as np
import pytest

from tocsin.judge.cells import SourceDraw
from tocsin.judge.filter import Model
from tocsin.judge.ladders import Ladder
from tocsin.judge.parameters import Chain, Draws
from tocsin.judge.watching import Rule, Watch, _block, drawn, evidence_of, followed, worlds
from tocsin.judge.worlds import Asked, simulated
from tocsin.library import problems
from tocsin.warn.false_alarms import begins, ringing

DAYS = 120


def test_of_a_source_that_never_errs_the_rule_is_a_two_state_chain() -> None:
    """Onset u, offset d: alarms begin (1 - p) u a day, and stand a share p of days."""
    worlds_, one = 300, np.ones(300)
    p, life = 0.2, 12.0
    u, d = p / (1 - p) / life, 1 / life

    def model(lanes: int) -> tuple[Model, dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]]:
        o = np.ones(lanes)
        ladder = Ladder(("calm",), ("war",), (1 - 1e-9) * o[None, None], 1e-9 * o[None, None], np.array([1.0]), ((0, 0),))
        chain = Chain(p=p * o[None], u=u * o[None], d=d * o, concealed=0 * o)
        return Model(ladder, {"i": chain}, {"i": {"o": SourceDraw("o", (1 - 1e-9) * o, 1e-9 * o, 0.01 * o)}}), {"i": (1 - 1e-9) * o}

    whole, looked = model(worlds_)
    seen = simulated(whole, Asked(DAYS), looked, np.random.default_rng(2))
    single, told = model(1)
    out = np.zeros((DAYS, worlds_))
    _block(single, told, seen, Draws(1, (100.0,), 0), {}, [Rule(None, 30, "i")], [out])
    assert ((out > 0.5) == seen.report[:, 0, 0]).all()
    alarm = ringing(out, 0.5, 0.5)
    starts = begins(alarm, 1)[1:].sum(0)
    expected = (DAYS - 2) * (1 - p) * u + p  # one that is on already begins on the first day
    assert starts.mean() == pytest.approx(expected, abs=4 * starts.std() / np.sqrt(worlds_))
    days = alarm.mean(0)
    assert days.mean() == pytest.approx(p, abs=4 * days.std() / np.sqrt(worlds_))
    assert one.size == worlds_


def test_worlds_of_a_shipped_problem_go_as_asked_and_are_told_apart() -> None:
    problem = problems.load("nuclear-escalation")
    process, lives = problem.processes[0], (20.0, 60.0)
    watch = Watch(2, "B", 0.5)
    calm, likely = worlds(problem, process, watch, Asked(90), 24, 1, lives)
    war, chances = worlds(problem, process, watch, Asked(90, 0, 30), 24, 1, lives)
    assert (calm.happened == 90).all()
    assert ((war.happened > 30) & (war.happened < 90)).all()
    assert likely.mean() > 0.9 > 0.1 > chances.mean() > 0
    draws = Draws(2, lives, 0)
    rules = [Rule(0, 30), Rule(0, 30, bound="high"), Rule(0, 30, bound="low"), Rule(None, 30, "storage_activity")]
    quiet, ends = followed(problem, process, watch, calm, rules, draws), followed(problem, process, watch, war, rules, draws)
    for mean, high, low, on in (quiet, ends):
        assert (low <= mean + 1e-12).all()
        assert (mean <= high + 1e-12).all()
        assert ((on >= 0) & (on <= 1)).all()
    eve = np.array([ends[0][day - 1, n] for n, day in enumerate(war.happened)])
    assert np.median(eve) > 3 * np.median(quiet[0][60:])
    again = followed(problem, process, watch, war, rules, draws)
    assert all((a == b).all() for a, b in zip(ends, again, strict=True))


def test_what_is_watched() -> None:
    problem = problems.load("nuclear-escalation")
    process = problem.processes[0]
    names = evidence_of(problem, process)
    model, looked = drawn(problem, process, Watch(3, "A", 0.7), Draws(5, (20.0,), 0), names)
    assert set(model.sources["exercise"]) == {"watch-0", "watch-1", "watch-2"}
    assert all((c > 0).all() and (c <= 0.7).all() for c in looked.values())
    assert "official_assessment" not in names
