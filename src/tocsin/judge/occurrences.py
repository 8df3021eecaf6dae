"""Questions on what happens again and again: days as they could have been known, and what is forecast from them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day

import numpy as np
from msgspec import structs

from tocsin.judge import counts
from tocsin.judge.outcomes import standing
from tocsin.judge.rates import base_rate
from tocsin.judge.scores import Floats
from tocsin.model import Outcome, Probability, Record
from tocsin.model.forecasts import Turn
from tocsin.model.questions import Question
from tocsin.model.scoring import Said

OFTEN = 0.1
"""events a day from which on days are counted with scatter and weekdays; below, as rare ones"""
LONGEST_TIME = 3650
"""days: a time to the next one beyond this is said as this"""


class Series(Record, frozen=True, kw_only=True):
    """Numbers a day from `first` on; null where a day is not recorded."""

    first: Day
    values: tuple[float | None, ...]

    def array(self) -> Floats:
        """(T,) with what is not recorded as not a number."""
        return np.array([np.nan if value is None else value for value in self.values], float)

    @property
    def recorded(self) -> int:
        """How many days are."""
        return sum(value is not None for value in self.values)

    @property
    def total(self) -> float:
        """How many there were on recorded days."""
        return sum(value for value in self.values if value is not None)


def series(question: Question, outcomes: Sequence[Outcome], as_of: datetime) -> Series | None:
    """Each day's number up to the day of `as_of`, as far as it was known then; None where no day is recorded.

    Days from `since` to `until` are recorded by the problem, others by outcomes: an occurrence, a denial over a span, a number of one day.
    """
    last = as_of.astimezone(UTC).date()
    mine = [one for one in standing(shared(question, outcomes), as_of) if one.about == question.id]
    starts = [one.since or one.on for one in mine if one.outcome != "void"] + ([question.since] if question.since is not None else [])
    first = min(starts, default=None)
    if first is None or first > last:
        return None
    values: list[float | None] = [None] * ((last - first).days + 1)

    def quiet(since: Day, until: Day) -> None:
        for i in range(max((since - first).days, 0), min((until - first).days + 1, len(values))):
            values[i] = values[i] or 0.0

    if question.since is not None and question.until is not None:
        quiet(question.since, question.until)
    for one in mine:
        if one.outcome == "no":
            quiet(one.since or first, one.on)
    told = [occurrence.date for occurrence in question.occurrences if occurrence.known_since <= last]
    told += sorted({one.on for one in mine if one.outcome == "yes"} - set(told))
    for day in told:
        i = (day - first).days
        if 0 <= i < len(values):
            values[i] = (values[i] or 0.0) + 1.0
    for one in mine:
        if one.outcome == "number" and (one.since or one.on) == one.on and first <= one.on <= last:
            values[(one.on - first).days] = one.value
    return Series(first=first, values=tuple(values)) if any(value is not None for value in values) else None


def events(question: Question, as_of: datetime) -> tuple[Outcome, ...]:
    """What the problem itself counts, as outcomes: its occurrences, and that there was no other from `since` to `until`, or to the last
    day that is over by `as_of`."""
    if question.since is None or question.until is None:
        return ()
    until = min(question.until, (as_of.astimezone(UTC) + timedelta(seconds=1)).date() - timedelta(days=1))
    if until < question.since:
        return ()

    def over(day: Day) -> datetime:
        return datetime.combine(day, datetime.max.time(), UTC)

    def made(turn: Turn, on: Day, known: Day, source: str, since: Day | None = None) -> Outcome:
        return Outcome(
            id=f"{question.id}:{turn}:{since or on}",
            problem="",
            about=question.id,
            outcome=turn,
            since=since,
            on=on,
            source=source,
            by="the problem",
            why="",
            t_known=over(known),
            recorded_at=over(known),
        )

    happened = [made("yes", one.date, one.known_since, one.source) for one in question.occurrences]
    return (*happened, made("no", until, until, question.complete, question.since))


def shared(question: Question, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes with those of the question that this one counts the same things as, under its own id."""
    if question.same_as is None:
        return tuple(outcomes)
    return (*outcomes, *(structs.replace(one, about=question.id) for one in outcomes if one.about == question.same_as))


def forecast(question: Question, known: Series, horizon: int) -> Said:
    """What the count process says of the days after the series."""
    y = known.array()
    candidates = _candidates(known)
    if question.kind == "time":
        return Said(chances=_times(y, candidates))
    return _said(question, counts.forecast(y, horizon, len(y), candidates=candidates).chances[0])


def rolling(
    question: Question, outcomes: Sequence[Outcome], horizon: int, origins: Sequence[datetime]
) -> list[tuple[datetime, Said, Said, Said | None]]:
    """At each of `origins`, in order: what would have been forecast then, climatology and persistence, from what was known then.

    Origins before any day is recorded are left out. One pass over the days serves all at which nothing was known late.
    """
    if not origins:
        return []
    whole = series(question, outcomes, origins[-1])
    usable = [(moment, then) for moment in origins if (then := series(question, outcomes, moment)) is not None]
    if whole is None or not usable:
        return []
    first = min(len(then.values) for _, then in usable)
    rules = (_candidates(whole), (counts.RARE[-1],))
    ahead = 1 if question.kind == "time" else horizon
    passes = [counts.forecast(whole.array(), ahead, first, candidates=some) for some in rules]
    out: list[tuple[datetime, Said, Said, Said | None]] = []
    for moment, then in usable:
        again = persistence(question, then, horizon)
        row = len(then.values) - first
        if then.values != whole.values[: len(then.values)] or then.first != whole.first:
            out.append((moment, forecast(question, then, horizon), climatology(question, then, horizon), again))
        elif question.kind == "time":
            ours, all_alike = (_times(then.array(), some, one.weights[row]) for some, one in zip(rules, passes, strict=True))
            out.append((moment, Said(chances=ours), Said(chances=all_alike), again))
        else:
            out.append((moment, *(_said(question, one.chances[row]) for one in passes), again))  # type: ignore[arg-type]
    return out


def _candidates(known: Series) -> tuple[counts.Candidate, ...]:
    return counts.CANDIDATES if known.total / max(known.recorded, 1) >= OFTEN else counts.RARE


def _said(question: Question, chances: Floats) -> Said:
    if question.kind == "count":
        return Said(chances=tuple(float(one) for one in chances))
    return Said(probability=_within(float(counts.at_least(chances[None], question.at_least or 1.0)[0])))


def climatology(question: Question, known: Series, horizon: int) -> Said:
    """What all days so far say alike: Jeffreys' posterior of a rate that never changed."""
    y = known.array()
    everything = (counts.RARE[-1],)
    if question.kind == "time":
        return Said(chances=_times(y, everything))
    top = int(2 * np.nan_to_num(y).max(initial=0) * horizon + 30)
    return _said(question, counts.alike(known.total, known.recorded, horizon, top))


def persistence(question: Question, known: Series, horizon: int) -> Said | None:
    """What happened in the last `horizon` days, said to happen again; None where they are not all recorded, or a time is asked."""
    last = known.values[-horizon:]
    if question.kind == "time" or len(last) < horizon or any(value is None for value in last):
        return None
    total = sum(value or 0.0 for value in last)
    if question.kind == "count":
        return Said(chances=(*([0.0] * int(total)), 1.0))
    return Said(probability=1.0 if total >= (question.at_least or 1.0) else 0.0)


def rate(question: Question, known: Series, horizon: int) -> Probability:
    """The base rate with its range: at least one within the horizon, from all recorded days."""
    del question
    return base_rate(int(known.total), known.recorded, horizon)


def _within(p: float) -> float:
    """A probability from a sum, without what rounding leaves beyond 0 and 1."""
    return min(max(p, 0.0), 1.0)


def _times(y: Floats, candidates: tuple[counts.Candidate, ...], shares: Floats | None = None) -> tuple[float, ...]:
    """Chances of 0 (never: it counts from tomorrow), 1, 2, ... days to the next one; the last takes what is later."""
    survives = np.ones(LONGEST_TIME + 1)
    survives[1:] = counts.none_within(y, LONGEST_TIME, candidates, shares)
    chances = np.zeros(LONGEST_TIME + 1)
    chances[1:] = survives[:-1] - survives[1:]
    chances[-1] += survives[-1]
    return tuple(chances.tolist())
