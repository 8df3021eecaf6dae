"""What a look is worth: never negative, a set no less than its part, a copy nothing, equal to enumeration, sampling within its error."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.worlds import AS_OF, SOURCES, between, indicator, problem, watched
from tocsin.judge import worth as module
from tocsin.judge.exact import ExactIndicator, start, states_of, transition
from tocsin.judge.horizon import reach
from tocsin.judge.standing import Standing, standings
from tocsin.judge.worth import LOSSES, Look, Prospect, distinct
from tocsin.model import Coverage
from tocsin.model.declared import Indicator, Problem

DAYS = 3
A, B, C = Look("alpha", "storage", "alpha"), Look("beta", "storage", "beta"), Look("gamma", "storage", "gamma")
OTHER = Look("other", "transport", "alpha")


def standing(some: Problem | None = None, coverage: Sequence[Coverage] = (), draws: int = 24) -> Standing:
    return standings(some or problem(start_days=60), [], [], coverage, SOURCES, as_of=AS_OF, draws=draws)[0]


def prospect(looks: Sequence[Look] = (A, B, C, OTHER), loss: str = "change", days: int = DAYS, **more: object) -> Prospect:
    return Prospect(standing(**more), looks, days, "strike", 30, loss)  # type: ignore[arg-type]


@pytest.mark.parametrize("loss", LOSSES)
def test_never_negative_and_a_set_is_worth_no_less_than_its_part(loss: str) -> None:
    """Draw by draw, for looks at one indicator, where the filter is exact."""
    ahead = prospect(loss=loss)
    alone = {look.id: ahead.worth([look]).values for look in (A, B, C)}
    pair = ahead.worth([A, B]).values
    three = ahead.worth([A, B, C]).values
    assert all((value >= 0).all() for value in (*alone.values(), pair, three))
    assert (pair >= np.maximum(alone["alpha"], alone["beta"]) - 1e-15).all()
    assert (three >= pair - 1e-15).all()
    assert pair.mean() > alone["alpha"].mean() * 1.01


def test_across_indicators_a_set_is_worth_no_less_than_its_part_but_for_the_factoring() -> None:
    ahead = prospect()
    both = ahead.worth([A, OTHER]).values
    for look in (A, OTHER):
        part = ahead.worth([look]).values
        assert (both >= part * (1 - 0.02)).all()
    assert both.mean() > max(ahead.worth([look]).values.mean() for look in (A, OTHER))


@given(st.permutations([A, B, OTHER, Look("copy", "storage", "alpha"), Look("worse copy", "storage", "alpha", looked=0.5)]))
@settings(max_examples=8, deadline=None)
def test_a_copy_of_a_source_adds_nothing_in_any_order(looks: list[Look]) -> None:
    ahead = prospect(looks)
    assert ahead.worth(looks).values == pytest.approx(ahead.worth([A, B, OTHER]).values, abs=0)


def test_looks_that_rest_on_the_same_thing_add_little() -> None:
    shared = [replace(look, rests_on="one image") for look in (A, B)]
    some = problem(start_days=60)
    always = problem(start_days=60, observing=_sharing(some, 0.999))
    alone = prospect([A], some=always).worth([A]).values.mean()
    together = prospect(shared, some=always).worth(shared).values.mean()
    apart = prospect([A, B], some=always).worth([A, B]).values.mean()
    assert together - alone < 0.1 * (apart - alone)
    usual = prospect(shared, some=some).worth(shared).values
    assert (usual >= prospect([A], some=some).worth([A]).values - 1e-15).all()


def _sharing(some: Problem, rho: float) -> object:
    return msgspec.structs.replace(some.observing, shared_upstream=between(rho, rho))


def test_the_value_is_that_of_every_outcome_enumerated_and_leads_back_to_the_present_judgement() -> None:
    """By an enumeration of its own over paths of state, indicator and claims, with the event as one more state: one draw at a time."""
    some = problem(indicator("storage", concealed=between(0.2, 0.2)), start_days=60, lives=(20.0,))
    look = Look("alpha", "storage", "alpha")
    where = standing(some, draws=3)
    ahead = Prospect(where, [look], DAYS, "strike", 30)
    reached = reach(ahead.model.ladder, [30])[30]
    for lane in range(where.draws.lanes):
        one = np.array([lane])
        small, c = ahead.model.take(one), float(ahead.chance["alpha"][lane])
        chain, source = small.chains["storage"], small.sources["storage"]["alpha"]
        life, hidden = 1 / float(chain.d[0]), float(chain.concealed[0])
        exact = ExactIndicator(chain.p[:, 0], life, hidden, ((float(source.hit[0]), float(source.false[0]), float(source.eps[0])),))
        A_, M, values = small.ladder.A[..., 0], transition(exact), states_of(exact)
        J = small.ladder.prior[:, None] * start(exact)
        for _ in range(where.days + 1):
            J = np.einsum("sk,st,tkl->tl", J, A_, M)
        says = np.array([z for _, z in values], float)
        outcomes = []
        for first in range(DAYS + 1):
            K = J.copy()
            for day in range(DAYS):
                K = K if not day else np.einsum("sk,st,tkl->tl", K, A_, M)
                K = K * (1 - c * says if day < first else c * says if day == first else 1.0)
            outcomes.append(K.sum(1))
        chance = np.array([o.sum() for o in outcomes])
        p = np.array([(o * reached[:, 0, lane]).sum() / o.sum() for o in outcomes])
        chance = chance / chance.sum()
        mean = (chance * p).sum()
        assert mean == pytest.approx(ahead.before[lane], rel=1e-10)
        assert ahead.worth([look]).values[lane] == pytest.approx((chance * np.abs(p - mean)).sum(), rel=1e-10)


def test_drawn_outcomes_agree_with_enumerated_ones_within_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = prospect([A, OTHER], loss="brier")
    weights = ahead.standing.weights / ahead.standing.weights.sum()
    exact = float((ahead.worth([A, OTHER]).values * weights).sum())
    monkeypatch.setattr(module, "EXACT_OUTCOMES", 1)
    monkeypatch.setattr(module, "REPLICATES", 160)
    drawn = ahead.worth([A, OTHER], seed=5)
    assert drawn.error is not None
    assert (drawn.values >= 0).all()
    assert float((drawn.values * weights).sum()) == pytest.approx(exact, abs=4 * drawn.error)
    assert drawn.error < exact


def test_looking_longer_or_better_is_worth_more() -> None:
    assert prospect([A], days=5).worth([A]).values.mean() > prospect([A], days=2).worth([A]).values.mean()
    half = replace(A, looked=0.3)
    assert prospect([half]).worth([half]).values.mean() < prospect([A]).worth([A]).values.mean()


def test_a_look_that_tells_nothing_apart_is_worth_nothing() -> None:
    flat = indicator("storage", levels=[(0.3, 0.3)] * 4)
    assert prospect([A], some=problem(flat, start_days=60)).worth([A]).values == pytest.approx(0, abs=1e-12)


def test_no_look_is_worth_nothing_and_copies_are_not_distinct() -> None:
    assert (prospect().worth([]).values == 0).all()
    assert distinct([A, Look("a2", "storage", "alpha", looked=0.2)]) == [A]


def test_evidence_that_stands_counts() -> None:
    """Where the source has watched in silence for weeks, the next silent days are worth less than news from where nobody looked."""
    seen = prospect([A], coverage=[watched("alpha", "storage", 40, 40)]).worth([A]).values.mean()
    assert seen != pytest.approx(prospect([A]).worth([A]).values.mean(), rel=0.01)


def test_what_has_ended_can_gain_nothing_from_a_look() -> None:
    """An event that ends the process has happened; a question about it is refused, not answered."""
    from datetime import UTC, datetime, timedelta

    from tocsin.errors import UsageError
    from tocsin.judge.looking import worth
    from tocsin.model import Outcome

    at = datetime(2022, 10, 2, tzinfo=UTC)
    happened = Outcome(
        id="o",
        problem="invented",
        about="strike",
        outcome="yes",
        on=at.date(),
        source="invented",
        by="tests",
        why="invented",
        t_known=at + timedelta(days=1),
        recorded_at=at + timedelta(days=1),
    )
    with pytest.raises(UsageError, match="has ended"):
        worth(problem(), [], [], [], SOURCES, as_of=AS_OF, hypothesis="strike", draws=20, outcomes=[happened])


def test_where_states_last_and_a_condition_pushes_the_outcomes_still_lead_back_to_the_present_judgement() -> None:
    """The worth of a look that tells nothing is nothing only if its outcomes are weighed by the same rates that judge without it."""
    from tocsin.model import Condition
    from tocsin.model.dynamics import Covariate, Gamma, HazardRatio

    flat = indicator("storage", levels=[(0.3, 0.3)] * 4)
    base = problem(flat, start_days=40)
    lasting = Gamma(mean_days=between(10, 60), shape=between(1, 3), cap_days=30)
    process = msgspec.structs.replace(base.processes[0], durations={"signalling": lasting})
    ratio = HazardRatio(process="use", source_state="signalling", target="preparation", ratio=between(2, 6))
    covariate = Covariate(id="crossed", name={"en": "crossed"}, half_life_days=between(5, 20), ratios=(ratio,))
    since = AS_OF.date().replace(day=1)
    record = Condition(id="c", condition="crossed", since=since, t_known=AS_OF, on_whose_word="invented")

    def where(one: Indicator) -> Standing:
        some = problem(one, processes=(process,), conditions=(covariate,), start_days=40)
        return standings(some, [], [], [], SOURCES, as_of=AS_OF, draws=8, conditions=[record])[0]

    nothing = Prospect(where(flat), [A], DAYS, "strike", 30)
    assert nothing.standing.pushed
    assert nothing.worth([A]).values == pytest.approx(0, abs=1e-12)
    assert nothing.before == pytest.approx(Prospect(where(indicator("storage")), [A], DAYS, "strike", 30).before, rel=1e-9)
    telling = Prospect(where(indicator("storage")), [A, B], DAYS, "strike", 30)
    assert (telling.worth([A, B]).values >= telling.worth([A]).values - 1e-15).all()
    assert telling.worth([A]).values.mean() > 1e-6
