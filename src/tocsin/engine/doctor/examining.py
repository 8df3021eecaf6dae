"""The examination: the installation, then the workspace that a command would work in, then its ledger."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tocsin.engine import clock, encoding
from tocsin.engine.doctor import installation, ledger, machine
from tocsin.engine.doctor import workspace as around
from tocsin.engine.doctor.findings import Finding, found, of_error
from tocsin.errors import ConfigError, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.warn.phrases import Both


def examine(
    workspace: Path | None,
    manifest: Path,
    secret: Sequence[str],
    verify: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Finding]:
    """Every finding, in order. UsageError where a workspace is named that does not exist.

    manifest: of the desk's bundle. secret: names of files in the workspace that are for their owner alone.
    """
    yield from installation.versions()
    yield installation.pinned()
    yield from installation.extras()
    yield installation.detector()
    if environment.get(encoding.VARIABLE) == "none":
        yield found("encoder", "ok", Both("switched off by TOCSIN_ENCODER", "désactivé par TOCSIN_ENCODER"))
    else:
        yield installation.encoder()
    yield installation.front_end(manifest)
    yield installation.telemetry(environment)
    yield machine.memory()
    yield from machine.zones()
    try:
        place = workspaces.find(workspace)
    except ConfigError as error:
        yield of_error("configuration", error)
        return
    except UsageError:
        if workspace is not None or environment.get(workspaces.VARIABLE):
            raise
        said = Both("none here: only the installation was looked at", "aucun ici : seule l'installation a été examinée")
        yield found("workspace", "ok", said, Both("name one with -w", "en nommer un avec -w"))
        return
    yield found("workspace", "ok", Both("{folder}", "{folder}"), folder=place.folder)
    now = clock.now()
    yield from around.read(place, secret, now)
    yield from ledger.read(place, now, verify)
