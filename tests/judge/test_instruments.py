"""Instruments in the judge: their rates as declared, drawn by the quantile rule; what a sign, a silence and a copy of it do."""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.judge import assess
from tocsin.judge.instruments import link_of, rates, shows
from tocsin.judge.parameters import Draws
from tocsin.library import instruments, problems
from tocsin.model import Coverage, Observation, digest
from tocsin.model.declared import Problem, Range
from tocsin.model.instruments import InstrumentLink, Lit

AS_OF = datetime(2024, 11, 21, tzinfo=UTC)
DRAWS = Draws(sets=200, lives=(60.0,), seed=0)


def at(value: float) -> Range:
    return Range(low=value, high=value)


def link(indicator: str = "storage_activity", **more: Any) -> InstrumentLink:
    plain = InstrumentLink(
        instrument="sar", indicator=indicator, measures={"change": Lit(at_least=0.1)}, places=("kulikovo",),
        hit=at(0.8), false_alarm=at(0.05), concealed=at(0.0), dual_use=at(0.1), shows=at(0.3), why={"en": "x"},
    )  # fmt: skip
    return msgspec.structs.replace(plain, **more)


def problem(*links: InstrumentLink) -> Problem:
    return msgspec.structs.replace(problems.load("nuclear-escalation"), instruments=links)


def sign(days_ago: int, upstream: str = "u", indicator: str = "storage_activity") -> Observation:
    start = AS_OF - timedelta(days=days_ago)
    return Observation(
        id=digest(start.isoformat(), indicator, upstream), indicator=indicator, source="sar", kind="look", t_start=start,
        t_end=start + timedelta(days=1), t_known=start, method="t", method_version="1", upstream=upstream,
    )  # fmt: skip


def watched(days: int, status: Literal["watched", "not-watched", "broken"] = "watched") -> list[Coverage]:
    return [
        Coverage(
            id=digest(n, status), indicator="storage_activity", source="sar", t_start=AS_OF - timedelta(days=n),
            t_end=AS_OF - timedelta(days=n - 1), t_known=AS_OF - timedelta(days=n - 1), status=status, method="t", method_version="1",
        )
        for n in range(1, days + 1)
    ]  # fmt: skip


def on(given: Problem, seen: list[Observation], covered: list[Coverage]) -> float:
    """P(storage_activity is on), as judged."""
    judged = assess(given, (), (), covered, (), as_of=AS_OF, observations=seen, draws=200, explain=False)
    row = next(one for one in judged.indicators if one.id == "storage_activity")
    assert row.probability is not None
    return row.probability


def test_rates_are_the_declared_ones_with_conventional_use_on_both_sides() -> None:
    hit, false = rates(link(concealed=at(0.5)), DRAWS)
    b = 1 - 0.95 * 0.9
    assert false == pytest.approx(b, rel=1e-6)
    assert hit == pytest.approx(1 - (1 - 0.8 * 0.5) * (1 - b), rel=1e-6)


def test_one_quantile_over_all_indicators_of_an_instrument() -> None:
    wide: dict[str, Any] = {"hit": Range(low=0.1, high=0.7), "dual_use": Range(low=0.2, high=0.8)}
    one, other = rates(link(**wide), DRAWS), rates(link("dual_capable_deployment", **wide), DRAWS)
    assert np.array_equal(one[0], other[0])
    assert np.array_equal(one[1], other[1])
    ranked = rates(link(dual_use=Range(low=0.3, high=0.9)), DRAWS)[1]
    assert np.array_equal(np.argsort(ranked, kind="stable"), np.argsort(one[1], kind="stable")) or np.corrcoef(ranked, one[1])[0, 1] > 0.99


chance = st.floats(0, 1)


@given(chance, chance, chance, chance)
def test_a_sign_never_speaks_against(hit: float, noise: float, hidden: float, dual: float) -> None:
    a, b = rates(link(hit=at(hit), false_alarm=at(noise), concealed=at(hidden), dual_use=at(dual)), Draws(sets=4, lives=(60.0,), seed=0))
    assert np.all(a >= b - 1e-12)
    assert np.all((a >= 0) & (a <= 1))


def test_how_much_a_silent_day_weighs_is_declared() -> None:
    assert shows(link(), DRAWS) == pytest.approx(0.3, rel=1e-6)
    often, seldom = (on(problem(link(shows=at(share))), [], watched(10)) for share in (0.8, 0.05))
    assert often < seldom


def test_a_sign_raises_and_a_watched_silence_lowers_and_an_unwatched_one_does_nothing() -> None:
    given = problem(link())
    nothing = on(given, [], [])
    assert on(given, [sign(3)], watched(10)) > nothing * 1.5
    assert on(given, [], watched(30)) < nothing * 0.9
    assert on(given, [], watched(30, "not-watched")) == nothing
    assert on(given, [], watched(30, "broken")) == nothing


def test_what_conventional_use_always_does_says_nothing() -> None:
    given = problem(link(dual_use=at(1.0)))
    assert on(given, [sign(3)], watched(10)) == pytest.approx(on(given, [], []), rel=1e-3)


def test_more_ambiguous_is_worth_less() -> None:
    found = [on(problem(link(dual_use=at(share))), [sign(3)], watched(5)) for share in (0.0, 0.3, 0.6, 0.9)]
    assert found == sorted(found, reverse=True)


def test_a_second_sign_of_the_same_episode_brings_little() -> None:
    given = problem(link())
    once = on(given, [sign(3, "a")], [])
    assert on(given, [sign(3, "a"), sign(2, "b"), sign(1, "c")], []) <= once * 1.2


def test_an_indicator_may_be_linked_to_only_one_of_several() -> None:
    given = problem(link(), link("dual_capable_deployment"))
    assert link_of(given, "sar", "dual_capable_deployment") is not None
    assert link_of(given, "sar", "exercise") is None
    assert link_of(given, "reuters", "storage_activity") is None


def test_thermal_seismic_and_siren_feeds_never_bear_on_a_strike() -> None:
    never = {one.id for one in instruments.load().values() if one.never_strike}
    assert never
    for name in problems.shipped():
        shipped = problems.load(name)
        kinds = {one.id: one.kinds for one in shipped.indicators}
        for one in shipped.instruments:
            assert one.instrument not in never or "strike" not in kinds[one.indicator]


def test_every_link_says_how_far_conventional_use_explains_it() -> None:
    for name in problems.shipped():
        for one in problems.load(name).instruments:
            for bounds in (one.hit, one.false_alarm, one.concealed, one.dual_use, one.shows):
                assert bounds.assumption or bounds.source
                assert bounds.low < bounds.high
            assert set(one.why) >= {"en", "fr"}
