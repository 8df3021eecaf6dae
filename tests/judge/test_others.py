"""Other people's judgements: a re-report and "unchanged" are nothing new, and only stated events and horizons are pooled."""

from datetime import UTC, date, datetime
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.lined import declared
from tests.judge.worlds import AS_OF, SOURCES, case, day, statement
from tocsin.judge.others import beside, pooled, register
from tocsin.model import Estimate, Origin, Probability, Reading, Speaker, Statement, Upstream
from tocsin.model.declared import Problem
from tocsin.model.lines import Decision
from tocsin.model.opinions import Assessor, Others

SERVICES = Speaker(text="the Y services", kind="office", entity="office:yy-services")
CELL = Speaker(text="the X ministry", kind="office", entity="office:xx-ministry")
UNLIKELY = (0.05, 0.1, 0.2, 0.25, 0.4)
LIKELY = (0.6, 0.67, 0.75, 0.8, 0.9)


def estimate(sense: str = "unlikely", readers: tuple[float, ...] | None = UNLIKELY, **more: object) -> Estimate:
    fields: dict[str, object] = {"phrase": sense, "span": (0, 3), "sense": sense, "readers": readers, "low": 0.2, "high": 0.45}
    return Estimate(**{**fields, **more})  # type: ignore[arg-type]


def judged(name: str, ago: float, **more: object) -> Statement:
    fields: dict[str, object] = {"act": "assessment", "hypotheses": ("strike",), "estimate": estimate(), "speaker": SERVICES}
    return statement(name, ago, (), **{**fields, **more})


def found(
    *said: Statement, of: Problem | None = None, as_of: datetime = AS_OF, upstream: Upstream | None = None, language: str = "en"
) -> Others:
    """Each statement in a report and an origin of its own."""
    own = upstream or Upstream(status="unknown")
    pairs = [case(one.id.removeprefix("s-"), (AS_OF - one.t_known).total_seconds() / 86400, said=one, upstream=own) for one in said]
    readings = [Reading(report=r.report, language=language, t_known=r.t_known, statements=r.statements) for _, r in pairs]
    origins: list[Origin] = [origin for origin, _ in pairs]
    return register(of or declared(), readings, origins, SOURCES, as_of=as_of)


def only(others: Others) -> Assessor:
    (row,) = others.assessors
    return row


def statuses(*said: Statement, **more: object) -> list[str]:
    return [view.status for view in only(found(*said, **more)).views]  # type: ignore[arg-type]


def test_a_judgement_keeps_who_what_words_distribution_and_that_the_horizon_is_unstated() -> None:
    row = only(found(judged("a", 5, because="nothing moves")))
    (view,) = row.views
    assert (row.by, row.entity, row.hypothesis, row.condition) == ("the Y services", "office:yy-services", "strike", "unstated")
    assert (view.low, view.median, view.high, view.horizon, view.until, view.because) == (0.05, 0.2, 0.4, "unstated", None, "nothing moves")


@pytest.mark.parametrize(
    ("second", "status"),
    [
        ({"date": "2022-10-10"}, "re-report"),  # told ten days later, of the day of the first
        ({}, "re-report"),  # no date of its own, the same words within a fortnight
        ({"date": "2022-10-18"}, "said-again"),
        ({"change": "none", "date": "2022-10-18"}, "unchanged"),
        ({"estimate": estimate("likely", LIKELY), "date": "2022-10-18"}, "raised"),
        ({"estimate": estimate("almost_no_chance", (0.01, 0.01, 0.02, 0.05, 0.1)), "date": "2022-10-18"}, "lowered"),
        ({"estimate": estimate("likely", LIKELY), "date": "2022-10-10"}, "differs"),
        ({"estimate": None, "date": "2022-10-18"}, "said-again"),
    ],
)
def test_what_is_new_is_told_from_what_is_not(second: dict[str, object], status: str) -> None:
    assert statuses(judged("a", 10, date="2022-10-10"), judged("b", 2, **second)) == ["first", status]


def test_two_origins_on_one_upstream_are_a_judgement_and_its_re_report() -> None:
    leak = Upstream(id="a-briefing", status="known")
    assert statuses(judged("a", 10, date="2022-10-10"), judged("b", 2, date="2022-10-18"), upstream=leak) == ["first", "re-report"]


def test_unchanged_without_what_it_was_is_nothing_new() -> None:
    row = only(found(judged("a", 2, change="none", estimate=None)))
    assert (row.views[0].status, row.new) == ("unchanged", 0)


def test_anonymous_assessors_never_meet_and_what_came_later_is_not_known() -> None:
    nobody = Speaker(text="an official", kind="anonymous")
    assert len(found(judged("a", 10, speaker=nobody), judged("b", 2, speaker=nobody)).assessors) == 2
    assert len(found(judged("a", 10), judged("b", 2, speaker=CELL), as_of=day(5)).assessors) == 1


def test_judgements_of_unstated_events_are_never_compared() -> None:
    said = (
        judged("a", 10, hypotheses=(), date="2022-10-10"),
        judged("b", 2, hypotheses=(), estimate=estimate("likely", LIKELY), date="2022-10-18"),
    )
    row = only(found(*said))
    assert ([view.status for view in row.views], row.consistent) == (["first", "first"], None)


def test_a_judgement_on_a_condition_is_another_event() -> None:
    taken = Decision(
        id="permission", date=date(2022, 10, 1), by="country:yy", what={"en": "allowed"}, hypotheses=("strike",),
        words={"en": (("strikes are allowed", "permission"),)}, source="X", known_since=date(2022, 10, 1),
    )  # fmt: skip
    said = [judged("a", 10), judged("b", 3, conditional_on="strikes are allowed"), judged("c", 2, conditional_on="the permission stands")]
    rows = found(*said, of=declared(decisions=(taken,))).assessors
    assert {(row.condition, len(row.views)) for row in rows} == {("unstated", 1), ("permission", 2)}


def test_consistency_is_over_what_is_new() -> None:
    same = found(judged("a", 15, date="2022-10-05"), judged("b", 2, date="2022-10-18"))
    assert only(same).consistent is None
    apart = found(judged("a", 15, date="2022-10-05"), judged("b", 2, date="2022-10-18", estimate=estimate("likely", LIKELY)))
    assert (only(apart).consistent, only(apart).new) == (False, 2)


def by_new_year(name: str, ago: float, **more: object) -> Statement:
    words = more.pop("estimate", estimate())
    fields = {field: getattr(words, field) for field in words.__struct_fields__}  # type: ignore[attr-defined]
    return judged(name, ago, estimate=Estimate(**{**fields, "horizon": "before the new year"}), **more)


def test_a_pool_is_the_mean_log_odds_of_those_who_state_event_and_horizon() -> None:
    others = found(by_new_year("a", 5), by_new_year("b", 4, speaker=CELL, estimate=estimate("likely", LIKELY)))
    (one,) = others.pools
    assert (one.hypothesis, one.until, one.n, one.who) == ("strike", date(2022, 12, 31), 2, ("the X ministry", "the Y services"))
    assert log(one.median / (1 - one.median)) == pytest.approx((log(0.2 / 0.8) + log(0.75 / 0.25)) / 2)
    told = beside(others, {("strike", date(2022, 12, 31)): (Probability(mean=0.01, low=0.001, high=0.02), 72)})
    assert (told.pools[0].ours_days, told.pools[0].median) == (72, one.median)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"hypotheses": ()}, "event unstated"),
        ({"conditional_on": "it rains"}, "on a condition"),
        ({"estimate": estimate(readers=None, low=None, high=None)}, "no range"),
        ({"dissent": True}, "no range"),
    ],
)
def test_what_states_too_little_is_in_no_pool_and_said_why(second: dict[str, object], why: str) -> None:
    others = found(by_new_year("a", 5), by_new_year("b", 4, speaker=CELL, **second))
    assert others.pools == ()
    assert others.not_pooled == dict(sorted({why: 1, "alone": 1}.items()))


def test_an_unstated_horizon_is_tracked_and_never_pooled() -> None:
    assert found(judged("a", 5), judged("b", 4, speaker=CELL)).not_pooled == {"horizon unstated": 2}


def test_two_offices_of_one_state_are_one_voice() -> None:
    state = Speaker(text="Y", kind="institution", entity="country:yy")
    assert found(by_new_year("a", 5), by_new_year("b", 4, speaker=state)).pools == ()


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8), st.randoms())
def test_a_pool_lies_within_its_members_whatever_their_order(chances: list[float], random: object) -> None:
    one = pooled(chances)
    assert min(max(min(chances), 1e-4), 1 - 1e-4) - 1e-9 <= one <= max(min(max(chances), 1 - 1e-4), 1e-4) + 1e-9
    assert pooled(sorted(chances)) == pytest.approx(one, abs=1e-12)


@given(st.integers(1, 8))
def test_copies_of_a_judgement_are_one_new_judgement(copies: int) -> None:
    row = only(found(*(judged(f"c{n}", 5 - 0.01 * n) for n in range(copies))))
    assert row.new == 1


def test_a_moment_without_reports_has_no_judgements() -> None:
    assert found(judged("a", 5), as_of=datetime(2022, 9, 1, tzinfo=UTC)).assessors == ()
