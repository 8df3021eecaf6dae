"""How a judgement went: each process's chances on each of the last days, by what was known on each, in one run of the filter.

A day's evidence is what was known by its end. Most of it is the day before's with a few days' news on it, so a run goes back no further
than to the first day that is told differently, and takes up the course where it stood before that day. No denial raises, as in the
judgement itself: of the course with denials and the one without, the lower chance counts, draw by draw. (The judgement also runs parts of
the denials; where there are several, a day here may stand a little above it.) A third course weighs the error lives, as there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin.judge import horizon as ahead
from tocsin.judge.basis import Basis
from tocsin.judge.conditions import holding, pushes
from tocsin.judge.course import summary
from tocsin.judge.denials import denies
from tocsin.judge.filter import Course, Datum, Model, quiet
from tocsin.judge.happenings import Run
from tocsin.judge.ladders import Floats
from tocsin.judge.parameters import draws_for
from tocsin.judge.processes import heard, life_weights, model_of
from tocsin.judge.timeline import SILENCE, build, player_of
from tocsin.model import Assessment, Condition, Observation, Probability
from tocsin.model.declared import Process
from tocsin.model.trends import Trend, TrendDay, TrendMove

DRAWS = 120
"""of a look at how it went: every day of it is a judgement, so it takes some hundred parameter sets rather than thousands"""
RECENT, RARER = 5, 7
"""days: of the last few every course is kept, of those before one a week, for what is told late of them; a course takes some megabytes"""
JUMP = 0.1
"""a day that moves the mean by more than this share of it is asked what moved it"""
MOST_MOVES = 3
"""told of one jump"""
LEAST_SHARE = 0.1
"""of a jump, for a move of it to be told"""
Told = tuple[int, str, str, str, str, int, int, tuple[str, float] | None]
Marks = Mapping[int, Told]
"""what each datum says, by its identity"""


@dataclass
class _Track:
    """A run that is told a little more each day: courses ready for a day's evidence, kept for days that may be told anew."""

    model: Model
    names: list[str]
    keep_from: int
    ready: dict[int, Course] = field(default_factory=dict)
    told: dict[int, frozenset[Told]] = field(default_factory=dict)

    def knows(self, model: Model) -> None:
        """A model with more sources, heard of since; what the others do, and the ladder by night, are as they were."""
        if model is self.model:
            return
        model.nights.update(self.model.nights)
        self.model = model
        for course in self.ready.values():
            course.model = model

    def until(self, data: Sequence[Datum], marks: Marks, day: int) -> Course:
        """The course through `day` of this evidence, and what it needs to be told more tomorrow."""
        by_day = _by_day(data)
        told = {at: frozenset(marks[id(datum)] for datum in some) for at, some in by_day.items()}
        differs = [at for at in {*told, *self.told} if at <= day and told.get(at) != self.told.get(at)]
        first = min([*differs, max(self.ready, default=0)])
        start = max((at for at in self.ready if at <= first), default=None)
        course = Course.begin(self.model, quiet(self.model, self.names, 0)) if start is None else self.ready[start].copy()
        self.ready = {at: held for at, held in self.ready.items() if at <= first}
        for at in range(course.day, day + 1):
            if at >= self.keep_from:
                self.ready[at] = course.copy()
            course.advance(by_day.get(at, []), at)
            if at < day:
                course.through_night(at)
        self.told = told
        self.ready = {at: held for at, held in self.ready.items() if at > day - RECENT or (at - self.keep_from) % RARER == 0}
        return course

    def without(self, data: Sequence[Datum], left_out: frozenset[int], day: int) -> Course:
        """The course through `day` as if some data, by identity, were not known; the track stands as it did."""
        left = [datum for datum in data if id(datum) not in left_out]
        first = min((datum.day for datum in data if id(datum) in left_out), default=day)
        start = max((at for at in self.ready if at <= first), default=None)
        course = Course.begin(self.model, quiet(self.model, self.names, 0)) if start is None else self.ready[start].copy()
        return course.advance([datum for datum in left if datum.day >= course.day], day)


def _leads(model: Model, other: Model) -> dict[tuple[str, str], str | None]:
    """Whom each source copies, of the sources that both models hold."""
    return {
        (name, key): source.lead
        for name, group in model.sources.items()
        for key, source in group.items()
        if key in other.sources.get(name, {})
    }


def _by_day(data: Sequence[Datum]) -> dict[int, list[Datum]]:
    out: dict[int, list[Datum]] = {}
    for datum in data:
        out.setdefault(datum.day, []).append(datum)
    return out


def _marks(data: Sequence[Datum]) -> Marks:
    """What each datum says, to tell it from another: two builds of the same evidence are two sets of objects, which share their arrays."""
    hashed: dict[int, int] = {}

    def of(array: npt.NDArray[np.generic] | None) -> int:
        if array is None:
            return 0
        if id(array) not in hashed:
            hashed[id(array)] = hash(array.tobytes())
        return hashed[id(array)]

    return {id(d): (d.day, d.indicator, d.source, d.kind, d.player, of(d.value), of(d.lanes), d.relays) for d in data}


def trend(base: Basis, days: int, horizon: int) -> tuple[Trend, ...]:
    """Every hypothesis of a process that goes on, over the last `days` days and the day of as-of, within `horizon` days of each.

    An event in the record begins its process anew: it is told from the day after. The day of as-of ends at as-of.
    """
    base = replace(base, draws=draws_for(min(DRAWS, base.draws.sets) * len(base.draws.lives), base.problem.observing, base.draws.seed))
    return tuple(one for process, run in base.runs if run.ended is None and not run.fresh for one in _of(base, process, run, days, horizon))


def beside(found: Sequence[Trend], judged: Assessment) -> tuple[Trend, ...]:
    """The trends put to the measure of the judgement of their last day, which rests on thousands of draws where they rest on hundreds.

    A ratio estimate (Cochran 1977, Sampling Techniques, chapter 6): every day's mean and ends by what the last day's come to there over
    what they come to here. So a trend ends where the judgement stands.
    """
    by = {one.hypothesis: one for one in found}
    return tuple(
        _scaled(by[h.id], h.probability[at], h.base_rate[at]) for h in judged.hypotheses if (at := _horizon(by.get(h.id))) in h.probability
    )


def _horizon(one: Trend | None) -> str:
    return str(one.horizon) if one is not None else ""


def _scaled(one: Trend, last: Probability, base: Probability) -> Trend:
    ends = one.days[-1].probability
    mean, low, high = (
        there / here if here > 0 else 1.0 for there, here in ((last.mean, ends.mean), (last.low, ends.low), (last.high, ends.high))
    )
    days = []
    for day in one.days:
        middle = min(1.0, day.probability.mean * mean)
        chance = Probability(
            mean=middle, low=min(middle, day.probability.low * low), high=max(middle, min(1.0, day.probability.high * high))
        )
        moves = tuple(msgspec.structs.replace(move, delta=move.delta * mean) for move in day.moves)
        days.append(msgspec.structs.replace(day, probability=chance, moves=moves))
    return msgspec.structs.replace(one, days=tuple(days), base_rate=base)


def _of(base: Basis, process: Process, run: Run, days: int, horizon: int) -> list[Trend]:
    observations, coverage = base.observed(run)
    indicators = {i.id: i for i in base.problem.indicators if i.role == "evidence" and process.id in i.prevalence}
    first = max(0, run.days - days)
    tracks: tuple[_Track, _Track, _Track] | None = None
    held: tuple[Condition, ...] = ()
    known_by: frozenset[tuple[str, str, tuple[str, float] | None]] = frozenset()
    rows: list[list[TrendDay]] = [[] for _ in process.absorbing]
    before: tuple[Floats, frozenset[Told]] | None = None
    for at in range(first, run.days + 1):
        moment = min(base.as_of, datetime.combine(run.start + timedelta(days=at + 1), time(), UTC) - timedelta(microseconds=1))
        seen = [one for one in observations if one.t_known <= moment]
        known = [one for one in coverage if one.t_known <= moment]
        now = holding(base.problem, base.told, seen, base.parties, moment)
        data = build(indicators, seen, known, base.standing, base.profiles, base.problem, base.draws, run.start, at)
        sources = frozenset((d.indicator, d.source, d.relays) for d in data if d.kind != "stance")
        if tracks is None or now != held or sources != known_by:
            pushed = pushes(process, base.problem, now, base.draws, run.start)
            model = model_of(base.problem, process, indicators, data, base.grades, base.draws, pushed, run.state)
            known_by = sources
        if tracks is None or now != held or _leads(model, tracks[0].model) != _leads(tracks[0].model, model):
            whole, plain, weighing = (_Track(model, list(indicators), first) for _ in range(3))
            held, tracks = now, (whole, plain, weighing)
        for track in tracks:
            track.knows(model)
        marks, undenied = _marks(data), [datum for datum in data if not denies(datum)]
        courses = tracks[0].until(data, marks, at), tracks[1].until(undenied, marks, at)
        reached = ahead.reach_from(tracks[0].model, at, [horizon])
        weights = life_weights(tracks[2].until(heard(data), marks, at).log_evidence, base.draws)
        value = _chance(courses, reached, horizon)
        told = frozenset(marks.values())
        chances = [summary(one, weights) for one in value]
        moves: list[tuple[TrendMove, ...]] = [() for _ in chances]
        if before is not None and any(abs(chance.mean - was) > JUMP * was for chance, was in zip(chances, before[0], strict=True)):
            fresh = [datum for datum in data if marks[id(datum)] not in before[1]]
            moves = _moves(tracks[:2], (data, undenied), fresh, at, (value, weights, reached, horizon), before[0], observations)
        for k, chance in enumerate(chances):
            rows[k].append(TrendDay(day=run.start + timedelta(days=at), probability=chance, moves=moves[k]))
        before = np.array([chance.mean for chance in chances]), told
    if tracks is None:
        return []
    return [
        Trend(
            hypothesis=event,
            horizon=horizon,
            as_of=base.as_of,
            draws=base.draws.lanes,
            base_rate=_base(tracks[0].model, run, horizon, k),
            days=tuple(rows[k]),
        )
        for k, event in enumerate(process.absorbing)
    ]


def _chance(courses: tuple[Course, Course], reached: dict[int, Floats], horizon: int) -> Floats:
    """(K, D), the lower of both courses."""
    return np.minimum(*(ahead.outlook(course.posterior().alpha, reached)[horizon] for course in courses))


def _base(model: Model, run: Run, horizon: int, k: int) -> Probability:
    """With no evidence and no condition, as in the judgement."""
    nothing = ahead.outlook(ahead.without_evidence(model.ladder, run.days), ahead.reach(model.ladder, [horizon]))[horizon][k]
    return summary(nothing, np.full(len(nothing), 1 / len(nothing)))


def _moves(
    tracks: tuple[_Track, _Track],
    evidence: tuple[Sequence[Datum], Sequence[Datum]],
    fresh: Sequence[Datum],
    day: int,
    judged: tuple[Floats, Floats, dict[int, Floats], int],
    before: Floats,
    observations: Sequence[Observation],
) -> list[tuple[TrendMove, ...]]:
    """By event: what of the day's news moved it the way it went, by leaving each piece out; none where time alone did."""
    value, weights, reached, horizon = judged
    found: list[list[TrendMove]] = [[] for _ in value]
    of_player = {player_of(one): one for one in reversed(observations)}
    for player in sorted({datum.player for datum in fresh}):
        left_out = frozenset(id(datum) for datum in fresh if datum.player == player)
        stands = [track.without(data, left_out, day) for track, data in zip(tracks, evidence, strict=True)]
        delta = ((value - _chance((stands[0], stands[1]), reached, horizon)) * weights).sum(1)
        silent = player.startswith(SILENCE)
        one = None if silent else of_player.get(player)
        for k, moved in enumerate(delta):
            whole = float((value[k] * weights).sum() - before[k])
            if moved * whole > 0 and abs(moved) >= LEAST_SHARE * abs(whole):
                found[k].append(
                    TrendMove(
                        observation=player if silent else one.id if one is not None else player,
                        origin=one.origin if one is not None else None,
                        indicator=player.removeprefix(SILENCE) if silent else one.indicator if one is not None else None,
                        delta=float(moved),
                    )
                )
    return [tuple(sorted(some, key=lambda move: (-abs(move.delta), move.observation))[:MOST_MOVES]) for some in found]
