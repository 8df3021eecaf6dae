"""Live events: each page hears of what is written once, in order, and goes on where it was; many listen to one watcher."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.live import TOLD, Event, Live, grouped
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing, shifts, store
from tocsin.errors import Busy

SECONDS = 20.0


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    return folder


@pytest.fixture
def live(place: Path) -> Live:
    """A watcher that looks when it is told to: nothing here waits for a second to pass."""
    made = Live(Pictures(place))
    made.start = lambda: None  # type: ignore[method-assign]
    made.look()
    return made


def read(chunk: bytes) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in chunk.decode().strip().splitlines())


async def heard(stream: AsyncIterator[bytes]) -> dict[str, str]:
    return read(await asyncio.wait_for(anext(stream), SECONDS))


def test_neighbours_of_one_kind_are_one_event() -> None:
    rows = [(1, "report", "a", "clear"), (2, "report", "b", "clear"), (3, "reading", "a", "clear"), (4, "report", "a", "clear")]
    told = [(one.row, one.kind, one.ids) for one in grouped(rows)]
    assert told == [(2, "report", ("a", "b")), (3, "reading", ("a",)), (4, "report", ("a",))]
    many = grouped([(n, "report", str(n), "clear") for n in range(1, 200)])
    assert (len(many), len(many[0].ids), many[0].more) == (1, 50, 149)


def test_an_event_on_the_wire_cannot_be_broken_by_an_id() -> None:
    wire = Event(row=3, kind="report", ids=("a\n\ndata: x",)).wire().decode()
    assert wire.count("\n\n") == 1
    assert json.loads(read(wire.encode())["data"])["ids"] == ["a\n\ndata: x"]


def test_what_is_written_is_heard_once_by_all_in_order(live: Live, place: Path) -> None:
    async def run() -> None:
        streams = [live.events(None) for _ in range(50)]
        for stream in streams:
            assert (await heard(stream))["event"] == "hello"
        shifts.note(place, by="ana", text="one")
        await asyncio.to_thread(live.look)
        shifts.take(place, by="ana")
        await asyncio.to_thread(live.look)
        first = [await heard(stream) for stream in streams]
        second = [await heard(stream) for stream in streams]
        assert {one["event"] for one in first + second} == {"shift-entry"}
        assert {int(one["id"]) for one in second} == {picturing.head(place).count}
        assert len({one["data"] for one in first}) == 1
        for stream in streams:
            await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(run())
    assert not live._listeners


def test_a_page_that_was_away_goes_on_where_it_was(live: Live, place: Path) -> None:
    async def run() -> None:
        stream = live.events(None)
        at = int((await heard(stream))["id"])
        await stream.aclose()  # type: ignore[attr-defined]
        made = [shifts.note(place, by="ana", text=text) for text in ("one", "two")]
        again = live.events(at)
        await heard(again)
        event = await heard(again)
        assert json.loads(event["data"])["ids"] == [one.id for one in made]
        # What it was told from the ledger is not told again when the watcher sees it.
        await asyncio.to_thread(live.look)
        third = shifts.note(place, by="ana", text="three")
        await asyncio.to_thread(live.look)
        assert json.loads((await heard(again))["data"])["ids"] == [third.id]
        await again.aclose()  # type: ignore[attr-defined]
        # A row that lies ahead, or far behind, is no reason to fail.
        ahead = live.events(10_000)
        assert (await heard(ahead))["event"] == "hello"
        await ahead.aclose()  # type: ignore[attr-defined]

    asyncio.run(run())


def test_too_much_to_tell_is_a_reload(live: Live, place: Path) -> None:
    from tocsin.ledger import Ledger
    from tocsin.model import ShiftEntry

    now = datetime(2026, 11, 28, tzinfo=UTC)
    with Ledger.open(place, write=True) as ledger:
        ledger.append([ShiftEntry(id=str(n), kind="note", by="a", text="x", t_known=now) for n in range(TOLD + 5)], clock=now)

    async def run() -> None:
        stream = live.events(0)
        await heard(stream)
        assert (await heard(stream))["event"] == "reload"
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(run())


def test_a_new_picture_is_told_as_an_assessment(working: As) -> None:
    client = working()
    live: Live = client.app.state.live  # type: ignore[attr-defined]
    live.start = lambda: None  # type: ignore[method-assign]
    live.look()

    async def run() -> None:
        stream = live.events(None)
        await heard(stream)
        await asyncio.to_thread(shifts.note, live._folder, by="ana", text="x")
        await asyncio.to_thread(live._pictures.refresh)
        await asyncio.to_thread(live.look)
        assert [(await heard(stream))["event"], (await heard(stream))["event"]] == ["shift-entry", "assessment"]
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(run())


def test_streams_end_when_the_desk_does_and_too_many_are_refused(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.desk.live.MOST_CLIENTS", 1)

    async def run() -> None:
        stream = live.events(None)
        await heard(stream)
        with pytest.raises(Busy, match="too many pages listen"):
            live.admit()
        live.close()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(stream), SECONDS)

    asyncio.run(run())


def test_the_stream_is_for_who_is_signed_in(looking: Callable[..., object]) -> None:
    assert looking(None).get(f"{API}/events").status_code == 401  # type: ignore[attr-defined]


def test_the_desk_serves_the_stream_and_says_who_asks_again(working: As) -> None:
    client = working()
    live: Live = client.app.state.live  # type: ignore[attr-defined]
    live.close()  # a stream of a desk that stops ends after its first words
    answer = client.get(f"{API}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert re.match(r"retry: 3000\nid: \d+\nevent: hello\ndata: \{\}\n\n$", answer.text)
