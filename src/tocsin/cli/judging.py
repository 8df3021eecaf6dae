"""Commands about what it means: assess and why."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import AsOf, Draws, Json, Lang, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.cli.plotting import Plot
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.engine.pipeline import Input

DEFAULT_DRAWS = 4000


def register(app: App) -> None:
    """Add this group's commands, and those that ask more of a judgement."""
    from tocsin.cli import briefing, competing, margins, trending, worthwhile

    for command in (assess, why):
        app.command(command)
    briefing.register(app)
    worthwhile.register(app)
    competing.register(app)
    margins.register(app)
    trending.register(app)


def assess(
    *paths: Paths,
    as_of: AsOf = None,
    horizons: Annotated[str, Parameter(help="Days ahead, with commas between.")] = "7,30,90",
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    keep: Annotated[bool, Parameter(name="--keep", negative="", help="Keep it in the ledger, so that tocsin score scores it.")] = False,
    assumptions: Annotated[
        bool, Parameter(negative="", help="Print the register of assumptions instead, those that matter most first.")
    ] = False,
    lang: Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language of --assumptions: en or fr.")] = "en",
    smooth: Annotated[str | None, Parameter(help="Look back from this day on: each day as it was, and as all that is known tells.")] = None,
    plot: Plot = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Judge the declared problem on the files, or on what the ledger holds."""
    from tocsin.cli import assuming
    from tocsin.engine import clock, forecasting, inputs, pipeline
    from tocsin.warn import plots, render

    plotting.check(plot)
    days = _days(horizons)
    given = inputs.take(paths, problem, workspace, as_of)
    hint(given)
    back = clock.moment(smooth, "start").date() if smooth else None
    judged = pipeline.assess(pipeline.build(given), days, draws, seed, smooth_from=back)
    if keep:
        judged = forecasting.keep(workspace, judged)
    if json:
        print_json(judged)
    elif assumptions:
        assuming.show(judged.register, given.declared.problem, lang)
    else:
        write(render.assessment(judged, given.declared.problem))
    if plot is not None:
        plotting.save(plot, plots.likelihoods(judged, given.declared.problem, lang))
    return inputs.status(given.refusals, say)


def why(
    hypothesis: Annotated[str, Parameter(help="Id of a hypothesis, e.g. short-range-use.")],
    *,
    since: Annotated[str | None, Parameter(help="What changed since this moment: a date means its start.")] = None,
    declared_then: Annotated[
        str | None,
        Parameter(name="--declared-then", help="The problem as it was declared then, a folder: what other numbers did is said apart."),
    ] = None,
    as_of: AsOf = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    lang: Lang = "en",
    plot: Plot = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say what moved a hypothesis, by how much, down to the words; by origin and by indicator."""
    from tocsin.engine import clock, declarations, inputs, reasons
    from tocsin.warn import plots, render

    plotting.check(plot)
    if declared_then and not since:
        raise UsageError("--declared-then without --since compares nothing", todo="say since when: --since 2024-11-20")
    given = inputs.from_workspace(workspace, as_of)
    old = declarations.load(declared_then) if declared_then else None
    explained = reasons.explain(given, hypothesis, clock.moment(since, "start") if since else None, draws, seed, old)
    if json:
        print_json(explained)
    else:
        write(render.reasons(explained, given.declared.problem, lang))
    if plot is not None:
        plotting.save(plot, plots.moved(explained, given.declared.problem, lang))
    return 0


def hint(given: "Input") -> None:
    """Say on standard error what a reader of old files must know."""
    from tocsin.engine import inputs

    for line in (inputs.too_old(given), inputs.left_out([r for r in given.readings if r.t_known > given.as_of], given)):
        if line:
            say(line)


def _days(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.strip().isdigit() and 0 < int(part) <= 3650 for part in parts):
        raise UsageError(
            f"--horizons {text!r}: days must be whole numbers from 1 to 3650 with commas between", todo="e.g. --horizons 7,30,90"
        )
    return tuple(sorted({int(part) for part in parts}))
