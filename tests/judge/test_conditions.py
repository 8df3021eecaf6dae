"""Conditions through the front door: what holds on whose word, as known then; its effect drawn jointly and shown among influences."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.test_judgement import chances, judged
from tests.judge.worlds import AS_OF, SOURCES, between, case, day, indicator, problem
from tocsin.judge.conditions import holding
from tocsin.judge.evidence import observe
from tocsin.judge.originators import Parties
from tocsin.model import Assessment, Condition, Observation, Probability
from tocsin.model.declared import ChronologyEntry, Covariate, Problem
from tocsin.model.dynamics import HazardRatio
from tocsin.model.lines import Consequence, Crossing, Decision, Line, Lines, Theme

TODAY = AS_OF.date()


def covariate(name: str = "crossed", ratio: tuple[float, float] = (2.0, 6.0), **more: object) -> Covariate:
    moves = [("routine", "signalling"), ("signalling", "preparation"), ("preparation", "imminent")]
    ratios = tuple(HazardRatio(process="use", source_state=a, target=b, ratio=between(*ratio)) for a, b in moves)
    return Covariate(id=name, name={"en": name}, **{"ratios": ratios, **more})  # type: ignore[arg-type]


def with_conditions(*covariates: Covariate, **more: object) -> Problem:
    return problem(conditions=covariates or (covariate(),), **more)  # type: ignore[arg-type]


def record(ago: int = 20, until: int | None = None, known: float | None = None, **more: object) -> Condition:
    fields: dict[str, object] = {
        "id": f"{ago}-{until}-{known}",
        "condition": "crossed",
        "since": TODAY - timedelta(days=ago),
        "until": None if until is None else TODAY - timedelta(days=until),
        "t_known": day(ago if known is None else known),
        "on_whose_word": "Office of X",
    }
    return Condition(**{**fields, **more})  # type: ignore[arg-type]


def with_records(records: Sequence[Condition], declared: Problem | None = None, **more: object) -> Assessment:
    return judged([case("a", 9)], declared=declared or with_conditions(), conditions=records, **more)  # type: ignore[arg-type]


def mean(assessment: Assessment, horizon: str = "30") -> float:
    return assessment.hypotheses[0].probability[horizon].mean


def test_what_holds_raises_and_stands_among_the_influences() -> None:
    bare, held = with_records([]), with_records([record()])
    assert mean(held) > mean(bare) * 1.1
    strike = held.hypotheses[0]
    mine = {i.observation: i for i in held.influences if i.hypothesis == "strike"}
    assert mine["condition:crossed"].delta > 0
    assert mine["condition:crossed"].indicator is None
    assert sum(i.delta for i in mine.values()) == pytest.approx(strike.probability["30"].mean - strike.base_rate["30"].mean, abs=1e-12)
    assert strike.base_rate == bare.hypotheses[0].base_rate
    assert [c.on_whose_word for c in held.conditions] == ["Office of X"]
    assert any(line.startswith("while it holds, crossed: routine") for line in held.assumptions)


def test_a_ratio_of_one_changes_nothing() -> None:
    same = with_conditions(covariate(ratio=(1.0, 1.0)))
    assert chances(with_records([record()], same)) == pytest.approx(chances(with_records([], same)), rel=1e-12)


def test_a_range_of_ratios_widens_the_range() -> None:
    def width(p: Probability) -> float:
        return p.high / p.low

    narrow, wide = (with_records([record()], with_conditions(covariate(ratio=r)), draws=400) for r in ((3.0, 3.0), (0.5, 18.0)))
    assert width(wide.hypotheses[0].probability["30"]) > width(narrow.hypotheses[0].probability["30"])


def test_what_fades_pushes_less_and_what_has_ended_less_than_what_holds() -> None:
    fading = with_conditions(covariate(half_life_days=between(5, 20)))
    soon, late = (mean(with_records([record(ago)], fading)) for ago in (2, 80))
    assert mean(with_records([], fading)) < late < soon
    holds, ended = (mean(with_records([record(20, until)])) for until in (None, 10))
    assert ended < holds


def test_disputed_counts_by_its_chance() -> None:
    bare, sure = mean(with_records([])), mean(with_records([record()]))
    half = mean(with_records([record(low=0.4, high=0.6, disputed=True)], draws=800))
    assert bare * 1.05 < half < sure * 0.95
    twice = [record(low=0.4, high=0.6), record(19, low=0.4, high=0.6, on_whose_word="Another")]
    assert mean(with_records(twice, draws=800)) == pytest.approx(half, rel=0.05)


@given(copies=st.integers(2, 9))
@settings(max_examples=4, deadline=None)
def test_a_condition_told_by_many_holds_once(copies: int) -> None:
    many = [record(on_whose_word=f"Outlet {i}", id=str(i)) for i in range(copies)]
    assert chances(with_records(many)) == pytest.approx(chances(with_records([record()])), abs=1e-12)


def test_a_replay_never_peeks() -> None:
    then = day(10)
    late, ended = record(20, known=5), record(20, until=12, known=6, id="end")
    assert chances(with_records([record(), late, ended], as_of=then)) == chances(with_records([record()], as_of=then))
    assert mean(with_records([record(), ended])) < mean(with_records([record()]))
    assert [c.until for c in with_records([record(), ended]).conditions] == [ended.until]


def test_what_became_known_since_is_credited_to_it() -> None:
    result = with_records([record(20, known=5)], since=day(8))
    changes = {i.observation: i.delta for i in result.changes if i.hypothesis == "strike"}
    assert set(changes) == {"condition:crossed"}
    assert changes["condition:crossed"] > 0
    old = with_records([record()], since=day(8))
    assert old.changes == ()
    ended = with_records([record(), record(20, until=6, known=5, id="end")], since=day(8))
    (only,) = [i for i in ended.changes if i.hypothesis == "strike"]
    assert only.delta < 0
    before = with_records([record()])
    assert only.delta == pytest.approx(mean(ended) - mean(before), rel=1e-6)


def entry(name: str, first: date, last: date | None = None, **more: object) -> ChronologyEntry:
    fields: dict[str, object] = {
        "id": name,
        "date": first,
        "until": last,
        "what": {"en": name},
        "kind": "decision",
        "source": "A gazette",
        "known_since": first,
    }
    return ChronologyEntry(**{**fields, **more})  # type: ignore[arg-type]


def test_the_chronology_begins_conditions_and_exercises_may_be_cover() -> None:
    begun = TODAY - timedelta(days=15)
    exercise = entry("drill", begun, TODAY + timedelta(days=10), kind="exercise", entities=("country:xx",), known_since=begun)
    others = entry("theirs", begun, TODAY, kind="exercise", entities=("country:yy",))
    by_entry = with_conditions(covariate(chronology=("decided",)), chronology=(entry("decided", begun),))
    cover = with_conditions(covariate("cover", exercises=True), chronology=(exercise, others))
    bare = mean(judged([], declared=with_conditions()))
    assert mean(judged([], declared=by_entry)) > bare * 1.1
    under_cover = judged([], declared=cover)
    assert mean(under_cover) > bare * 1.1
    assert [(c.since, c.until) for c in under_cover.conditions] == [(exercise.date, exercise.until)]
    early = AS_OF - timedelta(days=16)
    assert mean(judged([], declared=cover, as_of=early)) == mean(judged([], declared=with_conditions(), as_of=early))


def test_crossings_and_decisions_begin_conditions() -> None:
    def crossing(ago: int, disputed: str | None = None) -> Crossing:
        when = TODAY - timedelta(days=ago)
        return Crossing(id=f"c{ago}", date=when, what={}, says=(), disputed=disputed, source="A paper", known_since=when)

    def line(*crossings: Crossing) -> Lines:
        red = Line(
            id="red", speaker="country:xx", date=TODAY, theme="t", condition={}, threatened={}, consequence="c", source="s",
            known_since=TODAY, crossings=crossings,
        )  # fmt: skip
        taken = Decision(id="taken", date=TODAY - timedelta(days=8), by="y", what={}, hypotheses=(), source="s", known_since=TODAY)
        kinds = (Consequence(id="c", name={}, rank=1),)
        return Lines(red_lines=(red,), decisions=(taken,), themes=(Theme(id="t", name={}),), consequences=kinds)

    fading = covariate(crossings=("red",), half_life_days=between(10, 30))
    bare, sure, doubted = (
        mean(judged([], declared=with_conditions(fading, lines=line(*some)), draws=400))
        for some in ([], [crossing(9)], [crossing(9, "its other side")])
    )
    assert bare < doubted < sure
    late = with_conditions(covariate(decisions=("taken",)), lines=line())
    assert mean(judged([], declared=late)) > bare
    assert mean(judged([], declared=late, as_of=day(1))) == mean(judged([], declared=with_conditions(), as_of=day(1)))


def test_a_report_of_another_process_may_begin_one() -> None:
    elsewhere = indicator("elsewhere", prevalence={"other": {"calm": between(0.1, 0.2)}})
    fading = covariate(indicators=("storage",), believed=between(0.6, 0.9), half_life_days=between(10, 30))
    declared = with_conditions(fading, indicators=(indicator("storage"), elsewhere))
    records = holding(declared, (), judged_observations(declared), Parties.of(declared, ()), AS_OF)
    assert [(c.since, c.until, c.low, c.disputed) for c in records] == [(day(9).date(), day(9).date(), 0.6, True)]


def judged_observations(declared: Problem) -> Sequence[Observation]:
    origin, reading = case("a", 9)
    return observe([origin], [reading], declared, SOURCES).observations


def test_a_condition_to_come_counts_in_the_horizon_only() -> None:
    ahead = record(-5, known=1)
    assert mean(with_records([ahead]), "30") > mean(with_records([]), "30") * 1.05
    assert mean(with_records([ahead]), "7") < mean(with_records([record(0, known=1)]), "7")
    states = [[s.probability for s in p.states] for p in (*with_records([ahead]).processes, *with_records([]).processes)]
    assert states[0] == states[1]


def test_same_bytes_in_any_order() -> None:
    records = [record(), record(30, until=25), record(2, low=0.2, high=0.7, on_whose_word="B")]
    first, second = (with_records(some) for some in (records, records[::-1]))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
