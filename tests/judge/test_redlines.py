"""Red lines: one line however often it is told, hardened or softened, crossed on somebody's word; what is only read counts for nothing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.judge.lined import MINISTRY, again, answer, crossing, declared, event, line, one_origin, read, threat
from tests.judge.worlds import AS_OF, SOURCES
from tocsin.judge.redlines import register
from tocsin.model import Clock, Crossed, Estimate, Speaker, Statement
from tocsin.model.declared import Problem
from tocsin.model.lines import Line
from tocsin.model.red_lines import Crossed as Crossing
from tocsin.model.red_lines import LineRow, RedLines

LATE = datetime(2023, 6, 1, tzinfo=UTC)


def found(*said: Statement, of: Problem | None = None, as_of: datetime = AS_OF, crossed: tuple[Crossed, ...] = ()) -> RedLines:
    return register(of or declared(), read(*said), (), SOURCES, as_of=as_of, crossed=crossed)


def touched(name: str, ago: float, then: str, **more: object) -> Statement:
    return threat(name, ago, "the bridge is touched", then, **more)


def only(register_of: RedLines) -> LineRow:
    (row,) = register_of.lines
    return row


def crossed(of: Line, *said: Statement, as_of: datetime = LATE, entered: tuple[Crossed, ...] = ()) -> Crossing:
    (one,) = only(found(*said, of=declared(of), as_of=as_of, crossed=entered)).crossings
    return one


def test_a_line_read_has_its_words_its_theme_and_what_is_vague() -> None:
    row = only(found(threat("a", 10, "the bridge is touched", "we strike", date="2022-10-09")))
    assert (row.speaker, row.side, row.theme, row.consequence, row.vague, row.basis) == (
        "person:leader", "adversary", "bridge", "strikes", (), "statement",
    )  # fmt: skip
    assert row.condition == {"en": "the bridge is touched"}
    assert row.first_said == date(2022, 10, 9)
    assert row.said[0].words[0].text == "if the bridge is touched then we strike"
    assert row.crossings == ()


def test_what_names_no_theme_and_what_only_hints_is_vague() -> None:
    (one,) = found(threat("a", 10, "our patience ends", "all means are used")).lines
    assert (one.theme, one.vague, one.consequence) == (None, ("condition", "consequence"), "the-worst")


@pytest.mark.parametrize(
    "said",
    [
        threat("a", 10, None, "oh no"),
        threat("a", 10, "the bridge is touched", "we strike", act="doctrine"),
        threat("a", 10, None, "nothing will be changed by us", negated=True),
        threat("a", 10, None, None, red_line=None),
    ],
)
def test_what_says_no_line_is_none(said: Statement) -> None:
    assert found(said).lines == ()


@given(st.permutations(range(6)), st.integers(1, 6))
def test_copies_of_one_saying_are_one_whatever_their_order(order: list[int], count: int) -> None:
    copies = [threat(f"c{n}", 9 - 0.001 * n, "the bridge is touched", "we strike", date="2022-10-09") for n in range(count)]
    row = only(found(*(copies[n] for n in order if n < count)))
    assert [said.date for said in row.said] == [date(2022, 10, 9)]
    assert len(row.said[0].words) == count


def test_an_undated_retelling_is_no_new_saying_but_a_dated_one_is() -> None:
    first = threat("a", 18, "the bridge is touched", "we strike", date="2022-10-02")
    echo = threat("b", 10, "the bridge is touched", "we strike")
    row = only(found(first, echo, threat("c", 3, "the bridge is touched", "we strike", date="2022-10-17")))
    assert [(said.date, said.change, len(said.words)) for said in row.said] == [
        (date(2022, 10, 2), "first", 2), (date(2022, 10, 17), "repeated", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("then", "change"), [("the bomb", "hardened"), ("we strike", "repeated"), ("we will see to it", "repeated")])
def test_a_graver_consequence_hardens_a_line_and_an_open_one_tells_nothing(then: str, change: str) -> None:
    row = only(
        found(threat("a", 18, "the bridge is touched", "we strike"), threat("b", 1, "the bridge is touched", then, date="2022-10-19"))
    )
    assert row.said[1].change == change


def test_a_milder_consequence_softens_a_line() -> None:
    row = only(
        found(threat("a", 18, "the bridge is touched", "the bomb"), threat("b", 1, "the bridge is touched", "we strike", date="2022-10-19"))
    )
    assert row.said[1].change == "softened"


def test_a_read_line_is_the_declared_one_of_its_speaker_and_theme() -> None:
    of = declared(line(said=date(2022, 10, 9)))
    row = only(found(threat("a", 10, "the bridge is touched", "we strike", date="2022-10-09"), of=of))
    assert (row.id, row.basis, len(row.said), len(row.said[0].words)) == ("leader-bridge", "declared", 1, 1)
    other = found(threat("a", 10, "the bridge is touched", "we strike", speaker=MINISTRY), of=of)
    assert len(other.lines) == 2


def test_anonymous_speakers_never_meet_across_origins() -> None:
    nobody = Speaker(text="an official", kind="anonymous")
    said = [threat(name, 10, "the bridge is touched", "we strike", speaker=nobody) for name in ("a", "b")]
    assert len(found(*said).lines) == 2
    together = register(declared(), read(*said), [one_origin("x", *said)], SOURCES, as_of=AS_OF)
    assert len(together.lines) == 1


def test_what_was_not_known_is_not_shown() -> None:
    of = declared(line())
    early = datetime(2022, 5, 31, tzinfo=UTC)
    assert found(of=of, as_of=early).lines == ()
    late = line(said=date(2022, 6, 1), crossings=(crossing("blast", date(2022, 7, 1), known_since=date(2022, 9, 1)),))
    assert only(found(of=declared(late), as_of=datetime(2022, 8, 1, tzinfo=UTC))).crossings == ()


def test_conditions_of_one_morning_are_lines_of_their_own_and_what_has_none_goes_with_the_last() -> None:
    said = [
        threat("a", 10, "our patience ends", "we strike", report="r", span=(0, 9)),
        threat("b", 10, "foreign crews come", "we strike", report="r", span=(10, 19)),
        threat("c", 10, None, "this is no bluff", report="r", span=(20, 29)),
        threat("d", 4, "foreign crews come", "we strike", date="2022-10-16"),
    ]
    rows = {tuple(row.condition.values()): len(row.said) for row in found(*said).lines}
    assert rows == {("our patience ends",): 1, ("foreign crews come",): 2}


def test_a_declared_saying_keeps_its_change() -> None:
    row = only(found(of=declared(line(repeated=(again(date(2022, 7, 1), "hardened"),)))))
    assert [said.change for said in row.said] == ["first", "hardened"]


@pytest.mark.parametrize(
    ("answers", "answered", "as_threatened"),
    [
        ((), False, False),
        ((answer(date(2022, 7, 3), "words"),), False, False),
        ((answer(date(2022, 7, 3), "strikes", told_as_answer=False),), False, False),
        ((answer(date(2022, 7, 3), "strikes"),), True, False),
        ((answer(date(2022, 7, 3), "the-worst"),), True, True),
    ],
)
def test_answered_at_all_is_told_from_as_threatened(answers: tuple[object, ...], answered: bool, as_threatened: bool) -> None:
    one = crossed(line(crossings=(crossing("blast", date(2022, 7, 1), *answers),)))  # type: ignore[arg-type]
    assert (one.answered, one.as_threatened) == (answered, as_threatened)


def test_a_line_that_threatens_nothing_in_particular_is_never_answered_as_threatened() -> None:
    one = crossed(line(consequence="unspecified", crossings=(crossing("blast", date(2022, 7, 1), answer(date(2022, 7, 2), "strikes")),)))
    assert (one.answered, one.as_threatened) == (True, None)


def test_while_the_time_for_an_answer_runs_nothing_is_counted() -> None:
    of = declared(line(crossings=(crossing("blast", date(2022, 10, 1), answer(date(2022, 10, 2), "strikes")),)))
    early = found(of=of)
    assert only(early).crossings[0].answered is None
    assert (early.follow_through, early.too_early) == ((), 1)
    assert found(of=of, as_of=LATE).follow_through != ()


@pytest.mark.parametrize(
    ("crossed_at", "answered_at", "placed"),
    [
        ("03:25+03:00", "05:00+02:00", "after"),
        ("07:00+03:00", "05:00+03:00", "first"),
        (None, "05:00+02:00", "unknown"),
        ("03:25+03:00", None, "unknown"),
    ],
)
def test_the_order_inside_a_day_comes_from_times_of_day_or_is_unknown(crossed_at: str | None, answered_at: str | None, placed: str) -> None:
    told = answer(date(2022, 7, 1), "strikes", clock=answered_at)
    one = crossed(line(crossings=(crossing("blast", date(2022, 7, 1), told, clock=crossed_at),)))
    assert one.followed[0].placed == placed


def test_a_crossing_that_statements_tell_is_on_their_word_and_counts_for_nothing() -> None:
    teller = Speaker(text="the Y services", kind="office", entity="office:yy-services")
    told = event("x", 100, "the bridge was damaged at night", speaker=teller, date="2022-07-12")
    whole = found(told, of=declared(line()), as_of=LATE)
    (one,) = only(whole).crossings
    assert (one.basis, one.date, one.on_whose_word, one.answered, one.why) == (
        "statement", date(2022, 7, 12), ("the Y services",), None, "only-read",
    )  # fmt: skip
    assert (whole.follow_through, whole.only_read) == ((), 1)


@pytest.mark.parametrize(
    "more",
    [
        {"negated": True},
        {"conditional_on": "it goes on"},
        {"act": "assessment"},
        {"estimate": Estimate(phrase="may", span=(0, 3))},
        {"date": "2022-05-01"},
        {"text": "the bridge was painted"},
    ],
)
def test_what_tells_no_crossing_is_none(more: dict[str, object]) -> None:
    fields = {"text": "the bridge was damaged", "date": "2022-07-12", **more}
    assert only(found(event("x", 100, str(fields.pop("text")), **fields), of=declared(line()), as_of=LATE)).crossings == ()


def test_a_statement_of_a_declared_crossing_is_its_witness() -> None:
    one = crossed(line(crossings=(crossing("blast", date(2022, 7, 12)),)), event("x", 100, "the bridge was damaged", date="2022-07-12"))
    assert (one.id, len(one.words)) == ("blast", 1)


def test_statements_that_tell_an_answer_stand_under_the_last_crossing_in_their_order() -> None:
    of = line(crossings=(crossing("first", date(2022, 6, 20)), crossing("blast", date(2022, 7, 12))))
    strikes = event("y", 99, "strikes in response to the bridge", date="2022-07-13", order=2)
    promise = threat(
        "p",
        99,
        None,
        "we retaliate for the bridge",
        text="we retaliate for the bridge",
        date="2022-07-13",
        report="r-y",
        order=1,
        red_line=None,
    )
    (early, blast) = only(found(strikes, promise, of=declared(of), as_of=LATE)).crossings
    assert early.followed == ()
    assert [(one.kind, one.placed, one.counts) for one in blast.followed] == [("words", "first", False), ("strikes", "after", True)]
    assert (blast.answered, blast.as_threatened) == (True, False)


def test_a_persons_word_makes_a_crossing_and_takes_a_read_one_away() -> None:
    def word(**more: object) -> Crossed:
        fields: dict[str, object] = {
            "id": "w",
            "line": "leader-bridge",
            "date": date(2022, 7, 12),
            "by": "N. Test",
            "why": "seen",
            "t_known": AS_OF,
        }
        return Crossed(**{**fields, **more})  # type: ignore[arg-type]

    one = crossed(line(), entered=(word(answered="strikes"),))
    assert (one.basis, one.on_whose_word, one.answered, one.as_threatened) == ("person", ("N. Test",), True, False)
    nothing = crossed(line(), entered=(word(answered="nothing"),))
    assert (nothing.answered, nothing.why) == (False, "no-act")
    told = event("x", 100, "the bridge was damaged", date="2022-07-12")
    assert only(found(told, of=declared(line()), as_of=LATE, crossed=(word(crossed=False),))).crossings == ()
    before = found(of=declared(line()), as_of=datetime(2022, 10, 19, tzinfo=UTC), crossed=(word(),))
    assert only(before).crossings == ()


def test_the_latest_word_of_two_on_a_day_counts() -> None:
    words = [
        Crossed(
            id=str(n),
            line="leader-bridge",
            date=date(2022, 7, 12),
            crossed=yes,
            by="N. Test",
            why="so",
            t_known=datetime(2022, 10, n, tzinfo=UTC),
        )
        for n, yes in ((1, True), (2, False))
    ]
    assert only(found(of=declared(line()), as_of=LATE, crossed=tuple(words))).crossings == ()
    assert len(only(found(of=declared(line()), as_of=LATE, crossed=tuple(words[:1]))).crossings) == 1


def test_none_and_all_are_bounds_and_what_lies_between_a_rate() -> None:
    answered = [crossing(f"a{n}", date(2022, 7, n), answer(date(2022, 7, n), "strikes")) for n in range(1, 4)]
    silent = crossing("b", date(2022, 8, 1))
    rates = {(one.by, one.question): one for one in found(of=declared(line(crossings=(*answered, silent))), as_of=LATE).follow_through}
    at_all, threatened = rates["all", "answered"], rates["all", "as-threatened"]
    assert (at_all.yes, at_all.cases, at_all.bound) == (3, 4, None)
    assert at_all.mean == pytest.approx(3.5 / 5)
    assert (threatened.yes, threatened.bound, threatened.mean, threatened.low) == (0, "upper", None, None)
    assert threatened.high == pytest.approx(stats.beta(0.5, 4.5).ppf(0.95), abs=1e-9)


def test_disputed_crossings_are_counted_apart() -> None:
    some = (crossing("a", date(2022, 7, 1), answer(date(2022, 7, 2), "strikes")), crossing("b", date(2022, 8, 1), disputed="Y: no"))
    one = found(of=declared(line(crossings=some)), as_of=LATE).follow_through[0]
    assert (one.cases, one.yes, one.disputed, one.firm_yes, one.firm_cases) == (2, 1, 1, 1, 1)


def test_a_problem_without_any_declared_line_still_lists_what_is_said() -> None:
    bare = declared(consequences=(), themes=(), answering={})
    row = only(found(threat("a", 10, "the bridge is touched", "we strike"), of=bare))
    assert (row.theme, row.consequence, row.vague) == (None, "unspecified", ("condition", "consequence"))


def test_a_time_of_day_in_the_report_alone_orders_nothing() -> None:
    told = event(
        "y", 99, "strikes in response to the bridge", date="2022-07-12", clock=Clock(text="at 5", span=(0, 4), start="05:00", end="05:00")
    )
    one = crossed(line(crossings=(crossing("blast", date(2022, 7, 12), clock="03:00+03:00"),)), told)
    assert one.followed[0].placed == "unknown"
