"""How a judgement went: each day is what would have been judged then, worked out day by day; jumps name what moved them."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import msgspec
import pytest

from tests.judge.test_judgement import Pair, judged
from tests.judge.worlds import AS_OF, SOURCES, case, day, denial, problem, statement, watched
from tocsin.judge.basis import gather
from tocsin.judge.trend import beside, trend
from tocsin.model import Coverage
from tocsin.model.trends import Trend

DRAWS, DAYS = 20, 30


def went(pairs: Sequence[Pair], coverage: Sequence[Coverage] = (), days: int = DAYS, **more: object) -> tuple[Trend, ...]:
    origins, readings = [o for o, _ in pairs], [r for _, r in pairs]
    base = gather(problem(), origins, readings, coverage, SOURCES, as_of=AS_OF, draws=DRAWS, seed=0, **more)  # type: ignore[arg-type]
    return trend(base, days, 30)


def evidence() -> tuple[list[Pair], list[Coverage]]:
    late = statement("d", 3, ("storage",), date=day(12).date().isoformat())  # known three days ago, of an activity twelve days ago
    pairs = [
        case("a", 25),
        case("b", 9, "beta"),
        case("c", 9, "gamma", said=statement("c", 9, ("transport",))),
        case("d", 3, "delta", said=late),
    ]
    return pairs, [watched("satellite", "transport", 28, 14)]


def test_each_day_is_what_would_have_been_judged_then() -> None:
    """The oracle: the judgement itself, asked on each day with a run of the same start."""
    pairs, coverage = evidence()
    found = {one.hypothesis: one for one in went(pairs, coverage)}
    assert set(found) == {"strike", "test"}
    for n, one in enumerate(found["strike"].days):
        at = min(AS_OF, datetime.combine(one.day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1))
        declared = problem(start_days=120 - (AS_OF.date() - one.day).days)
        known = [record for record in coverage if record.t_known <= at]
        then = judged([pair for pair in pairs if pair[1].t_known <= at], known, declared, as_of=at, draws=DRAWS, explain=False)
        for hypothesis in then.hypotheses[:2]:
            there, here = hypothesis.probability["30"], found[hypothesis.id].days[n].probability
            assert here.mean == pytest.approx(there.mean, rel=1e-9)
            assert (here.low, here.high) == pytest.approx((there.low, there.high), rel=1e-9)
    assert found["strike"].days[-1].day == AS_OF.date()
    assert len(found["strike"].days) == DAYS + 1


def test_what_becomes_known_later_changes_no_earlier_day() -> None:
    pairs, coverage = evidence()
    whole, before = went(pairs, coverage)[0], went(pairs[:3], coverage)[0]
    for one, other in zip(whole.days, before.days, strict=True):
        same = one.probability.mean == pytest.approx(other.probability.mean, rel=1e-9)
        assert same == (one.day < day(3).date())


def test_a_jump_names_what_moved_it_and_nothing_else_does() -> None:
    pairs, _ = evidence()
    found = went([pairs[0], pairs[2]])[0]
    (jumped,) = [one for one in found.days if any(move.delta > 0 for move in one.moves)][-1:]
    assert jumped.day == day(9).date()
    assert [(move.origin, move.indicator) for move in jumped.moves] == [(pairs[2][0].id, "transport")]
    before = next(one for one in found.days if one.day == jumped.day - timedelta(days=1))
    assert jumped.moves[0].delta == pytest.approx(jumped.probability.mean - before.probability.mean, rel=0.25)  # the rest: a day went by
    quiet = [one for one in found.days if one.day not in (day(25).date(), day(9).date())]
    assert not any(one.moves for one in quiet)


def test_silence_that_lowers_is_named_as_silence() -> None:
    found = went([case("a", 10)], [watched("satellite", "storage", 9, 7)])[0]
    moves = [move for one in found.days for move in one.moves if move.delta < 0]
    assert moves
    assert {move.observation for move in moves} == {"silence:storage"}


def test_no_denial_raises_any_day() -> None:
    pairs, coverage = evidence()
    more = [*pairs, denial("n", 8, interested=False)]
    for one, other in zip(went(more, coverage)[0].days, went(pairs, coverage)[0].days, strict=True):
        assert one.probability.mean <= other.probability.mean * (1 + 1e-9)


def test_beside_a_judgement_it_ends_where_that_stands() -> None:
    pairs, coverage = evidence()
    own = judged(pairs, coverage, draws=400, explain=False)
    trends = beside(went(pairs, coverage), own)
    assert {one.hypothesis for one in trends} == {"strike", "test"}
    for one in trends:
        stands = next(h for h in own.hypotheses if h.id == one.hypothesis)
        ends = one.days[-1].probability
        assert (ends.mean, ends.low, ends.high) == pytest.approx(
            (stands.probability["30"].mean, stands.probability["30"].low, stands.probability["30"].high)
        )
        assert one.base_rate == stands.base_rate["30"]
        assert all(day_.probability.low <= day_.probability.mean <= day_.probability.high for day_ in one.days)
    assert beside(trends, msgspec.structs.replace(own, hypotheses=())) == ()


def test_the_same_twice() -> None:
    pairs, coverage = evidence()
    assert went(pairs, coverage, 5) == went(pairs, coverage, 5)
