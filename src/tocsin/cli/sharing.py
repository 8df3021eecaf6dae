"""Commands about who shares an owner: source networks, source import-network."""

from datetime import date as Day
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, table, write
from tocsin.errors import UsageError


def networks(*, json: Json = False, workspace: Workspace = None) -> int:
    """List the networks whose outlets count as one hand: owners and documented operations, with who documents them."""
    from tocsin.engine import store

    found = store.declared(workspace).networks
    if json:
        print_json({"networks": found})
    else:
        rows = [(n.id, n.kind, n.known_since, len(n.domains) + len(n.names), n.documented_by) for n in found]
        table(rows, ("id", "kind", "known since", "outlets", "who documents it"), (30, 9, 11, 7, 0))
    return 0


def import_network(
    file: Annotated[Path, Parameter(help="CSV with a head, JSON or JSON Lines: one domain a row.")],
    *,
    id: Annotated[str, Parameter(name="--id", help="A short name for the list: small letters, figures, hyphens.")],
    documented_by: Annotated[str, Parameter(name="--documented-by", help="Who documents it, and where.")],
    known_since: Annotated[
        str, Parameter(name="--known-since", help="Since when one could know it: YYYY-MM-DD. Replays of before ignore it.")
    ],
    kind: Annotated[Literal["owner", "operation"], Parameter(help="One owner, or one documented operation.")] = "operation",
    name: Annotated[str | None, Parameter(name="--name", help="The network's name; else its id.")] = None,
    domain_column: Annotated[str, Parameter(name="--domain-column", help="The column of the domain.")] = "domain",
    network_column: Annotated[
        str | None, Parameter(name="--network-column", help="The column of who runs it, where the list holds several networks.")
    ] = None,
    source_column: Annotated[str | None, Parameter(name="--source-column", help="The column of who documents each.")] = None,
    report_column: Annotated[str | None, Parameter(name="--report-column", help="The column of where.")] = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Bring somebody's list of domains into the workspace: the outlets of each network count as one hand from then on."""
    from tocsin.engine import store
    from tocsin.library.networks import About, Columns

    try:
        Day.fromisoformat(known_since)
    except ValueError:
        raise UsageError(f"{known_since!r} is no day", where="--known-since", todo="write YYYY-MM-DD") from None
    found, path = store.import_network(
        workspace,
        file,
        Columns(domain_column, network_column, source_column, report_column),
        About(id, name or id, kind, documented_by, known_since),
    )
    if json:
        print_json({"path": str(path), "networks": found})
    else:
        domains = sum(len(network.domains) for network in found)
        write(f"{path}: {len(found)} network{'s' if len(found) != 1 else ''}, {domains} domains")
    return 0
