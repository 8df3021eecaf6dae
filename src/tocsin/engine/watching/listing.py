"""Which entries left a listing before their time. Pure.

A feed lists its newest entries, and the oldest roll off its end: that says nothing. An entry is missed only where entries older than it
are still listed, in a listing that is in the order of time. A listing in another order (the most read, an editor's choice), or one that
was sorted anew, says nothing of anything that left it.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

FEW = 2
"""entries at the old end that may be pinned there while the others roll off above them"""
PINNED = 10
"""times the usual pause between entries, for each that lay between: whatever is older than that is pinned, not next in turn"""

Order = Literal["newest-first", "oldest-first", "unknown"]
Entry = tuple[str, datetime | None]
"""an entry's mark, and the moment that it bears"""


class Left(NamedTuple):
    """Marks of the entries that are missed; and of those at the old end that may be pinned, to be known by when it happens again."""

    missed: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


def left(before: Sequence[str], now: Sequence[Entry], pinned: Sequence[str] = ()) -> Left:
    """What left between two answers of one address, each in its order. pinned: as the answer before told it."""
    listed = {name for name, _ in now}
    stay = [name for name in before if name in listed]
    if not stay or len(stay) == len(before):
        return Left(pinned=tuple(pinned))
    known = set(before)
    order = _order(now, known)
    if order is None or stay != [name for name, _ in now if name in known]:
        return Left(pinned=tuple(pinned))
    old, new = (list(before), list(now)) if order != "oldest-first" else (list(reversed(before)), list(reversed(now)))
    fresh = [name not in known for name, _ in new]
    missed = [name for at, name in enumerate(old) if name not in listed and _missed(at, old, new, listed, known, order)]
    tail = _tail(old, listed)
    rolled = sum(fresh) >= len(old) - len(stay) and len(new) >= len(old)
    if not missed or len(tail) > FEW or not rolled:
        return Left(tuple(missed), tuple(pinned))
    # As many came as went, and at most FEW are left below: these may be pinned, and what went was in turn.
    above = set(_block(old, listed))
    if set(tail) <= set(pinned) or _far(new, len(tail), len(above)):
        return Left(tuple(name for name in missed if name not in above), tuple(tail))
    return Left(tuple(missed), tuple(tail))


def _order(now: Sequence[Entry], known: set[str]) -> Order | None:
    """How a listing is sorted: by the moments that its entries bear, else by where new ones stand. None: not by time."""
    moments = [moment for _, moment in now if moment is not None]
    if len(moments) == len(now) and len(set(moments)) > 1:
        if all(one >= two for one, two in pairwise(moments)):
            return "newest-first"
        return "oldest-first" if all(one <= two for one, two in pairwise(moments)) else None
    fresh = [name not in known for name, _ in now]
    if not any(fresh):
        return "unknown"
    first, last = fresh.index(False), len(fresh) - 1 - fresh[::-1].index(False)
    above, below = any(fresh[:first]), any(fresh[last:])
    if above == below:
        return None
    return "newest-first" if above else "oldest-first"


def _missed(at: int, old: Sequence[str], new: Sequence[Entry], listed: set[str], known: set[str], order: Order) -> bool:
    """Whether an entry that left stood above one that is still there, and nothing stands in its place."""
    older = next((name for name in old[at + 1 :] if name in listed), None)
    newer = next((name for name in reversed(old[:at]) if name in listed), None)
    if older is None or (newer is None and order == "unknown"):
        return False
    if newer is None:
        return True
    names = [name for name, _ in new]
    # A new entry between its neighbours is the same one under another address.
    return all(name in known for name in names[names.index(newer) + 1 : names.index(older)])


def _tail(old: Sequence[str], listed: set[str]) -> list[str]:
    """What is still listed below the last that left."""
    found: list[str] = []
    for name in reversed(old):
        if name not in listed:
            break
        found.append(name)
    return found


def _block(old: Sequence[str], listed: set[str]) -> list[str]:
    """What left right above the tail, without a gap."""
    found: list[str] = []
    for name in reversed(old[: len(old) - len(_tail(old, listed))]):
        if name in listed:
            break
        found.append(name)
    return found


def _far(new: Sequence[Entry], tail: int, between: int) -> bool:
    """Whether the last `tail` entries are much older than those above them, `between` having lain there."""
    moments = [moment for _, moment in new if moment is not None]
    above = moments[: len(moments) - tail]
    if len(moments) < len(new) or len(above) < FEW + 1 or tail < 1:
        return False
    pauses = [(one - two).total_seconds() for one, two in pairwise(above)]
    return (above[-1] - moments[-tail]).total_seconds() > PINNED * max(median(pauses), 1.0) * (between + 1)
