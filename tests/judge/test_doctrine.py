"""Doctrine: which text was in force when, what one has beside another, on whose word, and what a press text leaves out or adds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.lined import ELEMENTS, LEADER, condition, declared, doctrinal, line, read, text
from tests.judge.worlds import AS_OF, SOURCES, statement
from tocsin.judge import redlines
from tocsin.judge.doctrine import current, difference, register
from tocsin.model import Name, Speaker, Statement
from tocsin.model.declared import Problem
from tocsin.model.doctrines import Doctrine
from tocsin.model.lines import DoctrineText, Holding, TermReading

OLD = text("old", date(2020, 6, 1), condition("attack", "1", "bombs", "friends"), condition("threat", "2", "existence"), entity="text:old")
NEW = text(
    "new",
    date(2022, 9, 1),
    condition("attack", "4", "bombs", "friends"),
    condition("threat", "5", "soil", claimed={"en": (("our soil",), ("attacked",))}),
    condition("bloc", "6", "friends"),
    replaces="old",
    entity="text:new",
)
TEXTS = (NEW, OLD)


def problem_with(*texts: DoctrineText, **more: object) -> Problem:
    return declared(line(condition={"en": "our soil is touched"}), elements=ELEMENTS, doctrine=texts or TEXTS, **more)


def found(*said: Statement, of: Problem | None = None, as_of: datetime = AS_OF) -> Doctrine:
    given_problem = of or problem_with()
    lines = redlines.register(given_problem, read(*said), (), SOURCES, as_of=as_of)
    return register(given_problem, read(*said), (), SOURCES, as_of=as_of, red_lines=lines)


def test_the_text_in_force_is_the_latest_known_that_is_a_text() -> None:
    announced = text("plan", date(2022, 8, 1), condition("bloc", "told", "friends"), kind="announcement", in_force=False, replaces="old")
    rows = {row.id: row.in_force for row in found(of=problem_with(*TEXTS, announced)).texts}
    assert rows == {"old": False, "plan": False, "new": True}
    before = found(of=problem_with(*TEXTS, announced), as_of=datetime(2022, 8, 15, tzinfo=UTC))
    assert {row.id: row.in_force for row in before.texts} == {"old": True, "plan": False}


def test_versions_differ_by_matter_and_by_what_each_is_made_of() -> None:
    (one,) = found().differences
    assert (one.was, one.now, one.added, one.removed) == ("old", "new", ("bloc",), ())
    (changed,) = one.changed
    assert (changed.matter, changed.was_article, changed.article, changed.gained, changed.lost) == (
        "threat", "2", "5", ("soil",), ("existence",),
    )  # fmt: skip


def test_an_announcement_drops_nothing_and_a_text_adds_to_it_only_what_was_new() -> None:
    announced = text("plan", date(2022, 8, 1), condition("threat", "told", "soil"), kind="announcement", in_force=False, replaces="old")
    told = {(one.was, one.now): one for one in found(of=problem_with(*TEXTS, announced)).differences}
    assert (told["old", "plan"].removed, told["old", "plan"].changed[0].gained) == ((), ("soil",))
    assert (told["plan", "new"].added, told["plan", "new"].removed, told["plan", "new"].changed) == (("bloc",), (), ())


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
def test_added_and_removed_are_mirror_images(one: set[str], two: set[str]) -> None:
    was, now = (text("t", date(2020, 1, 1), *(condition(m, "1", "bombs") for m in sorted(some))) for some in (one, two))
    forth, back = difference(was, now), difference(now, was)
    assert forth.added == back.removed == tuple(sorted(two - one))
    assert forth.changed == ()


@pytest.mark.parametrize(
    ("words", "of", "told", "omitted", "added", "nearest"),
    [
        ("if bombs fall, or the threat is existential", "old", ("attack", "threat"), (), (), "old"),
        ("if bombs fall on it or its friends", "old", ("attack",), ("threat",), (), "old"),
        ("if bombs fall, or its soil is at stake", "old", ("attack",), ("threat",), ("soil",), "old"),
    ],
)
def test_a_paraphrase_is_held_against_the_text_in_force_on_its_day(
    words: str, of: str, told: tuple[str, ...], omitted: tuple[str, ...], added: tuple[str, ...], nearest: str
) -> None:
    (one,) = found(doctrinal("x", 3, words, date="2022-08-20")).paraphrases
    assert (one.of, one.named, tuple(t.matter for t in one.told), one.omitted, one.added, one.nearest) == (
        of, False, told, omitted, added, nearest,
    )  # fmt: skip


def test_a_paraphrase_is_held_against_the_text_that_it_names() -> None:
    names = (Name(text="the old text", span=(0, 4), id="text:old", type="text"),)
    (one,) = found(doctrinal("x", 3, "if the threat is existential", names=names)).paraphrases
    assert (one.of, one.named, one.omitted) == ("old", True, ("attack",))


def test_a_paraphrase_may_be_nearer_to_another_text() -> None:
    (one,) = found(doctrinal("x", 3, "if bombs fall, or the threat is existential")).paraphrases
    assert (one.of, one.nearest, one.added, one.omitted) == ("new", "old", ("existence",), ("threat", "bloc"))


def test_what_a_told_condition_leaves_out_is_shown() -> None:
    (one,) = found(doctrinal("x", 3, "if bombs fall", date="2022-08-20")).paraphrases
    assert one.told[0].left_out == ("friends",)


@pytest.mark.parametrize(
    "said", [doctrinal("x", 3, "the doctrine was read again"), doctrinal("x", 3, "if bombs fall", act="report", speaker=LEADER)]
)
def test_what_tells_no_condition_is_no_paraphrase(said: Statement) -> None:
    assert found(said).paraphrases == ()


def test_what_is_said_beyond_the_text_in_force_is_told() -> None:
    (one,) = found().beyond
    assert (one.line, one.text, one.elements) == ("leader-bridge", "old", ("soil",))
    later = declared(line(said=date(2022, 9, 5), condition={"en": "our soil is touched"}), elements=ELEMENTS, doctrine=TEXTS)
    assert found(of=later).beyond == ()


def test_a_condition_that_one_says_holds_and_another_denies_is_disputed() -> None:
    of = problem_with(holdings=(_holding("person:leader", "holds"), _holding("country:yy", "denies")))
    one = found(of=of)
    assert (one.disputed, [(h.by, h.interested) for h in one.holdings]) == (("threat",), [("country:yy", False), ("person:leader", True)])
    assert found(of=of, as_of=datetime(2022, 9, 9, tzinfo=UTC)).holdings == ()


def _holding(by: str, stance: str) -> Holding:
    when = date(2022, 9, 10)
    return Holding(matter="threat", date=when, by=by, stance=stance, what={"en": "so"}, source="X", known_since=when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "stance"),
    [
        ({}, "holds"),
        ({"act": "denial"}, "denies"),
        ({"negated": True}, "denies"),
        ({"conditional_on": "it goes on"}, None),
        ({"act": "event"}, None),
        ({"text": "our soil is rich"}, None),
    ],
)
def test_statements_say_on_whose_word_a_condition_holds(more: dict[str, object], stance: str | None) -> None:
    said = statement("x", 3, (), **{"act": "assessment", "text": "our soil is being attacked", "speaker": LEADER, **more})
    rows = found(said).holdings
    assert [(row.matter, row.by, row.stance, row.basis) for row in rows] == (
        [("threat", "person:leader", stance, "statement")] if stance else []
    )  # fmt: skip


def test_what_counts_under_a_term_is_whose_reading_it_is() -> None:
    when = date(2022, 9, 30)
    reading = TermReading(term={"en": "soil"}, date=when, by="country:xx", what={"en": "more"}, disputed="Y", source="X", known_since=when)
    assert [(one.by, one.disputed) for one in found(of=problem_with(readings=(reading,))).terms] == [("country:xx", "Y")]
    assert found(of=problem_with(readings=(reading,)), as_of=datetime(2022, 9, 29, tzinfo=UTC)).terms == ()


@given(st.integers(0, 2000))
def test_current_never_looks_ahead(days: int) -> None:
    day = date(2019, 1, 1) + timedelta(days=days)
    now = current(TEXTS, day)
    assert now is None or now.date <= day
    assert (now is None) == (day < OLD.date)


@pytest.mark.parametrize(("words", "count"), [("bombs may fall", 1), ("friends were met", 0)])
def test_a_document_that_speaks_of_a_condition_tells_the_doctrine_too(words: str, count: int) -> None:
    said = doctrinal("x", 3, words, act="report", speaker=Speaker(text="the document", kind="text"), date="2022-08-20")
    assert len(found(said).paraphrases) == count
