"""Durations: survivals against SciPy, the filter against a hidden semi-Markov oracle by whole stays, and against enumeration by rows."""

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.judge.models import draw_data, evidence, random_case
from tests.judge.timed import DURATIONS, dense, segments, timed
from tests.judge.worlds import AS_OF, SOURCES, between, case, watched
from tocsin.judge import assess
from tocsin.judge.durations import aged, ages, gamma_survival, hazards, lognormal_survival
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, start, transition
from tocsin.judge.filter import Model, run
from tocsin.judge.horizon import outlook, reach, without_evidence
from tocsin.judge.ladders import Aged, Floats
from tocsin.judge.parameters import Chain, draw_ladder, draws_for
from tocsin.model.dynamics import Gamma, Hazards, Lognormal

DRAWS = draws_for(3, timed(()).observing, 0)


@given(shape=st.floats(0.3, 80), mean=st.floats(0.5, 200))
@settings(max_examples=60, deadline=None)
def test_gamma_survival_is_scipy_s(shape: float, mean: float) -> None:
    x = np.arange(0, 200.0)
    ours = gamma_survival(x, np.array(shape), np.array(mean))
    theirs = stats.gamma.sf(x, shape, scale=mean / shape)
    assert ours == pytest.approx(theirs, abs=1e-12)
    far = theirs > 1e-200
    assert ours[far] == pytest.approx(theirs[far], rel=1e-8)


@given(sigma=st.floats(0.1, 2.0), median=st.floats(0.5, 200))
@settings(max_examples=30, deadline=None)
def test_lognormal_survival_is_scipy_s(sigma: float, median: float) -> None:
    x = np.arange(0, 300.0)
    assert lognormal_survival(x, np.array(median), np.array(sigma)) == pytest.approx(stats.lognorm.sf(x, sigma, scale=median), abs=1e-13)


def test_hazards_are_ratios_of_survivals_and_ages_their_equilibrium() -> None:
    fixed = between(6, 6)
    haz = hazards("x", Lognormal(median_days=fixed, sigma=between(0.5, 0.5), cap_days=40), DRAWS)
    S = stats.lognorm.sf(np.arange(41.0), 0.5, scale=6)
    assert haz[:, 0] == pytest.approx(1 - S[1:] / S[:-1], rel=1e-9)
    found = ages(haz)[:, 0]
    assert found.sum() == pytest.approx(1)
    assert found[:-1] == pytest.approx(S[:39] / (S[:40].sum() + S[39] * (1 - haz[-1, 0]) / haz[-1, 0]), rel=1e-9)
    counted = hazards("x", Hazards(per_day=(between(0.2, 0.2), between(1, 1))), DRAWS)
    assert counted[:, 0] == pytest.approx([0.2, 1.0])


def test_a_gamma_of_shape_one_has_no_memory() -> None:
    haz = hazards("x", Gamma(mean_days=between(10, 10), shape=between(1, 1), cap_days=30), DRAWS)
    assert haz == pytest.approx(np.full_like(haz, 1 - np.exp(-0.1)), rel=1e-10)


def model(seed: int, kinds: tuple[str, ...], initial: str | None = None) -> tuple[Model, list[ExactIndicator], list[ExactIndicator], Aged]:
    """An aged ladder of one lane with one indicator and two sources, and the same for the enumeration: by rows, and by states."""
    declared = timed(kinds)
    process = declared.processes[0]
    if initial:
        lasting = {s: msgspec.structs.replace(d, initial=initial, initial_days=None) for s, d in process.durations.items()}
        process = msgspec.structs.replace(process, durations=lasting)
    draws = draws_for(1, msgspec.structs.replace(declared.observing, error_life_days=(60.0,)), seed)
    ladder = aged(draw_ladder(process, draws), process, draws)
    assert isinstance(ladder, Aged)
    some = random_case(np.random.default_rng(seed), 1, 2, states=4)
    by_state = some.indicators[0]
    rows = np.array(ladder.rows)
    by_row = ExactIndicator(by_state.p[rows], by_state.life, by_state.concealed, by_state.sources)
    chains = {name: chain.on_rows(ladder.rows) for name, chain in some.model.chains.items()}
    return Model(ladder, chains, some.model.sources), [by_row], [by_state], ladder


@given(seed=st.integers(0, 10_000), kinds=st.lists(st.sampled_from(sorted(DURATIONS)), min_size=1, max_size=3).map(tuple))
@settings(max_examples=12, deadline=None)
def test_the_filter_equals_enumeration_by_rows(seed: int, kinds: tuple[str, ...]) -> None:
    timed_model, by_row, _, ladder = model(seed, kinds)
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2, states=4)
    data = draw_data(rng, some, 25)
    likelihoods = evidence(some, data, 25)
    reference, logs = enumerate_posteriors(dense(ladder, 0), ladder.start[:, 0], by_row, likelihoods)
    post = run(timed_model, data, 24)
    assert np.abs(post.alpha[:, 0] - reference[-1]).max() < 1e-12
    assert post.log_evidence[0] == pytest.approx(logs[-1], abs=1e-9)


def paths(ladder: Aged, days: int) -> dict[tuple[int, ...], float]:
    """Path chances from whole stays: lengths by their probability mass, taken off the declared survivals."""
    pmf: list[Floats | None] = []
    stay, go = np.zeros(4), np.zeros((4, 4))
    for s, own in enumerate(ladder.slices):
        haz = 1 - ladder.kept[own, 0]
        out = np.zeros(4)
        for (g, h), rate in ladder.leave.items():
            if g == s:
                out[h] = rate[0, 0] / haz[0]
        go[s], stay[s] = out, 1 - haz[0]
        if len(haz) == 1:
            pmf.append(None)
            continue
        long = np.concatenate([haz, np.full(4000, haz[-1])])
        pmf.append(np.concatenate([[1.0], np.cumprod(1 - long[:-1])]) * long)
    return segments(pmf, stay, go, ladder.prior, days)


@pytest.mark.parametrize("seed", range(3))
def test_the_filter_equals_a_hidden_semi_markov_model_by_whole_stays(seed: int) -> None:
    days = 6
    timed_model, _, (by_state,), ladder = model(seed, ("gamma", "hazards", "lognormal"), "equilibrium")
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2, states=4)
    data = draw_data(rng, some, days)
    likelihoods = evidence(some, data, days)
    M, q = transition(by_state), start(by_state)
    total = np.zeros(4)
    for path, chance in paths(ladder, days).items():
        if chance == 0:
            continue
        cell = q[path[0]] * chance
        for day, state in enumerate(path):
            if day:
                cell = cell @ M[state]
            seen = likelihoods[day][0]
            cell = cell if seen is None else cell * seen
        total[path[-1]] += cell.sum()
    alpha = ladder.by_state(run(timed_model, data, days - 1).alpha)[:, 0]
    assert np.abs(alpha - total / total.sum()).max() < 1e-12


def test_horizons_are_powers_of_the_whole_matrix_of_rows() -> None:
    _, _, _, ladder = model(5, ("gamma", "lognormal", "hazards"))
    R, K = len(ladder.rows), len(ladder.events)
    whole = np.eye(R + K)
    whole[:R, :R], whole[:R, R:] = dense(ladder, 0), ladder.H[..., 0]
    for n, reached in reach(ladder, [1, 7, 30, 90]).items():
        assert reached[..., 0] == pytest.approx(np.linalg.matrix_power(whole, n)[:R, R:], abs=1e-12)
    alpha = without_evidence(ladder, 40)
    assert outlook(alpha, reach(ladder, [30]))[30].shape == (K, 1)


def test_durations_agree_with_simulated_worlds() -> None:
    """Chance of each event within 30 days, in worlds that draw the length of every stay at once."""
    timed_model, _, _, ladder = model(2, ("gamma", "hazards", "lognormal"), "new")
    rng, worlds, ended = np.random.default_rng(0), 6000, np.zeros(2)
    for _ in range(worlds):
        s, day = int(rng.choice(4, p=ladder.prior)), 0
        while True:
            own = ladder.slices[s]
            haz = 1 - ladder.kept[own, 0]
            n = 0
            while rng.random() >= haz[min(n, len(haz) - 1)]:
                n += 1
            day += n + 1
            if day > 30:
                break
            shares = [ladder.leave[s, h][0, 0] / haz[0] if (s, h) in ladder.leave else 0.0 for h in range(4)]
            shares += list(ladder.H[own.start, :, 0] / haz[0])
            to = int(rng.choice(6, p=np.array(shares) / sum(shares)))
            if to >= 4:
                ended[to - 4] += 1
                break
            s = to
    expected = outlook(ladder.start, reach(ladder, [30]))[30][:, 0]
    assert timed_model.ladder is ladder
    assert (np.abs(ended / worlds - expected) < 4 * np.sqrt(expected / worlds)).all()


def test_a_problem_with_durations_is_judged_and_says_so() -> None:
    declared = timed(("gamma", "lognormal", "hazards"))
    origin, reading = case("a", 9)
    coverage = [watched("satellite", "storage", 30, 20)]
    judged = assess(declared, [origin], [reading], coverage, SOURCES, as_of=AS_OF, draws=40, yardsticks=())
    bare = assess(declared, [], [], [], SOURCES, as_of=AS_OF - timedelta(days=1), draws=40, yardsticks=())
    strike = judged.hypotheses[0]
    deltas = [i.delta for i in judged.influences if i.hypothesis == "strike"]
    assert sum(deltas) == pytest.approx(strike.probability["30"].mean - strike.base_rate["30"].mean, abs=1e-12)
    assert [one.id for one in judged.processes[0].states] == ["routine", "signalling", "preparation", "imminent"]
    assert sum(one.probability.mean for one in judged.processes[0].states) == pytest.approx(1)
    assert bare.hypotheses[0].probability["30"].mean == pytest.approx(bare.hypotheses[0].base_rate["30"].mean, rel=1e-12)
    assert any("lasts by" in line for line in judged.assumptions)


def test_chains_of_states_become_chains_of_rows() -> None:
    chain = Chain(np.array([[0.1], [0.5]]), np.array([[0.01], [0.05]]), np.array([0.1]), np.array([0.2]), np.array([[0.0], [0.1]]))
    rows = chain.on_rows((0, 1, 1))
    assert rows.p[:, 0].tolist() == [0.1, 0.5, 0.5]
    assert rows.staged is not None
    assert rows.staged[:, 0].tolist() == [0.0, 0.1, 0.1]
    assert chain.on_rows((0, 1)) is chain
