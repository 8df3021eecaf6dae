"""Series judged: p-values are uniform where nothing happens, nothing of the future enters, gaps are no zeros, steps are seen."""

from collections.abc import Sequence
from datetime import date as Day
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sense.series.worlds import Floats, quiet

from tocsin.errors import UsageError
from tocsin.library import series as declared
from tocsin.model.series import Count, Series
from tocsin.sense.series import judged, judged_all, kind_of, observations
from tocsin.sense.series.baseline import baseline
from tocsin.sense.series.smoothed import by_day
from tocsin.sense.series.tails import Floats as Array

MONDAY = Day(2024, 1, 1)


def counts(values: Sequence[float | None], first: Day = MONDAY) -> list[Count]:
    return [Count(day=first + timedelta(n), value=value) for n, value in enumerate(values)]


def p_values(values: Floats, second: bool = False) -> tuple[Array, Array]:
    """(days, series) p of the smoothed count, and of the day alone, after the first 150 days."""
    found = judged_all({str(k): counts(values[:, k].tolist()) for k in range(values.shape[1])}, second=second)
    pairs = [[(one.p, one.p_day) for one in series.days[150:]] for series in found]
    both = np.array(pairs, dtype=float)
    return both[..., 0].T, both[..., 1].T


@pytest.mark.parametrize(
    ("law", "mean"),
    [("poisson", 0.5), ("poisson", 6), ("poisson", 200), ("overdispersed", 2), ("overdispersed", 50), ("weekdays", 5), ("weekdays", 60)],
)
def test_under_the_null_so_many_days_have_so_small_a_p(law: str, mean: float) -> None:
    smoothed, _ = p_values(quiet(law, mean, 40, 700, 11))
    for level, room in ((1 / 60, 0.006), (0.05, 0.01), (0.25, 0.03), (0.5, 0.04), (0.75, 0.04)):
        assert (smoothed <= level).mean() == pytest.approx(level, abs=room)


@pytest.mark.parametrize("mean", [5, 50])
def test_where_days_go_together_p_still_means_p(mean: float) -> None:
    """The hidden level is autocorrelated with .7 a day: an average of days scatters more, and that is learnt."""
    smoothed, by_itself = p_values(quiet("lasting", mean, 40, 700, 12))
    for level, room in ((1 / 60, 0.008), (0.05, 0.015), (0.25, 0.03), (0.5, 0.04)):
        assert (smoothed <= level).mean() == pytest.approx(level, abs=room)
    assert (by_itself <= 1 / 60).mean() == pytest.approx(1 / 60, abs=0.006)


def test_with_ties_drawn_the_p_of_a_day_is_uniform() -> None:
    """Of rare counts, where half of a tie cannot be uniform."""
    values = quiet("poisson", 0.4, 40, 700, 13)
    base = baseline(values, np.arange(700) % 7, declared.load())
    drawn = by_day(values, base, True, np.random.default_rng(1).uniform(size=values.shape))[150:]
    for level in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert (drawn <= level).mean() == pytest.approx(level, abs=0.03)


@settings(max_examples=6)
@given(
    st.lists(st.none() | st.integers(0, 40), min_size=20, max_size=40),
    st.integers(10, 40),
    st.lists(st.none() | st.integers(0, 10_000), min_size=1, max_size=20),
    st.sampled_from(["up", "down", "either"]),
)
def test_nothing_of_the_future_changes_a_day(past: list[int | None], cut: int, other: list[int | None], side: str) -> None:
    past[0] = past[0] or 1
    cut = min(cut, len(past))
    whole = judged(counts(past), side=side)  # type: ignore[arg-type]
    changed = judged(counts([*past[:cut], *other]), side=side)  # type: ignore[arg-type]
    assert whole.days[:cut] == changed.days[:cut]


@settings(max_examples=6)
@given(st.lists(st.none() | st.integers(0, 60), min_size=25, max_size=40))
def test_probabilities_are_such_and_a_gap_has_none(values: list[int | None]) -> None:
    values[0] = values[0] or 1
    for one in judged(counts(values)).days:
        assert (one.p is None) or (0 < one.p <= 1 and one.p_day is not None and 0 <= one.p_day <= 1)
        assert ("gap" in one.flags) == (one.value is None)
        if one.value is None:
            assert one.p is None
            assert one.p_day is None
        if one.low is not None and one.high is not None and one.expected is not None:
            assert one.low <= one.high
        assert one.change is None or 0 <= one.change <= 1


def test_series_judged_together_are_judged_apart() -> None:
    values = quiet("weekdays", 4, 3, 120, 5)
    some = {str(k): counts(values[:, k].tolist()) for k in range(3)}
    some["later"] = counts(values[:, 0].tolist(), MONDAY + timedelta(9))
    together = judged_all(some)
    assert [series.name for series in together] == list(some)
    for series in together:
        apart = judged(some[series.name], name=series.name)
        for one, other in zip(series.days, apart.days, strict=True):
            assert (one.day, one.value, one.since, one.flags) == (other.day, other.value, other.since, other.flags)
            if one.p is not None:
                assert one.p == pytest.approx(other.p, rel=1e-9)
                assert one.change == pytest.approx(other.change, rel=1e-9, abs=1e-12)


def test_a_gap_is_no_zero() -> None:
    values: list[float | None] = list(quiet("poisson", 8, 1, 200, 2)[:, 0])
    missing = [*values[:120], *[None] * 30, *values[150:]]
    zeros = [*values[:120], *[0.0] * 30, *values[150:]]
    gapped, zeroed = judged(counts(missing)), judged(counts(zeros))
    back = gapped.days[150]
    assert back.expected == pytest.approx(gapped.days[119].expected, rel=0.35)
    assert "after-gap" in back.flags
    assert "alarm" not in back.flags
    assert (zeroed.days[150].expected or 0) < 0.7 * (back.expected or 0)


def test_a_run_of_gaps_widens_what_is_expected() -> None:
    values: list[float | None] = list(quiet("poisson", 50, 1, 200, 4)[:, 0])
    plain = judged(counts(values)).days[190]
    gapped = judged(counts([*values[:160], *[None] * 30, *values[190:]])).days[190]

    def width(low: float | None, high: float | None) -> float:
        return (high or 0) - (low or 0)

    assert width(gapped.low, gapped.high) > 1.3 * width(plain.low, plain.high)


def step(times: float, mean: float = 4, at: int = 200, seed: int = 8) -> Series:
    values = quiet("poisson", mean, 1, 260, seed)[:, 0]
    values[at:] += np.random.default_rng(seed).poisson(mean * (times - 1), 260 - at)
    return judged(counts(values.tolist()))


def test_a_step_is_unusual_within_days_and_the_second_opinion_agrees_and_dates_it() -> None:
    found = step(3)
    alarms = [n for n, one in enumerate(found.days) if "alarm" in one.flags and n >= 200]
    assert alarms[0] <= 203
    agreeing = [n for n, one in enumerate(found.days) if "agrees" in one.flags and n >= 200]
    assert agreeing[0] <= 206
    since = found.days[208].since
    assert since is not None
    assert abs((since - (MONDAY + timedelta(200))).days) <= 2
    assert found.days[208].level == pytest.approx(12, rel=0.35)
    assert any("level-shift" in one.flags for one in found.days[205:])


def test_a_fall_is_seen_by_who_asks_for_it() -> None:
    values = quiet("poisson", 12, 1, 230, 9)[:, 0]
    values[200:] = np.random.default_rng(1).poisson(3, 30)
    down, up = judged(counts(values.tolist()), side="down"), judged(counts(values.tolist()))
    assert any("alarm" in one.flags for one in down.days[200:205])
    assert not any("alarm" in one.flags for one in up.days[200:230])
    either = judged(counts(values.tolist()), side="either")
    assert any("alarm" in one.flags for one in either.days[200:206])


def test_a_weekday_is_not_news() -> None:
    values = quiet("weekdays", 40, 1, 400, 3)[:, 0]
    days = judged(counts(values.tolist())).days[300:400]
    by_weekday = {n: np.mean([one.expected for one in days if one.day.weekday() == n]) for n in range(7)}
    assert by_weekday[4] > 1.6 * by_weekday[5] > 1.6 * by_weekday[6]


def test_a_holiday_is_a_day_of_its_own() -> None:
    first = Day(2020, 1, 1)
    days = [first + timedelta(n) for n in range(2 * 366)]
    off = [day for day in days if day.day in (3, 17)]
    rng = np.random.default_rng(6)
    values = [float(rng.poisson(10 if day in off else 50)) for day in days]
    known = judged(counts(values, first), days_off=off, second=False).days[-60:]
    plain = judged(counts(values, first), second=False).days[-60:]
    of_known = np.mean([one.expected for one in known if "holiday" in one.flags])
    of_plain = np.mean([one.expected for one in plain if one.day in off])
    assert of_known < 20 < of_plain


def test_a_short_history_says_so_and_a_first_week_says_nothing() -> None:
    found = judged(counts([3.0] * 30))
    assert found.days[5].p is None
    assert found.days[25].p is not None
    assert all("short-history" in one.flags for one in found.days)


def test_a_trend_is_told() -> None:
    rng = np.random.default_rng(2)
    values = rng.poisson(20 * np.exp(np.arange(250) * 0.01)).astype(float)
    assert "trend-up" in judged(counts(values.tolist())).days[-1].flags
    assert not any("trend-up" in one.flags for one in judged(counts(quiet("poisson", 20, 1, 250, 2)[:, 0].tolist())).days[150:])


def test_measures_are_judged_without_a_second_opinion() -> None:
    rng = np.random.default_rng(5)
    values = 280 + rng.normal(0, 2.5, 300)
    values[290:] += 12
    found = judged(counts(values.tolist()), side="up", unit="K")
    assert found.kind == "measures"
    assert "alarm" in found.days[291].flags
    assert found.days[291].change is None
    assert np.mean([(one.p or 1) <= 0.05 for one in found.days[100:290]]) < 0.12


def test_what_counts_as_counts() -> None:
    assert kind_of(counts([1, 2, None])) == "counts"
    assert kind_of(counts([1.5, 2])) == "measures"
    assert kind_of(counts([-1, 2])) == "measures"


def test_two_counts_of_one_day_are_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="two counts for 2024-01-01"):
        judged([Count(day=MONDAY, value=1), Count(day=MONDAY, value=2)], name="x")


def test_an_unknown_country_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="no holidays are known of 'zz'"):
        judged(counts([1, 2, 3]), country="zz")


def test_a_count_of_nothing_but_zeros_is_not_unusual() -> None:
    assert not any("alarm" in one.flags for one in judged(counts([0.0] * 120)).days)


def test_observations_carry_baseline_and_p() -> None:
    found = step(3)
    seen = observations(found, indicator="exercise", source="alert-counts", since=MONDAY + timedelta(199), until=MONDAY + timedelta(203))
    assert [one.value for one in seen] == [one.value for one in found.days[199:204]]
    assert [one.p_null for one in seen] == [one.p for one in found.days[199:204]]
    assert all(one.baseline is not None and one.t_end is not None and one.t_known >= one.t_end for one in seen)
    assert len({one.id for one in seen}) == 5


def test_many_series_of_their_own_lengths_go_through_together() -> None:
    rng = np.random.default_rng(7)
    some = {str(k): counts(rng.poisson(3, 40 + k).astype(float).tolist(), MONDAY + timedelta(int(rng.integers(0, 60)))) for k in range(280)}
    found = judged_all(some, second=False)
    assert [series.name for series in found] == list(some)
    for series in found[:: len(found) // 2]:
        alone = judged(some[series.name], second=False)
        assert [one.day for one in series.days] == [count.day for count in some[series.name]]
        for one, other in zip(series.days, alone.days, strict=True):
            assert (one.flags, one.value) == (other.flags, other.value)
            assert one.p == (None if other.p is None else pytest.approx(other.p, rel=1e-9))


def test_what_kind_it_is_may_be_said() -> None:
    whole = [float(v) for v in quiet("poisson", 30, 1, 60, 2)[:, 0]]
    assert judged_all({"a": counts(whole)}, kind="measures")[0].kind == "measures"


def test_a_mistyped_year_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="look at the dates"):
        judged([Count(day=Day(202, 1, 1), value=1), Count(day=MONDAY, value=2)])
