"""The watch rings: a source that breaks is told once, sent though a channel is down for a while, and told to be over."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine.watching.log import Round
from tocsin.engine.watching.loop import keep_on
from tocsin.engine.watching.rounds import Watch, turn
from tocsin.ledger import Ledger
from tocsin.ledger.workspace import Workspace
from tocsin.model import Delivery
from tocsin.model.triggers import Channel
from tocsin.warn.channels.message import Message
from tocsin.warn.outbox import Sent

from .world import World, followed, item, watch

ONE = "https://post.example/feed"


class Desk:
    """Takes messages once it is up, each key once."""

    def __init__(self, world: World, up_at: datetime) -> None:
        self.world, self.up_at = world, up_at
        self.taken: dict[str, tuple[datetime, Message]] = {}

    def __call__(self, place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:  # noqa: ARG002
        if self.world.now < self.up_at:
            return Sent(ok=False, why="http-503", again=True)
        assert one.key not in self.taken
        self.taken[one.key] = (self.world.now, told)
        return Sent(ok=True)


@pytest.fixture
def ringing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[World, Watch, Desk]:
    followed(tmp_path / "w", ONE, every=60)
    with (tmp_path / "w" / "tocsin.yml").open("a") as file:
        file.write("alerts:\n  channels:\n    - {id: desk, kind: file, folder: out}\n")
    world = World()
    monkeypatch.setenv("TOCSIN_NOW", world.now.isoformat())
    desk = Desk(world, world.now + timedelta(hours=5))
    return world, watch(tmp_path / "w", world, alert=True, carry=desk), desk


def test_a_broken_source_is_told_once_and_sent_when_the_channel_is_back(ringing: tuple[World, Watch, Desk]) -> None:
    world, watching, desk = ringing
    world.answers[ONE] = (503, "", {})
    rounds: list[Round] = []
    end = world.now + timedelta(hours=8)
    watching.stopping = lambda: world.now >= end
    keep_on(watching, rounds.append)
    rung = [one for done in rounds for one in done.rung]
    assert [(one.message, one.count) for one in rung] == [("alert", 1)]
    assert sum(done.delivered for done in rounds) == 1
    assert sum(done.undelivered for done in rounds) > 3
    ((at, told),) = desk.taken.values()
    assert at < desk.up_at + timedelta(hours=2)  # a pause is no longer than all of those before it
    assert told.alert.causes[0].subject == "post-0"
    # Mended, it is told to be over.
    world.feed(ONE, item(1))
    end = world.now + timedelta(hours=9)
    more: list[Round] = []
    keep_on(watching, more.append)
    assert [one.message for done in more for one in done.rung] == ["cancel"]
    assert len(desk.taken) == 2
    with Ledger.open(watching.place.folder) as ledger:
        ledger.verify()


def test_the_outbox_wakes_the_watch_before_the_next_source_is_due(ringing: tuple[World, Watch, Desk]) -> None:
    world, watching, _ = ringing
    world.answers[ONE] = (503, "", {})
    for _ in range(40):
        done = turn(watching)
        if done.rung:
            break
        world.now = done.next_at or world.now
    assert done.next_at is not None
    assert done.next_at <= world.now + timedelta(seconds=60)


def test_without_alerts_the_watch_rings_nothing(ringing: tuple[World, Watch, Desk]) -> None:
    world, watching, _ = ringing
    watching.alert = False
    world.answers[ONE] = (503, "", {})
    for _ in range(5):
        done = turn(watching)
        assert done.rung == ()
        world.now = done.next_at or world.now
