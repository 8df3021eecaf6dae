"""Whether a desk can answer: what a load balancer asks every few seconds, so that it looks at little, and reads no record."""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.engine.doctor import workspace
from tocsin.engine.doctor.findings import Finding, found, of_error
from tocsin.errors import TocsinError
from tocsin.ledger.workspace import Workspace
from tocsin.warn.phrases import Both


def unready(place: Workspace, age: timedelta | None, within: timedelta) -> tuple[Finding, ...]:
    """What keeps a desk from answering; nothing where it can.

    age: of the picture that it shows; None: there is none yet. within: how old that may be.
    """
    return tuple(one for one in _looked_at(place, age, within) if one.state == "broken")


def _looked_at(place: Workspace, age: timedelta | None, within: timedelta) -> Iterator[Finding]:
    from tocsin.ledger import Ledger, migrating

    try:
        with Ledger.open(place.folder) as ledger:
            empty = ledger.head.count == 0
            with ledger.store.said(), ledger.store.engine.begin() as connection:
                at = migrating.at(connection) or migrating.FIRST
    except TocsinError as error:
        yield of_error("ledger", error)
        return
    if at in migrating.REVISIONS[:-1]:  # one that this version does not know is later, and the ledger could be opened
        said = Both("its tables are at migration {at} of {newest}", "ses tables en sont à la migration {at} sur {newest}")
        todo = Both("tocsin ledger upgrade, after a backup", "tocsin ledger upgrade, après une sauvegarde")
        yield found("migration", "broken", said, todo, at=at, newest=migrating.NEWEST)
    if age is None and not empty:
        said = Both("no picture was taken yet", "aucune image n'a encore été prise")
        todo = Both("wait; if it stays so, the log says why", "attendre ; si cela dure, le journal dit pourquoi")
        yield found("picture", "broken", said, todo)
    elif age is not None and age > within:
        said = Both(
            "the picture is {minutes:.0f} minutes old, {most:.0f} at the most", "l'image a {minutes:.0f} minutes, {most:.0f} au plus"
        )
        todo = Both("look at the desk's log for why none was taken since", "chercher dans le journal du bureau pourquoi")
        yield found("picture", "broken", said, todo, minutes=age.total_seconds() / 60, most=within.total_seconds() / 60)
    try:
        yield workspace.disk(place)
    except OSError as error:
        yield of_error("disk", TocsinError(error.strerror or str(error), where=str(place.folder)))
