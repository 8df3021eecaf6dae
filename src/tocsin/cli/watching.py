"""The command that keeps collecting and judging: watch."""

import signal
import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tocsin.cli.options import Draws, Json, Log, Model, ModelName, Seed, Workspace
from tocsin.cli.output import print_json, print_line, say, table, wrapped, write
from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.errors import CannotFinish, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from tocsin.engine.watching.health import Health
    from tocsin.engine.watching.log import Moved, Round

DEFAULT_DRAWS = 4000
INTERRUPTED, REFUSED = 130, 1
SHOWN = 12
"""statements, and failures, of one round that are written out"""
UNBOUNDED = 1e6
"""reports a day, where a source declares no most"""
NOTICEABLE = 0.02
"""relative change of a probability that is worth a line"""


def watch(
    *,
    once: Annotated[bool, Parameter(negative="", help="Ask what is due, once, and end: for cron.")] = False,
    source: Annotated[list[str] | None, Parameter(help="Follow this source, whatever tocsin.yml lists; may be repeated.")] = None,
    health: Annotated[
        bool, Parameter(negative="", help="Ask nobody: show how each source does, and whether its silence means something.")
    ] = False,
    alive: Annotated[bool, Parameter(negative="", help="Ask nobody: exit 0 where a watch moves here, 4 where it hangs or ended.")] = False,
    judge: Annotated[bool, Parameter(help="Judge anew when something new bears on the problem.")] = True,
    alert: Annotated[bool, Parameter(help="Look at the triggers each round, and send what is due (tocsin alerts).")] = True,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    json: Json = False,
    log: Log = None,
    workspace: Workspace = None,
    model: Model = None,
    model_name: ModelName = None,
) -> int:
    """Ask the followed sources on their own rhythm, take in what is new, judge, and say what changed (--json: one line a round)."""
    if health:
        return _health(source or (), json, workspace)
    if alive:
        return _alive(json, workspace)
    from tocsin.engine import asking, clock, notifying
    from tocsin.engine.telemetry import configuring, emitting
    from tocsin.engine.watching import loop, opening, outside
    from tocsin.engine.watching.rounds import turn

    if not once and clock.fixed():
        raise UsageError(
            "a watch cannot go on while TOCSIN_NOW holds the clock still", where="tocsin watch", todo="unset it, or give --once"
        )
    configuring.log(log)
    stop = loop.Stop()
    asked = asking.for_workspace(model, model_name, workspace)
    with (
        stop.on_signals(),
        opening.opened(
            workspace, source or (), sleep=stop.wait, stopping=stop, judge=judge, alert=alert, draws=draws, seed=seed, asked=asked
        ) as watching,
    ):
        last = _Told(json, configuring.to_file(lambda: outside.gauges(watching.place)))
        notifying.notify("READY=1")
        emitting.tell("watch.began", addresses=len(watching.followed), sources=len({one.source.id for one in watching.followed}))
        say(f"watching {len(watching.followed)} addresses of {len({one.source.id for one in watching.followed})} sources")
        if once:
            last.hand_on(turn(watching))
        else:
            loop.keep_on(watching, last.hand_on)
    notifying.notify("STOPPING=1")
    if stop.by is not None:
        say("stopped: what came is in the ledger, the rest is asked for again next time")
        return INTERRUPTED if stop.by == signal.SIGINT else 0
    done = last.done
    if done is not None and done.offline:
        raise CannotFinish(f"none of {done.asked} addresses could be reached", todo="check the network; nothing was lost")
    return REFUSED if done is not None and done.refused else 0


def _alive(json: bool, workspace: "Path | None") -> int:
    """The last heartbeat. CannotFinish: there is none of late."""
    from tocsin.engine import clock
    from tocsin.engine.watching import beating
    from tocsin.ledger import workspace as workspaces

    beat = beating.last(workspaces.find(workspace).folder, clock.now())
    if json:
        print_json(beat)
    else:
        write(f"a watch moved at {beat.at:%Y-%m-%d %H:%M:%S} UTC (process {beat.pid})")
    return 0


def _health(chosen: "Sequence[str]", json: bool, workspace: "Path | None") -> int:
    """How the followed sources do. 1 where one is broken."""
    from tocsin.engine.watching.health import health

    rows = health(workspace, chosen)
    if json:
        print_json({"addresses": rows})
    else:
        shown = [
            (row.source, row.doing, _ago(row.last_answer), _ago(row.last_new), _rate(row), "".join(_MARK[s] for s in row.days.values()))
            for row in rows
        ]
        table(shown, ("source", "doing", "last answer", "last new", "a day", "last days"), (22, 11, 16, 16, 12, 0))
        for row in rows:
            for remark in row.remarks:
                wrapped(f"{row.source}: {remark} [{row.url}]", "", "  ")
        write("last days: + watched, . not watched, ! broken; a source's silence counts on watched days only")
    return REFUSED if any(row.doing == "broken" for row in rows) else 0


_MARK = {"watched": "+", "not-watched": ".", "broken": "!"}


def _ago(moment: "datetime | None") -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _rate(row: "Health") -> str:
    """What is usual, and what is expected."""
    low, high = row.expected_per_day
    expected = f"{low:g}-{high:g}" if high < UNBOUNDED else f"{low:g}+"
    return f"{'?' if row.usual_per_day is None else f'{row.usual_per_day:.3g}'} ({expected})"


class _Told:
    """Tells of rounds: a line each on standard error, what changed on standard output."""

    def __init__(self, json: bool, counted: "Callable[[], None]") -> None:
        self._json, self._counted = json, counted
        self._offline = False
        self.done: Round | None = None

    def hand_on(self, done: "Round") -> None:
        self.done = done
        self._counted()
        if self._json:
            print_line(done)
        elif not LISTENING.structured:  # whoever keeps the events of a service keeps its output too: what was said is in the ledger
            _changes(done)
        # A network that is down is said once, not at every try.
        if not (done.offline and self._offline):
            say(_line(done))
            for one in () if done.offline else [failure for failure in done.failed if failure.in_a_row == 1][:SHOWN]:
                say(f"  {one.source}: {one.reason}: {one.what} ({one.url})")
        if done.stamped:
            say(f"  {done.stamped}")
        if done.stamp_failed:
            say(f"  no time stamp: {done.stamp_failed}")
        self._offline = done.offline
        sys.stdout.flush()


def _line(done: "Round") -> str:
    """One round on one line."""
    at = f"{done.at:%Y-%m-%d %H:%M:%S}"
    if done.clock_went_back_s:
        at += f" (the clock went back {done.clock_went_back_s:.0f} s)"
    again = "" if done.next_at is None else f"; next {done.next_at:%H:%M}"
    if done.offline:
        return f"{at}  nothing can be reached: the network seems to be down; it is tried again, from {done.next_at:%H:%M}"
    if not done.asked and not done.rung and not done.delivered and not done.undelivered:
        return f"{at}  nothing is due{again}"
    parts = [f"asked {done.asked} of {done.addresses}", f"{done.new} new reports", f"{done.unchanged} unchanged"]
    if done.refused:
        parts.append(f"{done.refused} refused")
    if done.measured:
        parts.append(f"{done.measured} measured")
    if done.unlisted:
        parts.append(f"{done.unlisted} no longer listed")
    if done.failed:
        parts.append(f"{len(done.failed)} failed")
    if done.rung:
        parts.append(f"{len(done.rung)} alerts")
    if done.delivered or done.undelivered:
        parts.append(f"{done.delivered} delivered" + (f", {done.undelivered} not: tocsin alerts" if done.undelivered else ""))
    if done.said:
        parts.append(f"{len(done.said)} statements on the problem")
    return f"{at}  {'the network is back; ' if done.online_again else ''}{', '.join(parts)}{again}"


def _changes(done: "Round") -> None:
    """What a round changed, for a person."""
    from tocsin.judge.frequency import phrase

    for one in done.said[:SHOWN]:
        who = one.speaker or "the report itself"
        wrapped(f"{', '.join(one.indicators)} ({one.act}, {one.polarity}): {who}, in {one.site or 'a report without site'}", "", "    ")
        wrapped(one.text, "    ", "    ")
    if len(done.said) > SHOWN:
        write(f"and {len(done.said) - SHOWN} more: tocsin statements")
    for rung in done.rung:
        marks = f"TLP:{rung.tlp.upper()}{', SYNTHETIC' if rung.synthetic else ''}"
        title = rung.title.get("en") or ""
        wrapped(f"{rung.message.upper()} {rung.event[:8]}: {title} ({rung.severity}, {rung.count} in all; {marks})", "", "    ")
    for moved in filter(_noticeable, done.moved):
        was = "" if moved.before is None else f", was {phrase(moved.before)}"
        write(f"{moved.hypothesis} within 30 days: {phrase(moved.now)}{was}")


def _noticeable(moved: "Moved") -> bool:
    return moved.before is None or abs(moved.now - moved.before) > NOTICEABLE * moved.before
