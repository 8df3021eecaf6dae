"""Commands that set hypotheses side by side: ach."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, FewDraws, Json, Lang, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import answer, say
from tocsin.errors import UsageError


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(ach)


def ach(
    *paths: Paths,
    cells: Annotated[
        Path | None, Parameter(help="Your own cells, a YAML file; else ach.yml in the workspace. They stand beside the model's.")
    ] = None,
    horizon: Annotated[int, Parameter(help="Days ahead that the hypotheses are about.")] = 30,
    as_of: AsOf = None,
    draws: FewDraws = 100,
    seed: Seed = 0,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Set the hypotheses against each piece of evidence: what tells them apart, what speaks against which, and your own cells beside."""
    from tocsin.engine import competing as engine
    from tocsin.engine import inputs
    from tocsin.warn import competing

    if not 1 <= horizon <= 3650:
        raise UsageError(f"--horizon {horizon} is no number of days", todo="from 1 to 3650")
    hand = engine.cells(cells, workspace, bool(paths))
    given = inputs.take(paths, problem, workspace, as_of)
    found = engine.compare(given, hand, draws=draws, seed=seed, horizon=horizon)
    answer(found, json, lambda: [competing.table(found, given.declared.problem, lang)])
    return inputs.status(given.refusals, say)
