"""A desk and a watch as services run them: every line of standard error is an event, and who started them is told how they are."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.engine import store

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PATIENCE_S = 60.0


@pytest.fixture
def place(tmp_path: Path) -> Path:
    store.create(tmp_path / "w", "nuclear-escalation")
    with Door(tmp_path / "w", passwords=Passwords(memory_kib=64, passes=1, lanes=1)) as door:
        accounts.add(door.store, By(who="", through="console", at=door.wall()), "ana", Role.READER, password_hash="-")  # noqa: S106
    return tmp_path / "w"


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket that words to systemd arrive at."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(PATIENCE_S)
        yield listening


def started(tmp_path: Path, *words: str, **more: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "TOCSIN_ENCODER": "none", "NOTIFY_SOCKET": str(tmp_path / "notify"), **more}
    command = [sys.executable, "-m", "tocsin", *words]
    # Tests that a shell runs in its background ignore SIGINT, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_desk(place: Path, tmp_path: Path, heard: socket.socket, ending: signal.Signals) -> None:
    (place / "tocsin.yml").write_text((place / "tocsin.yml").read_text() + "desk:\n  metrics: true\n")
    with started(tmp_path, "desk", "--port", "0", "--log", "json", "-w", str(place)) as process:
        assert process.stderr is not None
        told: list[dict[str, Any]] = []
        while not told or told[-1]["event"] != "desk.opened":
            told.append(json.loads(process.stderr.readline()))
        assert heard.recv(100) == b"READY=1"
        assert told[-1]["accounts"] is True
        with httpx2.Client(base_url=f"http://127.0.0.1:{told[-1]['port']}", trust_env=False, timeout=PATIENCE_S) as client:
            assert client.get("/healthz").text == "ok\n"
            assert client.get("/sign-in?to=/secret-0f1e2d3c").status_code == 200
            counted = client.get("/metrics").text
        assert 'tocsin_desk_requests_total{method="GET",route="/sign-in",status="200"} 1.0' in counted
        assert heard.recv(100) == b"WATCHDOG=1"
        process.send_signal(ending)
        rest = process.stderr.read()
        assert process.wait(PATIENCE_S) == (0 if ending is signal.SIGTERM else 130), rest
    assert "0f1e2d3c" not in rest
    told += [json.loads(line) for line in rest.splitlines()]
    assert told[-1]["event"] == "command.ended", "it unwound: what was open is closed"
    assert "/sign-in" in {one.get("route") for one in told}
    assert len({one["run"] for one in told}) == 1


def test_a_watch(place: Path, tmp_path: Path, heard: socket.socket) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    (answers / "index.jsonl").write_text("")
    (place / "tocsin.yml").write_text((place / "tocsin.yml").read_text() + "watch: [iaea]\n")
    counts = tmp_path / "tocsin.prom"
    with started(
        tmp_path, "watch", "--no-judge", "-w", str(place), TOCSIN_LOG="json", TOCSIN_RECORDED=str(answers), TOCSIN_METRICS_FILE=str(counts)
    ) as process:
        assert heard.recv(100) == b"READY=1"
        assert heard.recv(100) == b"WATCHDOG=1"
        assert process.stderr is not None
        told: list[dict[str, Any]] = []
        while not told or told[-1]["event"] != "source.failing":
            told.append(json.loads(process.stderr.readline()))
        assert (place / "watch.beat").is_file()
        process.send_signal(signal.SIGTERM)
        out, rest = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
    told += [json.loads(line) for line in rest.splitlines()]
    assert {"watch.began", "source.asked", "watch.round", "source.failing", "command.ended"} <= {one["event"] for one in told}
    assert out == ""
    assert "tocsin_watch_rounds_total 1.0" in counts.read_text()
