"""The command for archives too large for one ledger: bulk."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Paths, Workspace
from tocsin.cli.output import print_json, rewriting, say, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tocsin.engine.bulk.driving import Ended, Told

REFUSED = 1
SETTLED_S = 3.0
"""before this no estimate is given"""


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(bulk)


def bulk(
    *paths: Paths,
    out: Annotated[Path, Parameter(name=["--out", "-o"], help="The folder that results go to, part by part.")],
    resume: Annotated[bool, Parameter(negative="", help="Go on with what the folder holds, after a stop of whatever kind.")] = False,
    runner: Annotated[
        Literal["process", "pool", "ray"],
        Parameter(help="In this process, in several, or on the machines of a Ray cluster (extra cluster; RAY_ADDRESS says where it is)."),
    ] = "pool",
    workers: Annotated[int | None, Parameter(help="Processes of a pool. Default: one for each core.")] = None,
    partition: Annotated[int, Parameter(help="Megabytes of input taken at once, and again after a loss.")] = 64,
    case: Annotated[int, Parameter(help="Reports related to each other at once, about; a case is whole days.")] = 20_000,
    problem: Annotated[str | None, Parameter(name="--problem", help="A shipped warning problem, or the folder of one.")] = None,
    as_of: Annotated[str | None, Parameter(name="--as-of", help="The run's clock: what has no date is known since. Default: now.")] = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Read an archive over all cores or machines: statements, origins and links as Parquet. The ledger is not touched."""
    from tocsin.engine.bulk import driving, starting

    settings = starting.settings(problem, workspace, as_of, case)
    with starting.runner(runner, workers or os.cpu_count() or 1) as engine, rewriting() as line:
        ended = driving.run(
            paths, out, settings, engine, partition=partition * 1_000_000, resume=resume, told=None if line is None else _told(line)
        )
    if json:
        print_json(ended)
    else:
        _write(ended)
    if ended.refused:
        say(f"{ended.refused:,} pieces of input were refused: {out}/read/*/refused.parquet says which and why")
    return REFUSED if ended.refused else 0


def _told(line: "Callable[[str], None]") -> "Callable[[Told], None]":
    """How far a run is, on one line that is written over."""

    def told(now: "Told") -> None:
        rest = ""
        if now.seconds > SETTLED_S and now.part > 0:
            rest = f", about {_duration(now.seconds * (1 - now.part) / now.part)} left"
        rate = f"{now.documents / max(now.seconds, 1e-9):,.0f} documents a second, " if now.step == "read" else ""
        line(f"{now.step} {now.done:,} of {now.of:,}: {rate}{now.part:.0%}{rest}")

    return told


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.1f} h"


def _write(ended: "Ended") -> None:
    write(
        f"{ended.documents:,} documents in {ended.bytes / 1e6:,.0f} MB, {ended.kept:,} bear on the problem"
        f" ({ended.twice:,} more stand there again), {ended.refused:,} refused"
    )
    write(
        f"{ended.statements:,} statements, {ended.origins:,} origins, {ended.links:,} links"
        f" ({ended.families:,} families of copies, {ended.folded:,} reports folded, {ended.cases:,} cases)"
    )
    write(f"{ended.seconds:,.1f} s, {ended.documents / max(ended.seconds, 1e-9):,.0f} documents a second; in {ended.folder}:")
    write("route/*/statements.parquet, relate/*/origins.parquet, relate/*/links.parquet")
