"""Feeds of instruments in the watch: nothing seen, no answer and nonsense are three different records."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine.watching.measuring import address, window
from tocsin.engine.watching.rounds import turn
from tocsin.engine.watching.states import PollState
from tocsin.ledger import Ledger
from tocsin.model import Coverage, Observation, RawDoc

from .world import START, World, followed, watch

URL = "https://quakes.example/query?format=text"
HEAD = "#EventID|Time|Latitude|Longitude|Depth/km|Author|MagType|Magnitude\n"
NEAR = "syn1|2026-11-28T03:00:00|73.4|54.8|1.0|SYN|ml|2.5\n"  # by Novaya Zemlya, invented


def records(folder: Path) -> tuple[list[Observation], list[Coverage]]:
    with Ledger.open(folder) as ledger:
        return list(ledger.records(Observation)), list(ledger.records(Coverage))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    followed(tmp_path / "w", URL, kind="instrument", instrument="seismic", every=360)
    return tmp_path / "w"


def test_what_came_is_kept_with_who_was_looking(folder: Path) -> None:
    world = World()
    world.answers[URL] = (200, HEAD + NEAR, {})
    done = turn(watch(folder, world))
    assert (done.measured > 0, done.failed, done.new) == (True, (), 0)
    seen, covered = records(folder)
    assert {one.indicator for one in seen} == {"seismic/events", "seismic/magnitude"}
    assert {one.status for one in covered} == {"watched"}
    with Ledger.open(folder) as ledger:
        assert len(list(ledger.records(RawDoc))) == 1


@pytest.mark.parametrize("answer", [(200, HEAD, {}), (204, "", {})], ids=["only a header", "no content"])
def test_nothing_is_watched(folder: Path, answer: tuple[int, str, dict[str, str]]) -> None:
    world = World()
    world.answers[URL] = answer
    assert not turn(watch(folder, world)).failed
    seen, covered = records(folder)
    assert not seen
    assert {one.status for one in covered} == {"watched"}


@pytest.mark.parametrize("answer", [(503, "", {}), "unreachable"], ids=["in trouble", "out of reach"])
def test_no_answer_is_not_watched(folder: Path, answer: tuple[int, str, dict[str, str]] | str) -> None:
    world = World()
    world.answers[URL] = answer
    done = turn(watch(folder, world))
    assert [one.source for one in done.failed] == ["post-0"]
    seen, covered = records(folder)
    assert not seen
    assert {one.status for one in covered} == {"not-watched"}
    assert all(one.why for one in covered)


def test_nonsense_is_broken_and_refused(folder: Path) -> None:
    world = World()
    world.answers[URL] = (200, "<html>maintenance</html>", {})
    done = turn(watch(folder, world))
    assert [one.reason for one in done.failed] == ["broken"]
    assert done.refused == 1
    _, covered = records(folder)
    assert {one.status for one in covered} == {"broken"}


def test_after_a_silence_the_feed_is_asked_about_all_of_it(folder: Path) -> None:
    world = World()
    world.answers[URL] = (200, HEAD, {})
    running = watch(folder, world)
    turn(running)
    world.answers[URL] = (503, "", {})
    world.now = START + timedelta(hours=7)
    turn(running)
    world.answers[URL] = (200, HEAD + NEAR, {})
    world.now = START + timedelta(days=2)
    turn(running)
    seen, covered = records(folder)
    assert {one.indicator for one in seen} == {"seismic/events", "seismic/magnitude"}
    days = {one.t_start.date() for one in covered if one.status == "watched" and one.indicator == "seismic/events"}
    assert days >= {(START + timedelta(days=n)).date() for n in range(3)}


def test_an_address_says_its_window() -> None:
    span = (datetime(2026, 11, 27, 23, tzinfo=UTC), datetime(2026, 11, 28, 6, tzinfo=UTC))
    assert address("https://x.example/?a={from}&b={to}", span) == "https://x.example/?a=2026-11-27&b=2026-11-29"
    assert (
        address("https://x.example/{from_epoch}-{to_epoch}", span)
        == f"https://x.example/{int(span[0].timestamp())}-{int(span[1].timestamp())}"
    )


def test_a_window_is_at_most_a_month(folder: Path) -> None:
    one = watch(folder, World()).followed[0]
    start, end = window(one, PollState(ok_at=START - timedelta(days=400)), START)
    assert end - start == timedelta(days=30)
    start, end = window(one, PollState(), START)
    assert end - start == timedelta(hours=6)
