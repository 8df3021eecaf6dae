"""The properties of an assessment, through the front door."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.worlds import AS_OF, SOURCES, between, case, day, denial, indicator, problem, statement, watched
from tocsin.errors import UsageError
from tocsin.judge import assess
from tocsin.model import Assessment, Coverage, Origin, Reading, from_json, to_json
from tocsin.model.declared import Problem, Yardstick, YardstickTerm

DRAWS = 60
Pair = tuple[Origin, Reading]


def judged(pairs: Sequence[Pair], coverage: Sequence[Coverage] = (), declared: Problem | None = None, **more: object) -> Assessment:
    options: dict[str, object] = {"as_of": AS_OF, "draws": DRAWS, "yardsticks": (), **more}
    return assess(declared or problem(), [o for o, _ in pairs], [r for _, r in pairs], coverage, SOURCES, **options)  # type: ignore[arg-type]


def chances(assessment: Assessment) -> list[float]:
    """Mean of every hypothesis at every horizon."""
    return [p.mean for h in assessment.hypotheses for _, p in sorted(h.probability.items())]


@cache
def base() -> tuple[Pair, ...]:
    return (case("a", 20), case("b", 9, "beta"), case("c", 3, "gamma", said=statement("c", 3, ("transport",))))


@given(copies=st.integers(1, 50), which=st.integers(0, 2))
@settings(max_examples=12, deadline=None)
def test_copies_move_nothing(copies: int, which: int) -> None:
    names, ago = ("a", "b", "c"), (20, 9, 3)
    publishers = ("alpha", "beta", "gamma")
    copied = case(names[which], ago[which], publishers[which], copies=copies, said=base()[which][1].statements[0])
    pairs = [copied if i == which else pair for i, pair in enumerate(base())]
    assert chances(judged(pairs)) == pytest.approx(chances(judged(base())), abs=1e-9)


def test_copies_with_statements_of_their_own_move_nothing() -> None:
    origin, reading = case("a", 20, copies=2)
    again = [statement("a", 20 - n, report=f"copy-a-{n}", date=day(20 - n).date().isoformat()) for n in range(2)]
    again = [type(s)(**{**{f: getattr(s, f) for f in s.__struct_fields__}, "id": f"s-copy-{n}"}) for n, s in enumerate(again)]
    fields = {f: getattr(origin, f) for f in origin.__struct_fields__}
    wide = Origin(**{**fields, "statements": (*origin.statements, *(s.id for s in again))})
    readings = [reading, *(Reading(report=s.report, language="en", t_known=s.t_known, statements=(s,)) for s in again)]
    alone = judged([(origin, reading)])
    more = assess(problem(), [wide], readings, (), SOURCES, as_of=AS_OF, draws=DRAWS, yardsticks=())
    assert chances(more) == pytest.approx(chances(alone), abs=1e-9)


@given(count=st.integers(2, 8))
@settings(max_examples=6, deadline=None)
def test_repeats_by_one_source_weigh_no_more_than_one(count: int) -> None:
    """One unbroken episode, errors that never fade."""
    lasting = indicator("storage", episode_days=between(1e7, 1e8))
    declared = problem(lasting, lives=(float("inf"),))
    many = [case(f"n{i}", 20 - i) for i in range(count)]
    one = judged(many[:1], declared=declared)
    assert chances(judged(many, declared=declared)) == pytest.approx(chances(one), rel=1e-4)
    assert chances(judged([*many[:1], case("other", 15, "beta")], declared=declared))[0] > chances(one)[0] * 1.01


def test_a_report_raises_and_silence_lowers() -> None:
    nothing, report = judged([]), judged(base()[:1])
    silence = judged([], [watched("satellite", "storage", 40, 40)])
    assert chances(report)[1] > chances(nothing)[1] > chances(silence)[1]


def test_no_evidence_is_the_base_rate() -> None:
    for one in judged([]).hypotheses:
        assert one.probability == one.base_rate


def test_bare_files_bring_no_coverage() -> None:
    """What merely arrived never makes an indicator quiet or watched, and brings no silence."""
    result = judged(base())
    assert all(row.coverage == 0 and row.status != "quiet" for row in result.indicators)
    assert not any(one.observation.startswith("silence:") for one in result.influences)
    assert {spot.indicator for spot in result.blind} == {"storage", "transport"}


def test_a_broken_collector_is_neither_silence_nor_news() -> None:
    broken = watched("satellite", "storage", 40, 40, status="broken")
    result = judged([], [broken])
    assert chances(result) == chances(judged([]))
    assert result.indicators[0].status == "broken"
    both = judged([], [watched("satellite", "storage", 40, 40), broken])
    assert chances(both) == chances(judged([]))


@given(ago=st.integers(0, 60), bound=st.floats(1.0, 2.0), many=st.integers(1, 5))
@settings(max_examples=12, deadline=None)
def test_an_interested_denial_moves_within_its_bound_however_often_said(ago: int, bound: float, many: int) -> None:
    declared = problem(bound=bound)
    before = chances(judged(base(), declared=declared))
    after = chances(judged([*base(), *(denial(f"d{i}", ago + i, interested=True) for i in range(many))], declared=declared))
    for low, high in zip(after, before, strict=True):
        assert low <= high * (1 + 1e-12)
        assert low / (1 - low) >= high / (1 - high) / bound * (1 - 1e-6)


@given(ago=st.lists(st.integers(0, 60), min_size=1, max_size=4, unique=True), interested=st.booleans())
@settings(max_examples=12, deadline=None)
def test_no_denial_raises(ago: list[int], interested: bool) -> None:
    coverage = [watched("satellite", "transport", 30, 20)]
    denials = [denial(f"d{i}", days, interested=interested, indicators=("storage", "transport")) for i, days in enumerate(ago)]
    steps = [chances(judged([*base(), *denials[:n]], coverage)) for n in range(len(denials) + 1)]
    for before, after in itertools.pairwise(steps):
        assert all(low <= high * (1 + 1e-12) for low, high in zip(after, before, strict=True))


def test_an_independent_denial_with_access_lowers_and_one_without_does_not() -> None:
    before = chances(judged(base()))
    assert chances(judged([*base(), denial("d", 2, interested=False)]))[1] < before[1] * 0.99
    hearsay = statement("h", 2, act="denial", polarity="lowers")
    assert chances(judged([*base(), case("h", 2, "delta", said=hearsay)])) == before


def test_order_within_a_day_is_irrelevant() -> None:
    pairs = [case(f"p{i}", 5 - i * 0.05, source) for i, source in enumerate(("alpha", "beta", "gamma"))]
    swapped = [case(f"p{i}", 5 - (2 - i) * 0.05, source) for i, source in enumerate(("alpha", "beta", "gamma"))]
    assert chances(judged(pairs)) == pytest.approx(chances(judged(swapped[::-1])), abs=1e-12)


def test_same_inputs_and_seed_same_bytes_in_any_order() -> None:
    coverage = [watched("satellite", "storage", 40, 10), watched("satellite", "transport", 20, 10)]
    first = to_json(judged(base(), coverage))
    assert to_json(judged(base()[::-1], coverage[::-1])) == first
    assert to_json(judged(base(), coverage, seed=1)) != first
    assert to_json(from_json(Assessment, first)) == first


def test_a_replay_never_peeks() -> None:
    then = day(6)
    later = [case("late", 2, "delta"), denial("dl", 1, interested=False)]
    coverage = [watched("satellite", "storage", 40, 20)]
    unknown = [*coverage, watched("satellite", "transport", 4, 2)]
    assert to_json(judged([*base()[:2], *later], unknown, as_of=then)) == to_json(judged(base()[:2], coverage, as_of=then))


def test_influences_add_up_and_say_what_they_are() -> None:
    coverage = [watched("satellite", "transport", 40, 20)]
    result = judged([*base(), denial("d", 2, interested=False)], coverage)
    for one in result.hypotheses[:2]:
        mine = [i for i in result.influences if i.hypothesis == one.id]
        assert sum(i.delta for i in mine) == pytest.approx(one.probability["30"].mean - one.base_rate["30"].mean, abs=1e-12)
        assert {i.origin for i in mine} == {"o-a", "o-b", "o-c", "o-d", None}
        silence = next(i for i in mine if i.observation == "silence:transport")
        assert silence.delta < 0
        assert silence.indicator == "transport"


def test_scaling_the_prior_scales_the_answer() -> None:
    for one in judged(base()).hypotheses:
        mean = one.probability["30"].mean
        assert mean < one.prior_times_10 <= 10 * mean * 1.05
        assert mean / 10 * 0.95 <= one.prior_over_10 < mean


def test_ranges_hold_their_means_and_states_sum_to_one() -> None:
    result = judged(base())
    for one in result.hypotheses:
        for p in (*one.probability.values(), *one.base_rate.values()):
            assert 0 < p.low <= p.mean <= p.high < 1
    assert sum(state.probability.mean for state in result.processes[0].states) == pytest.approx(1)


def test_synthetic_and_tlp_travel() -> None:
    origin, reading = case("a", 20, synthetic=True, tlp="amber")
    result = judged([(origin, reading)])
    assert result.synthetic
    assert result.tlp == "amber"
    assert not judged(base()).synthetic


def test_relays_of_one_upstream_weigh_less_than_independent_sources() -> None:
    from tocsin.model import Upstream

    shared = Upstream(status="known", id="one-leak")
    apart = judged([case("a", 9), case("b", 9, "beta"), case("c", 9, "gamma")])
    relayed = judged([case("a", 9, upstream=shared), case("b", 9, "beta", upstream=shared), case("c", 9, "gamma", upstream=shared)])
    alone = judged([case("a", 9)])
    assert chances(alone)[1] < chances(relayed)[1] < chances(apart)[1]


def test_words_come_from_the_yardstick_and_only_above_one_percent() -> None:
    term = YardstickTerm(phrases=("almost no chance",), low=0.01, high=0.05)
    scale = Yardstick(id="icd203", issuer="x", language="en", source="x", checked="invented", terms=(term,))
    words = {h.id: (h.probability["30"].mean, h.words) for h in judged(base(), yardsticks=(scale,)).hypotheses}
    assert all((word is None) == (mean < 0.01 or mean > 0.05) for mean, word in words.values())
    assert words["unmodelled"][1] is None


def test_an_event_that_nobody_declared_a_rate_for_is_refused() -> None:
    declared = problem()
    broken = [type(h)(id=h.id, name=h.name, definition=h.definition, process=None) for h in declared.hypotheses[2:]]
    with pytest.raises(ValueError, match="unmodelled"):
        judged([], declared=problem(hypotheses=(*declared.hypotheses[:2], *broken)))


def test_as_of_moves_with_the_evidence() -> None:
    """An indication fades: ten days later, nothing new having come, the chance lies lower."""
    soon, late = (judged(base(), as_of=AS_OF + timedelta(days=n)) for n in (0, 40))
    assert chances(late)[1] < chances(soon)[1]


def test_confidence_rests_on_what_the_run_could_use() -> None:
    """An observation from before the run stands on the board's origins, and in no one's confidence."""
    old = judged([case("old", 150)])
    assert chances(old) == chances(judged([]))
    assert "no source with a profile of its own reported evidence" in old.hypotheses[0].confidence.why


@pytest.mark.parametrize(("draws", "horizons"), [(1, (30,)), (3, (1, 14)), (50, (90, 7))])
def test_few_draws_and_other_horizons_are_judged_too(draws: int, horizons: tuple[int, ...]) -> None:
    result = judged(base(), draws=draws, horizons=horizons)
    assert result.horizons == horizons
    main = 30 if 30 in horizons else horizons[0]
    assert {one.horizon for one in result.influences} == {main}
    assert all(set(one.probability) == {str(n) for n in horizons} for one in result.hypotheses)


def test_what_changed_is_what_became_known_since() -> None:
    """Differences of shares would let an old silence seem to raise as all fades: only what is new is credited, the rest is passing time."""
    silent = [watched("satellite", "transport", 60, 40), watched("satellite", "transport", 10, 8)]
    since = day(12)
    pairs = [case("old", 30), case("new", 4, "beta")]
    changes = {i.observation: i for i in judged(pairs, silent, since=since).changes if i.hypothesis == "strike"}
    assert {i.origin for i in changes.values()} == {"o-new", None}
    assert changes["silence:transport"].delta < 0
    assert sum(i.delta for i in changes.values() if i.origin == "o-new") > 0
    assert judged(pairs[:1], silent[:1], since=since).changes == ()
    assert judged(pairs, silent).changes == ()


@pytest.mark.parametrize("publisher", ["alpha", "nobody-listed"])
def test_daily_repeats_neither_add_nor_count_against(publisher: str) -> None:
    """Forty days of the same report weigh no more than one, and never less than the stalest of them alone."""
    many = [case(f"d{ago}", ago, publisher) for ago in range(40)]
    stalest, freshest, said = (chances(judged(some))[1] for some in (many[-1:], many[:1], many))
    assert chances(judged([]))[1] < stalest * (1 + 1e-9) <= said * (1 + 1e-9)
    assert said <= freshest


def test_a_report_after_a_watched_silence_of_its_source_is_news() -> None:
    quiet = watched("alpha", "storage", 19, 16)
    first, again = case("first", 20), case("again", 1)
    assert chances(judged([first, again], [quiet]))[1] > chances(judged([first], [quiet]))[1] * 1.01
    assert chances(judged([first, again]))[1] == pytest.approx(chances(judged([first]))[1], rel=1e-9)


def test_one_sentence_on_two_indicators_weighs_less_than_two_findings() -> None:
    both = case("both", 3, said=statement("both", 3, ("storage", "transport")))
    apart = [case("one", 3), case("two", 3, said=statement("two", 3, ("transport",)))]
    once = judged(apart[:1])
    assert chances(once)[1] < chances(judged([both]))[1] < chances(judged(apart))[1]


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"seed": -1}, {"horizons": ()}, {"horizons": (0, 30)}])
def test_what_cannot_be_judged_is_the_caller_s_mistake(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="cannot judge"):
        judged(base(), (), None, **wrong)
