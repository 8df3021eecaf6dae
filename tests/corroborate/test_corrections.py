"""A rejected statement moves nothing; a corrected one reads as the person said; nothing else changes, and the past does not know it."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.corrections import corrected, ruled, standing
from tocsin.model import Corrected, Reading, Speaker, Statement, StatementRuling

NOON = datetime(2022, 10, 5, 12, tzinfo=UTC)


def statement(number: int, report: str = "r") -> Statement:
    return Statement(
        id=f"{report}-{number}",
        report=report,
        t_known=NOON,
        span=(number, number + 1),
        text="x",
        content_span=(number, number + 1),
        speaker=Speaker(text="a clerk", kind="office"),
        act="report",
        polarity="raises",
        date="2022-10-04",
        date_from="Tuesday",
        indicators=("exercise",),
    )


def reading(report: str, many: int) -> Reading:
    return Reading(report=report, language="en", t_known=NOON, statements=tuple(statement(number, report) for number in range(many)))


def ruling(kind: str, name: str, minutes: int, how: Corrected | None = None) -> StatementRuling:
    return StatementRuling(
        id=f"{kind}-{name}-{minutes}",
        kind=kind,  # type: ignore[arg-type]
        statement=name,
        report=name.partition("-")[0],
        corrected=how,
        by="A. Person",
        why="seen",
        t_known=NOON + timedelta(minutes=minutes),
    )


LATER = NOON + timedelta(days=1)
READINGS = (reading("a", 3), reading("b", 2), reading("c", 0))
NAMES = [one.id for each in READINGS for one in each.statements]


@given(st.lists(st.tuples(st.sampled_from(["correct", "reject", "restore"]), st.sampled_from(NAMES)), max_size=12), st.integers(-2, 14))
def test_the_latest_ruling_of_each_statement_counts_and_nothing_else_is_touched(given_rulings: list[tuple[str, str]], until: int) -> None:
    how = Corrected(polarity="lowers")
    rulings = [ruling(kind, name, minutes, how) for minutes, (kind, name) in enumerate(given_rulings)]
    moment = NOON + timedelta(minutes=until)
    last = {name: kind for minutes, (kind, name) in enumerate(given_rulings) if minutes <= until}
    after = ruled(READINGS, reversed(rulings), moment)
    assert [one.report for one in after] == ["a", "b", "c"]
    for before, now in zip(READINGS, after, strict=True):
        expected = [
            msgspec.structs.replace(one, polarity="lowers") if last.get(one.id) == "correct" else one
            for one in before.statements
            if last.get(one.id) != "reject"
        ]
        assert list(now.statements) == expected
        if not any(last.get(one.id) in ("correct", "reject") for one in before.statements):
            assert now is before


def test_of_two_rulings_of_one_moment_the_one_given_later_counts() -> None:
    assert standing([ruling("reject", "a-0", 0), ruling("restore", "a-0", 0)], LATER)["a-0"].kind == "restore"


def test_a_correction_changes_the_named_fields_and_never_the_words() -> None:
    before = statement(0)
    after = corrected(
        before, Corrected(act="denial", negated=True, date="", indicators=(), speaker=Speaker(text="a guard", kind="anonymous"))
    )
    assert (after.act, after.negated, after.date, after.date_from, after.indicators) == ("denial", True, None, None, ())
    assert after.speaker.text == "a guard"
    same = {name for name in before.__struct_fields__ if getattr(before, name) == getattr(after, name)}
    assert {"id", "report", "span", "text", "content_span", "polarity", "hypotheses"} <= same


def test_an_empty_correction_changes_nothing() -> None:
    assert corrected(statement(0), Corrected()) == statement(0)
