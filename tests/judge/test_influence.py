"""Shapley values: they add up, a player that says nothing gets nothing, equals share equally, sampling agrees with enumeration."""

from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest

from tests.judge.models import Case, draw_data, random_case
from tocsin.judge import influence
from tocsin.judge.filter import Datum, run
from tocsin.judge.horizon import outlook, reach, without_evidence
from tocsin.judge.influence import Shares, shapley

DAYS = 25


def shares(some: Case, data: list[Datum], seed: int = 0) -> tuple[Shares, np.ndarray]:
    reached = reach(some.model.ladder, [30])
    assessed = outlook(run(some.model, data, DAYS).alpha, reached)[30]
    nothing = outlook(without_evidence(some.model.ladder, DAYS), reached)[30]
    return shapley(some.model, data, DAYS, 30, np.ones(1), assessed, nothing, seed), assessed - nothing


def by_player(data: list[Datum], players: int) -> list[Datum]:
    return [Datum(d.day, d.indicator, d.source, d.kind, f"p{i % players:02d}", d.value) for i, d in enumerate(data)]


def test_exact_values_add_up() -> None:
    rng = np.random.default_rng(0)
    some = random_case(rng, 2, 1)
    found, total = shares(some, by_player(draw_data(rng, some, DAYS), 4))
    assert found.exact
    assert found.delta.sum(0) == pytest.approx(total[:, 0], abs=1e-13)
    assert (found.error == 0).all()


def test_exact_values_are_those_of_every_order() -> None:
    """Against the definition, each coalition run by itself: the mean over all orders of what a player adds to those before it."""
    rng = np.random.default_rng(6)
    some = random_case(rng, 2, 2)
    data = by_player(draw_data(rng, some, DAYS), 5)
    found, _ = shares(some, data)
    reached = reach(some.model.ladder, [30])
    value = {
        inside: outlook(run(some.model, [d for d in data if d.player in inside], DAYS).alpha, reached)[30][0, 0]
        for size in range(6)
        for inside in map(frozenset, combinations(found.players, size))
    }
    orders = list(permutations(found.players))
    expected = dict.fromkeys(found.players, 0.0)
    for order in orders:
        for n, player in enumerate(order):
            expected[player] += (value[frozenset(order[: n + 1])] - value[frozenset(order[:n])]) / len(orders)
    assert found.exact
    assert found.delta[:, 0] == pytest.approx(np.array([expected[p] for p in found.players]), abs=1e-12)


def test_on_few_draws_of_unequal_weight_all_of_them_count_by_their_weight() -> None:
    """Two draws, one three times as heavy: the mean of each one's exact shares, and no draw taken twice for another."""
    rng = np.random.default_rng(8)
    some = random_case(rng, 2, 1)
    data = by_player(draw_data(rng, some, DAYS), 3)
    twice = some.model.take(np.array([0, 0]))
    hit = {key: replace(source, hit=source.hit * np.array([1.0, 0.5])) for key, source in twice.sources["0"].items()}
    model = replace(twice, sources={**twice.sources, "0": hit})
    weights, reached = np.array([0.75, 0.25]), reach(model.ladder, [30])
    wide = [d.take(np.array([0, 0])) for d in data]
    assessed = outlook(run(model, wide, DAYS).alpha, reached)[30]
    nothing = outlook(without_evidence(model.ladder, DAYS), reached)[30]
    found = shapley(model, wide, DAYS, 30, weights, assessed, nothing, 0)
    each = []
    for lane in range(2):
        one = np.array([lane])
        alone = (assessed[:, one], nothing[:, one])
        each.append(shapley(model.take(one), [d.take(one) for d in wide], DAYS, 30, np.ones(1), *alone, 0).delta)
    assert found.exact
    assert found.delta == pytest.approx(0.75 * each[0] + 0.25 * each[1], abs=1e-14)
    assert abs(each[0] - each[1]).max() > 1e-9


def test_sampled_values_add_up_and_agree_with_exact_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    some = random_case(rng, 2, 1)
    data = by_player(draw_data(rng, some, DAYS), 5)
    exact, _ = shares(some, data)
    monkeypatch.setattr(influence, "EXACT_PLAYERS", 2)
    monkeypatch.setattr(influence, "BUDGET", 400)
    sampled, total = shares(some, data)
    assert not sampled.exact
    assert sampled.delta.sum(0) == pytest.approx(total[:, 0], abs=1e-13)
    assert (np.abs(sampled.delta - exact.delta) < 5 * sampled.error + 1e-9).all()


def test_who_says_nothing_gets_nothing_and_equals_share() -> None:
    some = random_case(np.random.default_rng(2), 1, 3)
    twin = [Datum(20, "0", "0", "report", player) for player in ("a", "b")]
    empty = Datum(20, "0", "1", "silent", "empty", np.zeros(1))
    found, _ = shares(some, [*twin, empty])
    delta = dict(zip(found.players, found.delta[:, 0], strict=True))
    assert delta["a"] == pytest.approx(delta["b"], abs=1e-15)
    assert delta["empty"] == pytest.approx(0, abs=1e-15)
    assert abs(delta["a"]) > 1e-6


def test_nobody_played() -> None:
    found, _ = shares(random_case(np.random.default_rng(3), 1, 1), [])
    assert found.players == ()


def test_a_multiplicative_game_is_solved_in_closed_form() -> None:
    """Against the definition: the mean over all orders."""
    rng = np.random.default_rng(4)
    start, steepness = rng.normal(size=(2, 1)), rng.normal(size=(5, 2, 1))
    expected = np.zeros_like(steepness)
    orders = list(permutations(range(5)))
    for order in orders:
        inside = np.exp(start)
        for player in order:
            after = inside * np.exp(steepness[player])
            expected[player] += (after - inside) / len(orders)
            inside = after
    assert influence._shares_of_product(start, steepness) == pytest.approx(expected, rel=1e-10)


def test_what_stands_in_every_coalition_is_no_player() -> None:
    rng = np.random.default_rng(5)
    some = random_case(rng, 2, 1)
    data = by_player(draw_data(rng, some, DAYS), 3)
    old, new = [d for d in data if d.player == "p00"], [d for d in data if d.player != "p00"]
    reached = reach(some.model.ladder, [30])
    both, before = (outlook(run(some.model, evidence, DAYS).alpha, reached)[30] for evidence in (data, old))
    found = shapley(some.model, new, DAYS, 30, np.ones(1), both, before, 0, old)
    assert found.players == ("p01", "p02")
    alone = [outlook(run(some.model, [*old, *(d for d in new if d.player == p)], DAYS).alpha, reached)[30] for p in found.players]
    first = ((alone[0] - before) + (both - alone[1])) / 2
    assert found.delta[0] == pytest.approx(first[:, 0], abs=1e-12)
    assert found.delta.sum(0) == pytest.approx((both - before)[:, 0], abs=1e-12)
