"""The watch has the ledger's head stamped now and then, where tocsin.yml says how often."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tocsin.engine import stamping
from tocsin.errors import Busy, TocsinError

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.engine.watching.states import State
    from tocsin.ledger.workspace import Workspace

AGAIN = timedelta(hours=1)
"""after a try that failed, at the soonest"""


class Tried(NamedTuple):
    """The state after it, and what there is to say."""

    state: "State"
    told: str = ""
    failed: str = ""


def now_and_then(place: "Workspace", fetcher: "Fetcher", state: "State", now: datetime) -> Tried:
    """A stamp of the head, where one is due; a failure is told, and tried again later: the watch goes on."""
    if place.stamping is None or place.stamping.every_hours is None:
        return Tried(state)
    every = timedelta(hours=place.stamping.every_hours)
    if state.stamped_at is not None and timedelta(0) <= now - state.stamped_at < every:
        return Tried(state)
    if state.stamp_tried_at is not None and timedelta(0) <= now - state.stamp_tried_at < min(every, AGAIN):
        return Tried(state)
    tried = msgspec.structs.replace(state, stamp_tried_at=now)
    try:
        made = stamping.of_head(place, fetcher)
    except Busy:
        return Tried(state)
    except TocsinError as error:
        return Tried(tried, failed=str(error))
    told = f"the ledger up to row {made.rows:,} was held at {made.stamped_at:%Y-%m-%d %H:%M:%S} UTC, says {made.signer}"
    return Tried(msgspec.structs.replace(tried, stamped_at=now), told=told)
