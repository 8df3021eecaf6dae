"""Absorbing events in the record: what has happened, on whose word, once it was known; where the run of its process begins anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day

import msgspec
import numpy as np

from tocsin.judge.durations import aged
from tocsin.judge.outcomes import standing
from tocsin.judge.parameters import Draws, Ladder, draw_ladder
from tocsin.model import Confidence, Frequency, Happening, HypothesisJudgement, Outcome, Probability, digest
from tocsin.model.declared import Hypothesis, Problem, Process


def happened(problem: Problem, given: Sequence[Happening], outcomes: Sequence[Outcome], as_of: datetime) -> tuple[Happening, ...]:
    """The absorbing events known by `as_of`, in order of their days: those given, resolved as `yes`, or declared by the chronology."""
    events = {event for process in problem.processes for event in process.absorbing}
    resolved = [
        Happening(id=one.id, hypothesis=one.about, date=one.on, t_known=one.t_known, on_whose_word=one.source)
        for one in standing(outcomes, as_of)
        if one.outcome == "yes" and one.about in events
    ]
    declared = [
        Happening(
            id=digest("happening", entry.id),
            hypothesis=entry.happened,
            date=entry.date,
            t_known=datetime.combine(entry.known_since, time(), UTC),
            on_whose_word=entry.source,
        )
        for entry in problem.chronology
        if entry.happened is not None and not entry.history
    ]
    ruling: dict[tuple[Day, str], Happening] = {}
    for record in sorted((h for h in (*declared, *resolved, *given) if h.t_known <= as_of), key=lambda h: (h.t_known, h.id)):
        ruling[record.date, record.hypothesis] = record
    found = [record for _, record in sorted(ruling.items()) if record.void is None]
    return tuple(record for record in found if record.date <= as_of.astimezone(UTC).date())


@dataclass(frozen=True)
class Run:
    """The run of one process: its first day, how many nights it has, the state it begins in after an event (None: the prior).

    ended: the event that ended the process, where nothing declares how it goes on. fresh: nothing observed so far falls into the run.
    """

    start: Day
    days: int
    state: str | None = None
    ended: Happening | None = None
    fresh: bool = False


def run_of(process: Process, events: Sequence[Happening], start: Day, today: Day) -> Run:
    """From `start`, or from the day after the last recorded event of the process."""
    last = next((event for event in reversed(events) if event.hypothesis in process.absorbing), None)
    if last is None:
        return Run(start, (today - start).days)
    state = process.restarts.get(last.hypothesis)
    if state is None:
        return Run(start, (today - start).days, ended=last)
    anew = last.date + timedelta(days=1)
    if anew <= start:
        return Run(start, (today - start).days)
    return Run(min(anew, today), max(0, (today - anew).days), state, fresh=anew > today)


def ladder_of(process: Process, draws: Draws, state: str | None = None) -> Ladder:
    """The process's ladder with its durations; after an event it begins on the first day of `state`."""
    if state is None:
        return aged(draw_ladder(process, draws), process, draws)
    durations = {name: msgspec.structs.replace(one, initial="new") for name, one in process.durations.items()}
    begun = msgspec.structs.replace(process, durations=durations)
    prior = np.array([float(name == state) for name in process.states])
    return aged(replace(draw_ladder(begun, draws), prior=prior), begun, draws)


def over(hypothesis: Hypothesis, event: Happening, horizons: Sequence[int]) -> HypothesisJudgement:
    """A hypothesis of a process that has ended: certain for what happened, nothing for what the process can no longer end in."""
    chance = 1.0 if hypothesis.id == event.hypothesis else 0.0
    sure = {str(n): Probability(mean=chance, low=chance, high=chance) for n in horizons}
    said = f"{event.date.isoformat()} ({event.on_whose_word})"
    said_fr = f"le {event.date.isoformat()} ({event.on_whose_word})"
    en, fr = f"happened on {said}", f"survenu {said_fr}"
    if not chance:
        en, fr = f"over: {event.hypothesis} happened on {said}", f"clos : {event.hypothesis} survenu {said_fr}"
    return HypothesisJudgement(
        id=hypothesis.id,
        probability=sure,
        base_rate=sure,
        words=None,
        frequency=Frequency(en=en, fr=fr, low=en, high=en),
        prior_times_10=chance,
        prior_over_10=chance,
        confidence=Confidence(level="high" if chance else "low", why=(en,)),
        happened=event if chance else None,
    )
