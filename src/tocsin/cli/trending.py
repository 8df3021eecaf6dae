"""The command that says how a judgement went: trend."""

from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.judging import hint
from tocsin.cli.options import AsOf, Draws, Json, Lang, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.errors import UsageError

LONGEST = 180
DEFAULT_DRAWS = 1000


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(trend)


def trend(
    hypothesis: Annotated[str | None, Parameter(help="Id of a hypothesis; else the problem's first.")] = None,
    *paths: Paths,
    days: Annotated[int, Parameter(help=f"How many days back, 2 to {LONGEST}.")] = 28,
    horizon: Annotated[int, Parameter(help="Days ahead that each of them looks.")] = 30,
    as_of: AsOf = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    lang: Lang = "en",
    plot: plotting.Plot = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say how a judgement went: its chance on each of the last days, by what was known on each, and what moved it."""
    from tocsin.engine import inputs, pipeline
    from tocsin.warn import trending

    plotting.check(plot)
    if not 2 <= days <= LONGEST:
        raise UsageError(f"--days {days} cannot be told", todo=f"2 to {LONGEST}; for longer: tocsin replay")
    if not 1 <= horizon <= 365:
        raise UsageError(f"--horizon {horizon} is no number of days from 1 to 365", todo="e.g. --horizon 30")
    given = inputs.take(paths, problem, workspace, as_of)
    hint(given)
    declared = given.declared.problem
    name = hypothesis or declared.hypotheses[0].id
    if name not in {one.id for one in declared.hypotheses}:
        raise UsageError(f"no hypothesis {name!r} in {declared.id}", todo=f"one of {', '.join(one.id for one in declared.hypotheses)}")
    case = pipeline.build(given)
    judged = pipeline.assess(case, (horizon,), draws, seed, explain=False)
    found = next((one for one in pipeline.trend(case, judged, days, horizon, seed) if one.hypothesis == name), None)
    if found is None:
        raise UsageError(f"{name} has no course: it is at a flat rate, or its process has ended", todo="tocsin assess")
    if json:
        print_json(found)
    else:
        write(trending.table(found, declared, lang))
    if plot is not None:
        plotting.save(plot, trending.picture(found, declared, lang))
    return inputs.status(given.refusals, say)
