"""The whole answer: masses that add up, hours in order, the worst, the days, and who is blind."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.margin.made import between, channel, own, path, pathways, rich, setting, sky, step
from tocsin.library import problems
from tocsin.model import to_json
from tocsin.model.margin import Margin
from tocsin.model.pathways import Sees
from tocsin.warn.margin import QUANTILES, chosen, margin
from tocsin.warn.margin.sky import NO_SKY

EYE = channel("eye", {"load": Sees(per_look=between(0.2, 0.5))}, sensors=("s",), known_since=date(2020, 1, 1))


def found() -> Margin:
    return margin(setting(rich((EYE,)), draws=20, inner=32), "made", needs=6.0)


@settings(max_examples=10)
@given(st.floats(0, 72))
def test_masses_add_up_and_lie_in_their_ranges(needs: float) -> None:
    one = margin(setting(rich(), draws=20, inner=16), "made", needs=needs)
    assert one.never_seen.mean + one.too_late.mean + one.in_time.mean == pytest.approx(1.0)
    for mass in (one.never_seen, one.too_late, one.in_time):
        assert 0 <= mass.low <= mass.high <= 1
    assert one.needs_hours == needs


def test_hours_come_in_order_and_agree_with_the_masses() -> None:
    one = found()
    hours = [hour for name in QUANTILES if (hour := one.hours[name]) is not None]
    assert len(hours) == len(QUANTILES)
    assert hours == sorted(hours)
    assert one.scenarios == 20 * 32 * 3
    within = sum(row.share.mean * row.in_time.mean for row in one.strategies)
    assert within == pytest.approx(one.in_time.mean, abs=0.01)
    assert sum(one.first_seen_by.values()) <= 1


def test_the_worst_strategy_is_the_one_least_in_time() -> None:
    one = found()
    worst = min(one.strategies, key=lambda row: row.in_time.mean)
    assert one.worst.strategy == worst.strategy
    assert one.worst.not_in_time == pytest.approx(1 - worst.in_time.mean)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    assert to_json(found()) == to_json(found())
    assert to_json(margin(setting(rich(), draws=20, inner=32, seed=1), "made")) != to_json(
        margin(setting(rich(), draws=20, inner=32), "made")
    )


def test_days_differ_where_the_sky_does() -> None:
    over = sky("eye", "here", [60.0, 62.0, 64.0, 66.0])
    declared = rich((EYE,))
    declared_here = pathways(
        (path(step("load", 20, places=("here",))),), (EYE, channel("x", {"load": Sees(once=between(0.8, 0.9))})), side=own()
    )
    one = margin(setting(declared_here, over=over, draws=20, inner=32), "made", needs=1.0, days=4)
    assert [day.date for day in one.by_date] == [date(2024, 11, 25 + k) for k in range(4)]
    assert one.by_date[2].in_time.mean > one.by_date[0].in_time.mean
    assert len(margin(setting(declared, draws=20, inner=16), "made", days=3).by_date) == 3


def test_a_channel_without_looks_is_blind_and_says_why() -> None:
    assert [one.channel for one in found().blind] == ["eye"]
    assert "orbital elements" in found().blind[0].why["en"]
    early = replace(setting(rich((EYE,)), draws=20, inner=16), as_of=setting(rich()).as_of.replace(year=2019))
    assert "2020" in margin(early, "made").blind[0].why["en"]


def test_more_is_needed_less_is_in_time() -> None:
    chances = [chance for _, chance in found().by_needs]
    assert chances == sorted(chances, reverse=True)


def test_a_way_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        chosen(rich(), "tunnel")


@pytest.mark.parametrize("name", problems.shipped())
def test_shipped_ways_can_be_worked_through(name: str) -> None:
    declared = problems.load(name).pathways
    assert declared is not None
    one = margin(setting(declared, draws=20, inner=8), name)
    assert one.worst.not_in_time >= 1 - one.in_time.mean
    assert all(np.isfinite(row.takes_hours["p50"]) for row in one.strategies)
    assert one.looks == NO_SKY.kind
    assert one.false_confirmations is not None
