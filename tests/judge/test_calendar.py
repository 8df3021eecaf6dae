"""The calendar: what was announced by then and no more, what it would show, and what statements foretell on whose word."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.lined import declared, event, read
from tests.judge.worlds import AS_OF
from tocsin.judge.calendar import register, state
from tocsin.model import Estimate, Statement
from tocsin.model.calendars import Calendar
from tocsin.model.declared import ChronologyEntry, Problem
from tocsin.model.lines import Due


def due(name: str, begins: date | None, **more: object) -> Due:
    fields: dict[str, object] = {
        "kind": "exercise" if begins else "known-unknown",
        "what": {"en": name},
        "shows": {"en": "trucks"},
        "indicators": ("storage",),
        "source": "X",
        "known_since": date(2022, 10, 1),
    }
    return Due(id=name, date=begins, **{**fields, **more})  # type: ignore[arg-type]


def found(*said: Statement, of: Problem | None = None, as_of: datetime = AS_OF, **window: date) -> Calendar:
    return register(of or declared(), read(*said), (), as_of=as_of, **window)


def test_what_is_due_says_in_how_many_days_and_what_it_would_show() -> None:
    (one,) = found(of=declared(calendar=(due("drill", date(2022, 10, 25), until=date(2022, 10, 28)),))).entries
    assert (one.state, one.days, one.shows, one.indicators) == ("due", 5, {"en": "trucks"}, ("storage",))


@pytest.mark.parametrize(
    ("begins", "until", "expected"),
    [
        (date(2022, 10, 21), None, "due"),
        (date(2022, 10, 20), None, "on"),
        (date(2022, 10, 1), date(2022, 10, 20), "on"),
        (date(2022, 10, 1), date(2022, 10, 19), "past"),
        (date(2022, 10, 19), None, "past"),
        (None, None, "undated"),
    ],
)
def test_past_is_told_from_due(begins: date | None, until: date | None, expected: str) -> None:
    assert state(begins, until, AS_OF.date()) == expected


def test_what_was_not_known_yet_is_hidden_and_so_is_what_came_of_it() -> None:
    of = declared(calendar=(due("drill", date(2022, 10, 25), outcome={"en": "held"}, outcome_known=date(2022, 10, 26)),))
    assert found(of=of, as_of=datetime(2022, 9, 30, tzinfo=UTC)).entries == ()
    assert found(of=of).entries[0].outcome == {}
    assert found(of=of, as_of=datetime(2022, 10, 27, tzinfo=UTC)).entries[0].outcome == {"en": "held"}


def test_the_window_cuts_and_known_unknowns_always_stand_last() -> None:
    of = declared(calendar=(due("unknown", None), due("far", date(2023, 10, 1)), due("near", date(2022, 10, 25))))
    assert [one.id for one in found(of=of).entries] == ["near", "unknown"]
    assert [one.id for one in found(of=of, begin=date(2023, 1, 1), end=date(2023, 12, 31)).entries] == ["far", "unknown"]


@pytest.mark.parametrize(
    ("told", "begins", "until"),
    [
        ("2022-10-25", date(2022, 10, 25), None),
        ("2022-11", date(2022, 11, 1), date(2022, 11, 30)),
        ("2022-10", None, None),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2022-10-18", None, None),
        (None, None, None),
    ],
)
def test_a_statement_about_a_day_ahead_is_foretold_not_seen(told: str | None, begins: date | None, until: date | None) -> None:
    rows = found(event("x", 2, "trucks will come", date=told), end=date(2023, 12, 31)).entries
    assert [(one.date, one.until, one.foretold, one.basis) for one in rows] == ([(begins, until, True, "statement")] if begins else [])


@pytest.mark.parametrize("more", [{"negated": True}, {"act": "denial"}, {"indicators": ()}])
def test_what_is_denied_or_bears_on_nothing_is_not_foretold(more: dict[str, object]) -> None:
    said = event("x", 2, "trucks will come", date="2022-10-25")
    fields = {name: getattr(said, name) for name in said.__struct_fields__}
    assert found(Statement(**{**fields, **more})).entries == ()


def test_copies_foretell_once_and_a_declared_entry_takes_their_words() -> None:
    said = [event(f"c{n}", 2, "trucks will come", date="2022-10-25") for n in range(5)]
    assert len(found(*said).entries) == 1
    (one,) = found(*said, of=declared(calendar=(due("drill", date(2022, 10, 25)),))).entries
    assert (one.id, one.words is not None and one.words.text) == ("drill", "trucks will come")


def test_an_announced_exercise_of_the_chronology_is_due_too() -> None:
    entry = ChronologyEntry(
        id="manoeuvre", date=date(2022, 10, 30), what={"en": "manoeuvre"}, kind="exercise", source="X", known_since=date(2022, 10, 10)
    )
    of = declared()
    fields = {name: getattr(of, name) for name in of.__struct_fields__}
    with_entry = Problem(**{**fields, "chronology": (entry,)})
    assert [one.id for one in found(of=with_entry).entries] == ["manoeuvre"]
    assert found(of=with_entry, as_of=datetime(2022, 10, 9, tzinfo=UTC)).entries == ()


@given(st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(0, 60), st.dates(date(2020, 1, 1), date(2025, 1, 1)))
def test_every_day_is_before_within_or_after(begins: date, days: int, today: date) -> None:
    until = date.fromordinal(begins.toordinal() + days)
    assert state(begins, until, today) == ("due" if today < begins else "past" if today > until else "on")


def expected(**more: object) -> Statement:
    words = {"phrase": "likely", "span": (0, 3), "sense": "likely", **more}
    estimate = Estimate(**{"horizon": "before the end of October", **words})  # type: ignore[arg-type]
    return event("x", 8, "trucks will likely come before the end of October", act="assessment", estimate=estimate)


def test_what_is_expected_by_a_day_is_due_on_it() -> None:
    (one,) = found(expected()).entries
    assert (one.date, one.foretold, one.days) == (date(2022, 10, 31), True, 11)


@pytest.mark.parametrize("said", [expected(negated=True), expected(horizon="in the coming weeks"), expected(horizon="unstated")])
def test_what_is_expected_by_no_day_or_not_expected_is_not_due(said: Statement) -> None:
    assert found(said).entries == ()


def test_an_expectation_that_calms_is_no_date_to_watch() -> None:
    said = expected()
    fields = {name: getattr(said, name) for name in said.__struct_fields__}
    assert found(Statement(**{**fields, "polarity": "lowers"})).entries == ()


def test_the_register_carries_the_highest_mark_of_its_words() -> None:
    marked = [event("a", 2, "trucks", date="2022-10-25", tlp="amber"), event("b", 2, "boats", date="2022-10-28", synthetic=True)]
    one = found(*marked)
    assert (one.tlp, one.synthetic) == ("amber", True)
    assert (found().tlp, found().synthetic) == ("clear", False)
