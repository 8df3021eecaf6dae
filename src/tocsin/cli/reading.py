"""Commands about what is said: read, statements, origins."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, Paths, ProblemId, Workspace
from tocsin.cli.output import print_json, say, table, write

if TYPE_CHECKING:
    from tocsin.model import Origin, Reading, Statement


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (read, statements, origins):
        app.command(command)


def read(*paths: Paths, json: Json = False, problem: ProblemId = None, workspace: Workspace = None) -> int:
    """Read files and show who said what; nothing is stored."""
    from tocsin.engine import inputs

    found = inputs.from_paths(paths, problem, workspace)
    if json:
        # The contract calls a report's identity `id`; the record of a reading calls it by what it is.
        print_json({"reports": [{"id": r.report, **msgspec.to_builtins(r)} for r in found.readings], "refused": found.refusals})
    else:
        for reading in found.readings:
            _show(reading)
    return inputs.status(found.refusals, say)


def statements(
    *,
    indicator: Annotated[str | None, Parameter(help="Only those that bear on this indicator.")] = None,
    speaker: Annotated[str | None, Parameter(help="Only speakers whose words, name or entity contain this.")] = None,
    since: Annotated[str | None, Parameter(help="Only what became known from this moment on: a date means its start.")] = None,
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show the statements that the ledger holds."""
    from tocsin.engine import clock, inputs

    held = inputs.from_workspace(workspace, as_of)
    start = clock.moment(since, "start") if since else None
    chosen = [s for r in held.readings for s in r.statements if _chosen(s, indicator, speaker, start)]
    if json:
        print_json({"statements": chosen})
    else:
        table(_rows(chosen), ("date", "act", "speaker", "indicators", "words"), (10, 10, 34, 24, 0))
    return 0


def origins(
    *paths: Paths,
    report: Annotated[
        str | None, Parameter(help="Only the origins of this report: its id (or its beginning), or the id in its input.")
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show the origin trees: who had it from whom, and what changed on the way."""
    from tocsin.engine import inputs, pipeline

    found = inputs.take(paths, problem, workspace, as_of)
    case = pipeline.build(found)
    chosen = [o for o in case.origins if report is None or any(x.id.startswith(report) or x.source_id == report for x in o.reports)]
    if json:
        print_json({"reports": len(case.reports), "origins": chosen})
    else:
        for origin in chosen:
            _tree(origin)
    return inputs.status(found.refusals, say)


def _chosen(statement: "Statement", indicator: str | None, speaker: str | None, since: datetime | None) -> bool:
    who = statement.speaker
    said_by = " ".join(filter(None, (who.text, who.name, who.entity))).casefold()
    return (
        (indicator is None or indicator in statement.indicators)
        and (speaker is None or speaker.casefold() in said_by)
        and (since is None or statement.t_known >= since)
    )


def _rows(chosen: "list[Statement]") -> list[tuple[object, ...]]:
    return [(s.date, s.act, s.speaker.name or s.speaker.text or "(the report)", ", ".join(s.indicators), s.text) for s in chosen]


def _show(reading: "Reading") -> None:
    where = reading.site or (Path(reading.path).name if reading.path else reading.report[:12])
    when = reading.published_at.date().isoformat() if reading.published_at else f"{reading.resolved_date} ({reading.resolved_from})"
    write(f"{where}   {reading.language}   {when}   {' <- '.join(reading.chain)}")
    if reading.flags:
        write(f"  flags: {', '.join(reading.flags)}")
    for statement in reading.statements:
        who = statement.speaker.text or "(the report)"
        name = f" = {statement.speaker.name}" if statement.speaker.name else ""
        told = f", told by {statement.told_by.text}" if statement.told_by else ""
        write(f"  {statement.act:<10} {who}{name} [{statement.speaker.kind}{told}]")
        write(f"             {' '.join(statement.text.split())}")
        marks = [*statement.indicators, *statement.hypotheses, statement.polarity]
        if statement.estimate:
            estimate = statement.estimate
            marks.append(f"{estimate.phrase!r} {estimate.low}-{estimate.high} ({estimate.yardstick or 'no yardstick'})")
        if statement.date:
            marks.append(statement.date)
        write(f"             {' · '.join(marks)}")
    write("")


def _tree(origin: "Origin") -> None:
    upstream = f", upstream {origin.upstream.id or ''} {origin.upstream.status}" if origin.upstream.status != "unknown" else ""
    write(f"{origin.publisher or '(unnamed)'} [{origin.kind}{upstream}] first seen {origin.first_seen.isoformat()}")
    write(f"  {' '.join(origin.claim.split())}")
    for grade in origin.grades:
        write(f"  {grade.hop}: {grade.reliability}{grade.credibility} ({'; '.join(grade.why)})")
    for link in origin.reports:
        name = link.source_id or (Path(link.path).name if link.path else link.id[:12])
        write(f"  {link.link:<11} {name}  {link.confidence:.2f}  {', '.join(link.evidence)}")
        for drift in link.drift:
            write(f"              drift in {drift.kind}: “{drift.words}” was “{drift.was}”")
    write("")
