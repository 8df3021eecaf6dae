"""Commands about warning in time: margin."""

import re
from typing import Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, Lang, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, write
from tocsin.cli.plotting import Plot
from tocsin.errors import UsageError

FEWEST, MOST = 20, 2000
LookSource = Annotated[
    Literal["elements", "assumed", "none"],
    Parameter(
        name="--passes",
        help="Passes: elements (those of the workspace; without them imagery is blind), assumed (declared rhythms instead), or none.",
    ),
]
Without = Annotated[tuple[str, ...], Parameter(name="--without", help="Leave this channel out; may be given several times.")]


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(margin)


def margin(
    *,
    pathway: Annotated[str | None, Parameter(help="One declared way; all of them, mixed, where not given.")] = None,
    as_of: AsOf = None,
    needs: Annotated[float | None, Parameter(help="Hours that your action takes once a person knows; else as declared.")] = None,
    by_date: Annotated[str | None, Parameter(name="--by-date", help="Also if it began on each of the next days: 14d.")] = None,
    looks: LookSource = "elements",
    without: Without = (),
    assumptions: Annotated[bool, Parameter(negative="", help="Also say which declared range matters most.")] = False,
    draws: Annotated[int, Parameter(help=f"How many draws of the declared ranges, {FEWEST} to {MOST:,}.")] = 200,
    seed: Seed = 0,
    plot: Plot = None,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say whether a preparation would be seen, confirmed and acknowledged in time: never, too late, in time, and by how many hours."""
    from tocsin.cli import plotting
    from tocsin.engine import clock, margins
    from tocsin.warn.margin import told

    days = _days(by_date)
    if not FEWEST <= draws <= MOST:
        raise UsageError(f"--draws {draws:,} is too few or too many here", todo=f"from {FEWEST} to {MOST:,}")
    plotting.check(plot)
    declared = margins.declared_problem(workspace, problem)
    found = margins.of_workspace(
        workspace,
        as_of=clock.moment(as_of, "end") if as_of else clock.now(),
        problem=problem,
        pathway=pathway,
        needs=needs,
        days=days,
        without=without,
        look=looks,
        sensitivity=assumptions,
        draws=draws,
        seed=seed,
    )
    if plot is not None:
        from tocsin.warn.margin import drawn_up

        plotting.save(plot, drawn_up.picture(found, declared, lang))
    if json:
        print_json(found)
    else:
        write(told.text(found, declared, lang))
    return 0


def _days(by_date: str | None) -> int:
    """`14d`, `14`: 14."""
    if by_date is None:
        return 0
    if (match := re.fullmatch(r"(\d{1,4})d?", by_date.strip())) is None:
        raise UsageError(f"--by-date {by_date!r} is no number of days", todo="e.g. --by-date 14d")
    return int(match[1])
