"""The filter, the smoother, durations and conditions held to other people's programs: pyAgrum's network, hmmlearn's forward-backward."""

import numpy as np
import pytest

from tests.judge.models import draw_data, evidence, random_case
from tests.judge.oracles import markov, network
from tests.judge.test_durations import model as timed_model
from tests.judge.test_pushes import pushed
from tests.judge.timed import dense
from tocsin.judge.exact import enumerate_posteriors, enumerate_smoothed
from tocsin.judge.filter import run
from tocsin.judge.pushes import Spell
from tocsin.judge.smoothing import smooth


@pytest.mark.parametrize("seed", range(3))
def test_one_indicator_is_the_network_and_the_markov_model(seed: int) -> None:
    rng, days = np.random.default_rng(seed), 12
    some = random_case(rng, 1, 2)
    data = draw_data(rng, some, days)
    likelihoods = evidence(some, data, days)
    net = np.stack(network(some.prior, some.A, some.indicators, likelihoods))
    hmm, log = markov(some.prior, some.A, some.indicators[0], likelihoods)
    ours = smooth(some.model, data, days - 1)
    assert np.abs(ours.smoothed[..., 0] - net).max() < 1e-12
    assert np.abs(ours.smoothed[..., 0] - hmm).max() < 1e-12
    assert np.abs(run(some.model, data, days - 1).alpha[:, 0] - net[-1]).max() < 1e-12
    # The log evidence of the filter is of reports and silences; the oracle's counts the chance of no event too.
    assert log < ours.log_evidence[-1, 0]


def test_enumeration_is_the_network_with_two_indicators() -> None:
    rng, days = np.random.default_rng(4), 6
    some = random_case(rng, 2, 1)
    likelihoods = evidence(some, draw_data(rng, some, days), days)
    net = np.stack(network(some.prior, some.A, some.indicators, likelihoods))
    assert np.abs(enumerate_smoothed(some.A, some.prior, some.indicators, likelihoods) - net).max() < 1e-12
    assert np.abs(enumerate_posteriors(some.A, some.prior, some.indicators, likelihoods)[0][-1] - net[-1]).max() < 1e-12


def test_durations_and_conditions_are_the_network_s() -> None:
    rng, days = np.random.default_rng(5), 10
    four = random_case(rng, 1, 2, states=4)
    data = draw_data(rng, four, days)
    model, by_row, _, ladder = timed_model(5, ("hazards", "hazards"))
    net = np.stack(network(ladder.start[:, 0], dense(ladder, 0), by_row, evidence(four, data, days)))
    assert np.abs(ladder.by_state(run(model, data, days - 1).alpha)[:, 0] - ladder.by_state(net[-1][:, None])[:, 0]).max() < 1e-12
    three = random_case(np.random.default_rng(6), 1, 2)
    data = draw_data(rng, three, days)
    _, pushing = pushed(6, (Spell(2, 5),), 3.0)
    nights = np.stack([dense(pushing.on_night(night), 0) for night in range(days)])
    net = np.stack(network(three.prior, nights, three.indicators, evidence(three, data, days)))
    assert np.abs(smooth(pushing, data, days - 1).smoothed[..., 0] - net).max() < 1e-12
