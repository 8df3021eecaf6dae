"""Alerts through channels that fail and a sender that is killed; a storm; and what a look and a delivery cost."""

import base64
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import msgspec

from tests.engine.alerting import chaos
from tests.warn.channels.servers import KEY
from tocsin.library import problems
from tocsin.model import Alert
from tocsin.model.triggers import Trigger
from tocsin.warn.triggers import Collector, Situation, evaluate, events

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)
ALERTS, STORM = 10_000, 500
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - what is measured is not the disk


def main(flags: list[str] | None = None) -> None:
    """The tables; `--few` for a tenth."""
    count = ALERTS // 10 if "--few" in (flags or []) else ALERTS
    _chaos(count)
    _storm()


def _chaos(count: int) -> None:
    os.environ[chaos.SECRET] = "whsec_" + base64.b64encode(KEY).decode()
    print(
        "alerts through channels that fail. loopback: webhooks to a real receiver that answers 500 or 503, resets, cuts after taking, or is"
    )
    print(
        "silent, and a file each; the sender killed (-9) as it sends. journal: no network, killed right after what it sent has arrived and"
    )
    print("before it wrote that down. taken: after the receiver's keys.")
    print("| | alerts | fail | killed | failures | arrived | taken | lost | doubled after keys | files | rounds | alerts/s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    runs = (
        ("loopback", chaos.play, count // 10, 0.0, 0),
        ("loopback", chaos.play, count // 10, 0.2, 10),
        ("journal", chaos.journal, count, 0.2, 10),
    )
    for name, play, some, share, kills in runs:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            done = play(Path(folder) / "w", some, seed=1, share=share, kills=kills)
        counts = (done.alerts, f"{share:.0%}", done.kills, done.failures, done.arrived, done.taken, done.lost, done.doubled, done.files)
        print(f"| {name} | {' | '.join(map(str, counts))} | {done.rounds} | {done.alerts / done.seconds:,.0f} |", flush=True)


def _storm() -> None:
    """500 related causes over an hour, in 60 looks; with a group and without."""
    problem = problems.load("nuclear-escalation")
    print(f"\na storm of {STORM} related causes in 60 looks:")
    print("| | events | messages | causes counted | ms a look |")
    print("|---|---|---|---|---|")
    for name, per in (("one running event", "trigger"), ("each by itself (peer)", "subject")):
        trigger = msgspec.convert(
            {"id": "t", "name": {"en": "t"}, "watch": "collector", "states": ["broken"], "per": per, "why": "x"}, Trigger
        )
        history: list[Alert] = []
        start = perf_counter()
        for minute in range(61):
            broken = STORM * min(minute + 1, 60) // 60
            rows = tuple(Collector(source=f"s{n}", doing="broken", since=NOW) for n in range(broken))
            seen = Situation(now=NOW + timedelta(minutes=minute), problem=problem, collectors=rows)
            history += evaluate([trigger], seen, history)
        took = (perf_counter() - start) / 61 * 1000
        found = events(history)
        print(f"| {name} | {len(found)} | {len(history)} | {sum(event.latest.count for event in found)} | {took:.1f} |")
