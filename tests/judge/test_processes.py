"""Parts of evidence, weights of error lives, and runs that share what came before."""

import numpy as np
import pytest

from tests.judge.models import draw_data, random_case
from tests.judge.test_denials import denials
from tests.judge.worlds import problem
from tocsin.judge.filter import Datum, run, variants
from tocsin.judge.influence import Shares
from tocsin.judge.parameters import draws_for
from tocsin.judge.processes import heard, life_weights, no_denial_raises


def test_lives_are_weighed_by_those_who_reported() -> None:
    silent = [Datum(2, "0", source, "silent", "silence:0", np.ones(1)) for source in ("0", "1")]
    assert heard([Datum(0, "0", "0", "report", "r|0"), *silent, *denials(1)]) == [Datum(0, "0", "0", "report", "r|0"), silent[0]]


def test_runs_that_share_what_came_before_are_the_same_runs() -> None:
    rng = np.random.default_rng(4)
    some = random_case(rng, 2, 2)
    data = draw_data(rng, some, 40)
    late = [datum for datum in data if datum.day < 25 or datum.kind != "silent"]
    reports = [datum for datum in data if datum.kind == "report"]
    for sets in ([data], [data, data], [data, late], [late, reports, data, [], data[::2], reports]):
        for given, one in zip(sets, variants(some.model, sets, 39, ["0", "1"]), strict=True):
            alone = run(some.model, given, 39)
            assert one.alpha == pytest.approx(alone.alpha, abs=1e-14)
            assert one.log_evidence == pytest.approx(alone.log_evidence, abs=1e-12)
            assert one.on["1"] == pytest.approx(alone.on["1"], abs=1e-14)


def test_lives_weigh_by_the_likelihood_of_what_was_seen() -> None:
    draws = draws_for(6, problem(lives=(1.0, 10.0, 100.0)).observing, 0)
    even = life_weights(np.zeros(draws.lanes), draws)
    assert even == pytest.approx(np.full(6, 1 / 6))
    leaning = life_weights(np.log([1.0, 1.0, 2.0, 4.0, 1.0, 1.0]), draws).reshape(3, 2).sum(1)
    assert leaning == pytest.approx(np.array([1, 3, 1]) / 5)


def test_no_share_of_a_denial_raises_and_all_still_add_up() -> None:
    data = [*denials(2), Datum(3, "0", "0", "report", "r|0"), Datum(4, "0", "1", "report", "q|0")]
    delta = np.array([[0.02, -0.01], [-0.01, 0.03], [0.3, 0.2], [0.1, -0.1]])
    found = no_denial_raises(Shares(("o0|0", "o1|0", "r|0", "q|0"), delta, np.zeros_like(delta), True), data).delta
    assert (found[:2] <= 0).all()
    assert found.sum(0) == pytest.approx(delta.sum(0), abs=1e-15)
    assert found[:, 0] == pytest.approx([0, -0.01, 0.315, 0.105])
