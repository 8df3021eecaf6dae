"""The command that judges the past again as it could have been known: replay."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import Draws, Json, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.cli.plotting import Plot
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.engine.replay import Span

DEFAULT_DRAWS = 400
"""as engine.replay.DRAWS, said here so that --help need not import the engine"""
LONGEST = 3650
"""days of a horizon"""
PATIENCE = 2.0
"""seconds between two messages of progress"""


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(replay)


def replay(
    *paths: Paths,
    begins: Annotated[str, Parameter(name="--from", help="Where to start: a date means its start.")],
    ends: Annotated[str, Parameter(name="--to", help="Where to end: a date means its end.")],
    step: Annotated[str, Parameter(name="--step", help="How far apart the judgements are: 1d, 12h, 1w.")] = "1d",
    hypothesis: Annotated[str | None, Parameter(name="--hypothesis", help="Whose steps to show; else the one that moved most.")] = None,
    outcomes: Annotated[
        bool, Parameter(name="--outcomes", negative="", help="Forecast what the chronology says has happened, and score it.")
    ] = False,
    horizon: Annotated[int, Parameter(name="--horizon", help="Days ahead, with --outcomes.")] = 30,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    plot: Plot = None,
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Judge the past again, step by step, each as it could have been known then; or, with --outcomes, foretell it and be scored."""
    from tocsin.engine import inputs
    from tocsin.engine import replay as replays
    from tocsin.warn import plots
    from tocsin.warn.replayed import replayed

    plotting.check(plot)
    over = replays.span(begins, ends, step)
    over.moments()
    if outcomes:
        if plot is not None:
            raise UsageError("--outcomes has no drawing", todo="leave --plot out")
        if paths:
            raise UsageError("--outcomes takes no files", todo="it replays the chronology of --problem, or of the workspace's problem")
        return _outcomes(over, problem, workspace, horizon, draws, seed, json)
    given = inputs.take(paths, problem, workspace, ends)
    known = [h.id for h in given.declared.problem.hypotheses]
    if hypothesis is not None and hypothesis not in known:
        raise UsageError(f"no hypothesis {hypothesis!r} in {given.declared.problem.id}", todo=f"one of {', '.join(known)}")
    found = replays.replay(given, over, draws=draws, seed=seed, progress=Progress())
    if json:
        print_json(found)
    else:
        write(replayed(found, given.declared.problem, hypothesis))
    if plot is not None:
        plotting.save(plot, plots.past(found, given.declared.problem, hypothesis))
    return inputs.status(given.refusals, say)


def _outcomes(over: "Span", problem: str | None, workspace: Path | None, horizon: int, draws: int, seed: int, json: bool) -> int:
    from tocsin.engine import declarations, rolling, store
    from tocsin.warn.foretold import foretold

    if not 1 <= horizon <= LONGEST:
        raise UsageError(f"--horizon {horizon} is no number of days from 1 to {LONGEST}", todo="e.g. --horizon 30")
    declared = (declarations.load(problem) if problem else store.declared(workspace)).problem
    found = rolling.replay(declared, over, horizon=horizon, draws=draws, seed=seed)
    if json:
        print_json(found)
    else:
        write(foretold(found, declared))
    return 0


class Progress:
    """Says on standard error, where that is a terminal, how far a replay is and how long it may still take."""

    def __init__(self) -> None:
        self.begun = self.said = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self.said < PATIENCE or done == of:
            return
        self.said = now
        say(f"{done} of {of} judgements, about {(now - self.begun) / done * (of - done):.0f} s to go")
