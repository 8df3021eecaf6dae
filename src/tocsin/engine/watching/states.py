"""What the watch remembers between rounds: when each address was asked, what it answered, and when it is due again.

One file beside the ledger, written in one step. Losing it loses no report: addresses are asked again sooner than they need be, and
the days that it had not told the ledger of count as not watched.
"""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tocsin.collect.fetching.results import Validators
from tocsin.ledger import durable
from tocsin.model import Record, Time

FILE = "watch.json"
VERSION = 1
DAYS_KEPT = 62
"""of the tally: two months show what is usual"""
ENTRIES_KEPT = 4_000
"""marks of the newest answer's entries: a feed is seldom longer"""


class Tally(Record, frozen=True, kw_only=True):
    """What one address brought on one day (UTC). `new` counts entries by the day they bear, else by the day they came."""

    asked: int = 0
    failed: int = 0
    new: int = 0
    unlisted: int = 0
    """entries that were no longer listed, though older ones were; on the day when that was seen"""


class Visit(Record, frozen=True, kw_only=True):
    """One page that an entry led to, to be asked again."""

    next_at: Time
    visits: int
    validators: Validators = Validators()
    published: Time | None = None
    """as the feed says"""


class PollState(Record, frozen=True, kw_only=True):
    """One address."""

    asked_at: Time | None = None
    ok_at: Time | None = None
    """when it last answered as it should"""
    new_at: Time | None = None
    """when it last brought something that it had not brought before"""
    next_at: Time | None = None
    """not to be asked before"""
    failures: int = 0
    """in a row"""
    failing_since: Time | None = None
    reason: str = ""
    what: str = ""
    """why it failed the last time"""
    validators: Validators = Validators()
    moved_to: str | None = None
    entries: tuple[str, ...] = ()
    """marks of what the latest answer held"""
    pinned: tuple[str, ...] = ()
    """marks of entries at the old end that may be pinned there (tocsin.engine.watching.listing)"""
    pages: dict[str, Visit] = {}  # noqa: RUF012
    """of entries, by their address, where the source's pages are read"""
    whole_since: Time | None = None
    """since when every answer began inside the one before: nothing can have slipped through between two"""
    gap_at: Time | None = None
    """when an answer last held nothing of the one before: what came between may be lost"""
    days: dict[str, Tally] = {}  # noqa: RUF012  (msgspec copies a mutable default)


class State(Record, frozen=True, kw_only=True):
    """Every address by its URL."""

    version: int = VERSION
    polls: dict[str, PollState] = {}  # noqa: RUF012
    told: dict[str, dict[str, str]] = {}  # noqa: RUF012
    """by source and day: the status that the ledger's coverage has"""
    offline: int = 0
    """rounds in a row in which nothing at all could be reached"""
    stamped_at: Time | None = None
    """when the ledger's head was last stamped from here"""
    stamp_tried_at: Time | None = None
    judged_at: Time | None = None
    judged: dict[str, float] = {}  # noqa: RUF012
    """by hypothesis: its probability within 30 days when it was last judged here"""


def load(folder: Path) -> State:
    """The state of a workspace; a new one where there is none, or none that can be read: it holds nothing that cannot be had again."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=State)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return State()
    return found if found.version == VERSION else State()


def save(folder: Path, state: State) -> None:
    """Write it in one step. CannotFinish: disk."""
    durable.write(folder / FILE, msgspec.json.encode(state, order="sorted"))


def settled(state: State, now: datetime, intervals: dict[str, timedelta]) -> tuple[State, timedelta]:
    """The state where the clock ran backwards, and by how much: no moment lies ahead, and no address waits longer than its rhythm."""
    seen = [poll.asked_at for poll in state.polls.values() if poll.asked_at is not None]
    back = max(seen, default=now) - now
    if back <= timedelta(0):
        return state, timedelta(0)
    polls = {url: _not_ahead(poll, now, intervals.get(url, timedelta(hours=1))) for url, poll in state.polls.items()}
    return msgspec.structs.replace(state, polls=polls), back


def _not_ahead(poll: PollState, now: datetime, interval: timedelta) -> PollState:
    def at_most(moment: datetime | None, limit: datetime) -> datetime | None:
        return None if moment is None else min(moment, limit)

    return msgspec.structs.replace(
        poll,
        asked_at=at_most(poll.asked_at, now),
        ok_at=at_most(poll.ok_at, now),
        new_at=at_most(poll.new_at, now),
        failing_since=at_most(poll.failing_since, now),
        gap_at=at_most(poll.gap_at, now),
        # How much was missed in between, nobody knows: the days before are no longer whole.
        whole_since=None if poll.whole_since is None else now,
        next_at=at_most(poll.next_at, now + interval),
    )


def pruned(days: dict[str, Tally], now: datetime) -> dict[str, Tally]:
    """The tally without what is older than DAYS_KEPT."""
    oldest = (now - timedelta(days=DAYS_KEPT)).date().isoformat()
    return {day: tally for day, tally in days.items() if day >= oldest}
