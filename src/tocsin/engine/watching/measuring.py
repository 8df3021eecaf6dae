"""Feeds of instruments in the watch: each answer becomes counts with coverage; no answer, and one without sense, become records as well.

fetch(window) -> bytes, then the instrument's pure parser. A feed is asked about the time since it last answered, so that one that was away
for a day covers it afterwards where it can. Nothing is asked but what a source declares with `instrument:`.
"""

from datetime import UTC, datetime, timedelta

from tocsin.collect.fetching import keys
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched
from tocsin.collect.records import Limits
from tocsin.engine import sensing
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.states import PollState
from tocsin.model import Record
from tocsin.model.declared import Problem

LONGEST = timedelta(days=30)
"""asked about at once, after a long silence"""
NO_CONTENT = 204
"""a service's word for: there is nothing"""
Window = tuple[datetime, datetime]


class Measured(Record, frozen=True, kw_only=True):
    """What one feed answered: bytes, or why none; and about which time."""

    instrument: str
    url: str
    window: Window
    body: bytes | None
    why: str = ""
    """why there are none"""
    nothing: bool = False
    """the service says that there is nothing to tell"""


def window(followed: Followed, state: PollState, now: datetime) -> Window:
    """The time since the feed last answered; at first one interval."""
    since = state.ok_at or now - timedelta(minutes=followed.poll.every_minutes)
    return max(min(since, now), now - LONGEST), now


def address(template: str, asked: Window) -> str:
    """The address with its window filled in: `{from}` and `{to}` as days, `{from_epoch}` and `{to_epoch}` as seconds since 1970."""
    start, end = (moment.astimezone(UTC) for moment in asked)
    filled = {
        "{from}": start.date().isoformat(),
        "{to}": (end + timedelta(days=1)).date().isoformat(),
        "{from_epoch}": str(int(start.timestamp())),
        "{to_epoch}": str(int(end.timestamp())),
    }
    for name, value in filled.items():
        template = template.replace(name, value)
    return template


def told(some: Measured, problem: Problem, now: datetime, limits: Limits) -> sensing.Parsed:
    """What an answer comes to, nothing kept yet."""
    if some.body is None:
        return sensing.missing(some.instrument, some.url, problem, now, some.window, some.why)
    if some.nothing:
        return sensing.silent(some.instrument, some.url, problem, now, some.window)
    found = sensing.read(some.instrument, some.body, some.url, problem, now, window=some.window, limits=limits, url=some.url)
    if found.told.broken is None:
        return found
    return sensing.broken(found, problem, now, some.window)


def ask(one: Followed, state: PollState, fetcher: Fetcher, now: datetime, limits: Limits) -> tuple[Measured, Fetched]:
    """What a feed says now."""
    span = window(one, state, now)
    url = address(one.poll.url, span)
    came = fetcher.fetch(url, most_bytes=limits.document, own=keys.own(one.poll.url, one.poll.headers))
    body = came.body if came.outcome == "new" else None
    why = "" if body is not None else came.what or came.reason or came.outcome
    nothing = came.status == NO_CONTENT and not body
    return Measured(instrument=one.poll.instrument or "", url=url, window=span, body=body, why=why, nothing=nothing), came
