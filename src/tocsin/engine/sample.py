"""A workspace made of a shipped sample. All of it is SYNTHETIC, and every record in it says so."""

from datetime import datetime
from pathlib import Path

from tocsin.engine import clock, elements, store
from tocsin.engine.store import Taken
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Record

SAMPLE = "autumn-2022"


class Prepared(Record, frozen=True, kw_only=True):
    """The sample's workspace: what went in, when it is judged, and since when changes are told."""

    taken: Taken
    as_of: datetime
    since: datetime


def prepare(directory: Path) -> Prepared:
    """A workspace in `directory` with the sample's reports, sources and coverage. A directory that holds one is used again.

    UsageError where the directory holds something else.
    """
    from tocsin.collect.files import collect
    from tocsin.library import samples

    as_of = samples.as_of(SAMPLE)
    if (directory / workspaces.FILE).exists():
        place = workspaces.load(directory)
        if place.sample != SAMPLE:
            raise UsageError("is a workspace of your own", where=str(directory), todo="name another directory for the sample")
    elif directory.exists() and any(directory.iterdir()):
        raise UsageError("is not empty and no workspace", where=str(directory), todo="name another directory")
    else:
        place = store.create(directory, samples.describe(SAMPLE).problem, SAMPLE)
    # The sample was collected, it says, when it is judged: a real clock would make its undated records known only today.
    taken = store.keep(place, collect([str(samples.reports(SAMPLE))], clock=as_of), clock.now(), synthetic=True)
    store.add(directory, samples.coverage(SAMPLE))
    if (sets := samples.elements(SAMPLE)) is not None:
        store.add(directory, elements.read(sets, as_of, synthetic=True, sample=SAMPLE)[1])
    return Prepared(taken=taken, as_of=as_of, since=samples.since(SAMPLE))


def next_steps(directory: Path, prepared: Prepared) -> str:
    """What to type next."""
    when = prepared.as_of.isoformat()
    return (
        "This was the SYNTHETIC sample. Look at it in a browser (it says a code for the first account):\n"
        f"  tocsin desk -w {directory}\n"
        "Or ask it more here:\n"
        f"  tocsin why short-range-use -w {directory} --as-of {when}\n"
        f"  tocsin origins -w {directory} --as-of {when}\n"
        f"  tocsin brief -w {directory} --as-of {when} --lang fr -o brief.html   # or .pdf; --form flash, handover\n"
        "Then read your own: tocsin brief FILE... or tocsin init."
    )
