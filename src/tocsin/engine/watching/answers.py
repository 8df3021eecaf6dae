"""Addresses are asked, several hosts at once and each host's in turn; an answer becomes items and what it means for the address."""

import contextvars
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from tocsin.collect import addressed, sniff
from tocsin.collect.fetching import keys
from tocsin.collect.fetching.fetcher import Fetcher
from tocsin.collect.fetching.results import Fetched
from tocsin.collect.records import Collected, Limits, RefusedInput
from tocsin.engine.telemetry import emitting
from tocsin.engine.watching import listing, measuring, pages, schedule
from tocsin.engine.watching.following import Followed
from tocsin.engine.watching.listing import Left
from tocsin.engine.watching.measuring import Measured
from tocsin.engine.watching.states import ENTRIES_KEPT, PollState, Tally, Visit, pruned
from tocsin.model import Report, digest

HELD = 16
"""answers that may wait for the ledger: their bytes are in memory"""
LOOKS_PATIENTLY_S = 0.2
"""between two looks whether the watch was asked to stop"""
MARK = 16
"""letters of an entry's mark"""
OLDEST_ENTRY = timedelta(days=40)
"""an entry that bears an older day is counted by the day it came"""
STREAMS = frozenset({"feed", "sitemap", "gzip", "jsonl", "json"})
"""what an address that is read as a feed may be found to hold"""
OUT_OF_REACH = frozenset({"dns", "unreachable"})
"""reasons that one's own network may have"""


class Answer(NamedTuple):
    """What one address gave: `items` as collected; `reason` and `what` where it failed."""

    followed: Followed
    came: Fetched
    items: tuple[Collected | RefusedInput, ...]
    reason: str = ""
    what: str = ""
    entries: tuple[Report, ...] = ()
    """what the address itself held: of a source whose pages are read, `items` are these"""
    pages: dict[str, Visit] | None = None
    """the pages to visit again; null where they are as they were"""
    left: Left = Left()
    """entries that are no longer listed, though older ones are"""
    measured: Measured | None = None
    """of a feed of an instrument"""

    @property
    def failed(self) -> bool:
        return bool(self.reason)


def ask_one(one: Followed, state: PollState, fetcher: Fetcher, now: datetime, limits: Limits) -> Answer:
    """The answer of one address. Nothing that a server does raises."""
    with emitting.timed("source.asked", source=one.source.id) as more:
        answer = _asked(one, state, fetcher, now, limits)
        came = answer.came
        more.update(outcome=came.outcome, reason=answer.reason, status=came.status, tries=came.tries, bytes=len(came.body))
        more["items"] = len(answer.items)
    return answer


def _asked(one: Followed, state: PollState, fetcher: Fetcher, now: datetime, limits: Limits) -> Answer:
    if one.poll.instrument is not None:
        measured, came = measuring.ask(one, state, fetcher, now, limits)
        failed = measured.body is None
        return Answer(one, came, (), came.reason or came.outcome if failed else "", came.what if failed else "", measured=measured)
    came = fetcher.fetch(one.poll.url, state.validators, own=keys.own(one.poll.url, one.poll.headers))
    if came.outcome == "unchanged":
        return _with_pages(Answer(one, came, ()), state, fetcher, now, limits)
    if came.outcome != "new":
        return Answer(one, came, (), came.reason or came.outcome, came.what)
    items = tuple(addressed.unpacked(came, clock=now, limits=limits, form=one.poll.form))
    if any(isinstance(item, Collected) for item in items):
        entries = tuple(item.report for item in items if isinstance(item, Collected))
        listed = {mark(report): report.published_at for report in entries}
        # What could not be read may stand where an entry is missed.
        whole = len(entries) == len(items) and len(listed) < ENTRIES_KEPT
        gone = listing.left(state.entries, tuple(listed.items()), state.pinned) if whole else Left(pinned=state.pinned)
        return _with_pages(Answer(one, came, items, entries=entries, left=gone), state, fetcher, now, limits)
    first = items[0].record if items and isinstance(items[0], RefusedInput) else None
    if first is not None and first.reason == "empty" and came.body.strip() and _is_stream(came.body, one):
        return Answer(one, came, ())  # a feed without entries: nothing is new
    reason, what = (first.reason, first.what) if first is not None else ("empty", "there is no report in it")
    return Answer(one, came, items, reason, what)


def _with_pages(answer: Answer, state: PollState, fetcher: Fetcher, now: datetime, limits: Limits) -> Answer:
    """The answer with the pages that its entries lead to, where these are read."""
    if not answer.followed.poll.pages:
        return answer
    before, missed = frozenset(state.entries), frozenset(answer.left.missed)
    known = frozenset(report.url for report in answer.entries if report.url and mark(report) in before)
    # Whoever left the listing before its time is asked for now: its feed's word is not enough.
    due = {
        url: msgspec.structs.replace(visit, next_at=min(visit.next_at, now)) if mark_of(url) in missed else visit
        for url, visit in state.pages.items()
    }
    items, visits = pages.follow(answer.items, known, due, fetcher, now, limits)
    return answer._replace(items=items, pages=visits)


def _is_stream(body: bytes, one: Followed) -> bool:
    """Whether an answer without entries is the feed it should be, and no page in its place."""
    return sniff.sniff(body[: sniff.HEAD], one.poll.url).form in STREAMS


def ask(
    due: Sequence[Followed],
    states: dict[str, PollState],
    fetcher: Fetcher,
    now: datetime,
    *,
    workers: int,
    stopping: Callable[[], bool],
    limits: Limits,
) -> Iterator[Answer]:
    """Every answer as it comes, until `stopping`. With one worker in the order given, in this thread."""
    if workers <= 1:
        for one in due:
            if stopping():
                return
            yield ask_one(one, states.get(one.poll.url, PollState()), fetcher, now, limits)
        return
    hosts: dict[str, list[Followed]] = defaultdict(list)
    for one in due:
        hosts[one.host].append(one)
    waiting: queue.SimpleQueue[list[Followed]] = queue.SimpleQueue()
    for some in hosts.values():
        waiting.put(some)
    results: queue.Queue[Answer | BaseException] = queue.Queue(HELD)

    def work() -> None:
        try:
            while not stopping():
                for one in waiting.get_nowait():
                    if stopping():
                        return
                    results.put(ask_one(one, states.get(one.poll.url, PollState()), fetcher, now, limits))
        except queue.Empty:
            return
        except BaseException as error:  # noqa: BLE001  (a bug: handed over, and raised where the answers are taken)
            results.put(error)

    # Threads that die with the process: an answer that hangs must not hold up its end.
    for number in range(min(workers, len(hosts))):
        within = contextvars.copy_context()  # so that what is traced stands under its round
        threading.Thread(target=within.run, args=(work,), name=f"tocsin-ask-{number}", daemon=True).start()
    for _ in range(len(due)):
        while True:
            if stopping():
                return
            try:
                answer = results.get(timeout=LOOKS_PATIENTLY_S)
                break
            except queue.Empty:
                continue
        if isinstance(answer, BaseException):
            raise answer
        yield answer


def mark(report: Report) -> str:
    """What tells an entry from the others of its feed, edited or not."""
    return mark_of(report.url or report.source_id or report.id)


def mark_of(name: str) -> str:
    """The mark of an entry of that address."""
    return digest(name)[:MARK]


def after(answer: Answer, state: PollState, seed: int) -> PollState:
    """The address's state after an answer, as of when it came."""
    poll, came = answer.followed.poll, answer.came
    now = came.at
    day = now.date().isoformat()
    today = state.days.get(day, Tally())
    if answer.failed:
        failures = state.failures + 1
        days = {**state.days, day: msgspec.structs.replace(today, asked=today.asked + 1, failed=today.failed + 1)}
        return msgspec.structs.replace(
            state,
            asked_at=now,
            failures=failures,
            failing_since=state.failing_since or now,
            reason=answer.reason,
            what=answer.what,
            next_at=schedule.next_after(poll, came, failures, now, seed),
            days=pruned(days, now),
        )
    days = {**state.days, day: msgspec.structs.replace(today, asked=today.asked + 1)}
    marks = {mark(report): report for report in answer.entries}
    before = frozenset(state.entries)
    fresh = [report for name, report in marks.items() if name not in before]
    for report in fresh:
        bears = report.published_at if report.published_at is not None and now - OLDEST_ENTRY < report.published_at <= now else now
        on = bears.date().isoformat()
        days[on] = msgspec.structs.replace(days.get(on, Tally()), new=days.get(on, Tally()).new + 1)
    if answer.left.missed:
        today = days[day]
        days[day] = msgspec.structs.replace(today, unlisted=today.unlisted + len(answer.left.missed))
    slipped = came.outcome == "new" and bool(before) and bool(marks) and len(fresh) == len(marks)
    return msgspec.structs.replace(
        state,
        asked_at=now,
        ok_at=now,
        new_at=now if fresh else state.new_at,
        failures=0,
        failing_since=None,
        reason="",
        what="",
        validators=came.validators if came.outcome == "new" else state.validators,
        moved_to=came.moved_to if came.outcome == "new" else state.moved_to,
        entries=tuple(list(marks)[:ENTRIES_KEPT]) if marks else state.entries,
        pinned=answer.left.pinned if marks else state.pinned,
        pages=state.pages if answer.pages is None else answer.pages,
        whole_since=now if slipped or state.whole_since is None else state.whole_since,
        gap_at=now if slipped else state.gap_at,
        next_at=schedule.next_after(poll, came, 0, now, seed),
        days=pruned(days, now),
    )
