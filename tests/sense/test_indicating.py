"""From what instruments measured to what it says of indicators: links, signs, silence, the polar night."""

import re
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.judge.sentences import translated
from tocsin.library import problems
from tocsin.model import Coverage, Look, Observation, Place, digest
from tocsin.model.declared import Problem, Range
from tocsin.model.instruments import InstrumentLink, Lit
from tocsin.sense.daily_values import Key, Unusual, by_nothing, counts, told
from tocsin.sense.indicating import indicated

AS_OF = datetime(2024, 12, 20, tzinfo=UTC)
PLACE = {
    "kulikovo": Place(id="kulikovo", name="Kulikovo", lat=54.9, lon=20.4),
    "gadzhiyevo": Place(id="gadzhiyevo", name="G", lat=69.3, lon=33.3),
}
WIDE = Range(low=0.1, high=0.6)


def problem(*links: InstrumentLink) -> Problem:
    return msgspec.structs.replace(problems.load("nuclear-escalation"), instruments=links)


def link(instrument: str = "sar", indicator: str = "storage_activity", **more: Any) -> InstrumentLink:
    plain = InstrumentLink(
        instrument=instrument,
        indicator=indicator,
        measures={"change": Lit(at_least=0.1)},
        places=("kulikovo",),
        hit=WIDE,
        false_alarm=WIDE,
        concealed=WIDE,
        dual_use=WIDE,
        shows=WIDE,
        why={"en": "x"},
    )
    return msgspec.structs.replace(plain, **more)


def saw(value: float, day: int, measure: str = "sar/change", place: str = "kulikovo", hours: tuple[int, int] = (0, 24)) -> Observation:
    start = datetime(2024, 12, day, tzinfo=UTC)
    a, b = start + timedelta(hours=hours[0]), start + timedelta(hours=hours[1])
    return Observation(
        id=digest(measure, place, a.isoformat(), b.isoformat(), value), indicator=measure, source=measure.partition("/")[0], kind="look",
        value=value, t_start=a, t_end=b, t_known=b, place=PLACE[place], method="t", method_version="1", unit="share",
    )  # fmt: skip


def watched(day: int, measure: str = "sar/change", place: str = "kulikovo", hours: tuple[int, int] = (0, 24), status: Any = "watched",
            looked: float = 1.0, why: str | None = None) -> Coverage:  # fmt: skip
    start = datetime(2024, 12, day, tzinfo=UTC)
    a, b = start + timedelta(hours=hours[0]), start + timedelta(hours=hours[1])
    return Coverage(
        id=digest(measure, place, a.isoformat(), b.isoformat(), status, looked),
        indicator=measure,
        source=measure.partition("/")[0],
        t_start=a,
        t_end=b,
        t_known=b,
        status=status,
        looked=looked,
        place=PLACE[place],
        method="t",
        method_version="1",
        why=why,
    )


def test_a_value_over_the_limit_is_a_sign_and_less_is_a_watched_silence() -> None:
    found = indicated(problem(link()), [saw(0.5, 3), saw(0.05, 4)], [watched(3), watched(4), watched(5)], as_of=AS_OF)
    assert [(o.indicator, o.source, o.value, o.t_start) for o in found.observations] == [
        ("storage_activity", "sar", 1.0, datetime(2024, 12, 3, tzinfo=UTC))
    ]
    assert [(c.indicator, c.source, c.status, c.t_start.day if c.t_start else 0) for c in found.coverage] == [
        ("storage_activity", "sar", "watched", day) for day in (3, 4, 5)
    ]


def test_nothing_known_later_is_looked_at() -> None:
    assert not indicated(problem(link()), [saw(0.5, 3)], [watched(3)], as_of=datetime(2024, 12, 3, 12, tzinfo=UTC)).observations


def test_several_hours_of_a_day_cover_their_share_of_it() -> None:
    hours = [watched(3, hours=(n, n + 1)) for n in range(6)]
    (one,) = indicated(problem(link()), [], hours, as_of=AS_OF).coverage
    assert one.looked == pytest.approx(0.25)


def test_places_that_nobody_looked_at_lower_the_share() -> None:
    both = link(places=("kulikovo", "gadzhiyevo"))
    (one,) = indicated(problem(both), [], [watched(3)], as_of=AS_OF).coverage
    assert one.looked == pytest.approx(0.5)


@pytest.mark.parametrize(("status", "why"), [("broken", "it makes no sense"), ("not-watched", "HTTP 503")])
def test_a_feed_that_failed_is_neither_silence_nor_news(status: str, why: str) -> None:
    (one,) = indicated(problem(link()), [], [watched(3, status=status, looked=0.0, why=why)], as_of=AS_OF).coverage
    assert (one.status, one.looked, one.why) == (status, 0.0, why)


def test_an_optical_look_in_the_polar_night_is_none() -> None:
    optical = link("optical", measures={"change": Lit(at_least=0.1)}, places=("gadzhiyevo",), needs=("daylight", "clear-sky"))
    seen = [saw(0.9, 10, "optical/change", "gadzhiyevo")]
    found = indicated(problem(optical), seen, [watched(10, "optical/change", "gadzhiyevo")], as_of=AS_OF)
    assert not found.observations
    assert {one.status for one in found.coverage} == {"not-watched"}
    (why,) = {one.why for one in found.coverage}
    told = re.fullmatch(r"night: no optical look possible at Gadzhiyevo until (\d+) January 2025", why or "")
    assert told is not None
    # The sun's declination there passes -20.7 degrees between 16 and 20 January (Astronomical Almanac).
    assert 16 <= int(told.group(1)) <= 20


def test_the_reasons_have_their_french() -> None:
    optical = link("optical", measures={"change": Lit(at_least=0.1)}, places=("gadzhiyevo",), needs=("daylight",))
    night = indicated(problem(optical), [], [watched(10, "optical/change", "gadzhiyevo")], as_of=AS_OF).coverage[0].why or ""
    assert translated(night, "fr").startswith("nuit : aucun regard optique possible sur Gadzhiyevo avant le 1")
    assert translated(night, "fr").endswith("janvier 2025")
    looks = problem(link("optical", needs=("daylight",)))
    covered = [watched(3, "optical/change"), watched(4, "optical/change")]
    unseen = indicated(looks, [], covered, [look(3), look(4, "stale: elements of 40 days"), look(5)], as_of=AS_OF).coverage
    assert "de façon utile le 4 décembre 2024" in translated(next(c.why for c in unseen if c.why) or "", "fr")


def test_radar_sees_by_night() -> None:
    radar = link(places=("gadzhiyevo",), needs=("radar",))
    found = indicated(problem(radar), [saw(0.9, 10, place="gadzhiyevo")], [watched(10, place="gadzhiyevo")], as_of=AS_OF)
    assert found.observations
    assert {one.status for one in found.coverage} == {"watched"}


def look(day: int, refused: str | None = None) -> Look:
    return Look(
        id=f"look-{day}", satellite="SYNTH-1", sensor="synthetic", place=PLACE["kulikovo"], t=datetime(2024, 12, day, 9, tzinfo=UTC),
        t_sigma=1.0, off_nadir_deg=5.0, elevation_deg=80.0, sun_elevation_deg=11.0, p_clear=0.4, refused=refused,
    )  # fmt: skip


def test_without_a_usable_look_nobody_can_have_looked_and_with_one_nobody_need_have() -> None:
    optical = problem(link("optical", needs=("daylight",)))
    covered = [watched(3, "optical/change"), watched(4, "optical/change")]
    looks = [look(3), look(4, "stale: elements of 40 days"), look(5)]
    found = {c.t_start.day: c for c in indicated(optical, [], covered, looks, as_of=AS_OF).coverage}
    assert found[3].status == "watched"
    assert found[4].status == "not-watched"
    assert "no satellite had a usable optical look at Kulikovo" in (found[4].why or "")
    assert 5 not in found  # an opportunity is no look


def test_a_limit_on_what_is_usual_needs_a_past() -> None:
    usual = link(measures={"change": Lit(p_null=0.01)})
    covered = [watched(day) for day in range(1, 10)]
    assert not indicated(problem(usual), [saw(0.9, 9)], covered, as_of=AS_OF, past=by_nothing).observations

    def past(series: object) -> dict[Key, dict[Day, Unusual]]:
        return {("sar/change", "kulikovo"): {Day(2024, 12, 9): Unusual(0.02, 0.0004)}}

    (one,) = indicated(problem(usual), [saw(0.9, 9)], covered, as_of=AS_OF, past=past).observations
    assert (one.baseline, one.p_null) == (0.02, 0.0004)


def test_an_image_brings_its_own_chance() -> None:
    usual = link(measures={"change": Lit(p_null=0.01)})
    seen = [msgspec.structs.replace(saw(0.2, 9), p_null=0.0001, baseline=0.01), msgspec.structs.replace(saw(0.3, 8), p_null=0.2)]
    (one,) = indicated(problem(usual), seen, [watched(8), watched(9)], as_of=AS_OF).observations
    assert (one.t_start, one.p_null) == (datetime(2024, 12, 9, tzinfo=UTC), 0.0001)


def test_a_mirror_of_the_feed_moves_nothing() -> None:
    one = saw(0.5, 3)
    again = msgspec.structs.replace(one, raw="1" * 64, t_known=one.t_known + timedelta(days=1))
    first = indicated(problem(link()), [one], [watched(3)], as_of=AS_OF)
    both = indicated(problem(link()), [one, msgspec.structs.replace(again, id="f" * 64)], [watched(3), watched(3)], as_of=AS_OF)
    assert [o.id for o in first.observations] == [o.id for o in both.observations]


def test_what_names_an_indicator_already_stays() -> None:
    plain = msgspec.structs.replace(saw(1.0, 3), indicator="storage_activity", source="somebody")
    assert indicated(problem(link()), [plain], [], as_of=AS_OF).observations == (plain,)


def test_days_between_are_gaps_where_nobody_looked_and_zero_where_somebody_did() -> None:
    days = told([saw(0.5, 3)], [watched(3), watched(4), watched(7)])[("sar/change", "kulikovo")]
    assert counts(days) == [
        (Day(2024, 12, 3), 0.5), (Day(2024, 12, 4), 0.0), (Day(2024, 12, 5), None), (Day(2024, 12, 6), None), (Day(2024, 12, 7), 0.0),
    ]  # fmt: skip


def test_values_of_one_interval_are_versions_and_of_several_come_together() -> None:
    seen = [saw(3, 3, "adsb/military", hours=(1, 2)), saw(5, 3, "adsb/military", hours=(1, 2)), saw(4, 3, "adsb/military", hours=(2, 3))]
    assert told(seen, [])[("adsb/military", "kulikovo")][Day(2024, 12, 3)].value == 5
    shares = [saw(0.2, 3, "adsb/low-integrity", hours=(1, 2)), saw(0.4, 3, "adsb/low-integrity", hours=(2, 3))]
    assert told(shares, [])[("adsb/low-integrity", "kulikovo")][Day(2024, 12, 3)].value == pytest.approx(0.3)


@given(st.lists(st.tuples(st.integers(1, 15), st.floats(0, 1), st.sampled_from(["watched", "broken", "not-watched"])), max_size=12))
def test_more_measurements_never_make_more_than_one_observation_and_one_coverage_a_day(some: list[tuple[int, float, str]]) -> None:
    seen = [saw(round(value, 3), day) for day, value, _ in some]
    covered = [watched(day, status=status) for day, _, status in some]
    found = indicated(problem(link()), seen, covered, as_of=AS_OF)
    for days in ([one.t_start for one in found.observations], [one.t_start for one in found.coverage]):
        assert len(days) == len(set(days))
    assert [c.id for c in found.coverage] == [c.id for c in indicated(problem(link()), seen[::-1], covered[::-1], as_of=AS_OF).coverage]
