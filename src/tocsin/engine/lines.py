"""The registers of a workspace or of files: red lines, doctrine, decisions, others' judgements, the calendar; and what a person enters."""

from datetime import date, timedelta
from pathlib import Path

from tocsin.engine import clock, pipeline, store
from tocsin.engine.pipeline import Case
from tocsin.errors import UsageError
from tocsin.judge import calendar, crossings, doctrine, redlines
from tocsin.library.line_schema import CLOCK
from tocsin.library.yaml_files import did_you_mean
from tocsin.model import Crossed, digest
from tocsin.model.registers import Calendar, Doctrine, RedLines


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
) -> Crossed:
    """Append a person's word on a crossing. UsageError where the line or the kind of answer is none, or the day lies ahead."""
    now = clock.now()
    given = store.load(workspace, now)
    known = red_lines(pipeline.build(given))
    rows = {row.id: row for row in known.lines}
    if line not in rows:
        raise UsageError(f"no red line has this id{did_you_mean(line, rows)}", where=line, todo="tocsin redlines shows their ids")
    day = _day(on)
    if day > now.date() + timedelta(days=1):
        raise UsageError("a crossing cannot lie ahead", where=on, todo="enter it when it has happened")
    if day < rows[line].first_said:
        raise UsageError(f"the line was first said on {rows[line].first_said}", where=on, todo="a line is crossed after it was said")
    if at is not None and not CLOCK.fullmatch(at):
        raise UsageError(f"{at!r} is no time of day with its offset", todo="write 03:25+03:00")
    kinds = [kind.id for kind in given.declared.problem.lines.consequences] + [crossings.NOTHING]
    if answered is not None and answered not in kinds:
        raise UsageError(f"{answered!r} is no kind of answer{did_you_mean(answered, kinds)}", todo=f"one of: {', '.join(kinds)}")
    record = Crossed(
        id=digest("crossed", line, day.isoformat(), crossed, answered, by, why, now.isoformat()),
        line=line,
        date=day,
        clock=at,
        crossed=crossed,
        what=what,
        answered=answered,
        by=by,
        why=why,
        t_known=now,
    )
    store.add(workspace, [record])
    return record


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", todo="write 2024-11-19") from None
