"""The command that has a time-stamping authority vouch for what is held: stamp."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped

if TYPE_CHECKING:
    from tocsin.model import Held, Stamp


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(stamp)


def stamp(
    *reports: Annotated[str, Parameter(help="Ids of reports, or their first eight letters; where none is named, the ledger's head.")],
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Have the authority in tocsin.yml vouch (RFC 3161) that a report's bytes, or the whole ledger, were held: it sees a hash alone."""
    from tocsin.engine import stamping

    made = stamping.stamp(workspace, reports)
    if json:
        print_json({"stamps": made})
    else:
        for one in made:
            wrapped(_line(one), "", "  ")
    return 0


def _line(one: "Stamp") -> str:
    what = f"the ledger up to row {one.rows:,}" if one.of == "head" else f"report {(one.report or '')[:8]}"
    exact = "" if one.within_s is None else f" (within {one.within_s:g} s)"
    return f"{what} was held at {one.stamped_at:%Y-%m-%d %H:%M:%S} UTC{exact}, says {one.signer}, token {one.serial} [{one.id[:8]}]"


def vouched(held: "Held") -> str:
    """Since when something was held, in a few words."""
    what = "" if held.through == "bytes" else ", with the whole ledger"
    return f"held since {held.at:%Y-%m-%d %H:%M} at the latest, says {held.by}{what}"
