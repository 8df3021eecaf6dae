"""Coverage comes from asking, never from what arrived: a broken or unasked source's silence says nothing, a calm day's does."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.engine import declarations, store
from tocsin.engine.watching import looking
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.health import health
from tocsin.engine.watching.rounds import turn
from tocsin.engine.watching.states import PollState, State, Tally
from tocsin.judge.timeline import coverage_by_day
from tocsin.library.looking import looked, watching
from tocsin.model import Coverage
from tocsin.model.declared import SourceProfile
from tocsin.model.polling import Poll

from .world import START, World, followed, held, item, watch

URL, OTHER = "https://post.example/feed", "https://other.example/feed"
PROBLEM = declarations.load().problem
DAY = START.date()


def played(folder: Path, world: World, days: int, feed: Sequence[str] = (), **more: object) -> None:
    """A watch that runs for some days, hour by hour."""
    watching = watch(folder, world)
    for _ in range(days * 24):
        turn(watching)
        world.now += timedelta(hours=1)


def coverage(folder: Path) -> tuple[Coverage, ...]:
    return store.load(folder, datetime(2027, 1, 1, tzinfo=UTC)).coverage


def statuses(folder: Path) -> dict[str, str]:
    """Day -> status of the first source."""
    return {record.t_start.date().isoformat(): record.status for record in coverage(folder) if record.source == "post-0"}


def test_a_day_is_watched_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL)
    world = World()
    world.feed(URL, item(1))
    played(tmp_path / "w", world, 3)
    # Asked first at six in the morning: what came before on that day, nobody knows.
    assert statuses(tmp_path / "w") == {"2026-11-28": "not-watched", "2026-11-29": "watched", "2026-11-30": "watched"}
    (row,) = health(tmp_path / "w", now=world.now)
    assert (row.doing, row.last_day, row.last_day_new, row.usual_per_day) == ("well", "2026-11-30", 0, 0.0)


def test_a_quiet_source_counts_and_one_below_its_fewest_is_broken(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL, per_day=[2, 50])
    world = World()
    watching = watch(tmp_path / "w", world)
    for _hour in range(24 * 4):
        # Two entries a day, then none: it still answers, and no longer brings what it did.
        entries = [item(day, datetime(2026, 11, 28, tzinfo=UTC) + timedelta(days=day // 2, hours=8)) for day in range(5)]
        fresh = [one for number, one in enumerate(entries) if START + timedelta(days=number // 2, hours=2) <= world.now]
        world.feed(URL, *reversed(fresh or entries[:1]))
        turn(watching)
        world.now += timedelta(hours=1)
    assert statuses(tmp_path / "w")["2026-11-29"] == "watched"
    assert statuses(tmp_path / "w")["2026-12-01"] == "broken"
    (row,) = health(tmp_path / "w", now=world.now)
    assert row.doing == "broken"
    assert "where 2 is the fewest" in row.remarks[0]


def test_a_failing_source_is_broken_and_mended_where_nothing_slipped_through(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL, OTHER)
    world = World()
    world.feed(URL, item(1))
    world.feed(OTHER, item(2, site="other"))
    played(tmp_path / "w", world, 2)
    world.answers[URL] = (500, "", {})
    played(tmp_path / "w", world, 2)
    assert statuses(tmp_path / "w")["2026-11-30"] == "broken"
    (row, other) = health(tmp_path / "w", now=world.now)
    assert (row.doing, other.doing) == ("broken", "well")
    assert "http-500" in row.remarks[0]
    world.feed(URL, item(3), item(1))
    played(tmp_path / "w", world, 2)
    assert statuses(tmp_path / "w")["2026-11-30"] == "watched"


def test_an_answer_that_shares_nothing_with_the_one_before_leaves_a_gap(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL)
    world = World()
    world.feed(URL, item(1))
    played(tmp_path / "w", world, 2)
    world.feed(URL, item(8), item(9))
    played(tmp_path / "w", world, 2)
    assert statuses(tmp_path / "w")["2026-11-30"] == "not-watched"
    assert statuses(tmp_path / "w")["2026-12-01"] == "watched"
    (row,) = health(tmp_path / "w", now=world.now)
    assert any("something may be lost" in remark for remark in row.remarks)


def test_nothing_that_arrives_covers(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL)
    world = World()
    world.feed(URL, *(item(number) for number in range(50)))
    turn(watch(tmp_path / "w", world))
    assert len(held(tmp_path / "w")) == 50
    assert coverage(tmp_path / "w") == ()


def test_a_watch_that_was_not_running_did_not_look(tmp_path: Path) -> None:
    followed(tmp_path / "w", URL)
    world = World()
    world.feed(URL, *(item(number) for number in range(3)))
    played(tmp_path / "w", world, 2)
    world.now += timedelta(days=4)
    world.feed(URL, *(item(number) for number in range(30, 33)))
    played(tmp_path / "w", world, 1)
    (row,) = health(tmp_path / "w", now=world.now + timedelta(days=1))
    assert row.doing == "late"
    assert {statuses(tmp_path / "w")[f"2026-12-0{day}"] for day in (1, 2, 3)} == {"not-watched"}


SOURCE = SourceProfile(id="post", name="Post", kind="agency", originates=True, why="invented")
TALLIES = st.dictionaries(
    st.integers(-20, 1).map(lambda back: (DAY + timedelta(days=back)).isoformat()),
    st.builds(Tally, asked=st.integers(0, 30), failed=st.integers(0, 30), new=st.integers(0, 50)),
)
MOMENTS = st.none() | st.integers(-20 * 24, 0).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def states(draw: st.DrawFn) -> PollState:
    asked, answered = draw(MOMENTS), draw(MOMENTS)
    return PollState(
        asked_at=asked,
        ok_at=answered if asked is not None and answered is not None and answered <= asked else None,
        failures=draw(st.integers(0, 9)) if asked is not None else 0,
        whole_since=draw(MOMENTS),
        days=draw(TALLIES),
    )


def silent(records: Iterator[Coverage] | list[Coverage]) -> set[int]:
    """Days, counted from 30 days ago, on which silence would count."""
    return {day for _, _, day in coverage_by_day(list(records), DAY - timedelta(days=30), 30)}


@settings(max_examples=80, deadline=None)
@given(states(), st.floats(0, 20))
def test_silence_counts_on_whole_answered_days_alone(state: PollState, fewest: float) -> None:
    poll = Poll(url=URL, per_day=(fewest, 1e6))
    _, records = looking.settle([Followed(SOURCE, poll)], State(polls={URL: state}), PROBLEM, START)
    for day in silent(records):
        on = DAY - timedelta(days=30 - day)
        start, end = looking.begins(on), looking.begins(on + timedelta(days=1))
        assert state.ok_at is not None
        assert state.whole_since is not None
        assert state.whole_since <= start < end <= state.ok_at
        assert state.days.get(on.isoformat(), Tally()).new >= fewest
    if state.ok_at is None:
        assert not silent(records)


@settings(max_examples=50, deadline=None)
@given(states(), states())
def test_one_broken_address_silences_its_source(state: PollState, other: PollState) -> None:
    polls = [Followed(SOURCE, Poll(url=url)) for url in (URL, OTHER)]
    alone = [
        looking.settle([one], State(polls={one.poll.url: held}), PROBLEM, START)[1] for one, held in zip(polls, (state, other), strict=True)
    ]
    _, both = looking.settle(polls, State(polls={URL: state, OTHER: other}), PROBLEM, START)
    assert silent(both) <= silent(alone[0]) & silent(alone[1])


def test_who_looks_at_what() -> None:
    by_id = {indicator.id: indicator for indicator in PROBLEM.indicators}
    assert looked(SOURCE, by_id["rhetoric"]) > looked(SOURCE, by_id["exercise"]) > looked(SOURCE, by_id["storage_activity"]) == 0
    assert looked(SourceProfile(id="b", name="B", kind="blog", originates=True, why="x"), by_id["rhetoric"]) == 0
    assert looked(SourceProfile(id="o", name="O", kind="outlet", why="x"), by_id["rhetoric"]) == 0
    party = SourceProfile(id="m", name="M", kind="ministry", originates=True, party="adversary", why="x")
    assert looked(party, by_id["exercise"]) == 0
    assert looked(party, by_id["rhetoric"]) > 0


def test_of_many_sources_few_are_recorded_as_watching() -> None:
    many = [SourceProfile(id=f"a{number}", name="A", kind="agency", originates=True, why="x") for number in range(9)]
    outlet = SourceProfile(id="o", name="O", kind="outlet", originates=True, why="x")
    found = watching([outlet, *many], PROBLEM)
    assert sorted(found) == ["a0", "a1", "a2"]
    assert watching([outlet, *many[::-1]], PROBLEM) == found
    assert "o" in watching([outlet, *many[:2]], PROBLEM)
