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


def main(flags: list[str] | None = None) -> None:
    """The tables; `--few` for a tenth."""
    count = ALERTS // 10 if "--few" in (flags or []) else ALERTS
    _chaos(count)
    _storm()


def _chaos(count: int) -> None:
    os.environ[chaos.SECRET] = "whsec_" + base64.b64encode(KEY).decode()
    print(f"{count:,} alerts (a tenth where nothing fails), each to one of 4 webhooks on loopback and to a file; shares of requests")
    print("that fail (500, 503, reset, cut after taking, silence beyond the timeout, in equal parts); the sender killed (-9) as it sends:")
    print("| alerts | fail | killed | failures | arrived | taken | lost | doubled after keys | files | rounds | alerts/s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for share, kills, some in ((0.0, 0, count // 10), (0.1, 10, count)):
        with tempfile.TemporaryDirectory() as folder:
            done = chaos.play(Path(folder) / "w", some, seed=1, share=share, kills=kills)
        counts = (done.alerts, f"{share:.0%}", done.kills, done.failures, done.arrived, done.taken, done.lost, done.doubled, done.files)
        print(f"| {' | '.join(map(str, counts))} | {done.rounds} | {done.alerts / done.seconds:,.0f} |")


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
