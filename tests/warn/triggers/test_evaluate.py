"""Triggers: levels with a way back, facts once, groups with one running event, and no alert twice."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.triggers.made import NOW, Watch, broken, judged, later, trigger
from tocsin.model import Alert, Drift, Statement
from tocsin.model.triggers import SEVERITIES
from tocsin.warn.triggers import PathwayMargin, Situation, evaluate, events

RISE = trigger("probability", "rise", of=["breach"], up=0.02, down=0.01)


@given(st.lists(st.floats(0, 0.05), max_size=30))
def test_a_probability_rings_on_the_way_up_and_is_over_below_the_way_down(chances: list[float]) -> None:
    watch, on = Watch(RISE), False
    for number, chance in enumerate(chances):
        told = [alert.message for alert in watch.look(judged(chance, now=later(number)))]
        now = chance >= 0.02 or (on and chance >= 0.01)
        assert told == (["alert"] if now and not on else ["cancel"] if on and not now else [])
        on = now


def test_which_end_of_the_range_is_looked_at() -> None:
    high = trigger("probability", "high", of=["breach"], up=0.02, down=0.01, bound="high")
    low = trigger("probability", "low", of=["breach"], up=0.02, down=0.01, bound="low")
    assert [a.triggers for a in Watch(high, low).look(judged(0.011))] == [("high",)]
    assert sorted(a.triggers for a in Watch(high, low).look(judged(0.05))) == [("high",), ("low",)]


def test_indicators_of_one_group_are_one_event_until_the_last_is_off() -> None:
    trucks = trigger("indicator", "a", of=["trucks"], states=["lit"], group="preparation", severity="severe")
    others = trigger("indicator", "b", of=["sluices", "seepage"], states=["lit"], group="preparation")
    watch = Watch(trucks, others)
    assert watch.look(judged()) == ()
    (opened,) = watch.look(judged(lit=["sluices"], now=later(1)))
    (graver,) = watch.look(judged(lit=["sluices", "trucks", "seepage"], now=later(2)))
    (fewer,) = watch.look(judged(lit=["trucks"], now=later(3)))
    (over,) = watch.look(judged(now=later(4)))
    assert [a.message for a in (opened, graver, fewer, over)] == ["alert", "update", "update", "cancel"]
    assert {a.event for a in (opened, graver, fewer, over)} == {opened.event}
    assert [a.number for a in (opened, graver, fewer, over)] == [1, 2, 3, 4]
    assert [a.severity for a in (opened, graver)] == ["moderate", "severe"]
    assert (graver.added, graver.count) == (2, 3)
    assert all(not cause.on for cause in (*fewer.causes, *over.causes))
    assert not over.acknowledge
    (again,) = watch.look(judged(lit=["trucks"], now=later(5)))
    assert again.event != opened.event


def test_what_was_not_looked_at_stays_as_it_was() -> None:
    watch = Watch(trigger("indicator", of=["trucks"], states=["lit"]), trigger("collector", states=["broken"]))
    watch.look(judged(lit=["trucks"], collectors=broken("post")))
    blind = Situation(now=later(9), problem=judged().problem)
    assert watch.look(blind) == ()
    # A source that is no longer followed is no longer broken.
    assert [a.message for a in watch.look(judged(now=later(10), collectors=()))] == ["cancel", "cancel"]


def test_a_storm_is_one_event_with_a_count() -> None:
    watch = Watch(trigger("collector", states=["broken"], update_minutes=60))
    (first,) = watch.look(judged(collectors=broken(*(f"source-{n}" for n in range(300)))))
    assert (first.count, first.added, len(first.keys)) == (300, 300, 300)
    assert len(first.causes) < 20
    more = broken(*(f"source-{n}" for n in range(500)))
    assert watch.look(judged(collectors=more, now=later(30))) == ()
    (second,) = watch.look(judged(collectors=more, now=later(60)))
    assert (second.message, second.added, second.count) == ("update", 200, 500)
    assert len(events(watch.alerts)) == 1


def test_what_gets_graver_does_not_wait() -> None:
    deaf = trigger("collector", states=["broken"], update_minutes=600, group="all", severity="minor")
    grave = trigger("indicator", of=["trucks"], states=["lit"], update_minutes=600, group="all", severity="extreme")
    watch = Watch(deaf, grave)
    watch.look(judged(collectors=broken("post")))
    assert watch.look(judged(collectors=broken("post", "wire"), now=later(1))) == ()
    (told,) = watch.look(judged(collectors=broken("post", "wire"), lit=["trucks"], now=later(2)))
    assert (told.severity, told.added) == ("extreme", 2)


def test_one_event_for_each_subject_where_that_is_declared() -> None:
    watch = Watch(trigger("collector", states=["broken"], per="subject"))
    assert sorted(a.subject for a in watch.look(judged(collectors=broken("post", "wire")))) == ["post", "wire"]


def test_marks_are_never_mixed() -> None:
    situation = judged(lit=["trucks", "sluices"])
    trucks = _marked(situation, "trucks", "clear", False)
    sluices = _marked(situation, "sluices", "red", True)
    seen = _holding(situation, [trucks, sluices])
    watch = Watch(trigger("indicator", of=["trucks", "sluices"], states=["lit"]))
    found = watch.look(seen)
    assert {(a.tlp, a.synthetic, a.count) for a in found} == {("clear", False, 1), ("red", True, 1)}
    assert len({a.event for a in found}) == 2
    clear = next(a for a in found if a.tlp == "clear")
    assert "sluices" not in repr(clear.causes)


def test_what_moves_to_a_higher_mark_is_not_told_under_the_lower() -> None:
    situation = judged(lit=["trucks"])
    watch = Watch(trigger("indicator", of=["trucks"], states=["lit"]))
    watch.look(_holding(situation, [_marked(situation, "trucks", "clear", False)]))
    higher = _holding(judged(lit=["trucks"], now=later(1)), [_marked(situation, "trucks", "amber", False)])
    told = {a.tlp: a for a in watch.look(higher)}
    assert told["amber"].message == "alert"
    assert told["clear"].message == "cancel"
    assert "lit" not in repr(told["clear"].causes[0].what)
    assert told["clear"].causes[0].references == ()


def test_a_probability_rests_on_the_words_that_moved_it() -> None:
    from tests.warn import made

    case = made.case()
    seen = Situation(now=NOW, problem=case.problem, assessment=case.assessment, origins=case.origins, readings=case.readings)
    (alert,) = Watch(trigger("indicator", of=["trucks"], states=["lit"])).look(seen)
    (reference,) = alert.causes[0].references
    texts = {report.id: report.text for report in case.reports}
    assert reference.span is not None
    assert texts[reference.report or ""][slice(*reference.span)].startswith((reference.words or "!")[:20])
    assert reference.origin == case.origins[0].id


def test_a_denial_is_not_what_an_indicator_is_lit_by() -> None:
    import msgspec

    from tests.warn import made

    case = made.case()
    sign = msgspec.structs.replace(case.readings[0].statements[1], polarity="raises", text="trucks")
    denial = msgspec.structs.replace(sign, id="denial", act="denial", text="no trucks", t_known=NOW)
    held = msgspec.structs.replace(case.readings[0], statements=(sign, denial))
    seen = Situation(now=NOW, problem=case.problem, assessment=case.assessment, readings=(held,))
    (alert,) = Watch(trigger("indicator", of=["trucks"], states=["lit"])).look(seen)
    assert [reference.words for reference in alert.causes[0].references] == ["trucks"]


def test_drift_in_a_key_statement_is_told_once() -> None:
    seen = _drifting()
    watch = Watch(trigger("drift", of=["trucks"], states=["target"], closes_hours=5))
    (alert,) = watch.look(seen)
    assert alert.causes[0].references[0].words == "contre la capitale"
    assert watch.look(_moved(seen, minutes=240)) == ()
    assert [a.message for a in watch.look(_moved(seen, hours=5))] == ["cancel"]
    assert watch.look(_moved(seen, hours=6)) == ()
    assert Watch(trigger("drift", of=["levels"], states=["target"])).look(seen) == ()
    assert Watch(trigger("drift", of=["trucks"], states=["number"])).look(seen) == ()


def test_old_news_rings_nothing() -> None:
    seen = _drifting()
    assert Watch(trigger("drift", states=["target"], fresh_days=2)).look(_moved(seen, hours=49)) == ()


def test_our_own_judgement_is_compared_with_what_was_last_told() -> None:
    watch = Watch(trigger("judgement", of=["breach"], whose="ours", factor=2, closes_hours=1))
    course = [0.010, 0.015, 0.019, 0.020, 0.021, 0.039, 0.041, 0.030, 0.0199]
    told = [[a.causes[0].value for a in watch.look(judged(chance, now=later(hours=n / 4))) if a.causes] for n, chance in enumerate(course)]
    assert [values[0] for values in told if values] == [0.020, 0.041, 0.0199]


def test_a_judgement_told_before_is_told_again_when_it_comes_back() -> None:
    watch = Watch(trigger("judgement", of=["breach"], whose="ours", factor=2))
    course = [0.01, 0.02, 0.01, 0.02, 0.01]
    assert [len(watch.look(judged(chance, now=later(n)))) for n, chance in enumerate(course)] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize(("measure", "margin", "on"), [("hours", 11.0, True), ("hours", 12.0, False), ("hours", None, True)])
def test_a_margin_under_what_is_needed(measure: str, margin: float | None, on: bool) -> None:
    watch = Watch(trigger("margin", measure=measure, below=12.0, above=18.0))
    seen = judged(margins=(PathwayMargin(pathway="all", in_time=0.4, hours=margin),))
    assert bool(watch.look(seen)) is on
    if on:
        assert watch.look(judged(margins=(PathwayMargin(pathway="all", in_time=0.4, hours=17.0),), now=later(1))) == ()
        assert len(watch.look(judged(margins=(PathwayMargin(pathway="all", in_time=0.4, hours=18.0),), now=later(2)))) == 1


def test_the_event_of_a_trigger_that_was_taken_out_is_over() -> None:
    watch = Watch(trigger("collector", states=["broken"]))
    watch.look(judged(collectors=broken("post")))
    watch.triggers = ()
    assert [a.message for a in watch.look(judged(collectors=broken("post"), now=later(1)))] == ["cancel"]


@given(st.lists(st.tuples(st.sets(st.integers(0, 9)), st.integers(1, 90)), max_size=25), st.integers(0, 120))
def test_nothing_is_lost_and_nothing_is_told_twice(course: list[tuple[set[int], int]], wait: int) -> None:
    watch, at = Watch(trigger("collector", states=["broken"], update_minutes=wait)), 0
    for down, minutes in course:
        at += minutes
        names = [f"source-{n}" for n in range(10)]
        rows = tuple(c if int(c.source[-1]) in down else type(c)(source=c.source, doing="well") for c in broken(*names))
        watch.look(judged(collectors=rows, now=later(at)))
    rows = broken(*(f"source-{n}" for n in range(10)))
    watch.look(judged(collectors=rows, now=later(at + 121)))
    for event in events(watch.alerts):
        # A key is told again only after it was told to be over.
        active: set[str] = set()
        for alert in event.alerts:
            assert not active & set(alert.keys)
            active = set(alert.active)
    assert len(events(watch.alerts)[-1].latest.active) == 10


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    triggers = [trigger("indicator", of=["trucks"], states=["lit"]), RISE, trigger("collector", states=["broken"])]
    seen = judged(0.5, ["trucks"], collectors=broken("a", "b"))
    one, two = evaluate(triggers, seen), evaluate(triggers[::-1], seen)
    assert one == two
    assert [SEVERITIES.index(a.severity) for a in one] == sorted((SEVERITIES.index(a.severity) for a in one), reverse=True)


def _marked(seen: Situation, indicator: str, tlp: str, synthetic: bool) -> Statement:
    import msgspec

    from tests.warn import made

    base = made.case().readings[0].statements[1]
    return msgspec.structs.replace(base, id=f"{indicator}-{tlp}", indicators=(indicator,), tlp=tlp, synthetic=synthetic)


def _holding(seen: Situation, some: list[Statement]) -> Situation:
    import msgspec

    from tests.warn import made

    held = msgspec.structs.replace(made.case().readings[0], statements=tuple(some))
    return Situation(now=seen.now, problem=seen.problem, assessment=seen.assessment, readings=(held,))


def _drifting() -> Situation:
    import msgspec

    from tests.warn import made

    case = made.case()
    text = made.REWRITE
    start = text.index("contre la capitale")
    rewrite = case.readings[1]
    whole = msgspec.structs.replace(rewrite.statements[0], span=(0, len(text)), indicators=("trucks",))
    readings = (case.readings[0], msgspec.structs.replace(rewrite, statements=(whole,)), *case.readings[2:])
    kept = Drift(kind="place", span=(start, start + 3), words="con", was="a", inherited=True)
    agency = case.origins[0]
    links = tuple(
        msgspec.structs.replace(link, drift=(*link.drift, kept), t_known=NOW - timedelta(hours=1)) if link.drift else link
        for link in agency.reports
    )
    origins = (msgspec.structs.replace(agency, reports=links), *case.origins[1:])
    return Situation(now=NOW, problem=case.problem, origins=origins, readings=readings)


def _moved(seen: Situation, **more: Any) -> Situation:
    return Situation(now=NOW + timedelta(**more), problem=seen.problem, origins=seen.origins, readings=seen.readings)


def test_an_alert_survives_the_ledgers_json() -> None:
    from tocsin.model import from_json, to_json

    (alert,) = Watch(trigger("collector", states=["broken"])).look(judged(collectors=broken("post")))
    assert from_json(Alert, to_json(alert)) == alert
