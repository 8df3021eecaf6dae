"""The command that hands on what a workspace holds: export."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Draws, Seed, Workspace
from tocsin.cli.output import say
from tocsin.errors import UsageError
from tocsin.model import Tlp

DRAWS = 4000


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(export)


def export(
    id: Annotated[str | None, Parameter(help="One alert's event, by its id; else every running event.")] = None,
    *,
    format: Annotated[
        Literal["stix", "cap", "geojson", "atom", "json", "text", "parquet"],
        Parameter(help="Alerts in one of these forms; parquet: statements, origins, assessments and alerts as tables."),
    ],
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="A file; or a folder, where there are several.")] = None,
    tlp_max: Annotated[Tlp, Parameter(name="--tlp-max", help="The highest mark that may leave.")] = "clear",
    all: Annotated[bool, Parameter(name="--all", negative="", help="Events that are over, too.")] = False,
    as_of: AsOf = None,
    draws: Draws = DRAWS,
    seed: Seed = 0,
    workspace: Workspace = None,
) -> int:
    """Write what may leave: alerts as STIX 2.1, CAP 1.2, GeoJSON or Atom, or tables as Parquet. The rest is counted."""
    from tocsin.engine import clock, exporting

    if format == "parquet":
        if output is None or id is not None:
            raise UsageError("tables are several files", where="--format parquet", todo="name a folder after -o, and no alert")
        moment = clock.moment(as_of, "end") if as_of else None
        found = exporting.tables(workspace, tlp_max, moment, draws, seed)
    else:
        if as_of is not None:
            raise UsageError("--as-of is for --format parquet", where="tocsin export", todo="alerts are exported as they were made")
        found = exporting.alerts(workspace, format, tlp_max, id, all)
    if found.above:
        say(f"{found.above} records are marked above TLP:{tlp_max.upper()}: left out")
    if output is not None:
        made = exporting.write(found.files, output, folder=format == "parquet")
        say(f"{found.records} records in {len(made)} files: {', '.join(str(path) for path in made[:4])}{', ...' if len(made) > 4 else ''}")
        return 0
    if not found.files:
        say("no alert may leave: nothing is written")
        return 0
    if len(found.files) > 1:
        raise UsageError(f"{len(found.files)} messages are as many documents", where=f"--format {format}", todo="name a folder after -o")
    sys.stdout.buffer.write(found.files[0].body)
    sys.stdout.buffer.flush()
    return 0
