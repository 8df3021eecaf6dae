"""What became of a judgement: yes, no, a number, void, or open still, from the outcomes that stand."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from typing import Literal

from tocsin.model import Outcome, Record
from tocsin.model.forecasts import QuestionKind

DAY = timedelta(days=1)
SAME_DAY = "it happened on the day of the judgement, and whether before or after it is not known: record it with the hour"


class Window(Record, frozen=True, kw_only=True):
    """What is asked: of what, of which kind, over which days."""

    about: str
    kind: QuestionKind = "yes-no"
    as_of: datetime
    until: Day
    at_least: float | None = None
    """yes-no asked of a count: yes where so many were counted"""
    ends: bool = True
    """it can happen once only (an absorbing event): its happening says that it had not happened before"""


class Verdict(Record, frozen=True, kw_only=True):
    """What became of it. value: 1 and 0 for yes and no, the number, or the days it took; null while open or void."""

    state: Literal["yes", "no", "number", "void", "open"]
    value: float | None = None
    outcomes: tuple[str, ...] = ()
    """ids of the outcomes it rests on"""
    why: str | None = None


def standing(outcomes: Iterable[Outcome], as_of: datetime) -> tuple[Outcome, ...]:
    """Outcomes known by `as_of` that no other known by then corrects, by day and then as they were written down."""
    known = [one for one in outcomes if one.t_known <= as_of]
    corrected = {name for one in known for name in one.replaces}
    return tuple(sorted((one for one in known if one.id not in corrected), key=lambda one: (one.on, one.recorded_at, one.id)))


def happened(outcomes: Sequence[Outcome], about: str) -> tuple[Outcome, ...]:
    """The occurrences among outcomes that stand, in order of their days."""
    return tuple(one for one in outcomes if one.about == about and one.outcome == "yes")


def verdict(window: Window, outcomes: Sequence[Outcome]) -> Verdict:
    """What became of `window`, from outcomes that stand. Its days are those after the day of `as_of` up to `until`.

    An event on the very day of `as_of` counts where its moment lies later, and leaves the question void where its moment is not known and
    the judgement was not made at the day's end.
    """
    mine = [one for one in outcomes if one.about == window.about]
    if window.kind == "count" or window.at_least is not None:
        return _counted(window, mine)
    for one in mine:
        if one.outcome != "yes" or (window.kind == "yes-no" and one.on > window.until):
            continue
        side = _side(one, window.as_of)
        if side == "after":
            value = 1.0 if window.kind == "yes-no" else float((one.on - window.as_of.date()).days)
            return Verdict(state="yes" if window.kind == "yes-no" else "number", value=value, outcomes=(one.id,))
        if side == "unknown":
            return Verdict(state="void", outcomes=(one.id,), why=SAME_DAY)
        if window.ends:
            return Verdict(state="void", outcomes=(one.id,), why="it had happened already")
    first = window.as_of.date() + DAY
    if void := _void(mine, first, window.until):
        return void
    if window.kind == "time":
        return _annulled(mine, first) or Verdict(state="open")
    denied = _covered(mine, first, window.until)
    if denied is None and window.ends:
        later = [one for one in mine if one.outcome == "yes" and one.on > window.until]
        denied = (later[0].id,) if later else None
    if denied is not None:
        return Verdict(state="no", value=0.0, outcomes=denied)
    return _annulled(mine, first) or Verdict(state="open")


def _side(event: Outcome, as_of: datetime) -> Literal["before", "after", "unknown"]:
    as_of = as_of.astimezone(UTC)
    if event.on != as_of.date():
        return "after" if event.on > as_of.date() else "before"
    if event.at is not None:
        return "after" if event.at > as_of else "before"
    return "before" if as_of.time() >= time(23, 59, 59) else "unknown"


def _void(mine: Sequence[Outcome], first: Day, until: Day) -> Verdict | None:
    for one in mine:
        if one.outcome == "void" and one.since is not None and one.since <= until and one.on >= first:
            return Verdict(state="void", outcomes=(one.id,), why=one.why)
    return None


def _annulled(mine: Sequence[Outcome], first: Day) -> Verdict | None:
    """Void without a first day: whatever began by then and nothing else settles."""
    for one in mine:
        if one.outcome == "void" and one.since is None and one.on >= first:
            return Verdict(state="void", outcomes=(one.id,), why=one.why)
    return None


def _covered(mine: Sequence[Outcome], first: Day, until: Day) -> tuple[str, ...] | None:
    """Ids of the denials that together cover every day from `first` to `until`; None where they do not."""
    used: list[str] = []
    day = first
    while day <= until:
        # Denials say that there was no other: a day on which it happened is covered by its happening.
        reaching = [one for one in mine if one.outcome == "no" and (one.since is None or one.since <= day) and one.on >= day]
        reaching = reaching or [one for one in mine if one.outcome == "yes" and one.on == day]
        if not reaching:
            return None
        best = max(reaching, key=lambda one: one.on)
        used.append(best.id)
        day = best.on + DAY
    return tuple(used)


def _counted(window: Window, mine: Sequence[Outcome]) -> Verdict:
    """The sum of numbers whose spans follow each other over the window, or, where they do not, how often it happened between denials."""
    first = window.as_of.date() + DAY
    if void := _void(mine, first, window.until):
        return void
    found = _numbers(mine, first, window.until)
    if found is None:
        covered = _covered(mine, first, window.until)
        if covered is None:
            return _annulled(mine, first) or Verdict(state="open")
        events = [one for one in mine if one.outcome == "yes" and first <= one.on <= window.until]
        found = float(len(events)), tuple(dict.fromkeys((*(one.id for one in events), *covered)))
    total, used = found
    if window.kind == "yes-no" and window.at_least is not None:
        reached = total >= window.at_least
        return Verdict(state="yes" if reached else "no", value=float(reached), outcomes=used)
    return Verdict(state="number", value=total, outcomes=used)


def _numbers(mine: Sequence[Outcome], first: Day, until: Day) -> tuple[float, tuple[str, ...]] | None:
    """Sum and ids of numbers from `first` to `until` without gap or overlap; None where there is a gap."""
    begins: dict[Day, list[Outcome]] = {}
    for one in mine:
        if one.outcome == "number" and one.on <= until:
            begins.setdefault(one.since or one.on, []).append(one)
    total, used, day = 0.0, [], first
    while day <= until:
        fitting = begins.get(day, [])
        if not fitting:
            return None
        best = max(fitting, key=lambda one: (one.on, one.recorded_at))
        total += best.value or 0.0
        used.append(best.id)
        day = best.on + DAY
    return total, tuple(used)
