"""What became of a judgement: outcomes decide, corrections count, nothing is known before its day."""

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.judge.outcomes import Window, standing, verdict
from tocsin.model import Outcome

START = date(2024, 1, 1)
EVENING = datetime(2024, 1, 1, 23, 59, 59, 999999, UTC)


def out(turn: str, on: int, since: int | None = None, value: float | None = None, at: int | None = None, **more: object) -> Outcome:
    """An outcome `on` so many days after the start."""
    day = START + timedelta(days=on)
    over = datetime.combine(day, EVENING.timetz())
    fields = {"source": "a page", "by": "N. Test", "why": "", "t_known": over, "recorded_at": over, **more}
    return Outcome(
        id=str(fields.pop("id", f"{turn}{on}{value}")),
        problem="p",
        about="h",
        outcome=turn,  # type: ignore[arg-type]
        value=value,
        since=START + timedelta(days=since) if since is not None else None,
        on=day,
        at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=at) if at is not None else None,
        **fields,  # type: ignore[arg-type]
    )


def window(days: int = 30, as_of: datetime = EVENING, **more: object) -> Window:
    return Window(about="h", as_of=as_of, until=START + timedelta(days=days), **more)  # type: ignore[arg-type]


def test_yes_within_no_after_and_open_while_nothing_is_known() -> None:
    assert verdict(window(), []).state == "open"
    assert verdict(window(), [out("yes", 30)]).state == "yes"
    assert verdict(window(), [out("yes", 31)]).state == "no", "what happens once had not happened before"
    assert verdict(window(ends=False), [out("yes", 31)]).state == "open", "what happens again and again may have"
    assert verdict(window(), [out("no", 30)]).state == "no"
    assert verdict(window(), [out("no", 29)]).state == "open"
    assert verdict(window(), [out("yes", 0)]).state == "void", "it had happened already"
    assert verdict(window(ends=False), [out("yes", 0), out("no", 30, since=1)]).state == "no"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(1, 30), max_size=6), st.integers(1, 30))
def test_denials_settle_only_when_together_they_cover_every_day(cuts: list[int], hole: int) -> None:
    edges = [0, *sorted(set(cuts) - {30}), 30]
    spans = [out("no", b, since=a + 1) for a, b in itertools.pairwise(edges)]
    assert verdict(window(ends=False), spans).state == "no"
    left = [one for one in spans if not (one.since or START) <= START + timedelta(days=hole) <= one.on]
    assert verdict(window(ends=False), left).state == "open"


def test_the_hour_tells_before_from_after_within_a_day() -> None:
    noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    assert verdict(window(as_of=noon), [out("yes", 0, at=18)]).state == "yes"
    assert verdict(window(as_of=noon), [out("yes", 0, at=6)]).state == "void"
    unknown = verdict(window(as_of=noon), [out("yes", 0)])
    assert unknown.state == "void"
    assert "hour" in (unknown.why or "")


def test_void_spans_make_void_but_never_undo_what_happened() -> None:
    assert verdict(window(), [out("void", 40, since=20, why="the source closed"), out("no", 30)]).state == "void"
    assert verdict(window(), [out("void", 40, since=31, why="the source closed"), out("no", 30)]).state == "no"
    assert verdict(window(), [out("void", 40, since=20, why="x"), out("yes", 25)]).state == "yes"
    assert verdict(window(), [out("void", 20, why="withdrawn")]).state == "void"
    assert verdict(window(), [out("void", 20, why="withdrawn"), out("no", 30)]).state == "no"
    assert verdict(window(kind="count"), [out("void", 40, why="withdrawn")]).state == "void"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), min_size=1, max_size=8), st.integers(0, 7))
def test_numbers_add_up_over_spans_without_gap(parts: list[tuple[int, int]], missing: int) -> None:
    spans, day = [], 1
    for length, value in parts:
        spans.append(out("number", day + length - 1, since=day, value=value, id=f"n{day}"))
        day += length
    asked = window(day - 1, kind="count")
    assert verdict(asked, spans).value == sum(value for _, value in parts)
    assert verdict(asked, [one for i, one in enumerate(spans) if i != missing % len(spans)]).state == "open"
    events = [out("no", day - 1, since=1), *(out("yes", at, id=f"y{at}") for at in range(1, day, 3))]
    assert verdict(asked, events).value == len(range(1, day, 3)), "between denials, it happened as often as is told"
    threshold = verdict(window(day - 1, at_least=10.0, ends=False), spans)
    assert threshold.value == float(sum(value for _, value in parts) >= 10)


def test_times_count_days_to_the_first_occurrence_however_late() -> None:
    assert verdict(window(kind="time", ends=False), [out("yes", 0), out("yes", 45), out("yes", 60)]).value == 45
    assert verdict(window(kind="time"), [out("no", 90)]).state == "open"


def test_a_correction_holds_from_when_it_is_known() -> None:
    first = out("yes", 10)
    later = EVENING + timedelta(days=50)
    correction = out("no", 10, id="c", replaces=(first.id,), t_known=later, recorded_at=later)
    everything = [first, correction]
    assert standing(everything, EVENING) == ()
    assert standing(everything, EVENING + timedelta(days=10)) == (first,)
    assert standing(everything, later) == (correction,)
