"""The main job over records, with nothing stored: reports -> readings -> origins -> assessment."""

from collections.abc import Iterable, Mapping
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from tocsin.engine import encoding
from tocsin.engine.declarations import Declarations
from tocsin.engine.telemetry import emitting
from tocsin.model import (
    Assessment,
    Condition,
    Coverage,
    Crossed,
    Held,
    Look,
    Observation,
    Origin,
    Outcome,
    PersonJudgement,
    Reading,
    Record,
    Refusal,
    Report,
    Ruling,
    StatementRuling,
)
from tocsin.read.llm.budget import Bill

if TYPE_CHECKING:
    from tocsin.model.trends import Trend
    from tocsin.read import Reader
    from tocsin.read.llm import SecondReader
    from tocsin.sense.indicating import Indicated

HORIZONS = (7, 30, 90)
DRAWS = 4000


class Input(Record, frozen=True, kw_only=True):
    """What a command was given, read: reports, one reading each in the same order, who was looking, and what was refused."""

    declared: Declarations
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    coverage: tuple[Coverage, ...] = ()
    observations: tuple[Observation, ...] = ()
    """of instruments, as measured: `build` works out what they say of indicators"""
    looks: tuple[Look, ...] = ()
    """opportunities of satellites, where they were kept"""
    rulings: tuple[Ruling, ...] = ()
    """what persons decided on origins"""
    corrections: tuple[StatementRuling, ...] = ()
    """what persons decided on statements: `build` lets them count"""
    judgements: tuple[PersonJudgement, ...] = ()
    """what persons judge, oldest first"""
    outcomes: tuple[Outcome, ...] = ()
    """what happened, oldest first, corrected ones too: `tocsin.judge.outcomes.standing` says which hold"""
    conditions: tuple[Condition | Crossed, ...] = ()
    """that declared conditions hold, on whose word; and what persons said of crossings"""
    held: dict[str, Held] = {}  # noqa: RUF012  (msgspec copies a mutable default)
    """by report: since when it can be shown to have been held, by a stamp known at `as_of`"""
    refusals: tuple[Refusal, ...] = ()
    as_of: datetime
    bill: Bill | None = None
    """of the optional reader, where it was asked"""
    kept: Path | None = None
    """where origins of eras that are over are kept (tocsin.engine.eras)"""


class Case(Record, frozen=True, kw_only=True):
    """What could have been known at `as_of`, with the origins behind it."""

    declared: Declarations
    as_of: datetime
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    origins: tuple[Origin, ...]
    coverage: tuple[Coverage, ...]
    """of indicators, those of instruments by the problem's links"""
    later: tuple[Reading, ...]
    """readings left out because they could not have been known by then"""
    outcomes: tuple[Outcome, ...] = ()
    """what is known to have happened by then, corrections applied"""
    observations: tuple[Observation, ...] = ()
    """of instruments, on indicators"""
    conditions: tuple[Condition | Crossed, ...] = ()
    """that declared conditions hold, and crossings entered; the judge leaves out what was not known by then"""


def read(reports: Iterable[Report], declared: Declarations, second: "SecondReader | None" = None) -> list[Reading]:
    """The reading of each report, in order; with `second`, what a language model read stands in it too."""
    reader = _reader(declared)
    if second is None:
        return [reader.read(report) for report in reports]
    return list(second.read((report, reader.read(report)) for report in reports))


_READERS: "dict[int, tuple[Declarations, Reader]]" = {}
"""the latest reader, which takes half a second to make, under the identity of its declarations: a watch reads a little, often"""


def _reader(declared: Declarations) -> "Reader":
    from tocsin.read import Reader

    if id(declared) not in _READERS:
        _READERS.clear()
        _READERS[id(declared)] = (declared, Reader(declared.problem, declared.yardsticks, declared.sources, declared.weights))
    return _READERS[id(declared)][1]


def sense(given: Input, moment: datetime) -> "Indicated":
    """What instruments say of the problem's indicators, and who was looking, as known by a moment."""
    from tocsin.sense.indicating import indicated
    from tocsin.sense.series.past import by_past

    return indicated(
        given.declared.problem,
        [one for one in given.observations if one.t_known <= moment],
        [one for one in given.coverage if one.t_known <= moment],
        given.looks,
        as_of=moment,
        past=by_past,
    )


def build(given: Input, as_of: datetime | None = None) -> Case:
    """The case as of a moment. What became known later is not even looked at: a replay never peeks."""
    from tocsin.corroborate.corrections import ruled
    from tocsin.engine import eras
    from tocsin.judge.outcomes import standing

    moment = as_of or given.as_of
    known = [(report, reading) for report, reading in zip(given.reports, given.readings, strict=True) if reading.t_known <= moment]
    reports = tuple(report for report, _ in known)
    sensed = sense(given, moment)
    readings = ruled([reading for _, reading in known], given.corrections, moment)
    return Case(
        declared=given.declared,
        as_of=moment,
        reports=reports,
        readings=readings,
        origins=eras.related(
            reports,
            readings,
            given.declared,
            clock=moment,
            rulings=given.rulings,
            encoder=encoding.configured(),
            encoded_by=encoding.chosen(),
            folder=given.kept,
        ),
        coverage=sensed.coverage,
        observations=sensed.observations,
        outcomes=standing(given.outcomes, moment),
        conditions=given.conditions,
        later=tuple(reading for reading in given.readings if reading.t_known > moment),
    )


def assess(
    case: Case,
    horizons: tuple[int, ...] = HORIZONS,
    draws: int = DRAWS,
    seed: int = 0,
    since: datetime | None = None,
    explain: bool = True,
    smooth_from: Day | None = None,
) -> Assessment:
    """The judgement of the declared problem on a case; with `since`, also how far what became known after it moved each hypothesis.

    Without `explain` it is not worked out what moved it against no evidence. `smooth_from`: each process is looked back on from that day.
    """
    from tocsin.judge import assess as judge

    problem = case.declared.problem
    with emitting.timed("problem.judged", problem=problem.id, reports=len(case.reports), origins=len(case.origins), draws=draws):
        return judge(
            problem,
            case.origins,
            case.readings,
            case.coverage,
            case.declared.sources,
            as_of=case.as_of,
            horizons=horizons,
            draws=draws,
            seed=seed,
            since=since,
            explain=explain,
            smooth_from=smooth_from,
            observations=case.observations,
            conditions=case.conditions,
            outcomes=case.outcomes,
        )


def trend(case: Case, judged: Assessment, days: int, horizon: int, seed: int = 0) -> "tuple[Trend, ...]":
    """How every hypothesis of the judgement went over the last days, by what was known on each, in one run of the filter."""
    from tocsin.judge.basis import gather
    from tocsin.judge.trend import beside
    from tocsin.judge.trend import trend as went

    base = gather(
        case.declared.problem,
        case.origins,
        case.readings,
        case.coverage,
        case.declared.sources,
        as_of=case.as_of,
        draws=judged.draws,
        seed=seed,
        observations=case.observations,
        conditions=case.conditions,
        outcomes=case.outcomes,
    )
    publishers = {origin.id: origin.publisher for origin in case.origins}
    return tuple(_told(one, judged, publishers) for one in beside(went(base, days, horizon), judged))


def _told(one: "Trend", judged: Assessment, publishers: Mapping[str, str | None]) -> "Trend":
    """A trend with who published what moved it, and the marks of the judgement."""
    days = tuple(
        structs.replace(day, moves=tuple(structs.replace(move, publisher=publishers.get(move.origin or "")) for move in day.moves))
        for day in one.days
    )
    return structs.replace(one, days=days, tlp=judged.tlp, synthetic=judged.synthetic)
