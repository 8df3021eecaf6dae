"""The rare tail: beside integrals, its error honest, its weights fair."""

import numpy as np
import pytest
from scipy import integrate, stats

from tests.warn.margin.made import channel, is_, path, pathways, setting, step, strategy
from tocsin.model.pathways import Sees
from tocsin.warn.margin.plans import Setting
from tocsin.warn.margin.tail import tail, weights


def asked(rate: float, sigma: float = 0.6) -> Setting:
    """One step of 30 hours at the median, findings at a rate, one confirmation."""
    one = channel("press", {"a": Sees(rate_per_day=is_(rate * 24))})
    return setting(pathways((path(step("a", 30, sigma=sigma)),), (one,), 1))


def exact(rate: float, needs: float, sigma: float = 0.6) -> float:
    """E exp(-rate max(d - needs, 0)) of a lognormal d."""
    d = stats.lognorm(sigma, scale=30)
    seen, _ = integrate.quad(lambda x: d.pdf(x) * np.exp(-rate * max(x - needs, 0.0)), needs, np.inf, epsabs=1e-14, limit=400)
    return float(d.cdf(needs) + seen)


@pytest.mark.parametrize("rate", [0.05, 0.5, 5.0, 50.0])
def test_beside_the_integral_down_to_one_in_a_million(rate: float) -> None:
    needs = 1.7  # P(d < 1.7 h) is about 1e-6
    one = asked(rate)
    way = one.declared.paths[0]
    found = tail(one, way, way.strategies[0], needs)
    truth = exact(rate, needs)
    assert found.error <= 0.05 * found.value
    assert abs(found.value - truth) < 4 * found.error + 1e-3 * truth
    if rate == 50.0:
        assert truth < 1e-5


def test_many_steps_still_reach_it() -> None:
    steps = (step("a", 20, sigma=0.5), step("b", 15, sigma=0.5, after=("a",)), step("c", 5, sigma=0.4, after=("b",)))
    sees = {name: Sees(rate_per_day=is_(12.0)) for name in "abc"}
    channels = tuple(channel(name, sees, latency=1.0) for name in ("press", "office", "people"))
    one = setting(pathways((path(*steps),), channels))
    way = one.declared.paths[0]
    found, again = (tail(Setting(one.declared, one.as_of, one.sky, seed=seed), way, way.strategies[0], 3.0) for seed in (0, 1))
    assert found.value < 1e-4
    assert found.error <= 0.05 * found.value
    assert abs(found.value - again.value) < 4 * np.hypot(found.error, again.error)


def test_weights_average_to_one_and_are_bounded() -> None:
    shifts = np.array([[0.0, 0.0], [2.0, 2.0], [0.0, 2.5]])
    rng = np.random.default_rng(0)
    which = rng.integers(3, size=(1, 200_000))
    z = rng.standard_normal((2, 1, 200_000)) - np.moveaxis(shifts[which], -1, 0)
    found = weights(z, shifts)
    assert found.max() <= 3.0
    assert found.mean() == pytest.approx(1.0, abs=0.01)


def test_where_nothing_is_rare_it_is_the_plain_answer() -> None:
    one = asked(0.01)
    way = one.declared.paths[0]
    assert tail(one, way, strategy(), 24.0).value == pytest.approx(exact(0.01, 24.0), rel=0.05)
