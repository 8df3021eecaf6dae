"""How each followed address does: last asked, last new, what is usual, and whether it is late, failing, broken, or only calm."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from tocsin.engine import clock
from tocsin.engine.watching import following, looking, schedule, states
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.states import PollState
from tocsin.ledger import workspace as workspaces
from tocsin.model import Record, Time
from tocsin.warn.phrases import Both
from tocsin.warn.words import typography

WEEK = timedelta(days=7)
Doing = Literal["well", "late", "failing", "broken", "never asked"]


class Health(Record, frozen=True, kw_only=True):
    """One address."""

    source: str
    url: str
    doing: Doing
    last_asked: Time | None
    last_answer: Time | None
    last_new: Time | None
    next_at: Time | None
    failures: int
    """in a row"""
    usual_per_day: float | None
    """mean of the whole days of the last two months; null where there is none yet"""
    expected_per_day: tuple[float, float]
    last_day: str | None = None
    """the latest day that is over and on which nothing can have slipped through"""
    last_day_new: int | None = None
    unlisted: int = 0
    """entries that left its listing before their time, within a week"""
    days: dict[str, str]
    """status of the last days, as the judge counts them"""
    remarks: tuple[str, ...]
    remarks_fr: tuple[str, ...] = ()
    """the same in French"""


def health(workspace: Path | None, chosen: Sequence[str] = (), now: datetime | None = None) -> tuple[Health, ...]:
    """Every followed address of a workspace, those that need somebody first. UsageError where none is followed."""
    place = workspaces.find(workspace)
    state, moment = states.load(place.folder), now or clock.now()
    rows = [_row(one, state.polls.get(one.poll.url, PollState()), state, moment) for one in following.followed(place, chosen)]
    order = ("broken", "failing", "late", "never asked", "well")
    return tuple(sorted(rows, key=lambda row: (order.index(row.doing), row.source, row.url)))


def _row(one: Followed, held: PollState, state: states.State, now: datetime) -> Health:
    whole = _whole_days(held, now)
    last = max(whole, default=None)
    week = (now - WEEK).date().isoformat()
    unlisted = sum(tally.unlisted for day, tally in held.days.items() if day > week)
    doing, remarks = _doing(one, held, whole, now)
    if unlisted:
        told = Both(
            "{count} no longer listed within a week, though older ones are: tocsin versions",
            "{count} plus référencées depuis une semaine, alors que de plus anciennes le sont : tocsin versions",
        )
        remarks = (*remarks, _said(told, count=unlisted))
    return Health(
        source=one.source.id,
        url=one.poll.url,
        doing=doing,
        last_asked=held.asked_at,
        last_answer=held.ok_at,
        last_new=held.new_at,
        next_at=held.next_at,
        failures=held.failures,
        usual_per_day=sum(whole.values()) / len(whole) if whole else None,
        expected_per_day=one.poll.per_day,
        last_day=last,
        last_day_new=whole[last] if last is not None else None,
        unlisted=unlisted,
        days=state.told.get(one.source.id, {}),
        remarks=tuple(one.en for one in remarks),
        remarks_fr=tuple(typography(one.fr) for one in remarks),
    )


def _whole_days(held: PollState, now: datetime) -> dict[str, int]:
    """New entries by day, of the days that are over and on which nothing can have slipped through."""
    if held.whole_since is None or held.ok_at is None:
        return {}
    day, found = held.whole_since.date() + timedelta(days=held.whole_since > looking.begins(held.whole_since.date())), {}
    last = min(held.ok_at, now).date()
    day = max(day, last - timedelta(days=states.DAYS_KEPT))
    while day < last:
        found[day.isoformat()] = held.days.get(day.isoformat(), states.Tally()).new
        day += timedelta(days=1)
    return found


FAILED = Both("failed {since}: {reason}: {what}", "échec {since} : {reason} : {what}")
FAILURES = Both("{count} failures in a row since {since}: {reason}: {what}", "{count} échecs de suite depuis {since} : {reason} : {what}")
FEW = Both(
    "{count} new on {day}, where {low:g} is the fewest: what is asked no longer brings what it did",
    "{count} nouveautés le {day}, pour {low:g} au moins : ce qui est interrogé n'apporte plus ce qu'il apportait",
)
MANY = Both(
    "{count} new on {day}, where {high:g} is the most: another feed, or a flood?",
    "{count} nouveautés le {day}, pour {high:g} au plus : un autre flux, ou un débordement ?",
)
GAP = Both(
    "at {at:%Y-%m-%d %H:%M} nothing was left of the answer before: ask more often, something may be lost",
    "le {at:%Y-%m-%d à %H:%M}, il ne restait rien de la réponse précédente : interroger plus souvent, il peut s'en perdre",
)
MOVED = Both("it has moved to {url}", "l'adresse est désormais {url}")
DUE = Both("due since {at:%Y-%m-%d %H:%M}: is the watch running?", "attendu depuis le {at:%Y-%m-%d à %H:%M} : la veille tourne-t-elle ?")


def _said(words: Both, **values: object) -> Both:
    return Both(words.en.format(**values), words.fr.format(**values))


def _doing(one: Followed, held: PollState, whole: dict[str, int], now: datetime) -> tuple[Doing, tuple[Both, ...]]:
    """How it does, and what there is to say of it."""
    remarks = []
    low, high = one.poll.per_day
    latest = max(whole, default=None)
    if held.failures:
        since = f"{held.failing_since:%Y-%m-%d %H:%M}" if held.failing_since else "?"
        words = FAILED if held.failures == 1 else FAILURES
        remarks.append(_said(words, count=held.failures, since=since, reason=held.reason, what=held.what))
    if latest is not None and whole[latest] < low:
        remarks.append(_said(FEW, count=whole[latest], day=latest, low=low))
    if latest is not None and whole[latest] > high:
        remarks.append(_said(MANY, count=whole[latest], day=latest, high=high))
    if held.gap_at is not None and now - held.gap_at < WEEK:
        remarks.append(_said(GAP, at=held.gap_at))
    if held.moved_to is not None and held.moved_to != one.poll.url:
        remarks.append(_said(MOVED, url=held.moved_to))
    told = tuple(remarks)
    if held.asked_at is None:
        return "never asked", told
    if held.failures >= looking.BROKEN_AFTER or (latest is not None and whole[latest] < low):
        return "broken", told
    if held.failures:
        return "failing", told
    usual = schedule.interval(one.poll, 0)
    if held.next_at is not None and now - held.next_at > max(usual, timedelta(hours=1)):
        return "late", (*told, _said(DUE, at=held.next_at))
    return "well", told
