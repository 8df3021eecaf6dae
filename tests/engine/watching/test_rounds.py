"""Rounds of the watch: each address on its rhythm, nothing lost or doubled whatever stops it, our network told from the sources."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.engine import pipeline, store
from tocsin.engine.watching import following, states
from tocsin.engine.watching.log import Round
from tocsin.engine.watching.loop import Stop, keep_on
from tocsin.engine.watching.rounds import turn
from tocsin.errors import Busy, CannotFinish, UsageError
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces

from .world import START, World, followed, held, item, watch

ONE, TWO = "https://post.example/feed", "https://other.example/feed"
SIGN = (
    "Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site in western Russia, "
    "two Polish officials told the Post on Friday."
)


def test_what_is_new_comes_in_once_and_only_when_it_is_due(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1), item(2), ETag='"a"')
    watching = watch(tmp_path / "w", world)
    first = turn(watching)
    assert (first.asked, first.new, first.unchanged) == (1, 2, 0)
    world.now += timedelta(minutes=20)
    assert turn(watching).asked == 0
    world.now = first.next_at or START
    again = turn(watching)
    assert (again.asked, again.new, again.unchanged) == (1, 0, 1)
    assert world.asked[-1][2]["If-None-Match"] == '"a"'
    world.feed(ONE, item(3), item(2), ETag='"b"')
    world.now = again.next_at or START
    assert turn(watching).new == 1
    assert sorted(report.title or "" for report in held(tmp_path / "w")) == ["Entry 1", "Entry 2", "Entry 3"]


@pytest.mark.parametrize(
    ("headers", "status", "least"), [({"Cache_Control": "max-age=7200"}, 200, 7200), ({"Retry_After": "9000"}, 503, 9000)]
)
def test_a_server_that_asks_for_patience_has_it(tmp_path: Path, headers: dict[str, str], status: int, least: int) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1), **headers)
    world.answers[ONE] = (status, *world.answers[ONE][1:])
    done = turn(watch(tmp_path / "w", world))
    assert done.next_at is not None
    assert done.next_at - START >= timedelta(seconds=least)


def test_a_watch_killed_between_ledger_and_state_loses_and_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    followed(tmp_path / "w", ONE, TWO)
    world = World()
    world.feed(ONE, item(1))
    world.feed(TWO, item(2, site="other"))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(states, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            turn(watch(tmp_path / "w", world))
    with Ledger.open(tmp_path / "w") as ledger:
        before = ledger.head
    done = turn(watch(tmp_path / "w", world))
    assert (done.asked, done.new) == (2, 0)
    with Ledger.open(tmp_path / "w") as ledger:
        assert ledger.head == before
        ledger.verify()
    assert len(held(tmp_path / "w")) == 2


def test_what_the_ledger_did_not_take_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1), ETag='"a"')

    def full(*_: object, **__: object) -> None:
        raise CannotFinish("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "keep", full)
        with pytest.raises(CannotFinish):
            turn(watch(tmp_path / "w", world))
    assert turn(watch(tmp_path / "w", world)).new == 1


def test_another_command_that_writes_is_waited_for(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1))
    watching = watch(tmp_path / "w", world)
    with Ledger.open(tmp_path / "w", write=True), pytest.raises(Busy):
        turn(watching)
    assert world.now - START > timedelta(minutes=9)
    assert turn(watching).new == 1


def test_a_clock_that_goes_back_neither_silences_nor_hurries_an_address(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1))
    watching = watch(tmp_path / "w", world)
    turn(watching)
    world.now -= timedelta(days=3)
    back = turn(watching)
    assert back.asked == 0
    assert back.clock_went_back_s >= 3 * 86_400
    assert back.next_at is not None
    assert timedelta(0) < back.next_at - world.now <= timedelta(minutes=33)
    world.now = back.next_at
    assert turn(watching).asked == 1


def test_a_clock_that_leaps_ahead_asks_each_address_once(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE, TWO)
    world = World()
    world.feed(ONE, item(1))
    world.feed(TWO, item(2, site="other"))
    watching = watch(tmp_path / "w", world)
    turn(watching)
    world.now += timedelta(days=40)
    assert turn(watching).asked == 2
    assert turn(watching).asked == 0


def test_a_network_that_is_down_is_not_the_sources_fault(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE, TWO)
    world = World()
    world.answers = {ONE: "dns", TWO: "unreachable"}
    watching = watch(tmp_path / "w", world)
    for _ in range(4):
        down = turn(watching)
        assert (down.offline, len(down.failed), down.failed[0].in_a_row) == (True, 2, 0)
        assert down.next_at is not None
        world.now = down.next_at
    assert world.now - START < timedelta(minutes=30)
    world.feed(ONE, item(1))
    up = turn(watching)
    assert (up.offline, up.online_again, up.new) == (False, True, 1)
    assert [(one.source, one.in_a_row) for one in up.failed] == [("post-1", 1)]


def test_a_source_that_fails_is_asked_less_and_less_but_never_given_up(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE, TWO)
    world = World()
    world.feed(TWO, item(1, site="other"))
    world.answers[ONE] = (500, "", {})
    watching = watch(tmp_path / "w", world)
    times = []
    while world.now < START + timedelta(days=5):
        turn(watching)
        times = [at for at, url, _ in world.asked if url == ONE]
        world.now += timedelta(minutes=30)
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert pauses == sorted(pauses)
    assert max(pauses) <= timedelta(days=1, minutes=30)
    assert times[-1] > START + timedelta(days=3)


@pytest.mark.parametrize("body", ["<!doctype html><html><body><p>Prove that you are human</p></body></html>", "", "{not json", "\x00\x01"])
def test_a_page_in_place_of_the_feed_is_a_failure_kept_once(tmp_path: Path, body: str) -> None:
    followed(tmp_path / "w", ONE)
    sources = tmp_path / "w" / "sources" / "own.yml"
    sources.write_text(sources.read_text() + "        form: feed\n")
    world = World()
    world.answers[ONE] = (200, body, {})
    watching = watch(tmp_path / "w", world)
    first = turn(watching)
    assert [one.in_a_row for one in first.failed] == [1]
    world.answers[ONE] = (200, body + " ", {})
    world.now += timedelta(days=1)
    assert turn(watching).failed[0].in_a_row == 2
    assert len(store.refusals(tmp_path / "w")) == 1


def test_a_feed_without_entries_is_calm(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE)
    done = turn(watch(tmp_path / "w", world))
    assert (done.failed, done.unchanged, done.refused) == ((), 1, 0)


def test_a_broken_entry_is_refused_with_its_bytes_and_the_rest_goes_in(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    body = f"<rss><channel><title>Post</title>{item(1)}<item><title>cut"
    world.answers[ONE] = (200, body, {})
    done = turn(watch(tmp_path / "w", world))
    assert (done.new, done.refused, done.failed) == (1, 1, ())
    (refusal,) = store.refusals(tmp_path / "w")
    with Ledger.open(tmp_path / "w") as ledger:
        assert b"cut" in ledger.quarantined.get(refusal.sha256 or "")


def test_threads_bring_the_same_reports(tmp_path: Path) -> None:
    urls = [f"https://p{number}.example/{path}" for number in range(6) for path in ("feed", "world")]
    followed(tmp_path / "w", *urls)
    world = World()
    for number, url in enumerate(urls):
        world.feed(url, item(number))
    world.answers[urls[3]] = (500, "", {})
    done = turn(watch(tmp_path / "w", world, workers=4))
    assert (done.asked, done.new, len(done.failed)) == (12, 11, 1)
    for number in range(6):
        mine = [url for _, url, _ in world.asked if f"//p{number}." in url]
        assert mine == sorted(mine)


def test_what_bears_on_the_problem_is_judged_and_handed_on(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1))
    watching = watch(tmp_path / "w", world, judge=True, draws=40)
    assert turn(watching).moved == ()
    world.feed(ONE, item(2, text=SIGN), item(1))
    world.now += timedelta(hours=1)
    done = turn(watching)
    assert "storage_activity" in {name for said in done.said for name in said.indicators}
    assert {one.hypothesis for one in done.moved} >= {"short-range-use", "unmodelled"}
    world.feed(ONE, item(3), item(2, text=SIGN))
    world.now += timedelta(hours=1)
    assert turn(watching).moved == ()


def test_asked_to_stop_it_stops_between_two_addresses_and_goes_on_later(tmp_path: Path) -> None:
    urls = [f"https://p{number}.example/feed" for number in range(4)]
    followed(tmp_path / "w", *urls)
    world = World()
    for number, url in enumerate(urls):
        world.feed(url, item(number))
    stopped = turn(watch(tmp_path / "w", world, stopping=lambda: len(world.asked) >= 2))
    assert (stopped.asked, stopped.new, stopped.stopped) == (2, 2, True)
    assert turn(watch(tmp_path / "w", world)).new == 2


def test_it_goes_on_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world, rounds = World(), list[Round]()
    world.feed(ONE, item(1))
    watching = watch(tmp_path / "w", world, stopping=lambda: len(rounds) >= 5)
    keep_on(watching, rounds.append)
    pauses = [later.at - earlier.at for earlier, later in pairwise(rounds)]
    assert all(timedelta(minutes=30) <= pause < timedelta(minutes=34) for pause in pauses)


def test_the_first_signal_asks_and_the_second_interrupts() -> None:
    import os
    import signal

    stop = Stop()
    with stop.on_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        stop.wait(5)
        assert (stop(), stop.by) == (True, signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_a_workspace_follows_what_it_lists_and_no_more(tmp_path: Path) -> None:
    place = store.create(tmp_path / "w", "nuclear-escalation")
    with pytest.raises(UsageError, match="nothing is followed"):
        following.followed(place)
    with pytest.raises(UsageError, match="did you mean"):
        following.followed(place, ["reutters"])


def test_state_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.feed(ONE, item(1))
    turn(watch(tmp_path / "w", world))
    (tmp_path / "w" / states.FILE).write_text("{broken")
    done = turn(watch(tmp_path / "w", world))
    assert (done.asked, done.new) == (1, 0)


def test_watch_in_tocsin_yml_names_shipped_sources(tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    with (tmp_path / "w" / "tocsin.yml").open("a") as file:
        file.write("watch: [nobody]\n")
    with pytest.raises(UsageError, match="no source 'nobody'"):
        following.followed(workspaces.load(tmp_path / "w"))


def test_a_feed_whose_title_is_no_name_is_its_source(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world = World()
    world.answers[ONE] = (200, f"<rss><channel><title>World | all the latest</title>{item(1, text=SIGN)}</channel></rss>", {})
    turn(watch(tmp_path / "w", world))
    case = pipeline.build(store.load(tmp_path / "w", world.now))
    assert [origin.publisher_id for origin in case.origins] == ["post-0"]
