"""One look at the triggers of a workspace: what is due is kept together with what is queued of it, in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tocsin.engine import clock, lines, pipeline, store
from tocsin.engine.alerting import holding
from tocsin.engine.pipeline import Case, Input
from tocsin.engine.telemetry import emitting
from tocsin.engine.watching.following import followed
from tocsin.engine.watching.health import health
from tocsin.errors import UsageError
from tocsin.judge import others
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Alert, Assessment, Delivery, Kept
from tocsin.model.declared import Problem
from tocsin.model.margin import ALL
from tocsin.model.triggers import Alerting
from tocsin.warn import outbox
from tocsin.warn.marking import higher, highest, inherited
from tocsin.warn.triggers import Collector, PathwayMargin, Situation, evaluate, standing

MOSTLY = 0.5
ALL_WAYS = {"en": "all declared ways to the event", "fr": "toutes les voies déclarées vers l'événement"}
Keep = Callable[[Sequence[Kept]], None]
"""appends records, all or none"""


class Judged(NamedTuple):
    """A judgement with what it was made from."""

    given: Input
    case: Case
    assessment: Assessment


class Looked(NamedTuple):
    """What came of a look."""

    alerts: tuple[Alert, ...]
    queued: tuple[Delivery, ...]


def judge(place: Workspace, now: datetime, draws: int = pipeline.DRAWS, seed: int = 0) -> Judged:
    """The workspace's problem judged on what its ledger holds."""
    given = store.load(place.folder, now)
    case = pipeline.build(given)
    return Judged(given, case, pipeline.assess(case, draws=draws, seed=seed))


def look(place: Workspace, now: datetime, judged: Judged | None, keep: Keep) -> Looked:
    """Evaluate, and keep what is due: alerts, what is queued of each, what escalates, and what was judged. Alone, or Busy."""
    with holding.alone(place):
        declared = judged.case.declared.problem if judged is not None else holding.problem(place)
        have = holding.held(place)
        seen = situation(place, declared, now, judged)
        made = evaluate(holding.in_force(place, declared), seen, have.alerts, have.standings)
        alerting = place.alerting or Alerting()
        mine = outbox.by_event(have.deliveries)
        queued: list[Delivery] = []
        for alert in made:
            first = outbox.queue(alert, alerting, now)
            queued += [*first, *outbox.followed(alert, mine.get(alert.event, ()), first, alerting, now)]
        # An alert of this very look escalates at the next.
        for event in have.events():
            queued += outbox.escalated(event, mine.get(event.id, ()), alerting, now)
        stands = standing(seen)
        records: list[Kept] = [*made, *queued, *([stands] if stands is not None else [])]
        if records:
            keep(records)
    for one in made:
        emitting.tell("alert.rung", event=one.event, message=one.message, severity=one.severity, tlp=one.tlp, synthetic=one.synthetic)
    return Looked(made, tuple(queued))


def check(workspace: Path | None, draws: int, seed: int = 0) -> Looked:
    """Judge now, and look."""
    place = workspaces.find(workspace)
    now = clock.now()
    return look(place, now, judge(place, now, draws, seed), lambda records: _keep(place, records))


def _keep(place: Workspace, records: Sequence[Kept]) -> None:
    store.add(place.folder, records)


def situation(place: Workspace, declared: Problem, now: datetime, judged: Judged | None) -> Situation:
    """What triggers look at. Without a judgement: collectors only; the rest stays as it was."""
    collectors = _collectors(place, now)
    if judged is None:
        return Situation(now=now, problem=declared, collectors=collectors, synthetic=place.sample is not None)
    case = judged.case
    theirs = others.register(declared, case.readings, case.origins, case.declared.sources, as_of=case.as_of)
    return Situation(
        now=now,
        problem=declared,
        assessment=replace(judged.assessment, tlp=higher(judged.assessment.tlp, highest(one.tlp for one in case.reports))),
        origins=case.origins,
        readings=inherited(case.readings, case.reports),
        red_lines=lines.red_lines(case, lines.entered(place.folder)),
        others=theirs,
        calendar=lines.calendar_of(case),
        collectors=collectors,
        margins=_margins(place, declared, now),
        synthetic=_made_up(place, case),
    )


def _margins(place: Workspace, declared: Problem, now: datetime) -> tuple[PathwayMargin, ...] | None:
    """Warning time over all ways, and over each that a trigger watches; None where no trigger does, or no way is declared."""
    watched = [one for one in holding.in_force(place, declared) if one.watch == "margin"]
    if declared.pathways is None or not watched:
        return None
    from tocsin.engine import margins

    ways = {path.id: path.name for path in declared.pathways.paths}
    wanted = {name for one in watched for name in one.of} & ways.keys()
    found = []
    for name in (None, *sorted(wanted)):
        told = margins.of_workspace(place.folder, as_of=now, pathway=name)
        # The hours are of the cases that are confirmed at all: where most are never seen, there is no median.
        hours = None if told.never_seen.mean > MOSTLY else told.hours["p50"]
        label = ways[name] if name is not None else ALL_WAYS
        found.append(PathwayMargin(pathway=name or ALL, in_time=told.in_time.mean, hours=hours, name=label))
    return tuple(found)


def _made_up(place: Workspace, case: Case) -> bool:
    return place.sample is not None or (bool(case.reports) and all(report.synthetic for report in case.reports))


def _collectors(place: Workspace, now: datetime) -> tuple[Collector, ...] | None:
    """Each followed source by the worst of its addresses; None where none is followed."""
    try:
        followed(place, ())
    except UsageError:
        return None
    found: dict[str, Collector] = {}
    for row in health(place.folder, (), now):
        remark = row.remarks[0] if row.remarks else ""
        # Rows come worst first.
        found.setdefault(row.source, Collector(source=row.source, doing=row.doing, since=row.last_answer, what=remark))
    return tuple(found[name] for name in sorted(found))
