"""Commands about what is threatened, laid down, decided, judged by others, and due: redlines, doctrine, decisions, judgements, calendar."""

from datetime import date
from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Draws, Json, Paths, ProblemId, Seed, Shown, Workspace
from tocsin.cli.output import answer, print_json, say, wrapped
from tocsin.errors import UsageError

FEW_DRAWS = 400
"""of our own judgements, two for each decision"""


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (redlines, doctrine, decisions, judgements, calendar):
        app.command(command)


def redlines(
    *paths: Paths,
    crossed: Annotated[str | None, Parameter(help="Enter that this line was crossed: its id. Needs --on, --by and --why.")] = None,
    not_crossed: Annotated[str | None, Parameter(help="Enter that this line was not crossed on that day.")] = None,
    on: Annotated[str | None, Parameter(help="The day of the crossing, e.g. 2024-11-19.")] = None,
    at: Annotated[str | None, Parameter(help="Its time of day with its offset, e.g. 03:25+03:00.")] = None,
    what: Annotated[str | None, Parameter(help="What crossed it, in a few words.")] = None,
    answered: Annotated[str | None, Parameter(help="What kind of consequence followed, or nothing.")] = None,
    by: Annotated[str | None, Parameter(help="Who enters it.")] = None,
    why: Annotated[str | None, Parameter(help="On what it rests; it stays in the ledger.")] = None,
    lang: Shown = "en",
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show red lines: who said them, crossings on whose word, what followed in which order; or enter a crossing."""
    from tocsin.cli import ink, registers
    from tocsin.engine import inputs, lines, pipeline

    line = crossed or not_crossed
    if line is not None:
        if on is None or by is None or why is None or (crossed is not None and not_crossed is not None):
            raise UsageError("a crossing needs a day, a person and a reason", where=line, todo="add --on DAY --by NAME --why REASON")
        entry = lines.enter(workspace, line, crossed=crossed is not None, on=on, by=by, why=why, at=at, what=what, answered=answered)
        if json:
            print_json(entry)
        else:
            verdict = "crossed" if entry.crossed else "not crossed"
            wrapped(f"{entry.line}: {verdict} on {entry.date}, by {entry.by}: {entry.why}", "", "    ")
        return 0
    given = inputs.take(paths, problem, workspace, as_of)
    found = lines.red_lines(pipeline.build(given), () if paths else lines.entered(workspace))
    answer(found, json, lambda: registers.red_lines(found, given.declared.problem, given.declared.sources, lang, ink.paper()))
    return inputs.status(given.refusals, say)


def doctrine(
    *paths: Paths,
    lang: Shown = "en",
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show doctrine: versions and what changed, which condition holds on whose word, press texts beside the text."""
    from tocsin.cli import doctrines, ink
    from tocsin.engine import inputs, lines, pipeline

    given = inputs.take(paths, problem, workspace, as_of)
    found = lines.doctrine_of(pipeline.build(given))
    answer(found, json, lambda: doctrines.show(found, given.declared.problem, lang, ink.paper()))
    return inputs.status(given.refusals, say)


def decisions(
    *paths: Paths,
    lang: Shown = "en",
    as_of: AsOf = None,
    draws: Draws = FEW_DRAWS,
    seed: Seed = 0,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show decisions: judgements before and after, ours and others', and how likely if taken and if not."""
    from tocsin.cli import ink, opinions
    from tocsin.engine import inputs, lines

    given = inputs.take(paths, problem, workspace, as_of)
    found = lines.decisions_of(given, draws, seed)
    answer(found, json, lambda: opinions.decisions(found, given.declared.problem, given.declared.sources, lang, ink.paper()))
    return inputs.status(given.refusals, say)


def judgements(
    *paths: Paths,
    lang: Shown = "en",
    as_of: AsOf = None,
    draws: Draws = FEW_DRAWS,
    seed: Seed = 0,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show other people's judgements in time: what is new, re-reported or unchanged, and pools where event and horizon are stated."""
    from tocsin.cli import ink, opinions
    from tocsin.engine import inputs, lines, pipeline

    given = inputs.take(paths, problem, workspace, as_of)
    found = lines.judgements_of(pipeline.build(given), draws, seed)
    answer(found, json, lambda: opinions.judgements(found, given.declared.problem, given.declared.sources, lang, ink.paper()))
    return inputs.status(given.refusals, say)


def calendar(
    *paths: Paths,
    since: Annotated[str | None, Parameter(name="--from", help="From this day; 30 days before the moment asked where not given.")] = None,
    until: Annotated[str | None, Parameter(name="--to", help="To this day; 120 days after it where not given.")] = None,
    lang: Shown = "en",
    as_of: AsOf = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Show what is due: exercises, test windows, decisions, expiries, known unknowns, and what statements foretell."""
    from tocsin.cli import ink, registers
    from tocsin.engine import inputs, lines, pipeline

    given = inputs.take(paths, problem, workspace, as_of)
    found = lines.calendar_of(pipeline.build(given), _day(since), _day(until))
    answer(found, json, lambda: registers.calendar(found, given.declared.problem, lang, ink.paper()))
    return inputs.status(given.refusals, say)


def _day(text: str | None) -> date | None:
    from tocsin.engine import clock

    return clock.moment(text, "start").date() if text else None
