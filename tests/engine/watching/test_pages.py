"""Pages behind a feed's summaries: read in their place, once, and visited again until they have settled."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from tocsin.engine import store, versions
from tocsin.engine.watching import pages
from tocsin.engine.watching.rounds import turn

from .world import START, World, followed, held, item, watch

FEED, PAGE = "https://post.example/feed", "https://post.example/1"
LONG = "The council of village number one opened its library, the mayor said on Friday. {} It cost two million and has nine thousand books."


def asked(world: World, url: str) -> list[timedelta]:
    """How long after the start an address was asked."""
    return [at - START for at, where, _ in world.asked if where == url]


def test_the_page_is_read_in_place_of_the_summary_and_keeps_the_feeds_date(tmp_path: Path) -> None:
    followed(tmp_path / "w", FEED, pages=True)
    world = World()
    world.feed(FEED, item(1), item(2))
    world.page(PAGE, LONG.format(""))
    watching = watch(tmp_path / "w", world)
    assert turn(watching).new == 2
    page, summary = sorted(held(tmp_path / "w"), key=lambda report: report.title or "", reverse=True)
    assert (page.title, page.published_at, "nine thousand books" in page.text) == ("Page", START, True)
    assert summary.title == "Entry 2"  # its page is not there: what the feed says of it is all there is
    world.now += timedelta(minutes=40)
    assert turn(watching).new == 0
    assert len(asked(world, PAGE)) == 1


def test_a_page_is_visited_again_until_it_has_settled(tmp_path: Path) -> None:
    followed(tmp_path / "w", FEED, pages=True)
    world = World()
    world.feed(FEED, item(1))
    world.page(PAGE, LONG.format(""))
    watching = watch(tmp_path / "w", world)
    new = []
    for _ in range(24 * 12):
        new.append(turn(watching).new)
        world.now += timedelta(hours=1)
    assert (new[0], sum(new)) == (1, 1)
    pauses = [later - earlier for earlier, later in pairwise(asked(world, PAGE))]
    assert len(pauses) == len(pages.REVISITS)
    assert all(meant <= pause <= meant + timedelta(hours=2) for meant, pause in zip(pages.REVISITS, pauses, strict=True))


def test_a_silent_edit_and_a_deletion_are_noticed(tmp_path: Path) -> None:
    followed(tmp_path / "w", FEED, pages=True)
    world = World()
    world.feed(FEED, item(1))
    world.page(PAGE, LONG.format(""))
    watching = watch(tmp_path / "w", world)
    turn(watching)
    world.page(PAGE, LONG.format("").replace("two million", "nine million"))
    world.now += timedelta(hours=2)
    assert turn(watching).new == 1
    world.answers[PAGE] = (410, "", {})
    world.now += timedelta(hours=8)
    assert turn(watching).refused == 1
    world.now += timedelta(days=2)
    turn(watching)
    (history,) = versions.histories(tmp_path / "w")
    assert [step.kind for step in history.steps] == ["new", "edited", "withdrawn"]
    assert [(change.was, change.now) for change in history.steps[1].changes] == [("two", "nine")]
    assert len(asked(world, PAGE)) == 3
    assert len(store.refusals(tmp_path / "w")) == 1


def test_no_more_pages_are_asked_for_than_is_polite(tmp_path: Path) -> None:
    followed(tmp_path / "w", FEED, pages=True)
    world = World()
    world.feed(FEED, *(item(number) for number in range(80)))
    for number in range(80):
        world.page(f"https://post.example/{number}", LONG.format(f"This is number {number}."))
    assert turn(watch(tmp_path / "w", world)).new == 80
    assert len(world.asked) == 31
