"""The command that shows what a rule would have rung: threshold."""

from typing import Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import Json, Paths, ProblemId, Seed, Shown, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.cli.replaying import Progress
from tocsin.errors import UsageError

LONGEST = 365


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(threshold)


def threshold(
    hypothesis: Annotated[str | None, Parameter(help="Whose chance is followed; else the trigger's, or the problem's first.")] = None,
    *paths: Paths,
    indicator: Annotated[str | None, Parameter(help="Follow the chance that this indicator is on, instead.")] = None,
    trigger: Annotated[str | None, Parameter(help="The rule of this declared trigger.")] = None,
    at: Annotated[tuple[float, ...], Parameter(help="Also tell this threshold in words, e.g. 0.005; may be given several times.")] = (),
    horizon: Annotated[int, Parameter(help="Days ahead; also how long before the event an alarm may come to count.")] = 30,
    bound: Annotated[Literal["mean", "low", "high"], Parameter(help="Which number of the range is followed.")] = "mean",
    down: Annotated[float | None, Parameter(help="Off below this share of the threshold; else .6, or the trigger's.")] = None,
    worlds: Annotated[int, Parameter(help="How many quiet years, and as many that end in the event, are simulated.")] = 100,
    sources: Annotated[int, Parameter(help="How many sources look at each indicator, 1 to 3.")] = 2,
    reliability: Annotated[Literal["A", "B", "C", "D", "E", "F"], Parameter(help="Of those sources.")] = "B",
    looked: Annotated[float, Parameter(help="The chance that one of them looks on a day.")] = 0.5,
    draws: Annotated[int, Parameter(help="How many draws of the declared ranges judge each world.")] = 12,
    begins: Annotated[
        str | None, Parameter(name="--from", help="Also replay the reports from here on, and count what would have rung.")
    ] = None,
    ends: Annotated[str | None, Parameter(name="--to", help="Where the replay ends.")] = None,
    seed: Seed = 0,
    plot: plotting.Plot = None,
    lang: Shown = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say how often a rule would ring in a quiet year, what it would see, and of 100 alarms how many come before the event."""
    import msgspec

    from tocsin.engine import declarations, inputs, replay, store
    from tocsin.engine import thresholds as engine
    from tocsin.warn import threshold_page as page

    plotting.check(plot)
    _check(at, horizon, down, sources, looked, draws)
    if (begins is None) != (ends is None) or (paths and begins is None):
        raise UsageError("a replay needs --from and --to", todo="give both, or neither")
    declared = (declarations.load(problem) if problem else store.declared(workspace)).problem
    asked = engine.Asking(hypothesis or "", indicator, horizon, bound, engine.DOWN if down is None else down, at)
    if trigger is not None:
        held = {one.id: one for one in declared.triggers}
        if trigger not in held:
            raise UsageError(f"no trigger {trigger!r} in {declared.id}", todo=f"one of {', '.join(sorted(held)) or 'none'}")
        asked = engine.of_trigger(held[trigger], declared, asked)
    if not asked.hypothesis:
        asked = asked._replace(hypothesis=engine.event_of(declared, asked))
    watched = engine.Watched(sources, reliability, looked, worlds, draws, seed)
    found = engine.curve(declared, asked, watched, told=say)
    if begins is not None and ends is not None:
        given = inputs.take(paths, problem, workspace, ends)
        if given.declared.problem.id != declared.id:
            raise UsageError(
                f"the workspace is of {given.declared.problem.id}, not of {declared.id}", todo="name files, or another --workspace"
            )
        level = max(asked.at, default=found.curve[len(found.curve) // 2].at if found.curve else engine.LIT)
        past = engine.replayed(given, replay.span(begins, ends, "1d"), asked, level, draws=max(20, draws), seed=seed, told=Progress())
        found = msgspec.structs.replace(found, replayed=past)
    found = msgspec.structs.replace(found, assumes=tuple(page.assumptions(found, "en")))
    if json:
        print_json(found)
    else:
        write(page.table(found, declared, lang))
    if plot is not None and not found.curve:
        say("a lamp that is on or off has no curve to draw")
    elif plot is not None:
        plotting.save(plot, page.picture(found, declared, lang))
    return 0


def _check(at: tuple[float, ...], horizon: int, down: float | None, sources: int, looked: float, draws: int) -> None:
    """UsageError for what cannot be."""
    if wrong := next((one for one in at if not 0 < one < 1), None):
        raise UsageError(f"--at {wrong:g} is no probability", todo="between 0 and 1, e.g. 0.005")
    if not 1 <= horizon <= LONGEST:
        raise UsageError(f"--horizon {horizon} is no number of days from 1 to {LONGEST}", todo="e.g. --horizon 30")
    if down is not None and not 0 < down <= 1:
        raise UsageError(f"--down {down:g} is no share", todo="from 0 to 1, e.g. 0.6")
    if not 1 <= sources <= 3:
        raise UsageError(f"{sources} sources on one indicator cannot be simulated", todo="--sources 1 to 3")
    if not 0 < looked <= 1:
        raise UsageError(f"--looked {looked:g} is no chance", todo="above 0 and up to 1, e.g. 0.5")
    if not 1 <= draws <= 400:
        raise UsageError(f"--draws {draws} is too few or too many here", todo="from 1 to 400: every world is filtered in each")
