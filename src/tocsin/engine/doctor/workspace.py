"""The workspace around the ledger: what is declared, room on the disk, who else may read it, and how its collectors do."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tocsin.engine import declarations
from tocsin.engine.alerting import holding
from tocsin.engine.doctor.findings import Finding, found, of_error
from tocsin.engine.watching import beating, following
from tocsin.engine.watching.health import health
from tocsin.errors import CannotFinish, ConfigError, TocsinError, UsageError
from tocsin.ledger.workspace import Workspace
from tocsin.warn.phrases import Both

LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""bytes free: an assumption. An erasure rewrites the ledger's file, so that it needs as much again as that file has"""
OTHERS = stat.S_IRWXO
GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def configuration(place: Workspace) -> Iterator[Finding]:
    """Problem, sources and alerts: every mistake in them; tocsin.yml itself was read already."""
    try:
        problem = declarations.load(place.problem, place.sources if place.sources.is_dir() else None, place.sample).problem
        holding.in_force(place, problem)
    except UsageError as error:
        yield of_error("configuration", error)
        return
    said = Both(
        "tocsin.yml, the problem {problem} and its sources are sound", "tocsin.yml, le problème {problem} et ses sources sont valides"
    )
    yield found("configuration", "ok", said, problem=problem.id)


def disk(place: Workspace) -> Finding:
    """Is there room to go on?"""
    free = shutil.disk_usage(place.folder).free
    file = place.folder / "ledger.sqlite"
    size = file.stat().st_size if file.is_file() else 0
    said = Both("{free:.1f} GB free, the ledger's file has {size:.2f} GB", "{free:.1f} Go libres, le fichier du registre a {size:.2f} Go")
    if free > max(LITTLE, size):
        return found("disk", "ok", said, free=free / 1e9, size=size / 1e9)
    todo = Both("make room: when it is full nothing more is kept", "faire de la place : plein, plus rien n'est gardé")
    return found("disk", "attention" if free > TOO_LITTLE else "broken", said, todo, free=free / 1e9, size=size / 1e9)


def permissions(place: Workspace, secret: Sequence[str]) -> Iterator[Finding]:
    """May others read it? secret: names of files that are for their owner alone."""
    mode = place.folder.stat().st_mode
    if mode & stat.S_IWOTH:
        said = Both("everybody on this machine may write into {folder}", "tout utilisateur de la machine peut écrire dans {folder}")
        yield found("permissions", "broken", said, Both("chmod o-rwx {folder}", "chmod o-rwx {folder}"), folder=place.folder)
    elif mode & OTHERS:
        said = Both("others on this machine may read {folder}", "les autres utilisateurs de la machine peuvent lire {folder}")
        yield found("permissions", "attention", said, Both("chmod o-rwx {folder}", "chmod o-rwx {folder}"), folder=place.folder)
    else:
        said = Both("nobody else may read the workspace", "personne d'autre ne peut lire l'espace de travail")
        yield found("permissions", "ok", said)
    if not os.access(place.folder, os.W_OK):
        said = Both("{folder} may not be written by who runs this", "{folder} n'est pas inscriptible par qui lance cette commande")
        todo = Both("run it as the owner, or mend the permissions", "lancer en tant que propriétaire, ou corriger les droits")
        yield found("permissions", "attention", said, todo, folder=place.folder)
    for name in secret:
        yield from _for_its_owner(place.folder / name)


def _for_its_owner(path: Path) -> Iterator[Finding]:
    open_ones = [
        one for one in (path, *sorted(path.parent.glob(f"{path.name}-*"))) if one.is_file() and one.stat().st_mode & GROUP_AND_OTHERS
    ]
    if open_ones:
        said = Both(
            "others may read {name}, which holds hashes of passwords",
            "d'autres peuvent lire {name}, qui contient des empreintes de mots de passe",
        )
        todo = Both("chmod 600 {paths}", "chmod 600 {paths}")
        paths = " ".join(map(str, open_ones))
        yield found("accounts", "broken", said, todo, name=open_ones[0].name, paths=paths)
    elif path.is_file():
        yield found("accounts", "ok", Both("{name} is for its owner alone", "{name} est réservé à son propriétaire"), name=path.name)
    else:
        yield found("accounts", "ok", Both("the desk has no accounts yet", "le bureau n'a pas encore de comptes"))


def collectors(place: Workspace) -> Iterator[Finding]:
    """How the followed sources do: each that does badly, in its own words."""
    if not place.watch and not place.sources.is_dir():
        yield found("collectors", "ok", Both("no source is followed", "aucune source n'est suivie"))
        return
    try:
        rows = health(place.folder)
    except ConfigError as error:
        yield of_error("collectors", error)
        return
    except UsageError as error:
        if following.NOTHING in error.what:
            yield found("collectors", "ok", Both("no source is followed", "aucune source n'est suivie"))
        else:
            yield of_error("collectors", error)
        return
    ill = [row for row in rows if row.doing != "well"]
    for row in ill:
        said = Both(f"{row.source}: {{doing}}. {{remarks}}", f"{row.source} : {{doing_fr}}. {{remarks_fr}}")
        todo = Both(
            "tocsin watch --health shows all of it; is tocsin watch running?",
            "tocsin watch --health montre tout ; la veille tourne-t-elle ?",
        )
        yield found(
            f"collector {row.source}",
            "broken" if row.doing == "broken" else "attention",
            said,
            todo,
            doing=row.doing,
            doing_fr=DOING[row.doing],
            remarks="; ".join(row.remarks) or row.url,
            remarks_fr=" ; ".join(row.remarks_fr) or row.url,
        )
    said = Both("{well} of {every} addresses do well", "{well} adresses sur {every} vont bien")
    yield found("collectors", "ok", said, well=len(rows) - len(ill), every=len(rows))


DOING = {"late": "en retard", "failing": "en échec", "broken": "en panne", "never asked": "jamais interrogée"}


def heart(place: Workspace, now: datetime) -> Finding:
    """Does a watch move here, where one has?"""
    if not (place.folder / beating.FILE).exists():
        return found("watch", "ok", Both("none has run here", "aucune n'a tourné ici"))
    try:
        beat = beating.last(place.folder, now)
    except CannotFinish as error:
        # Whoever runs it from cron, or by hand, has no watch that goes on: that is for them to say.
        return of_error("watch", error, "attention")
    return found("watch", "ok", Both("it moved at {at:%Y-%m-%d %H:%M:%S} UTC", "elle a avancé le {at:%Y-%m-%d à %H:%M:%S} UTC"), at=beat.at)


def read(place: Workspace, secret: Sequence[str], now: datetime) -> Iterator[Finding]:
    """Everything of this page; an error of one check does not hide the others."""
    yield from configuration(place)
    try:
        yield disk(place)
        yield from permissions(place, secret)
    except OSError as error:
        yield of_error("workspace", TocsinError(error.strerror or str(error), where=str(error.filename or place.folder)))
    yield from collectors(place)
    yield heart(place, now)
