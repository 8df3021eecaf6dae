"""Parts of evidence, weights of error lives, and runs that share what came before."""

from typing import Literal

import numpy as np
import pytest

from tests.judge.models import draw_data, random_case
from tests.judge.worlds import problem
from tocsin.judge.filter import Datum, run, variants
from tocsin.judge.influence import Shares
from tocsin.judge.parameters import draws_for
from tocsin.judge.processes import heard, life_weights, no_denial_raises, without_some


def denials(count: int, kind: Literal["stance", "negative"] = "negative") -> list[Datum]:
    return [Datum(day, "0", f"m{day}", kind, f"o{day}|0", np.ones(1)) for day in range(count)]


def test_a_source_s_denials_count_once_and_looks_of_two_sources_together() -> None:
    report = Datum(0, "0", "0", "report", "r|0")
    parts = [[d.player for d in part] for part in without_some([report, *denials(3)])]
    assert all("r|0" in part for part in parts)
    assert sorted(len(part) - 1 for part in parts) == [1, 1, 1, 2, 2, 2]
    again = [Datum(day, "0", "m0", "negative", f"again{day}|0", np.ones(1)) for day in range(4)]
    assert [len(part) for part in without_some(again)] == [1] * 4
    assert [len(part) for part in without_some(denials(3, "stance"))] == [1] * 3
    assert without_some([report]) == []
    assert without_some([report, Datum(1, "0", "satellite", "negative", "look|0", said=False)]) == []


@pytest.mark.parametrize("count", [3, 4, 6, 9])
def test_what_was_run_with_fewer_denials_is_run_with_more(count: int) -> None:
    """So a denial more can only lower, wherever in time it stands."""
    said = [one if day % 3 else denials(count, "stance")[day] for day, one in enumerate(denials(count))]
    wide = {frozenset(d.player for d in part) for part in without_some(said)}
    for left in range(count):
        assert wide > {frozenset(d.player for d in part) for part in without_some([d for i, d in enumerate(said) if i != left])}


def test_of_very_many_denials_each_is_run_alone() -> None:
    assert [len(part) for part in without_some(denials(40))] == [1] * 40


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
