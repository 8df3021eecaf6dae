"""Claims that somebody follows up: an owner, a deadline, a status; appended, the latest stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from datetime import datetime
from pathlib import Path

from tocsin.engine import claiming, clock, picturing, pipeline, store
from tocsin.engine.pipeline import Case
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Followed, Origin, digest
from tocsin.model.following import ClaimStatus

SETTLED = ("true", "false")
LATER = "{by} has followed this claim up meanwhile: {status}"


def follow(
    workspace: Path | None,
    name: str,
    *,
    status: ClaimStatus,
    by: str,
    why: str,
    owner: str | None = None,
    deadline: Day | None = None,
    case: Case | None = None,
    seen: str | None = None,
) -> Followed:
    """Append one step on a claim, named by its origin, a report or a statement. case: the workspace's as it stands, where it is at hand.

    seen: id of the step that stood when it was decided, empty for none. UsageError where nothing is called so, an open claim has nobody
    to settle it, the deadline lies before today, or nothing would change. Conflict where another step stands than `seen`.
    """
    from tocsin.ledger import Ledger

    place, now = workspaces.find(workspace), picturing.moment(workspace)
    held = case if case is not None else pipeline.build(store.load(workspace, now), now)
    origin = claiming.origins_of(held, name)[0]
    if deadline is not None and status == "open" and deadline < now.date():
        raise UsageError("the deadline has passed already", where=deadline.isoformat(), todo="name a day that is still to come")
    if status == "open" and not owner:
        raise UsageError("an open claim needs somebody who settles it", where=origin.id, todo="name an owner")
    with Ledger.open(place.folder, write=True) as ledger:
        standing = of(ledger.records(Followed), origin)
        last = standing[-1] if standing else None
        if seen is not None and seen != (last.id if last is not None else ""):
            said = LATER.format(by=last.by, status=last.status) if last is not None else "the step that you saw is gone"
            raise Conflict(said, where=origin.id, todo="look at it, and decide again", now=last.id if last is not None else "")
        if last is not None and (last.status, last.owner, last.deadline) == (status, owner, deadline):
            raise UsageError("it stands like this already", where=origin.id, todo="nothing is to be done")
        record = Followed(
            id=digest("followed", origin.reports[0].id, status, owner, deadline, by, why, clock.now().isoformat(), len(standing)),
            report=origin.reports[0].id,
            words=origin.claim,
            owner=owner or None,
            deadline=deadline,
            status=status,
            by=by,
            why=why,
            t_known=now,
            tlp=origin.tlp,
            synthetic=origin.synthetic,
        )
        ledger.append([record], clock=clock.now())
    return record


def of(steps: Iterable[Followed], origin: Origin) -> list[Followed]:
    """The steps on an origin, oldest first: those written of any report that now stands under it."""
    reports = {link.id for link in origin.reports}
    return sorted((step for step in steps if step.report in reports), key=lambda step: step.t_known)


def steps(workspace: Path, as_of: datetime | None = None) -> tuple[Followed, ...]:
    """Every step, or every one known by a moment, in the order written."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspace) as ledger:
        return tuple(ledger.records(Followed, known_by=as_of))


def standing(found: Sequence[Followed], under: Mapping[str, Sequence[Origin]]) -> Mapping[str, Followed]:
    """By origin: the step that stands. under: by report, the origins that it stands under."""
    latest: dict[str, Followed] = {}
    for step in sorted(found, key=lambda one: one.t_known):
        for origin in under.get(step.report, ()):
            latest[origin.id] = step
    return latest


def overdue(step: Followed, today: Day) -> bool:
    """Whether a claim should have been settled by now."""
    return step.status == "open" and step.deadline is not None and step.deadline < today
