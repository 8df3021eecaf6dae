"""From records to days: coverage by day, relays, and what is left out of a run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.worlds import AS_OF, SOURCES, case, day, indicator, problem, watched
from tocsin.judge.evidence import observe
from tocsin.judge.filter import Datum
from tocsin.judge.parameters import draws_for
from tocsin.judge.timeline import PRESS_MOST, build, coverage_by_day, watched_days
from tocsin.model import Coverage, Origin, Reading, Upstream

PROBLEM = problem()
DRAWS = draws_for(400, PROBLEM.observing, 0)
START = AS_OF.date() - timedelta(days=PROBLEM.start_days)


def timeline(pairs: list[tuple[Origin, Reading]], coverage: list[Coverage] | None = None) -> list[Datum]:
    seen = observe([o for o, _ in pairs], [r for _, r in pairs], PROBLEM, SOURCES).observations
    indicators = {one.id: one for one in PROBLEM.indicators}
    profiles = {profile.id: profile for profile in SOURCES}
    origins = {origin.id: origin for origin, _ in pairs}
    return build(indicators, seen, coverage or [], origins, profiles, PROBLEM, DRAWS, START, PROBLEM.start_days)


def test_days_touched_by_a_record() -> None:
    record = watched("satellite", "storage", 10, 3)
    assert list(watched_days(record, START, 120)) == [110, 111, 112]
    instant = Coverage(**{**{f: getattr(record, f) for f in record.__struct_fields__}, "t_end": record.t_start})
    assert list(watched_days(instant, START, 120)) == [110]
    assert list(watched_days(watched("satellite", "storage", 3, 30), START, 120)) == [117, 118, 119, 120]
    assert list(watched_days(watched("satellite", "storage", 130, 12), START, 120)) == [0, 1]


def test_the_best_look_of_a_day_counts_and_a_broken_one_never() -> None:
    records = [
        watched("s", "storage", 5, 2, looked=0.3),
        watched("s", "storage", 5, 1, looked=0.6),
        watched("s", "storage", 4, 1, status="broken"),
    ]
    assert coverage_by_day(records, START, 120) == {("storage", "s", 115): (0.6, 1.0)}
    assert coverage_by_day([watched("s", "storage", 5, 2, looked=0.0)], START, 120) == {}
    assert coverage_by_day([watched("s", "storage", 5, 2, status="not-watched")], START, 120) == {}


def test_coverage_is_looked_times_published_and_the_press_never_covers_with_one() -> None:
    data = timeline([], [watched("satellite", "storage", 5, 1, looked=0.5), watched("alpha", "storage", 5, 1, looked=1.0)])
    by_source = {datum.source: datum.value for datum in data}
    assert {datum.kind for datum in data} == {"silent"}
    satellite, press = by_source["satellite"], by_source["alpha"]
    assert satellite is not None
    assert press is not None
    assert satellite.max() <= 0.5
    assert satellite.mean() == pytest.approx(0.5 * 0.62, abs=0.03)
    assert press.max() <= PRESS_MOST


def test_a_day_with_a_report_is_not_silent() -> None:
    data = timeline([case("a", 5)], [watched("alpha", "storage", 6, 3)])
    assert [(datum.day, datum.kind) for datum in sorted(data, key=lambda d: d.day)] == [(114, "silent"), (115, "report"), (116, "silent")]


def test_what_lies_before_the_run_is_left_to_the_prior() -> None:
    assert timeline([case("old", 140)]) == []


@pytest.mark.parametrize(("status", "share"), [("known", 1.0), ("suspected", 0.5)])
def test_few_sources_of_a_named_upstream_copy_a_claim(status: str, share: float) -> None:
    shared = Upstream(status=status, id="one-leak")  # type: ignore[arg-type]
    data = timeline([case("a", 9, upstream=shared), case("b", 8, "beta", upstream=shared)])
    assert [(d.source, d.relays, d.lanes) for d in data] == [("alpha", None, None), ("beta", ("alpha", share), None)]
    own = case("own", 5, "beta", upstream=Upstream(status="known", id="another"))
    data = timeline([case("a", 9, upstream=shared), case("b", 8, "beta", upstream=shared), own])
    assert [d.relays for d in data] == [None] * len(data), "what says something of its own too is left to the draws"


@pytest.mark.parametrize(
    ("status", "name", "share"), [("known", "one-leak", 0.65), ("suspected", "one-leak", 0.32), ("unknown", None, 0.16)]
)
def test_many_sources_and_unknown_upstreams_fold_into_the_first_in_some_draws(status: str, name: str | None, share: float) -> None:
    shared = Upstream(status=status, id=name)  # type: ignore[arg-type]
    others = [case(f"o{n}", 20 + n, publisher) for n, publisher in enumerate(("gamma", "delta"))]
    data = timeline([*others, case("a", 9, upstream=shared), case("b", 8, "beta", upstream=shared)])
    relayed = [d for d in data if d.day == 112 and d.lanes is not None]
    assert all(d.relays is None for d in data)
    assert {d.source for d in relayed} >= {"beta"}
    folded = [d.lanes.mean() for d in relayed if d.source != "beta" and d.lanes is not None]
    assert folded == [pytest.approx(share, abs=0.1)]


def test_an_indicator_of_another_process_is_not_built() -> None:
    other = {"elsewhere": indicator("elsewhere")}
    seen = observe([case("a", 5)[0]], [case("a", 5)[1]], PROBLEM, SOURCES).observations
    assert build(other, seen, [watched("alpha", "storage", 6, 3)], {}, {}, PROBLEM, DRAWS, START, 120) == []


def test_times_are_read_in_utc() -> None:
    record = watched("s", "storage", 5, 1)
    begin = datetime(2022, 10, 15, 23, 30, tzinfo=UTC)
    late = Coverage(**{**{f: getattr(record, f) for f in record.__struct_fields__}, "t_start": begin, "t_end": day(5) + timedelta(days=1)})
    assert list(watched_days(late, START, 120)) == [115, 116]


def test_a_source_that_only_relays_is_silent_as_the_one_it_relays() -> None:
    shared = Upstream(status="known", id="one-leak")
    others = [case(f"o{n}", 20 + n, publisher) for n, publisher in enumerate(("gamma", "delta"))]
    pairs = [*others, case("a", 9, upstream=shared), case("b", 8, "beta", upstream=shared)]
    data = [d for d in timeline(pairs, [watched("beta", "storage", 5, 2)]) if d.kind == "silent"]
    assert [(d.day, d.source) for d in data] == [(115, "alpha"), (115, "beta"), (116, "alpha"), (116, "beta")]
    masks = [d.lanes for d in data if d.lanes is not None]
    assert (masks[0] ^ masks[1]).all()
    assert masks[0].mean() == pytest.approx(0.65, abs=0.1)


@given(
    watches=st.lists(st.tuples(st.sampled_from(["satellite", "alpha"]), st.integers(1, 40), st.integers(1, 20)), max_size=4),
    failures=st.lists(st.tuples(st.sampled_from(["satellite", "alpha"]), st.integers(1, 40), st.integers(1, 20)), max_size=3),
)
@settings(max_examples=30, deadline=None)
def test_a_broken_collector_is_neither_silence_nor_news(watches: list[tuple[str, int, int]], failures: list[tuple[str, int, int]]) -> None:
    """Where it was broken there is no datum at all; every other day is as if nothing had broken."""
    working = [watched(source, "storage", ago, days) for source, ago, days in watches]
    broken = [watched(source, "storage", ago, days, status="broken") for source, ago, days in failures]
    down = {(r.source, d) for r in broken for d in watched_days(r, START, PROBLEM.start_days)}
    left, whole = ({(d.source, d.day, d.kind) for d in timeline([], records)} for records in ([*working, *broken], working))
    assert left == {one for one in whole if one[:2] not in down}
