"""After a round: the triggers looked at, and what is due sent. The watch goes on whatever a channel does."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from tocsin.engine.alerting import holding, looking, sending
from tocsin.engine.alerting.carrying import Carry, carry
from tocsin.engine.alerting.looking import Judged
from tocsin.engine.watching.log import Rung
from tocsin.errors import Busy
from tocsin.ledger.workspace import Workspace
from tocsin.model import Kept
from tocsin.warn import outbox


class Rang(NamedTuple):
    """What came of it, and when the outbox or an escalation wants to be looked at again."""

    rung: tuple[Rung, ...] = ()
    delivered: int = 0
    undelivered: int = 0
    next_at: datetime | None = None


def ring(
    place: Workspace,
    now: datetime,
    judged: Judged | None,
    *,
    clock: Callable[[], datetime],
    keep: Callable[[Sequence[Kept]], None],
    stopping: Callable[[], bool],
    carry: Carry = carry,
) -> Rang:
    """One look at the triggers and one emptying of the outbox. Where another command is at it, this round leaves it to that."""
    try:
        looked = looking.look(place, now, judged, keep)
        sent = sending.send(place, clock, keep, carry, stopping)
    except Busy:
        return Rang()
    have = holding.held(place)
    return Rang(
        rung=tuple(
            Rung(
                event=one.event,
                message=one.message,
                severity=one.severity,
                title=one.title,
                count=one.count,
                tlp=one.tlp,
                synthetic=one.synthetic,
            )
            for one in looked.alerts
        ),
        delivered=sent.delivered,
        undelivered=sent.failed + sent.dead + sent.withheld,
        next_at=outbox.wakes(have.events(), have.deliveries, now) if place.alerting is not None else None,
    )
