"""A world that fails: a receiver on loopback that answers at random or not at all, and a sender in a process of its own that is killed."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from tests.warn.channels.servers import TAKEN, Receiver, receiver

from tocsin.engine.alerting import holding, sending
from tocsin.ledger import Ledger
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Alert, Delivery, Kept
from tocsin.model.triggers import Channel, Trigger
from tocsin.warn import outbox
from tocsin.warn.channels.message import Message
from tocsin.warn.outbox import Sent
from tocsin.warn.triggers import Collector, Situation, evaluate

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
SECRET = "TOCSIN_CHAOS_SECRET"  # noqa: S105 - the name of a variable
TIMEOUT_S = 0.1
DESKS = 4
"""roles, each with a channel of its own; a file takes every message too"""


class Tally(NamedTuple):
    """What came of it."""

    alerts: int
    arrived: int
    """requests that the receiver took, doubles included"""
    taken: int
    """after its keys"""
    lost: int
    doubled: int
    """after its keys: must be none"""
    files: int
    kills: int
    rounds: int
    failures: int
    seconds: float


class Failing(Receiver):
    """A receiver that answers by failing. `share`: of all, how many fail, in equal parts by 500, 503, reset, cut and silence."""

    def __init__(self, seed: int, share: float) -> None:
        super().__init__()
        self._random, self.share, self.failures, self.arrived = random.Random(seed), share, 0, 0  # noqa: S311 - no secret
        self.silence_s = TIMEOUT_S * 1.5

    def how(self) -> int | str:
        if self._random.random() >= self.share:
            self.arrived += 1
            return TAKEN
        self.failures += 1
        answers: list[int | str] = [500, 503, "reset", "cut", "silence"]
        how = self._random.choice(answers)
        self.arrived += how in ("cut", "silence")
        return how

    def clock(self, headers: dict[str, str]) -> int:
        return int(headers["webhook-timestamp"])


def prepare(folder: Path, url: str) -> Workspace:
    """A workspace whose four desks listen at the receiver."""
    workspaces.create(folder, "nuclear-escalation", clock=NOW)
    rows = ["alerts:", "  retries: {attempts: 100, first_s: 1, longest_s: 60}", "  people:"]
    rows += [f"    - {{role: desk-{n}, name: desk {n}, channels: hook-{n}}}" for n in range(DESKS)]
    rows += ["  channels:", "    - {id: file, kind: file, form: json, folder: out}"]
    rows += [
        f"    - {{id: hook-{n}, kind: webhook, form: json, url: '{url}', allow: true, secret_env: {SECRET}, timeout_s: {TIMEOUT_S}}}"
        for n in range(DESKS)
    ]
    with (folder / "tocsin.yml").open("a") as file:
        file.write("\n".join([*rows, ""]))
    return workspaces.load(folder)


def keep(place: Workspace, records: Sequence[Kept]) -> None:
    """Into the ledger."""
    with Ledger.open(place.folder, write=True) as ledger:
        ledger.append(records, clock=NOW)


def rung(place: Workspace, count: int, *, files: bool = True) -> tuple[Alert, ...]:
    """So many sources broken at once, each an alert of its own, shared out among the desks; kept and queued as a look does."""
    problem = holding.problem(place)
    triggers = [
        msgspec.convert(
            {
                "id": f"broken-{n}",
                "name": {"en": "broken"},
                "watch": "collector",
                "of": [f"source-{k}" for k in range(n, count, DESKS)],
                "states": ["broken"],
                "per": "subject",
                "who": f"desk-{n}",
                "why": "a test",
            },
            Trigger,
        )
        for n in range(DESKS)
    ]
    rows = tuple(Collector(source=f"source-{n}", doing="broken", since=NOW) for n in range(count))
    made = evaluate(triggers, Situation(now=NOW, problem=problem, collectors=rows))
    assert place.alerting is not None
    queued = [one for alert in made for one in outbox.queue(alert, place.alerting, NOW) if files or one.channel != "file"]
    keep(place, [*made, *queued])
    return made


def _sender(folder: str, minutes: int) -> None:
    """Empties the outbox once, in a process of its own, at a moment when everything is due."""
    place = workspaces.load(Path(folder))
    at = NOW + timedelta(minutes=minutes)
    sending.send(place, lambda: at, lambda records: keep(place, records))


def play(folder: Path, count: int, *, seed: int, share: float, kills: int) -> Tally:
    """`count` alerts through all of it. The sender is killed `kills` times, at random moments; then it may finish."""
    dice = random.Random(seed + 1)  # noqa: S311 - no secret
    spawn = multiprocessing.get_context("spawn")
    failing = Failing(seed, share)
    with receiver(failing) as there:
        place = prepare(folder, there.url)
        made = rung(place, count)
        start, killed, rounds = time.perf_counter(), 0, 0
        while _waiting(place):
            rounds += 1
            if killed == kills:
                _sender(str(folder), rounds * 5)
                continue
            process = spawn.Process(target=_sender, args=(str(folder), rounds * 5), daemon=True)
            process.start()
            before = failing.arrived
            # Not before it is sending: what is killed while it starts shows nothing.
            while failing.arrived == before and process.is_alive():
                time.sleep(0.01)
            process.join(dice.uniform(0.0, 1.0))
            killed += process.is_alive()
            process.kill()
            process.join()
        seconds = time.perf_counter() - start
        wanted = {outbox.key(one.id, None, f"hook-{_desk(one)}", 0) for one in made}
        taken = [name for name, _ in there.taken]
        with Ledger.open(folder) as ledger:
            ledger.verify()
    files = len(list((folder / "out").glob("tocsin-*.json")))
    return Tally(
        alerts=len(made),
        arrived=failing.arrived,
        taken=len(taken),
        lost=len(wanted - set(taken)),
        doubled=len(taken) - len(set(taken)) + len(set(taken) - wanted),
        files=files,
        kills=killed,
        rounds=rounds,
        failures=failing.failures,
        seconds=seconds,
    )


def _desk(one: Alert) -> int:
    return int(one.who.removeprefix("desk-"))


def _waiting(place: Workspace) -> bool:
    return any(one.progress in outbox.WAITING for one in holding.held(place).standing().values())


def journal(folder: Path, count: int, *, seed: int, share: float, kills: int) -> Tally:
    """As `play`, without a network: what arrives is one line of a file, and the sender kills itself (-9) right after a line, before it
    has written down that it sent."""
    spawn = multiprocessing.get_context("spawn")
    place = prepare(folder, "https://desk.example/")
    made = rung(place, count, files=False)
    lines = folder / "journal"
    lines.touch()
    start, killed, rounds = time.perf_counter(), 0, 0
    while rounds <= kills or _waiting(place):
        rounds += 1
        last = 0 if rounds > kills else 1 + count // (2 * (kills + 1))
        args = (str(folder), rounds * 5, seed * 1000 + rounds, share, last)
        if last:
            process = spawn.Process(target=_journaled, args=args)
            process.start()
            process.join()
            killed += process.exitcode == -signal.SIGKILL
        else:
            _journaled(*args)
    seconds = time.perf_counter() - start
    arrived = lines.read_text(encoding="ascii").split()
    taken = set(arrived)
    wanted = {outbox.key(one.id, None, f"hook-{_desk(one)}", 0) for one in made}
    with Ledger.open(folder) as ledger:
        failures = sum(one.progress in ("failed", "queued") for one in ledger.records(Delivery)) - count
    return Tally(
        alerts=len(made),
        arrived=len(arrived),
        taken=len(taken),
        lost=len(wanted - taken),
        doubled=len(taken - wanted),
        files=0,
        kills=killed,
        rounds=rounds,
        failures=failures,
        seconds=seconds,
    )


def _journaled(folder: str, minutes: int, seed: int, share: float, last: int) -> None:
    """Empties the outbox into the journal; with `last`, dies right after so many arrivals."""
    place, at = workspaces.load(Path(folder)), NOW + timedelta(minutes=minutes)
    dice, lock, arrived = random.Random(seed), threading.Lock(), [0]  # noqa: S311 - no secret

    def carry(place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:
        with lock, (place.folder / "journal").open("a", encoding="ascii") as file:
            fails = dice.random() < share
            if fails and dice.random() < 0.6:
                return Sent(ok=False, why="http-503", again=True)
            file.write(f"{one.key}\n")
            file.flush()
            arrived[0] += 1
            if arrived[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            # What arrived and was not answered is not known to have arrived.
            return Sent(ok=False, why="too-slow", again=True) if fails else Sent(ok=True)

    sending.send(place, lambda: at, lambda records: keep(place, records), carry)
