"""The registers of a workspace or of files: red lines, doctrine, decisions, others' judgements, the calendar; and what a person enters."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from msgspec.structs import replace

from tocsin.engine import clock, picturing, pipeline, store
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import Conflict, UsageError
from tocsin.judge import calendar, crossings, decisions, doctrine, others, redlines
from tocsin.library.line_schema import CLOCK
from tocsin.library.yaml_files import did_you_mean
from tocsin.model import Crossed, Probability, digest
from tocsin.model.calendars import Calendar
from tocsin.model.decisions import Decisions, OurView
from tocsin.model.doctrines import Doctrine
from tocsin.model.lines import Decision
from tocsin.model.opinions import Others
from tocsin.model.red_lines import RedLines

DRAWS = 400
"""of our own judgements in the registers: two are worked out for each decision, and nobody reads a third digit there"""
FARTHEST = 3650
"""days ahead of a horizon that our own judgement is worked out for"""
WEEKS = 30
"""days before a decision in which something must have been known for a judgement before it"""


def red_lines(case: Case, crossed: tuple[Crossed, ...] = ()) -> RedLines:
    """Red lines said, crossed and answered, as of the case's moment."""
    declared = case.declared
    return redlines.register(declared.problem, case.readings, case.origins, declared.sources, as_of=case.as_of, crossed=crossed)


def doctrine_of(case: Case) -> Doctrine:
    """Versions of doctrine, differences, on whose word conditions hold, and press texts beside them."""
    declared = case.declared
    said = red_lines(case)
    return doctrine.register(declared.problem, case.readings, case.origins, declared.sources, as_of=case.as_of, red_lines=said)


def calendar_of(case: Case, begin: date | None = None, end: date | None = None) -> Calendar:
    """What is due around the case's moment. UsageError where `end` lies before `begin`."""
    if begin is not None and end is not None and end < begin:
        raise UsageError(f"{end} is before {begin}", todo="--from comes first")
    return calendar.register(case.declared.problem, case.readings, case.origins, as_of=case.as_of, begin=begin, end=end)


def judgements_of(case: Case, draws: int = DRAWS, seed: int = 0) -> Others:
    """Other people's judgements in time; beside each pool our own of the same event by the same day."""
    declared = case.declared
    found = others.register(declared.problem, case.readings, case.origins, declared.sources, as_of=case.as_of)
    ahead = {(one.hypothesis, one.until): (one.until - case.as_of.date()).days for one in found.pools}
    horizons = tuple(sorted({days for days in ahead.values() if 1 <= days <= FARTHEST}))
    if not horizons:
        return found
    judged = {one.id: one.probability for one in pipeline.assess(case, horizons, draws, seed, explain=False).hypotheses}
    ours = {key: (judged[key[0]][str(days)], days) for key, days in ahead.items() if days in horizons and key[0] in judged}
    return others.beside(found, ours)


def decisions_of(given: Input, draws: int = DRAWS, seed: int = 0) -> Decisions:
    """Decisions, with our own judgement as of the end of the day before and of the day after, where reports of those weeks are held."""
    case = pipeline.build(given)
    ours = {one.id: _around(given, case, one, draws, seed) for one in case.declared.problem.lines.decisions}
    declared = case.declared
    return decisions.register(declared.problem, case.readings, case.origins, declared.sources, as_of=case.as_of, ours=ours)


def _around(given: Input, case: Case, decision: Decision, draws: int, seed: int) -> tuple[OurView, ...] | str:
    """Our views before and after, by hypothesis; or the key of why there are none."""
    before, after = (datetime.combine(decision.date + timedelta(days=shift), time.max, UTC) for shift in (-1, 1))
    if after > case.as_of:
        return "too-soon"
    held = [reading for reading in case.readings if before - timedelta(days=WEEKS) <= reading.t_known <= after]
    if not any(reading.t_known <= before for reading in held):
        return "no-reports"
    views = []
    both = [pipeline.assess(pipeline.build(given, moment), (decisions.HORIZON,), draws, seed, explain=False) for moment in (before, after)]
    judged = [{one.id: one.probability[str(decisions.HORIZON)] for one in assessment.hypotheses} for assessment in both]
    without = _without(given, decision, after, draws, seed)
    for name in decision.hypotheses:
        other = without.get(name)
        views.append(OurView(hypothesis=name, horizon=decisions.HORIZON, before=judged[0][name], after=judged[1][name], without=other))
    return tuple(views)


def _without(given: Input, decision: Decision, after: datetime, draws: int, seed: int) -> dict[str, Probability]:
    """The judgement of the day after by the filter in which the decision changes no rate; nothing where it changes none anyway."""
    problem = given.declared.problem
    kept = tuple(one for one in problem.conditions if decision.id not in one.decisions)
    if len(kept) == len(problem.conditions):
        return {}
    declared = replace(given.declared, problem=replace(problem, conditions=kept))
    case = pipeline.build(replace(given, declared=declared), after)
    judged = pipeline.assess(case, (decisions.HORIZON,), draws, seed, explain=False).hypotheses
    return {one.id: one.probability[str(decisions.HORIZON)] for one in judged}


def entered(workspace: Path | None) -> tuple[Crossed, ...]:
    """What persons said of crossings, in the order in which they said it; nothing where there is no workspace."""
    from tocsin.ledger import Ledger
    from tocsin.ledger import workspace as workspaces

    try:
        place = workspaces.find(workspace)
    except UsageError:
        if workspace is not None:
            raise
        return ()
    with Ledger.open(place.folder) as ledger:
        return tuple(sorted(ledger.records(Crossed), key=lambda one: one.t_known))


def enter(
    workspace: Path | None,
    line: str,
    *,
    crossed: bool,
    on: str,
    by: str,
    why: str,
    at: str | None = None,
    what: str | None = None,
    answered: str | None = None,
    case: Case | None = None,
    seen: str | None = None,
) -> Crossed:
    """Append a person's word on a crossing. case: the workspace's as it stands, where it is at hand. seen: as `last` told it.

    UsageError where the line or the kind of answer is none, or the day lies ahead. Conflict where somebody entered one since `seen`.
    """
    now = picturing.moment(workspace)
    held = case if case is not None else pipeline.build(store.load(workspace, now), now)
    if seen is not None and (after := last(entered(workspace), line)) != seen:
        raise Conflict("somebody entered a crossing of this line meanwhile", where=line, todo="look at it, and decide again", now=after)
    rows = {row.id: row for row in red_lines(held, entered(workspace)).lines}
    if line not in rows:
        raise UsageError(f"no red line has this id{did_you_mean(line, rows)}", where=line, todo="tocsin redlines shows their ids")
    day = _day(on)
    if day > now.date() + timedelta(days=1):
        raise UsageError("a crossing cannot lie ahead", where=on, todo="enter it when it has happened")
    if day < rows[line].first_said:
        raise UsageError(f"the line was first said on {rows[line].first_said}", where=on, todo="a line is crossed after it was said")
    if at is not None and not CLOCK.fullmatch(at):
        raise UsageError(f"{at!r} is no time of day with its offset", todo="write 03:25+03:00")
    kinds = [kind.id for kind in held.declared.problem.lines.consequences] + [crossings.NOTHING]
    if answered is not None and answered not in kinds:
        raise UsageError(f"{answered!r} is no kind of answer{did_you_mean(answered, kinds)}", todo=f"one of: {', '.join(kinds)}")
    record = Crossed(
        id=digest("crossed", line, day.isoformat(), crossed, answered, by, why, now.isoformat(), clock.now().isoformat()),
        line=line,
        date=day,
        clock=at,
        crossed=crossed,
        what=what,
        answered=answered,
        by=by,
        why=why,
        t_known=now,
        synthetic=any(report.synthetic for report in held.reports),
    )
    store.add(workspace, [record])
    return record


def last(crossings: Iterable[Crossed], line: str) -> str:
    """Id of the latest entry on a line; empty where there is none: what a form was made from."""
    return next((one.id for one in reversed(tuple(crossings)) if one.line == line), "")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", todo="write 2024-11-19") from None
