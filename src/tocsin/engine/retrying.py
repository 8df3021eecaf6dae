"""What was refused is tried again after a fix: reports, element sets, documents of instruments. What passes goes in; nothing is lost."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import asking, clock, elements, sensing, store
from tocsin.engine.asking import Asking
from tocsin.engine.declarations import Declarations
from tocsin.engine.store import Taken
from tocsin.engine.telemetry import emitting
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.ledger import Ledger

_PIECE = re.compile(r"[:#][0-9]+$")
"""how the place of a piece of a document ends"""


def retry(workspace: Path | None, asked: Asking | None = None, only: str | None = None) -> Taken:
    """Try again what was refused. What now passes goes in and its refusal is resolved; the rest stays, nothing is lost.

    only: id of the one refusal to try; UsageError where that is not open.

    Of a document of several pieces, those that pass go in, and each of the others stands in quarantine by itself. Single rows of an
    instrument's table stay: what is kept of it are counts, and one row more would be another count of the same day.
    """
    from tocsin.collect.files import Collected, collect_bytes
    from tocsin.ledger import Ledger

    now, place = clock.now(), workspaces.find(workspace)
    declared = store.declared(place.folder)
    new = known = said = observations = coverage = 0
    still: list[Refusal] = []
    sets: list[elements.Sets] = []
    with Ledger.open(place.folder, write=True) as ledger, asking.opened(asked, declared) as second:
        held = ledger.refusals()
        if only is not None and all(one.id != only for one in held):
            raise UsageError("this refusal is not open (any more)", where=only, todo="tocsin quarantine lists those that are")
        for refusal in held:
            if only is not None and refusal.id != only:
                continue
            if refusal.sha256 is None or refusal.kept < refusal.size:
                still.append(refusal)  # the bytes are not all here: only a new ingest can help
                continue
            blob = ledger.quarantined.get(refusal.sha256)
            if elements.is_form(refusal.format):
                made = elements.again(ledger, refusal, blob, now, place.sample)
                if made is None:
                    still.append(refusal)
                else:
                    sets.append(elements.Sets.of(refusal, len(made)))
                    ledger.resolve(refusal.id, "taken", records=made, clock=now)
                continue
            if sensing.is_instrument(refusal.format):
                kept = _measured(ledger, refusal, blob, declared, now)
                if kept is None:
                    still.append(refusal)
                else:
                    observations, coverage = observations + kept.observations, coverage + kept.coverage
                    still += kept.refusals
                continue
            items = list(collect_bytes(blob, refusal.where, clock=now, form=refusal.format))
            taken = [item for item in items if isinstance(item, Collected)]
            refused = [item for item in items if not isinstance(item, Collected)]
            if not taken or any(item.record.id == refusal.id for item in refused):
                still.append(refusal)
                continue
            added, statements = store.append(ledger, taken, declared, now, refusal.synthetic, second)
            for item in refused:
                ledger.quarantine_add(item.record, item.blob, clock=now)
            still += [item.record for item in refused]
            ledger.resolve(refusal.id, "taken", records=[item.report.id for item in taken], clock=now)
            new, known, said = new + added, known + len(taken) - added, said + statements
    bill = second.bill if second is not None else None
    emitting.tell("quarantine.retried", taken=len(held) - len(still), still=len(still))
    return Taken(
        new=new,
        known=known,
        statements=said,
        refusals=tuple(still),
        bill=bill,
        observations=observations,
        coverage=coverage,
        elements=tuple(sets),
    )


def _measured(ledger: "Ledger", refusal: Refusal, blob: bytes, declared: Declarations, now: "datetime") -> Taken | None:
    """What a refused document of an instrument came to, kept; None where it is refused still, or is a piece of one."""
    if _PIECE.search(refusal.where):
        return None
    url = refusal.where if "://" in refusal.where else None
    found = sensing.read(refusal.format or "", blob, refusal.where, declared.problem, now, synthetic=refusal.synthetic, url=url)
    if found.told.broken is not None or any(one.id == refusal.id for one, _ in found.pieces):
        return None
    kept = sensing.kept(ledger, found, now)
    records = [*(one.id for one in found.told.observations), *(one.id for one in found.told.coverage)]
    ledger.resolve(refusal.id, "taken", records=records, clock=now)
    return kept
