"""Which range makes the band wide: answers known by construction, in closed form and through the judge; chance earns nothing."""

import numpy as np
import pytest

from tests.judge.worlds import AS_OF, SOURCES, between, problem
from tocsin.judge import assess
from tocsin.judge.parameters import Draws
from tocsin.judge.sensitivity import INTERACTIONS, LIFE, log_odds, shares
from tocsin.model.declared import Process, Transition
from tocsin.model.numbers import numbers, replaced


def fitted(y: np.ndarray, draws: Draws, names: list[str], weights: np.ndarray | None = None) -> dict[str, float]:
    share, _ = shares(y[None], np.ones(draws.lanes) if weights is None else weights, draws, names)
    return {name: float(found[0]) for name, found in share.items()}


@pytest.mark.parametrize("sets", [400, 2000])
def test_shares_of_a_polynomial_with_an_interaction_are_those_of_its_variance(sets: int) -> None:
    draws = Draws(sets, (60.0,), 3)
    names = [f"n{i}" for i in range(8)]
    a, b, c = (draws.normals(name) for name in names[:3])
    y = 2 * a + (b**2 - 1) + 1.5 * b * c
    total = 4 + 2 + 2.25
    found = fitted(y, draws, names)
    assert found["n0"] == pytest.approx(4 / total, abs=2.5 / sets**0.5)
    assert found["n1"] == pytest.approx(2 / total, abs=2.5 / sets**0.5)
    assert all(abs(found[name]) < 1.2 / sets**0.5 for name in names[2:])


def test_what_chance_explains_is_no_share() -> None:
    """Forty numbers that do nothing: their shares scatter about nothing, and do not add up to something."""
    draws = Draws(500, (60.0,), 0)
    rng = np.random.default_rng(0)
    found = fitted(rng.normal(size=500), draws, [f"n{i}" for i in range(40)])
    assert abs(sum(found.values())) < 0.1
    assert max(found.values()) < 0.05


def test_too_few_sets_for_a_joint_fit_still_find_the_loud_one() -> None:
    draws = Draws(60, (60.0,), 1)
    names = [f"n{i}" for i in range(100)]
    y = 3 * draws.normals("n7") + draws.normals("n8")
    found = fitted(y, draws, names)
    assert max(found, key=lambda name: found[name]) == "n7"


def test_error_lives_carry_what_differs_between_them_by_their_weight() -> None:
    draws = Draws(300, (10.0, 60.0), 0)
    a = draws.normals("a")
    weights = np.repeat([0.25, 0.75], 300)
    y = a + np.repeat([0.0, 2.0], 300)
    found = fitted(y, draws, ["a"], weights)
    between_lives = 0.25 * 0.75 * 4
    assert found[LIFE] == pytest.approx(between_lives / (1 + between_lives), abs=0.01)
    assert found["a"] == pytest.approx(1 / (1 + between_lives), abs=0.01)


def two_steps(first: tuple[float, float], second: tuple[float, float]) -> Process:
    return Process(
        id="use",
        name={"en": "use"},
        states=("low", "high"),
        state_names={},
        absorbing=("strike",),
        prior={"low": 1.0, "high": 0.0},
        prior_note="invented",
        transitions=(
            Transition(source_state="low", target="high", per_day=between(*first)),
            Transition(source_state="high", target="strike", per_day=between(*second)),
        ),
    )


@pytest.mark.parametrize(("first", "second"), [((1e-6, 1e-4), (1e-6, 1e-5)), ((1e-6, 2e-6), (1e-6, 1e-4)), ((2e-6, 2e-5), (1e-6, 1e-5))])
def test_the_judge_names_the_range_that_is_wide(first: tuple[float, float], second: tuple[float, float]) -> None:
    """Two rare steps: the chance is their product, so each carries the square of its own width on the log scale."""
    base = problem()
    some = problem(processes=(two_steps(first, second),), hypotheses=(base.hypotheses[0],), indicators=(), start_days=30)
    found = assess(some, [], [], [], SOURCES, as_of=AS_OF, draws=800).sensitivity
    widths = [np.log(high / low) ** 2 for low, high in (first, second)]
    by_name = {row.parameter: row for row in found}
    for name, width in zip(("low->high", "high->strike"), widths, strict=True):
        row = by_name[f"processes.use.transitions.{name}"]
        assert row.share == pytest.approx(width / sum(widths), abs=0.02)
        assert row.paths == (f"processes.use.transitions.{name}",)
    assert sum(row.share for row in found) == pytest.approx(1, abs=0.02)
    assert found[0].share == max(row.share for row in found)


def test_narrowing_the_first_narrows_the_band_more_than_narrowing_the_last() -> None:
    some = problem()
    judged = assess(some, [], [], [], SOURCES, as_of=AS_OF, draws=800)
    rows = [row for row in judged.sensitivity if row.hypothesis == "strike" and row.parameter != INTERACTIONS]

    def width(of: dict[str, tuple[float, float]]) -> float:
        narrowed = replaced(some, {path: between(*ends) for path, ends in of.items()})
        p = assess(narrowed, [], [], [], SOURCES, as_of=AS_OF, draws=800).hypotheses[0].probability["30"]
        return float(np.diff(log_odds(np.array([p.low, p.high])))[0])

    bounds = {path: number.bounds for path, number in numbers(some).items()}

    def middle(paths: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        return {path: ((bounds[path].low * bounds[path].high) ** 0.5,) * 2 for path in paths}

    assert rows[0].share > 3 * rows[-1].share
    assert width(middle(rows[0].paths)) < 0.97 * width(middle(rows[-1].paths)) < 1.01 * width({})


def test_every_path_is_an_address_of_the_problem() -> None:
    some = problem()
    known = {*numbers(some), "observing.error_life_days", "observing.denial_bound"}
    judged = assess(some, [], [], [], SOURCES, as_of=AS_OF, draws=200)
    assert judged.sensitivity
    assert {path for row in judged.sensitivity for path in row.paths} <= known
    assert next(row for row in judged.sensitivity if row.hypothesis == "unmodelled").share == 1
