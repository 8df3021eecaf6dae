"""The desk, killed while somebody works in it: what was answered with 201 is held, with who did it, after it is opened again."""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.kills import Trial
from tests.faults.scenarios import ran
from tocsin.desk.people import accounts, tokens
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.errors import TocsinError
from tocsin.ledger import Ledger
from tocsin.model.audited import Audited
from tocsin.model.requests import Request

NAME = "desk"
POSTS = 30
"""that are begun before each kill at the most"""
PATIENCE_S = 60.0
LATEST_S = 1.5
"""the last moment at which it is killed, after the first post was answered"""


def _made(folder: Path) -> str:
    """A workspace and a token that may write."""
    ran("init", folder / "w")
    with Door(folder / "w", passwords=Passwords(memory_kib=64, passes=1, lanes=1)) as door:
        by = By(who="", through="console", at=door.wall())
        accounts.add(door.store, by, "ana", Role.ANALYST, password_hash=door.passwords.hash("four grey herons waiting"))
        secret, _ = tokens.make(door.store, by, "ana", "faults", Role.ANALYST, read_only=False, days=90)
        door.settle()
    return secret


@contextmanager
def _opened(workspace: Path) -> "Iterator[tuple[subprocess.Popen[str], int]]":
    command = [sys.executable, "-m", "tocsin", "desk", "-w", str(workspace), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stderr is not None
            port = next(int(found[1]) for line in process.stderr if (found := re.search(r"is open at \S+:(\d+)", line)))
            yield process, port
        finally:
            process.kill()


def _posted(port: int, secret: str, question: str) -> bool:
    """Was it acknowledged?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        body = json.dumps({"question": question, "why": "to be able to tell"})
        connection.request("POST", "/api/v1/do/ask", body, {"authorization": f"Bearer {secret}", "content-type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if answer.status != 201:
        raise RuntimeError(f"{answer.status}: {said.decode(errors='replace')}")
    return True


def _held(workspace: Path) -> tuple[list[str], list[str]]:
    """Questions that are held, and those of them that the log of who did what names, as often as it does."""
    with Ledger.open(workspace) as ledger:
        ledger.verify()
        asked = {one.id: one.question for one in ledger.records(Request)}
        logged = [one.on for one in ledger.records(Audited) if one.act == "do:ask"]
    return list(asked.values()), [asked[one] for one in logged]


def trials(folder: Path, kills: int, seed: int) -> Iterator[Trial]:
    """So many kills, each at a moment drawn by lot after the first answer, while one post follows the other."""
    lot = random.Random(f"{seed} desk")  # noqa: S311 - to be drawn again
    secret = _made(folder)
    acknowledged: list[str] = []
    for number in range(kills):
        before = len(acknowledged)
        with _opened(folder / "w") as (process, port):
            delay = lot.uniform(0, LATEST_S)
            timer: threading.Timer | None = None
            for post in range(POSTS):
                question = f"What is known of depot {number}-{post}?"
                if not _posted(port, secret, question):
                    break
                acknowledged.append(question)
                if timer is None:
                    timer = threading.Timer(delay, os.kill, (process.pid, signal.SIGKILL))
                    timer.start()
            if timer is not None:
                timer.join()
            process.wait(PATIENCE_S)
        yield _looked(folder / "w", acknowledged, len(acknowledged) - before)


def _looked(workspace: Path, acknowledged: list[str], new: int) -> Trial:
    by_itself, wrong = True, ""
    try:
        _held(workspace)
    except TocsinError as error:
        by_itself, wrong = False, str(error)
    # Whoever opens the desk next has what was done written into the ledger.
    with Door(workspace) as door:
        door.settle()
    held, logged = _held(workspace)
    lost = len(set(acknowledged) - set(held)) + len(set(acknowledged) - set(logged))
    doubled = len(held) - len(set(held)) + len(logged) - len(set(logged))
    return Trial("any moment", new, lost, doubled, 0, by_itself, wrong)
