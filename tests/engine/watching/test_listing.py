"""What left a listing before its time: never what rolled off its end, always what is missing between others, in either order."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.cli import app
from tocsin.engine import versions
from tocsin.engine.watching.health import health
from tocsin.engine.watching.listing import Entry, left
from tocsin.engine.watching.rounds import turn

from .world import START, World, followed, held, item, watch

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FEED, PAGE = "https://post.example/feed", "https://post.example/2"


def entries(numbers: list[int], dated: bool = True) -> list[Entry]:
    """Entries by number; a higher number is a later one, an hour apart."""
    return [(str(number), NOON + timedelta(hours=number) if dated else None) for number in numbers]


def names(numbers: list[int]) -> list[str]:
    return [str(number) for number in numbers]


@given(st.integers(1, 30), st.integers(0, 40), st.integers(0, 40), st.booleans(), st.booleans())
def test_what_rolls_off_a_window_is_never_missed(size: int, first: int, came: int, dated: bool, newest_first: bool) -> None:
    step = -1 if newest_first else 1
    before, now = list(range(first, first + size))[::step], list(range(first + came, first + came + size))[::step]
    assert left(names(before), entries(now, dated)).missed == ()


@given(st.data(), st.integers(4, 30), st.integers(0, 5), st.booleans())
def test_what_is_taken_out_between_others_is_missed_whatever_rolls_off(
    data: st.DataObject, size: int, came: int, newest_first: bool
) -> None:
    step = -1 if newest_first else 1
    gone = data.draw(st.integers(min(came + 1, size - 3), size - 3))
    before = list(range(size))[::step]
    now = [number for number in range(came, size + came) if number != gone or number >= size][::step]
    expected = (str(gone),) if gone > came else ()
    assert left(names(before), entries(now)).missed == expected


@given(st.lists(st.integers(0, 20), unique=True, max_size=12), st.lists(st.integers(0, 20), unique=True, max_size=12), st.booleans())
def test_only_what_was_listed_and_is_not_is_ever_missed_and_only_above_something_older(
    before: list[int], now: list[int], dated: bool
) -> None:
    missed = left(names(before), entries(now, dated)).missed
    assert set(missed) <= set(names(before)) - set(names(now))
    if dated:
        assert all(any(number in before and number != int(one) for number in now) for one in missed)


@pytest.mark.parametrize(
    ("before", "now", "missed"),
    [
        ([3, 2, 1], [3, 1], ["2"]),
        ([3, 2, 1], [4, 3, 1], ["2"]),
        ([3, 2, 1], [2, 1], ["3"]),
        ([3, 2, 1], [3, 2], []),
        ([3, 2, 1], [6, 5, 4], []),
        ([5, 4, 3, 2, 1], [6, 4, 2, 0], ["5", "3"]),
        ([1, 2, 3], [1, 3, 4], ["2"]),
        ([3, 2, 1], [1, 3, 4], []),  # sorted anew
        ([9, 2, 5, 1], [9, 5, 1, 7], []),  # an editor's choice
        ([], [3, 2, 1], []),
        ([3, 2, 1], [], []),
    ],
)
def test_listings(before: list[int], now: list[int], missed: list[str]) -> None:
    assert list(left(names(before), entries(now)).missed) == missed


def test_an_entry_under_another_address_in_its_place_is_not_missed() -> None:
    changed = [("5", NOON + timedelta(hours=5)), ("4-corrected", NOON + timedelta(hours=4)), ("3", NOON + timedelta(hours=3))]
    assert left(["5", "4", "3"], changed).missed == ()


def test_entries_roll_off_above_one_that_is_pinned() -> None:
    old = ("rules", NOON - timedelta(days=400))
    for first in range(5):
        before, now = list(range(first, first + 6))[::-1], list(range(first + 1, first + 7))[::-1]
        assert left([*names(before), "rules"], [*entries(now), old]).missed == ()


def test_an_undated_pin_is_known_by_when_others_roll_off_above_it_again() -> None:
    first = left(["5", "4", "3", "pin"], [("6", None), ("5", None), ("4", None), ("pin", None)])
    assert first.pinned == ("pin",)
    again = left(["6", "5", "4", "pin"], [("7", None), ("6", None), ("5", None), ("pin", None)], first.pinned)
    assert again.missed == ()


def at(number: int) -> str:
    return item(number, START - timedelta(hours=9 - number))


def test_an_entry_that_left_is_noted_counted_and_shown_and_its_return_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, world = tmp_path / "w", World()
    followed(folder, FEED)
    world.feed(FEED, at(3), at(2), at(1))
    watching = watch(folder, world)
    turn(watching)
    world.now += timedelta(hours=1)
    world.feed(FEED, at(4), at(3), at(1))
    done = turn(watching)
    assert (done.unlisted, done.new) == (1, 1)
    (row,) = health(folder, now=world.now)
    assert row.unlisted == 1
    assert any("no longer listed within a week" in remark for remark in row.remarks)
    world.now += timedelta(hours=1)
    assert turn(watching).unlisted == 0
    world.feed(FEED, at(4), at(3), at(2), at(1))
    world.now += timedelta(hours=1)
    turn(watching)
    (history,) = versions.histories(folder)
    assert (history.url, [step.kind for step in history.steps]) == (PAGE, ["new", "unlisted", "restored"])
    assert app.run(["versions", "-w", str(folder)]) == 0
    assert "no longer listed by its feed, which lists older entries" in " ".join(capsys.readouterr().out.split())
    assert len(held(folder)) == 4


def test_where_pages_are_read_the_page_is_asked_at_once_and_says_itself_whether_it_is_gone(tmp_path: Path) -> None:
    long = "The council of village number {} opened its library, the mayor said on Friday. It cost two million and has nine thousand books."
    for status, kinds in ((410, ["new", "withdrawn"]), (200, ["new", "unlisted"])):
        folder, world = tmp_path / str(status), World()
        followed(folder, FEED, pages=True)
        world.feed(FEED, at(3), at(2), at(1))
        for number in range(1, 5):
            world.page(f"https://post.example/{number}", long.format(number))
        watching = watch(folder, world)
        turn(watching)
        world.now += timedelta(minutes=40)
        asked = len(world.asked)
        world.feed(FEED, at(4), at(3), at(1))
        if status == 410:
            world.answers[PAGE] = (410, "", {})
        turn(watching)
        assert PAGE in [url for _, url, _ in world.asked[asked:]]
        (history,) = versions.histories(folder)
        assert [step.kind for step in history.steps] == kinds


def test_an_answer_with_a_piece_that_cannot_be_read_misses_nothing(tmp_path: Path) -> None:
    folder, world = tmp_path / "w", World()
    followed(folder, FEED)
    world.feed(FEED, at(3), at(2), at(1))
    watching = watch(folder, world)
    turn(watching)
    world.now += timedelta(hours=1)
    world.feed(FEED, at(3), "<item><link>https://post.example/2</link></item>", at(1))
    done = turn(watching)
    assert (done.refused, done.unlisted) == (1, 0)
