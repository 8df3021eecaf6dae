"""Commands about satellites: looks."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import AsOf, Json, Lang, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.errors import UsageError


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(looks)


def looks(
    *sites: Annotated[str, Parameter(help="Places of the problem by id, or LAT,LON (kept at 0.1 degree).", allow_leading_hyphen=True)],
    all: Annotated[bool, Parameter(negative="", help="All places of the problem.")] = False,
    from_: Annotated[str | None, Parameter(name="--from", help="Start of the window; a date means its start. Default: as-of.")] = None,
    days: Annotated[float, Parameter(help="Length of the window.")] = 7.0,
    sensor: Annotated[tuple[str, ...], Parameter(help="Only these families, or optical, or radar; may be given several times.")] = (),
    elements: Annotated[
        tuple[Path, ...], Parameter(help="Element sets beside the ledger's: OMM (JSON, XML, CSV, KVN), TLE or 3LE; not kept.")
    ] = (),
    clouds: Annotated[
        tuple[Path, ...], Parameter(help="Folders of STAC items whose cloud cover takes the table's place near their times.")
    ] = (),
    as_of: AsOf = None,
    plot: plotting.Plot = None,
    json: Json = False,
    workspace: Workspace = None,
    lang: Lang = "en",
) -> int:
    """Say which imaging satellites could look at places, the longest gaps, and who is blind and why. Opportunities, not tasking."""
    from tocsin.engine import clock, inputs, overhead
    from tocsin.warn import overhead as told

    if bool(sites) == all:
        raise UsageError("name places, or --all", todo="e.g. tocsin looks kulikovo --days 7")
    plotting.check(plot)
    moment = clock.moment(as_of, "end") if as_of else None
    start = clock.moment(from_, "start") if from_ else moment or clock.now()
    asked = overhead.ask(workspace, sites, start=start, days=days, as_of=moment, only=sensor, files=elements, clouds=clouds)
    if json:
        print_json(asked.found)
    else:
        write(told.text(asked.found, asked.sensors, asked.names(lang), lang))
    if plot is not None:
        plotting.save(plot, told.picture(asked.found, asked.sensors, asked.names(lang), lang))
    for line in asked.notes:
        say(line)
    return inputs.status(asked.refusals, say)
