"""The ledger: does it open and end where its head says, are its tables the newest, has the clock gone back, what waits in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tocsin.engine import store
from tocsin.engine.alerting import deciding
from tocsin.engine.doctor.findings import NOTHING, RESTORE, Finding, found, of_error
from tocsin.errors import ConfigError, TocsinError
from tocsin.ledger.workspace import Workspace
from tocsin.warn.phrases import Both

SLACK = timedelta(seconds=60)
"""an assumption: two machines of a team that keep time by NTP are closer than that"""


def read(place: Workspace, now: datetime, verify: bool) -> Iterator[Finding]:
    """Everything of this page; a ledger that does not open leaves the rest unasked. verify: every row is read and checked."""
    from tocsin.ledger import Ledger, migrating

    try:
        with Ledger.open(place.folder) as ledger:
            head, last, refusals = ledger.head, ledger.last_written, len(ledger.refusals())
            with ledger.store.said(), ledger.store.engine.begin() as connection:
                at = migrating.at(connection) or migrating.FIRST
    except TocsinError as error:
        yield of_error("ledger", error)
        return
    said = Both(
        "it opens and ends where its head says: {count:,} rows, {hash}", "il s'ouvre et finit où le dit sa tête : {count} lignes, {hash}"
    )
    yield found("ledger", "ok", said, count=head.count, hash=head.hash[:16])
    behind = at != migrating.NEWEST
    yield found(
        "migration",
        "attention" if behind else "ok",
        Both("its tables are at migration {at} of {newest}", "ses tables en sont à la migration {at} sur {newest}"),
        Both("tocsin ledger upgrade brings them up, after a backup", "tocsin ledger upgrade les met à jour, après une sauvegarde")
        if behind
        else NOTHING,
        at=at,
        newest=migrating.NEWEST,
    )
    if verify:
        yield from _verified(place)
    yield _clock(last, now)
    if refusals:
        said = Both("{count} inputs were refused and wait", "{count} entrées ont été refusées et attendent")
        todo = Both("tocsin quarantine says why; --retry tries again", "tocsin quarantine dit pourquoi ; --retry réessaie")
        yield found("quarantine", "attention", said, todo, count=refusals)
    else:
        yield found("quarantine", "ok", Both("nothing is in quarantine", "rien n'est en quarantaine"))
    try:
        dead = len(deciding.dead(place))
    except ConfigError as error:
        yield of_error("alerts", error)
        return
    if dead:
        said = Both("{count} alerts went nowhere", "{count} alertes ne sont arrivées nulle part")
        todo = Both("tocsin alerts dead says why; tocsin alerts retry", "tocsin alerts dead dit pourquoi ; tocsin alerts retry")
        yield found("alerts", "attention", said, todo, count=dead)
    else:
        yield found("alerts", "ok", Both("no alert was given up", "aucune alerte n'a été abandonnée"))


def _verified(place: Workspace) -> Iterator[Finding]:
    checked = store.verify(place.folder)
    for line in checked.findings:
        yield found("verify", "broken", Both("{line}", "{line}"), RESTORE, ledger=True, line=line)
    if not checked.findings:
        said = Both(
            "every row, its bytes and its text index are what was written", "chaque ligne, ses octets et son index sont ce qui fut écrit"
        )
        yield found("verify", "ok", said)
    if checked.unchecked:
        said = Both("its time stamps were not checked: {why}", "ses horodatages n'ont pas été vérifiés : {why}")
        yield found(
            "verify", "broken", said, Both("pip install 'tocsin[timestamp]'", "pip install 'tocsin[timestamp]'"), why=checked.unchecked
        )


def _clock(last: datetime | None, now: datetime) -> Finding:
    if last is None or last - now <= SLACK:
        said = Both(
            "{now:%Y-%m-%d %H:%M:%S} UTC; no record is later", "{now:%Y-%m-%d %H:%M:%S} UTC ; aucun enregistrement n'est postérieur"
        )
        return found("clock", "ok", said, now=now)
    said = Both(
        "the clock says {now:%Y-%m-%d %H:%M:%S}, but a record was written at {last:%Y-%m-%d %H:%M:%S}: it went back, or was ahead then",
        "l'horloge dit {now:%Y-%m-%d %H:%M:%S}, mais un enregistrement date du {last:%Y-%m-%d %H:%M:%S} : elle a reculé, ou avançait",
    )
    todo = Both(
        "set the clock (NTP): until then, what is as of now leaves those records out",
        "mettre l'horloge à l'heure (NTP) : d'ici là, ce qui est arrêté à maintenant omet ces enregistrements",
    )
    return found("clock", "attention", said, todo, now=now, last=last)
