"""Deception: what is staged is seen by every source; exact against enumeration, and it takes from what a report says, never adds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.models import draw_data, evidence, random_case
from tests.judge.test_judgement import chances, judged
from tests.judge.worlds import STATES, between, case, indicator, problem, watched
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, start, transition
from tocsin.judge.filter import Model, quiet, run
from tocsin.judge.parameters import Chain
from tocsin.model.declared import Problem, Range

DAYS = 40


def staged_model(seed: int) -> tuple[Model, list[ExactIndicator], np.random.Generator]:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2, states=3)
    one = some.indicators[0]
    fake = rng.uniform(0.0, 0.5, 3) * (1 - one.p)
    life = max(one.life, float(((one.p + fake) / (1 - one.p - fake)).max()))
    exact = ExactIndicator(one.p, life, one.concealed, one.sources, fake)
    u = one.p / (1 - one.p - fake) / life
    chain = Chain(one.p[:, None], u[:, None], np.array([1 / life]), np.array([one.concealed]), fake[:, None])
    return Model(some.model.ladder, {"0": chain}, some.model.sources), [exact], rng


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_staged_indicator_equals_enumeration(seed: int) -> None:
    model, indicators, rng = staged_model(seed)
    some = random_case(np.random.default_rng(seed), 1, 2, states=3)
    data = draw_data(rng, some, DAYS)
    given_exact = type(some)(some.A, some.prior, tuple(indicators), model)
    reference, logs = enumerate_posteriors(some.A, some.prior, indicators, evidence(given_exact, data, DAYS))
    post = run(model, data, DAYS - 1)
    assert np.abs(post.alpha[:, 0] - reference[-1]).max() < 1e-12
    assert post.log_evidence[0] == pytest.approx(logs[-1], abs=1e-9)


def test_the_cell_with_a_staged_value_is_stochastic_and_starts_stationary() -> None:
    _, (one,), _ = staged_model(3)
    M, q = transition(one), start(one)
    assert M.sum(2) == pytest.approx(np.ones(M.shape[:2]))
    assert (M >= -1e-12).all()
    assert np.einsum("sk,skl->sl", q, M) == pytest.approx(q, abs=1e-12)


def test_unheard_of_it_moves_as_heard_of() -> None:
    model, _, _ = staged_model(5)
    late = quiet(model, ["0"], 30)
    assert late.staged is not None
    assert 0 < (late.staged.sum() + late.on.sum()) < late.alpha.sum()
    assert run(model, [], 30).on["0"] == pytest.approx(late.on.sum() / late.alpha.sum(), abs=1e-14)


def deceiving(share: float, states: tuple[str, ...] = STATES) -> Problem:
    staged: dict[str, Range] = {state: between(share, share) for state in states}
    return problem(indicator("storage", staged={"use": staged} if share else {}), indicator("transport"))


def test_deception_takes_from_a_report_and_from_its_silence() -> None:
    pairs, silent = [case("a", 6), case("b", 5, "beta")], [watched("satellite", "storage", 40, 30)]
    nothing = chances(judged([], declared=deceiving(0)))[1]
    honest, doubtful, worse = (chances(judged(pairs, declared=deceiving(share)))[1] for share in (0.0, 0.05, 0.15))
    assert nothing < worse < doubtful < honest
    quiet_honest, quiet_doubtful = (chances(judged([], silent, deceiving(share)))[1] for share in (0.0, 0.15))
    assert quiet_honest < nothing
    assert quiet_doubtful < nothing


def test_what_many_saw_staged_counts_little_however_many_saw_it() -> None:
    """Independent errors wear off with the number of sources; what was staged for all of them does not."""
    many = [case(name, 5, name) for name in ("alpha", "beta", "gamma")]
    gain = {}
    for share in (0.0, 0.15):
        one, three = (chances(judged(pairs, declared=deceiving(share)))[1] for pairs in (many[:1], many))
        gain[share] = three / one
    assert gain[0.15] < gain[0.0]


def test_where_only_routine_is_staged_a_report_points_there() -> None:
    pairs = [case("a", 6)]
    routine = chances(judged(pairs, declared=deceiving(0.15, ("routine",))))[1]
    assert routine < chances(judged(pairs, declared=deceiving(0.15)))[1]
    assert any("storage is staged in use, preparation" in line for line in judged(pairs, declared=deceiving(0.15)).assumptions)
