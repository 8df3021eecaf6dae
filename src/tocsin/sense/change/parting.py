"""Which dates say how a place was, which set the rates, and which are watched."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tocsin.errors import UsageError

FEWEST_BASELINE = 2
ENOUGH_CLEAR = 0.2
"""share of the site that must be seen for a date to count: an assumption; below it a date is no look"""


class Parts(NamedTuple):
    """Indices of dates, in order. Dates on which too little was seen are in `unseen` alone."""

    baseline: tuple[int, ...]
    reference: tuple[int, ...]
    watched: tuple[int, ...]
    unseen: tuple[int, ...]


def part(times: Sequence[datetime], clear: Sequence[float], since: datetime | None = None) -> Parts:
    """Dates before `since` (by default the first half) are those on which nothing is held to have changed: the first half of them is the
    baseline, the others set the rates. UsageError where they are too few."""
    seen = [i for i, share in enumerate(clear) if share >= ENOUGH_CLEAR]
    calm = [i for i in seen if times[i] < since] if since is not None else seen[: (len(seen) + 1) // 2]
    watched = [i for i in seen if i not in set(calm)]
    if len(calm) < FEWEST_BASELINE or not watched:
        raise UsageError(
            f"{len(calm)} usable dates before and {len(watched)} after the date that watching begins at",
            todo=f"at least {FEWEST_BASELINE} and 1 are needed: move --since, or bring more images",
        )
    cut = max(FEWEST_BASELINE, (len(calm) + 1) // 2)
    return Parts(tuple(calm[:cut]), tuple(calm[cut:]), tuple(watched), tuple(i for i in range(len(times)) if i not in set(seen)))
