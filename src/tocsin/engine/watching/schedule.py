"""When an address is due: its own rhythm, what the server asks for, and a little spread so that not all are asked at once. Pure."""

import hashlib
from datetime import datetime, timedelta

from tocsin.collect.fetching.results import Fetched
from tocsin.model.polling import Poll

SPREAD = 0.1
"""of an interval: sources added together drift apart"""
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_WAIT = timedelta(days=7)
"""a server that asks for more is asked once a week"""
DOUBLINGS = 6
OFFLINE_FIRST, OFFLINE_MOST = timedelta(minutes=1), timedelta(minutes=30)
"""pauses while nothing at all can be reached"""


def interval(poll: Poll, seed: int) -> timedelta:
    """The address's rhythm with its share of the spread: never shorter than declared, the same on every run with one seed."""
    share = int.from_bytes(hashlib.sha256(f"{seed}:{poll.url}".encode()).digest()[:6], "big") / 2**48
    return timedelta(minutes=poll.every_minutes) * (1 + SPREAD * share)


def next_after(poll: Poll, came: Fetched, failures: int, now: datetime, seed: int) -> datetime:
    """Not before this is it asked again, after an answer at `now` that was the `failures`th failure in a row (0: none)."""
    usual = interval(poll, seed)
    if failures:
        backoff = min(usual * float(2 ** min(failures - 1, DOUBLINGS)), max(usual, LONGEST_BACKOFF))
        return now + max(backoff, min(timedelta(seconds=came.wait_s), LONGEST_WAIT))
    return now + max(usual, timedelta(seconds=came.fresh_s))


def offline_until(rounds: int, now: datetime) -> datetime:
    """When to try again after `rounds` rounds in which nothing could be reached."""
    return now + min(OFFLINE_FIRST * float(2 ** min(rounds - 1, DOUBLINGS)), OFFLINE_MOST)
