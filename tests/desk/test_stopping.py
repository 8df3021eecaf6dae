"""A desk that is told to end does so soon and calmly, whatever is being worked out behind its pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from tests.desk.conftest import taken

from tocsin.desk.app import API
from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PATIENCE_S = 120.0
SOON_S = 20.0
"""a second or two, and more on a machine that does much else; what goes on would take minutes of it"""


@contextmanager
def desk(folder: Path, place: Path) -> Iterator[tuple["subprocess.Popen[str]", httpx2.Client]]:
    """A started desk over a copy of a workspace, and a client of it that holds a token."""
    shutil.copytree(folder, place)
    with Door(place, passwords=Passwords(memory_kib=64, passes=1, lanes=1)) as door:
        by = By(who="", through="console", at=door.wall())
        accounts.add(door.store, by, "ana", Role.READER, password_hash="-")  # noqa: S106
        secret, _ = tokens.make(door.store, by, "ana", "a test", Role.READER)
    command = [sys.executable, "-m", "tocsin", "desk", "--port", "0", "-w", str(place)]
    # Tests that a shell runs in its background ignore SIGINT, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "TOCSIN_ENCODER": "none"})
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            assert process.stderr is not None
            address = re.search(r"http://\S+:\d+", process.stderr.readline())
            assert address is not None
            headers = {"authorization": f"Bearer {secret}"}
            with httpx2.Client(base_url=address[0], trust_env=False, timeout=PATIENCE_S, headers=headers) as client:
                yield process, client
        finally:
            if process.poll() is None:
                process.kill()


def ended(process: "subprocess.Popen[str]", how: signal.Signals) -> tuple[int, str]:
    """Tell it to end: its status, which it has soon, and all that it said."""
    process.send_signal(how)
    status = process.wait(SOON_S)
    assert process.stderr is not None
    return status, process.stderr.read()


@pytest.mark.parametrize(("how", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"])
def test_while_the_first_picture_is_being_taken(sample_folder: Path, tmp_path: Path, how: signal.Signals, status: int) -> None:
    with desk(sample_folder, tmp_path / "w") as (process, client):
        assert client.get(f"{API}/today").status_code == 503
        found, said = ended(process, how)
    assert found == status, said
    assert said in ("", "tocsin: interrupted; nothing is half-written\n")


def test_while_things_are_worked_out_and_pages_listen(sample_folder: Path, tmp_path: Path) -> None:
    with desk(sample_folder, tmp_path / "w") as (process, client):
        assert taken(client, f"{API}/today")["ahead_pending"], "what the next looks are worth is worked out"
        assert client.get(f"{API}/course").json()["missing"], "and the past is judged, day by day"
        with client.stream("GET", f"{API}/events") as events:
            words = events.iter_raw()
            assert b"event: hello" in next(words)
            process.send_signal(signal.SIGTERM)
            assert b"".join(words) == b"", "the stream ends as if the page had closed it"
        assert process.wait(SOON_S) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
