"""Decisions: before is told from after, if taken from if not, and others' judgements never mix with our hazard ratio."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.lined import declared
from tests.judge.test_others import CELL, LIKELY, SERVICES, estimate, judged
from tests.judge.worlds import AS_OF, SOURCES, case
from tocsin.judge.decisions import by_ratio, register
from tocsin.model import Probability, Statement
from tocsin.model.decisions import DecisionRow, OurView
from tocsin.model.lines import Decision, HazardRatio, OthersView

WHEN = date(2022, 10, 10)
RATIO = HazardRatio(hypothesis="strike", low=0.5, high=8.0)
OURS = OurView(
    hypothesis="strike",
    horizon=30,
    before=Probability(mean=0.01, low=0.001, high=0.05),
    after=Probability(mean=0.02, low=0.002, high=0.06),
)


def decision(**more: object) -> Decision:
    fields: dict[str, object] = {
        "by": "country:yy",
        "what": {"en": "strikes are allowed"},
        "hypotheses": ("strike",),
        "words": {"en": (("strikes", "permission"),)},
        "source": "X",
        "known_since": WHEN,
    }
    return Decision(id="permission", date=WHEN, **{**fields, **more})  # type: ignore[arg-type]


def found(*said: Statement, of: Decision | None = None, ours: object = None) -> DecisionRow:
    pairs = [case(one.id.removeprefix("s-"), (AS_OF - one.t_known).total_seconds() / 86400, said=one) for one in said]
    problem = declared(decisions=(of or decision(),), absent={"en": ("unless", "without")})
    (row,) = register(
        problem,
        [r for _, r in pairs],
        [o for o, _ in pairs],
        SOURCES,
        as_of=AS_OF,
        ours={"permission": ours} if ours else None,  # type: ignore[dict-item]
    ).decisions
    return row


@pytest.mark.parametrize(("told", "when"), [("2022-10-09", "before"), ("2022-10-10", "after"), ("2022-10-15", "after")])
def test_judgements_before_are_told_from_those_after(told: str, when: str) -> None:
    (one,) = found(judged("a", 3, conditional_on="strikes are allowed", date=told)).others
    assert (one.when, one.given, one.median) == (when, True, 0.2)


def test_if_taken_is_told_from_if_not_and_neither_from_the_other() -> None:
    row = found(
        judged("a", 3, conditional_on="strikes are allowed", estimate=estimate("likely", LIKELY)),
        judged("b", 2, speaker=CELL, conditional_on="unless strikes are allowed"),
    )
    (one,) = row.given
    assert one.given is not None
    assert one.given_not is not None
    assert (one.basis, one.n_given, one.n_not) == ("others", 1, 1)
    assert one.given.mean == pytest.approx(0.75)
    assert one.given_not.mean == pytest.approx(0.2)


def test_what_is_merely_said_about_it_is_on_no_condition() -> None:
    row = found(judged("a", 3, text="after the permission it is unlikely"))
    assert (row.others[0].given, row.given) == (None, ())


@pytest.mark.parametrize("more", [{"conditional_on": "it rains"}, {"hypotheses": ("test",), "conditional_on": "strikes are allowed"}])
def test_other_conditions_and_other_events_stand_elsewhere(more: dict[str, object]) -> None:
    assert found(judged("a", 3, **more)).others == ()


def test_unchanged_is_no_new_evidence() -> None:
    (one,) = found(judged("a", 3, conditional_on="strikes are allowed", change="none")).others
    assert (one.change, one.new) == ("none", False)


def test_declared_judgements_carry_what_readers_make_of_their_sense() -> None:
    view = OthersView(
        by="office:yy-services",
        date=WHEN,
        hypothesis="strike",
        what={"en": "unlikely"},
        sense="unlikely",
        given=True,
        source="X",
        known_since=WHEN,
    )
    row = found(of=decision(judgements=(view,)))
    assert (row.others[0].low, row.others[0].median, row.others[0].high) == (0.05, 0.2, 0.4)
    assert row.given[0].n_given == 1


def test_one_state_has_one_voice_the_latest() -> None:
    row = found(
        judged("a", 8, speaker=SERVICES, conditional_on="strikes are allowed", date="2022-10-12"),
        judged("b", 2, speaker=SERVICES, conditional_on="the permission", estimate=estimate("likely", LIKELY), date="2022-10-18"),
    )
    assert row.given[0].n_given == 1
    assert row.given[0].given is not None
    assert row.given[0].given.mean == pytest.approx(0.75)


def test_ours_stand_beside_and_the_hazard_ratio_works_on_the_day_before() -> None:
    row = found(of=decision(ratios=(RATIO,)), ours=(OURS,))
    assert row.ours == (OURS,)
    (one,) = row.given
    assert (one.basis, one.horizon, one.given_not) == ("hazard-ratio", "30 days", OURS.before)
    assert one.given is not None
    assert one.given.mean == pytest.approx(1 - 0.99**2)
    assert one.why.startswith("assumption")
    assert found(of=decision(ratios=(RATIO,)), ours="no-reports").ours_missing == "no-reports"


def test_others_and_ours_are_never_mixed() -> None:
    row = found(judged("a", 3, conditional_on="strikes are allowed"), of=decision(ratios=(RATIO,)), ours=(OURS,))
    alone = found(judged("a", 3, conditional_on="strikes are allowed"))
    assert [one.basis for one in row.given] == ["others", "hazard-ratio"]
    assert row.given[0] == alone.given[0]


@given(st.floats(1e-6, 0.5), st.floats(0.05, 20), st.floats(1, 20))
def test_a_ratio_of_one_changes_nothing_and_more_is_more(p: float, low: float, wider: float) -> None:
    before = Probability(mean=p, low=p / 2, high=min(1.0, 1.5 * p))
    same = by_ratio(before, HazardRatio(hypothesis="strike", low=1, high=1))
    assert [same.mean, same.low, same.high] == pytest.approx([before.mean, before.low, before.high])
    one, other = (by_ratio(before, HazardRatio(hypothesis="strike", low=low, high=low * factor)) for factor in (1, wider))
    assert one.mean <= other.mean + 1e-12
    assert 0 <= other.low <= other.mean <= other.high <= 1


def test_what_was_not_decided_yet_is_not_shown() -> None:
    problem = declared(decisions=(decision(known_since=date(2022, 11, 1)),))
    assert register(problem, [], [], SOURCES, as_of=AS_OF).decisions == ()


def test_where_the_filter_holds_the_decision_its_own_difference_is_told_and_no_ratio() -> None:
    without = Probability(mean=0.015, low=0.001, high=0.05)
    told = OurView(hypothesis="strike", horizon=30, before=OURS.before, after=OURS.after, without=without)
    (one,) = found(of=decision(ratios=(RATIO,)), ours=(told,)).given
    assert (one.basis, one.given, one.given_not) == ("filter", OURS.after, without)
