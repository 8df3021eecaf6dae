"""Commands about warning in time: margin, and task."""

import re
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, Lang, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, write
from tocsin.cli.plotting import Plot
from tocsin.errors import UsageError

FEWEST, MOST = 20, 2000
PassSource = Annotated[
    Literal["elements", "assumed", "none"],
    Parameter(
        name="--passes",
        help="Passes: elements (those of the workspace; without them imagery is blind), assumed (declared rhythms instead), or none.",
    ),
]
Elements = Annotated[
    tuple[Path, ...], Parameter(name="--elements", help="A file of orbital element sets, beside those of the workspace; may be repeated.")
]
Without = Annotated[tuple[str, ...], Parameter(name="--without", help="Leave this channel out; may be given several times.")]


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(margin)
    app.command(task)


def margin(
    *,
    pathway: Annotated[str | None, Parameter(help="One declared way; all of them, mixed, where not given.")] = None,
    as_of: AsOf = None,
    needs: Annotated[float | None, Parameter(help="Hours that your action takes once a person knows; else as declared.")] = None,
    by_date: Annotated[str | None, Parameter(name="--by-date", help="Also if it began on each of the next days: 14d.")] = None,
    passes: PassSource = "elements",
    elements: Elements = (),
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
    moment = clock.moment(as_of, "end") if as_of else clock.now()
    asked = margins.Question(moment, problem, pathway, needs, days, without, passes, elements, draws, seed)
    found = margins.ask(workspace, asked, sensitivity=assumptions)
    if plot is not None:
        from tocsin.warn.margin import drawn_up

        plotting.save(plot, drawn_up.picture(found, declared, lang))
    if json:
        print_json(found)
    else:
        write(told.text(found, declared, lang))
    return 0


def task(
    *,
    looks: Annotated[int, Parameter(name="--looks", help="How many looks, feeds or readings at most.")] = 5,
    budget: Annotated[float | None, Parameter(help="And at most this cost, in the units of pathways.yml.")] = None,
    pathway: Annotated[str | None, Parameter(help="For one declared way; for all of them, mixed, where not given.")] = None,
    as_of: AsOf = None,
    needs: Annotated[float | None, Parameter(help="Hours that your action takes once a person knows; else as declared.")] = None,
    passes: PassSource = "elements",
    elements: Elements = (),
    without: Without = (),
    options: Annotated[bool, Parameter(negative="--looks-only", help="Offer feeds, readings and people beside looks.")] = True,
    exact: Annotated[bool, Parameter(negative="", help="Also choose all at once by a mixed-integer programme (extra task).")] = False,
    draws: Annotated[int, Parameter(help=f"How many draws of the declared ranges, {FEWEST} to {MOST:,}.")] = 200,
    seed: Seed = 0,
    plot: Plot = None,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say which looks, feeds or readings to take next: those that lower the chance of not being warned in time most. Nothing is ordered."""
    from tocsin.cli import plotting
    from tocsin.engine import clock, margins
    from tocsin.warn.tasking import told

    plotting.check(plot)
    if not FEWEST <= draws <= MOST:
        raise UsageError(f"--draws {draws:,} is too few or too many here", todo=f"from {FEWEST} to {MOST:,}")
    declared = margins.declared_problem(workspace, problem)
    moment = clock.moment(as_of, "end") if as_of else clock.now()
    asked = margins.Question(moment, problem, pathway, needs, 0, without, passes, elements, draws, seed)
    found = margins.next_taken(workspace, asked, most=looks, budget=budget, exact=exact, options=options)
    if json:
        print_json(found)
    else:
        write(told.text(found, declared, lang))
    if plot is not None:
        plotting.save(plot, told.picture(found, declared, lang))
    return 0


def _days(by_date: str | None) -> int:
    """`14d`, `14`: 14."""
    if by_date is None:
        return 0
    if (match := re.fullmatch(r"(\d{1,4})d?", by_date.strip())) is None:
        raise UsageError(f"--by-date {by_date!r} is no number of days", todo="e.g. --by-date 14d")
    return int(match[1])
