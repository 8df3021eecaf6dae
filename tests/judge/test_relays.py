"""Sources that copy one of them: exact in a cell, for the filter and the smoother; between one witness and as many as there are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.models import Case, case, draw_data, evidence, random_case
from tests.judge.oracles import network
from tocsin.judge.cells import Unheard
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, enumerate_smoothed, start, transition
from tocsin.judge.filter import Datum, run
from tocsin.judge.smoothing import smooth

DAYS = 20


def relaying(seed: int, sources: int, rho: float) -> tuple[Case, list[Datum]]:
    """A random model in which every source but the first copies the first, and evidence that came without copying."""
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, sources, states=3)
    one = some.indicators[0]
    copied = ExactIndicator(one.p, one.life, one.concealed, one.sources, None, (None, *[(0, rho)] * (sources - 1)))
    return case(some.A, some.prior, [copied]), draw_data(rng, some, DAYS)


@given(seed=st.integers(0, 10_000), sources=st.integers(2, 3), rho=st.floats(0, 1))
@settings(max_examples=15, deadline=None)
def test_filter_and_smoother_equal_enumeration(seed: int, sources: int, rho: float) -> None:
    some, data = relaying(seed, sources, rho)
    likelihoods = evidence(some, data, DAYS)
    reference, logs = enumerate_posteriors(some.A, some.prior, some.indicators, likelihoods)
    if not np.isfinite(logs).all():
        return
    post, back = run(some.model, data, DAYS - 1), smooth(some.model, data, DAYS - 1)
    assert np.abs(post.alpha[:, 0] - reference[-1]).max() < 1e-12
    assert post.log_evidence[0] == pytest.approx(logs[-1], abs=1e-9)
    assert np.abs(back.smoothed[..., 0] - enumerate_smoothed(some.A, some.prior, some.indicators, likelihoods)).max() < 1e-12


def test_the_enumeration_is_a_network_s() -> None:
    some, data = relaying(4, 2, 0.6)
    likelihoods = evidence(some, [datum for datum in data if datum.day < 8], 8)
    net = np.stack(network(some.prior, some.A, some.indicators, likelihoods))
    assert np.abs(enumerate_smoothed(some.A, some.prior, some.indicators, likelihoods) - net).max() < 1e-12


def test_claims_that_copy_start_stationary() -> None:
    one = relaying(1, 3, 0.7)[0].indicators[0]
    M, q = transition(one), start(one)
    assert M.sum(2) == pytest.approx(np.ones(M.shape[:2]))
    assert np.einsum("sk,skl->sl", q, M) == pytest.approx(q, abs=1e-12)


def frozen(rho: float, sources: int = 3) -> Case:
    """The prototype's case (PERSISTENT.md): p .1 and .6, a .65, b .05, nothing changes."""
    return case(
        np.eye(2),
        np.array([0.5, 0.5]),
        [ExactIndicator(np.array([0.1, 0.6]), 1e12, 0.0, ((0.65, 0.05, 0.0),) * sources, None, (None, *[(0, rho)] * (sources - 1)))],
    )


def odds(some: Case, sources: int) -> float:
    data = [Datum(day, "0", str(j), "report", "p") for j in range(sources) for day in range(3)]
    alpha = run(some.model, data, 5).alpha[:, 0]
    return float(alpha[1] / alpha[0])


def test_between_one_witness_and_three() -> None:
    one, three = odds(frozen(0.0, 1), 1), odds(frozen(0.0), 3)
    assert one == pytest.approx(3.73, abs=0.005)
    assert three == pytest.approx(5.98, abs=0.005)
    assert odds(frozen(1.0), 3) == pytest.approx(one, rel=1e-9)
    values = [odds(frozen(rho), 3) for rho in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert values == sorted(values, reverse=True)
    # Closed form: the first holds "on" (a or b), each other with rho + (1 - rho) a.
    rho, a, b = 0.6, 0.65, 0.05
    on, off = (q * (rho + (1 - rho) * q) ** 2 for q in (a, b))
    assert odds(frozen(rho), 3) == pytest.approx((0.6 * on + 0.4 * off) / (0.1 * on + 0.9 * off), rel=1e-9)


def test_a_source_that_copies_enters_late_and_has_lost_nothing() -> None:
    some, _ = relaying(9, 2, 0.5)
    chain, group = some.model.chains["0"], some.model.sources["0"]
    alpha = np.full((3, 1), 1 / 3)
    early, late = (Unheard(["0"], [chain], (alpha * chain.p)[:, None]).heard("0", alpha) for _ in range(2))
    early.hear(group["1"], group)
    late.hear(group["0"], group)
    for _ in range(15):
        early.move(some.model.ladder)
        late.move(some.model.ladder)
    late.hear(group["1"], group)
    assert [s.id for s in early.leaves[0].sources] == ["0", "1"]
    assert pytest.approx(early.leaves[0].J, abs=1e-15) == late.leaves[0].J
    wide = early.leaves[0].tiled(2, {name: s.take(np.array([0, 0])) for name, s in group.items()})
    wide.move(some.model.take(np.array([0, 0])).chains["0"], some.model.take(np.array([0, 0])).ladder)
    early.move(some.model.ladder)
    assert pytest.approx(np.tile(early.leaves[0].J, (1, 1, 1, 2)), abs=1e-15) == wide.J
