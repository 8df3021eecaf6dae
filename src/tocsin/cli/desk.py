"""The web desk: `tocsin desk`."""

from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Log, Workspace
from tocsin.cli.output import say


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(desk)


def desk(
    *,
    host: Annotated[str, Parameter(help="Address to listen on: this machine alone, as shipped.")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to listen on; 0: any that is free.")] = 8750,
    name: Annotated[
        tuple[str, ...], Parameter(name="--name", negative="", help="Name by which others reach it; hosts: in tocsin.yml says the same.")
    ] = (),
    without_tls: Annotated[
        bool, Parameter(name="--without-tls", negative="", help="Let passwords cross the network in the clear, e.g. inside a container.")
    ] = False,
    log: Log = None,
    workspace: Workspace = None,
) -> int:
    """Open the web desk of a workspace; the first time it says the code that makes the first account. Ctrl-C ends it."""
    from tocsin.desk import assets, serving
    from tocsin.engine.telemetry import configuring
    from tocsin.ledger import workspace as workspaces

    configuring.log(log)
    assets.check()
    serving.serve(workspaces.find(workspace), host, port, names=name, without_tls=without_tls, told=say)
    return 0
