"""Which parts of the denials are run: closed under leaving one out, each evidence once, and of very many those that lower most."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from tests.judge.models import random_case
from tocsin.judge import denials as tried
from tocsin.judge import horizon as ahead
from tocsin.judge.denials import MOST_PARTS, denies, parts, without_some
from tocsin.judge.filter import Datum, run

DAYS = 40


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


def test_a_stance_that_ten_outlets_tell_is_run_once() -> None:
    told = [Datum(4, "0", "ministry", "stance", f"outlet{n}|0", np.full(3, 0.9)) for n in range(10)]
    assert len(without_some(told)) == 1
    assert len(without_some([*told, replace(told[0], player="late|0", day=5)])) == 2
    assert len(without_some([*told, replace(told[0], player="other|0", value=np.full(3, 0.8))])) == 2
    masked = [replace(one, lanes=np.array([True, n % 2 == 0, True])) for n, one in enumerate(told[:3])]
    assert len(without_some(masked)) == 3


@pytest.mark.parametrize("seed", range(6))
def test_of_very_many_denials_those_that_lower_most_are_run(seed: int) -> None:
    """On as many draws as all are tried on, the lowest chance of all of them is the lowest of the chosen, to the last digit."""
    rng = np.random.default_rng(seed)
    model = random_case(rng, 2, 2).model
    said = [Datum(int(rng.integers(DAYS)), str(rng.integers(2)), str(rng.integers(2)), "report", f"r{n}|0") for n in range(12)]
    for n in range(MOST_PARTS + 30):
        kind: Literal["stance", "negative"] = "stance" if rng.random() < 0.5 else "negative"
        value = np.array([rng.uniform(0.6, 1.0)])
        said.append(Datum(int(rng.integers(DAYS)), str(rng.integers(2)), str(rng.integers(2)), kind, f"o{n}|0", value))
    reached = ahead.reach_from(model, DAYS, [7, 30])

    def lowest(sets: list[list[Datum]]) -> dict[int, float]:
        found = [ahead.outlook(run(model, one, DAYS).alpha, reached) for one in sets]
        return {n: min(float(one[n][0, 0]) for one in found) for n in reached}

    every, chosen = without_some(said), parts(model, said, DAYS, reached)
    assert len(chosen) <= tried.CHOSEN + 2 * len(reached) < MOST_PARTS < len(every)
    assert lowest(chosen) == lowest(every)
    plain = {one.player for one in said if not denies(one)}
    assert all({one.player for one in part if not denies(one)} == plain for part in chosen)
