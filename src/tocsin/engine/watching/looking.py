"""From what the watch knows of its addresses to coverage: whether each source was watched on each day, and so what its silence is worth.

Never from what arrived: a day was watched where every address of the source answered after its end, and no answer since before its
beginning can have let anything slip. Fewer entries than the source ever has in a day is a broken collector, not a calm day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from typing import Literal

from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.states import PollState, State, Tally
from tocsin.library.looking import METHOD
from tocsin.model import Coverage, digest
from tocsin.model.declared import Problem
from tocsin.model.polling import Poll

Status = Literal["watched", "not-watched", "broken"]
BROKEN_AFTER = 3
"""failures in a row: one or two are a server's bad moment"""
DAYS_BACK = 14
"""a day that is not settled after two weeks never is"""
METHOD_VERSION = "1"


def begins(day: Day) -> datetime:
    """The first moment of a day (UTC)."""
    return datetime.combine(day, time.min, UTC)


def status_of(poll: Poll, state: PollState, day: Day) -> Status | None:
    """What one address was on a day that is over; None where that cannot be told yet."""
    start, end = begins(day), begins(day + timedelta(days=1))
    if state.ok_at is not None and state.ok_at >= end:
        if state.whole_since is None or state.whole_since > start:
            return "not-watched"
        return "broken" if state.days.get(day.isoformat(), Tally()).new < poll.per_day[0] else "watched"
    if state.failures >= BROKEN_AFTER and state.asked_at is not None and state.asked_at >= start:
        return "broken"
    return None


def together(statuses: Sequence[Status | None]) -> Status | None:
    """What a source was on a day, of which its addresses were these: as good as the worst of them."""
    if "broken" in statuses:
        return "broken"
    if None in statuses or not statuses:
        return None
    return "not-watched" if "not-watched" in statuses else "watched"


def settle(followed: Sequence[Followed], state: State, problem: Problem, now: datetime) -> tuple[dict[str, dict[str, str]], list[Coverage]]:
    """By source and day the status of the last days, and the coverage of those that the ledger does not have like that."""
    by_source: dict[str, list[Followed]] = defaultdict(list)
    for one in followed:
        by_source[one.source.id].append(one)
    from tocsin.library import looking

    shares = looking.watching((one.source for one in followed), problem)
    told: dict[str, dict[str, str]] = {}
    records: list[Coverage] = []
    today = now.date()
    for name, some in by_source.items():
        states = [state.polls.get(one.poll.url, PollState()) for one in some]
        before = state.told.get(name, {})
        told[name] = {}
        for back in range(DAYS_BACK, 0, -1):
            day = today - timedelta(days=back)
            mine = before.get(day.isoformat())
            found = together([status_of(one.poll, held, day) for one, held in zip(some, states, strict=True)])
            # What happened before an address was first asked, nobody watched; that is no news.
            if found is not None and not (found == "not-watched" and mine is None and not _asked_by(states, day)):
                if found != mine:
                    records += coverage(name, shares.get(name, {}), day, found, _why(states, day), now)
                mine = found
            if mine is not None:
                told[name][day.isoformat()] = mine
    return told, records


def coverage(source: str, shares: Mapping[str, float], day: Day, status: Status, why: str, now: datetime) -> Iterator[Coverage]:
    """The records of one source and day, one for each indicator that it is recorded as watching, with P(looked)."""
    for indicator, looked in shares.items():
        yield Coverage(
            id=digest("coverage", METHOD, source, indicator, day.isoformat()),
            indicator=indicator,
            source=source,
            t_start=begins(day),
            t_end=begins(day + timedelta(days=1)),
            t_known=now,
            status=status,
            looked=looked,
            method=METHOD,
            method_version=METHOD_VERSION,
            why=f"{why}; that it looked is an assumption by kind of source (looking.yml)",
        )


def _asked_by(states: Sequence[PollState], day: Day) -> bool:
    return any(_asked(held, day) for held in states)


def _asked(held: PollState, day: Day) -> bool:
    """Whether an address had been asked on a day or before it."""
    return any(tally.asked and on <= day.isoformat() for on, tally in held.days.items())


def _why(states: Sequence[PollState], day: Day) -> str:
    tallies = [held.days.get(day.isoformat(), Tally()) for held in states]
    asked, failed, new = (sum(getattr(tally, name) for tally in tallies) for name in ("asked", "failed", "new"))
    return f"{asked} times asked, {failed} without an answer, {new} new entries"
