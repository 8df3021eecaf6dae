"""What moved a hypothesis, by how much, down to the words: the answer to `tocsin why`."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.engine import hindsight, pipeline
from tocsin.engine.declarations import Declarations
from tocsin.engine.picturing import Picture
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.model import Assessment, HypothesisJudgement, Influence, Origin, Part, Reading, Reason, Reasons, Reference, Statement

HORIZON = 30
"""days; the horizon that yardstick words and influences are given at"""
TIME, DECLARED = "time", "declarations"
"""the observations that stand for what time passing did to a judgement (indications fade, and so do silences), and other numbers"""


def explain(
    given: Input,
    hypothesis: str,
    since: datetime | None,
    draws: int = pipeline.DRAWS,
    seed: int = 0,
    declared_then: Declarations | None = None,
) -> Reasons:
    """Reasons for one hypothesis at 30 days; with `since`, beside those of then. UsageError for a hypothesis the problem does not have.

    `declared_then`: the problem as it was declared then; what its other numbers did is a row of its own.
    """
    _asked(given.declared, hypothesis)
    case = pipeline.build(given)
    now = pipeline.assess(case, draws=draws, seed=seed, since=since)
    then = pipeline.assess(pipeline.build(given, since), draws=draws, seed=seed) if since else None
    redeclared = None
    if then is not None and since is not None and declared_then is not None:
        old = msgspec.structs.replace(given, declared=declared_then)
        before, then = then, pipeline.assess(pipeline.build(old, since), draws=draws, seed=seed)
        redeclared = _mean(before, hypothesis) - _mean(then, hypothesis)
    return told(case, now, hypothesis, then, redeclared)


def of_picture(picture: Picture, hypothesis: str) -> Reasons:
    """Reasons for one hypothesis against no evidence, from a picture that is taken already."""
    _asked(picture.given.declared, hypothesis)
    return told(picture.case, picture.judged, hypothesis)


def between(picture: Picture, hypothesis: str, since: datetime, until: datetime, draws: int | None = None) -> Reasons:
    """What moved one hypothesis from one moment to a later one, as both could have been known, the library too, as a replay judges.

    From what a picture holds. Seconds: callers keep it. UsageError: moments not in order, or the later one after the picture's.
    """
    if not since < until <= picture.as_of:
        raise UsageError(
            f"{since.isoformat()} to {until.isoformat()} is no time before {picture.as_of.isoformat()}", todo="name two moments"
        )
    whole = picture.given
    pairs = [
        (report, hindsight.reread(report, reading, whole.declared))
        for report, reading in zip(whole.reports, whole.readings, strict=True)
        if reading.t_known <= until
    ]
    given = msgspec.structs.replace(
        whole,
        declared=hindsight.as_known(whole.declared, until.date()).declared,
        reports=tuple(report for report, _ in pairs),
        readings=tuple(reading for _, reading in pairs),
        as_of=until,
    )
    return explain(given, hypothesis, since, draws or picture.judged.draws, picture.judged.seed)


def _asked(declared: Declarations, hypothesis: str) -> None:
    """UsageError where the problem has no such hypothesis."""
    known = [h.id for h in declared.problem.hypotheses]
    if hypothesis not in known:
        near = difflib.get_close_matches(hypothesis, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        raise UsageError(f"no hypothesis {hypothesis!r} in {declared.problem.id}", todo=hint)


def told(case: Case, now: Assessment, hypothesis: str, then: Assessment | None = None, redeclared: float | None = None) -> Reasons:
    """Reasons from judgements that are made already: `now` says what changed since `then`, where one is given."""
    judged = _judged(now, hypothesis)
    moved = _mean(now, hypothesis) - _mean(then, hypothesis) if then else None
    return Reasons(
        tlp=now.tlp,
        synthetic=now.synthetic,
        hypothesis=hypothesis,
        horizon=HORIZON,
        as_of=now.as_of,
        since=now.since if then else None,
        probability=judged.probability[str(HORIZON)],
        base_rate=judged.base_rate[str(HORIZON)],
        previous=_judged(then, hypothesis).probability[str(HORIZON)] if then else None,
        reasons=_reasons(
            case,
            _moves(now.influences, hypothesis),
            _moves(then.influences, hypothesis) if then else None,
            _moves(now.changes, hypothesis),
            moved,
            redeclared,
        ),
        by_origin=_parts(case, now.influences, now.changes, hypothesis, moved, redeclared, _by_origin),
        by_indicator=_parts(case, now.by_indicator, now.changes_by_indicator, hypothesis, moved, redeclared, _by_indicator),
    )


def _mean(assessment: Assessment, hypothesis: str) -> float:
    return _judged(assessment, hypothesis).probability[str(HORIZON)].mean


def _by_origin(row: Influence) -> str:
    return row.origin or row.observation


def _by_indicator(row: Influence) -> str:
    return row.indicator or row.observation


def _parts(
    case: Case,
    now: Sequence[Influence],
    changes: Sequence[Influence],
    hypothesis: str,
    moved: float | None,
    redeclared: float | None,
    key: Callable[[Influence], str],
) -> tuple[Part, ...]:
    """What each origin, or each indicator, comes to, the largest first; the same rows for time and declarations as among the reasons."""
    publishers = {**{origin.id: origin.publisher for origin in case.origins}, **_instruments(case)}
    delta: dict[str, float] = {}
    square: dict[str, float | None] = {}
    change: dict[str, float] = {}
    for sums, rows in ((delta, now), (change, changes)):
        for row in rows:
            if row.hypothesis == hypothesis and row.horizon == HORIZON:
                name = key(row)
                sums[name] = sums.get(name, 0.0) + row.delta
                if sums is delta:
                    before = square.get(name, 0.0)
                    square[name] = None if row.error is None or before is None else before + row.error**2
    errors = {name: None if found is None else found**0.5 for name, found in square.items()}
    found = [
        Part(
            id=name,
            name=publishers.get(name),
            delta=delta.get(name, 0.0),
            error=errors.get(name),
            change=None if moved is None else change.get(name, 0.0),
        )
        for name in {**delta, **change}
    ]
    found.sort(key=lambda part: (-abs(part.delta if part.change is None else part.change), -abs(part.delta), part.id))
    if moved is not None:
        if redeclared is not None:
            found.append(Part(id=DECLARED, delta=0.0, change=redeclared))
        found.append(Part(id=TIME, delta=0.0, change=moved - sum(change.values()) - (redeclared or 0.0)))
    return tuple(found)


def _judged(assessment: Assessment, hypothesis: str) -> HypothesisJudgement:
    return next(h for h in assessment.hypotheses if h.id == hypothesis)


class _Move(NamedTuple):
    """What the influences of one origin on one indicator add up to."""

    observation: str
    origin: str | None
    indicator: str | None
    delta: float
    statements: tuple[str, ...]


Key = tuple[str, str | None]
"""what a move rests on: an observation's id may change with new evidence, its origin and indicator do not"""


def _moves(influences: Sequence[Influence], hypothesis: str) -> dict[Key, _Move]:
    moves: dict[Key, _Move] = {}
    for influence in influences:
        if influence.hypothesis == hypothesis and influence.horizon == HORIZON:
            key = (influence.origin or influence.observation, influence.indicator)
            before = moves[key].delta if key in moves else 0.0
            told = (influence.observation, influence.origin, influence.indicator, before + influence.delta, influence.statements)
            moves[key] = _Move(*told)
    return moves


def _reasons(
    case: Case,
    now: dict[Key, _Move],
    then: dict[Key, _Move] | None,
    changes: dict[Key, _Move],
    moved: float | None,
    redeclared: float | None,
) -> tuple[Reason, ...]:
    """One reason for each move, now or then; where something is compared, the largest changes first and one for what time passing did.

    The words are those of the statements that carry the change, where there is one, else the standing delta.
    """
    origins, instruments = {origin.id: origin for origin in case.origins}, _instruments(case)
    said = {s.id: (number, reading, s) for number, reading in enumerate(case.readings) for s in reading.statements}
    found = []
    for key in sorted({*now, *(then or {}), *changes}, key=str):
        move = changes.get(key) or now.get(key) or (then or {})[key]
        change = changes[key].delta if key in changes else 0.0
        origin = origins.get(move.origin or "")
        found.append(
            Reason(
                observation=move.observation,
                origin=move.origin,
                publisher=origin.publisher if origin else instruments.get(move.observation),
                indicator=move.indicator,
                delta=now[key].delta if key in now else 0.0,
                before=None if then is None else (then[key].delta if key in then else 0.0),
                change=None if moved is None else change,
                words=_words(said, origin, move.statements, move.indicator) if origin else (),
            )
        )
    found.sort(key=lambda r: (-abs(r.delta if r.change is None else r.change), -abs(r.delta), r.observation))
    if moved is not None:
        if redeclared is not None:
            found.append(_row(DECLARED, redeclared))
        found.append(_row(TIME, moved - sum(reason.change or 0.0 for reason in found)))
    return tuple(found)


def _instruments(case: Case) -> dict[str, str | None]:
    """By observation of an instrument: which, where, and how far conventional use makes just the same sign."""
    dual = {(link.instrument, link.indicator): link.dual_use for link in case.declared.problem.instruments}
    found: dict[str, str | None] = {}
    for one in case.observations:
        if one.origin is None:
            where = f", {one.place.name}" if one.place is not None else ""
            bounds = dual.get((one.source, one.indicator))
            also = f" (dual use {bounds.low:g}-{bounds.high:g})" if bounds is not None else ""
            found[one.id] = f"{one.source}{also}{where}"
    return found


def _row(what: str, change: float) -> Reason:
    return Reason(observation=what, origin=None, publisher=None, indicator=None, delta=0.0, before=0.0, change=change)


Said = Mapping[str, tuple[int, Reading, Statement]]
"""by id: every statement, with its reading and that reading's place"""


def _words(said: Said, origin: Origin, carrying: Sequence[str], indicator: str | None) -> tuple[Reference, ...]:
    """The statements that carry a move, in their order, as places in reports; where none is named, the origin's on that indicator."""
    chosen = [said[name] for name in carrying if name in said]
    if not chosen:
        mine = [said[name] for name in dict.fromkeys(origin.statements) if name in said]
        places = {s.id: place for _, reading, _ in mine for place, s in enumerate(reading.statements)}
        of_it = [one for one in mine if indicator is None or indicator in one[2].indicators]
        chosen = sorted(of_it, key=lambda one: (one[0], places[one[2].id]))
    return tuple(
        Reference(origin=origin.id, report=reading.report, statement=s.id, span=s.span, words=s.text, path=reading.path or reading.site)
        for _, reading, s in chosen
    )
