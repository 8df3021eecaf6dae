"""The heartbeat tells a watch that sleeps from one that hangs, from one that ended, and from none."""

import json
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tocsin.cli.app import run
from tocsin.engine.watching import beating
from tocsin.engine.watching.loop import keep_on
from tocsin.errors import CannotFinish

from .world import START, World, followed, item, watch

ONE = "https://post.example/feed"


def test_a_watch_beats_while_it_asks_and_while_it_sleeps(tmp_path: Path) -> None:
    followed(tmp_path / "w", ONE)
    world, beats = World(), list[datetime]()
    world.feed(ONE, item(1))
    watching = watch(tmp_path / "w", world)
    watching.beat = lambda: beats.append(world.now)
    slept = list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        world.now += timedelta(seconds=seconds)

    watching.sleep = sleep
    watching.stopping = lambda: len(slept) > 5
    keep_on(watching, lambda _: None)
    assert len(beats) >= len(slept) + 2
    assert all(later - earlier <= timedelta(seconds=60) for earlier, later in pairwise(beats))


def test_it_is_written_now_and_then_and_read_again(tmp_path: Path) -> None:
    ticks = iter([0.0, 1.0, 9.9, 10.0, 30.0])
    moments = iter([START, START + timedelta(seconds=10), START + timedelta(seconds=30)])
    heart = beating.Heart(tmp_path, lambda: next(moments), lambda: next(ticks))
    heart()
    for _ in range(2):
        heart()
        assert beating.last(tmp_path, START).at == START
    heart()
    assert beating.last(tmp_path, START).at == START + timedelta(seconds=10)
    heart()
    assert beating.last(tmp_path, START).at == START + timedelta(seconds=30)


def test_a_heart_that_cannot_be_written_down_does_not_stop_the_watch(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    beating.Heart(tmp_path / "file", lambda: START, lambda: 0.0)()


def test_none_late_ahead_and_broken(tmp_path: Path) -> None:
    with pytest.raises(CannotFinish, match="no watch has run"):
        beating.last(tmp_path, START)
    beating.Heart(tmp_path, lambda: START, lambda: 0.0)()
    assert beating.last(tmp_path, START + beating.LATE).pid
    for moment in (START + beating.LATE + timedelta(seconds=1), START - beating.LATE - timedelta(seconds=1)):
        with pytest.raises(CannotFinish, match="has not moved since 2026-11-28"):
            beating.last(tmp_path, moment)
    (tmp_path / beating.FILE).write_bytes(b'{"at": 1')
    with pytest.raises(CannotFinish, match="cannot be read"):
        beating.last(tmp_path, START)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:05:00Z")
    followed(tmp_path / "w", ONE)
    assert run(["watch", "--alive", "-w", str(tmp_path / "w")]) == 4
    beating.Heart(tmp_path / "w", lambda: START, lambda: 0.0)()
    capsys.readouterr()
    assert run(["watch", "--alive", "--json", "-w", str(tmp_path / "w")]) == 0
    assert json.loads(capsys.readouterr().out)["at"] == "2026-11-28T06:00:00Z"
    assert run(["watch", "--alive", "-w", str(tmp_path / "w")]) == 0
    assert "moved at 2026-11-28 06:00:00" in capsys.readouterr().out
