"""Levels: indicators, probabilities, margins, collectors and dates that are on or off, with a way back that lies lower than the way up."""

from collections.abc import Callable, Iterator

from tocsin.model import Cause, IndicatorJudgement, Statement
from tocsin.model.declared import Indicator
from tocsin.model.margin import ALL
from tocsin.model.triggers import Trigger
from tocsin.warn.triggers.keys import key
from tocsin.warn.triggers.situation import Situation, marks
from tocsin.warn.triggers.wording import Likely, Word, said

WasOn = Callable[[str], bool]
"""whether the level with this key is on in a running event"""
MOVERS = 3
"""influences whose words a probability rests on"""


def indicators(trigger: Trigger, seen: Situation, _: WasOn) -> Iterator[Cause]:
    """One cause for each watched row of the board. None where nothing was judged."""
    if seen.assessment is None:
        return
    declared = {one.id: one for one in seen.problem.indicators}
    for row in seen.assessment.indicators:
        if (row.id in trigger.of) if trigger.of else row.role == "evidence":
            yield _indicator(trigger, seen, row, declared.get(row.id))


def _indicator(trigger: Trigger, seen: Situation, row: IndicatorJudgement, declared: Indicator | None) -> Cause:
    on = row.status in trigger.states
    told = seen.bearing.get(row.id, [])
    name, lights = (declared.name, declared.direction) if declared is not None else ({"en": row.id}, "raises")
    # A denial or a retraction bears on it too, but is not what lights it.
    signs = [one for one in told if one.polarity == lights and one.act != "denial" and not one.negated]
    tlp, synthetic = marks(told)
    what = (
        said(f"indicator.{row.status}", name=name, origins=row.origins, reports=row.reports)
        if on
        else said("indicator.over", name=name, status=Word(row.status))
    )
    return Cause(
        key=key(trigger, row.id),
        trigger=trigger.id,
        kind="indicator",
        subject=row.id,
        what=what,
        on=on,
        level=True,
        value=row.probability,
        t_known=row.latest or seen.now,
        references=seen.references(signs) if on and row.status in ("lit", "contested") else (),
        tlp=tlp,
        synthetic=synthetic,
    )


def probabilities(trigger: Trigger, seen: Situation, was_on: WasOn) -> Iterator[Cause]:
    """One cause for each watched hypothesis that was judged over the horizon."""
    judged = seen.assessment
    if judged is None or trigger.up is None or trigger.down is None:
        return
    names = {one.id: one.name for one in seen.problem.hypotheses}
    for one in judged.hypotheses:
        chance = one.probability.get(str(trigger.horizon))
        if chance is None or (trigger.of and one.id not in trigger.of):
            continue
        value: float = getattr(chance, trigger.bound)
        mine = key(trigger, one.id)
        on = value >= trigger.up or (was_on(mine) and value >= trigger.down)
        name = names.get(one.id, {"en": one.id})
        words = {"name": name, "days": trigger.horizon, "value": Likely(value), "up": Likely(trigger.up), "down": Likely(trigger.down)}
        yield Cause(
            key=mine,
            trigger=trigger.id,
            kind="probability",
            subject=one.id,
            what=said(f"probability.{trigger.bound}" if on else "probability.over", **words),
            on=on,
            level=True,
            value=value,
            threshold=trigger.up,
            hypothesis=one.id,
            horizon=trigger.horizon,
            t_known=judged.as_of,
            references=seen.references(moved_by(seen, one.id, trigger.horizon)) if on else (),
            tlp=judged.tlp,
            synthetic=judged.synthetic,
        )


def moved_by(seen: Situation, hypothesis: str, horizon: int) -> list[Statement]:
    """The statements of what moved a hypothesis most, at that horizon or, where that was not explained, at any."""
    if seen.assessment is None:
        return []
    mine = [one for one in seen.assessment.influences if one.hypothesis == hypothesis and one.statements]
    at = [one for one in mine if one.horizon == horizon] or mine
    most = sorted(at, key=lambda one: (-abs(one.delta), one.observation))[:MOVERS]
    return [seen.statements[name] for one in most for name in one.statements if name in seen.statements]


def margins(trigger: Trigger, seen: Situation, was_on: WasOn) -> Iterator[Cause]:
    """One cause for each watched pathway: on below what is needed, off again above what is enough."""
    if seen.margins is None or trigger.below is None or trigger.above is None:
        return
    for one in seen.margins:
        if one.pathway not in (trigger.of or (ALL,)):
            continue
        value = one.in_time if trigger.measure == "in-time" else one.hours
        mine = key(trigger, one.pathway)
        # No median: more often than not it is never seen, and no hours of margin are enough.
        on = value is None or value < trigger.below or (was_on(mine) and value < trigger.above)
        name = one.name or {"en": one.pathway}
        which = "margin.over" if not on else "margin.never" if value is None else f"margin.{trigger.measure}"
        yield Cause(
            key=mine,
            trigger=trigger.id,
            kind="margin",
            subject=one.pathway,
            what=said(which, name=name, value=value or 0.0, limit=trigger.below),
            on=on,
            level=True,
            value=value,
            threshold=trigger.below,
            t_known=seen.now,
        )


def collectors(trigger: Trigger, seen: Situation, _: WasOn) -> Iterator[Cause]:
    """One cause for each followed source."""
    for one in seen.collectors or ():
        if trigger.of and one.source not in trigger.of:
            continue
        on = one.doing in trigger.states
        yield Cause(
            key=key(trigger, one.source),
            trigger=trigger.id,
            kind="collector",
            subject=one.source,
            what=said(f"collector.{one.doing}" if on else "collector.over", name=one.source, what=one.what),
            on=on,
            level=True,
            t_known=one.since or seen.now,
        )


def calendar(trigger: Trigger, seen: Situation, _: WasOn) -> Iterator[Cause]:
    """One cause for each dated entry: on from so many days before it until it is over."""
    if seen.calendar is None:
        return
    for one in seen.calendar.entries:
        if one.date is None or one.days is None or (trigger.of and one.kind not in trigger.of):
            continue
        on = one.state == "on" or (one.state == "due" and one.days <= trigger.days)
        which = "calendar.over" if not on else "calendar.on" if one.state == "on" else "calendar"
        words = one.words
        yield Cause(
            key=key(trigger, one.id),
            trigger=trigger.id,
            kind="calendar",
            subject=one.id,
            what=said(which, date=one.date.isoformat(), what=one.what),
            on=on,
            level=True,
            t_known=seen.now,
            references=seen.references([seen.statements[words.statement]])
            if words is not None and words.statement in seen.statements
            else (),
            tlp=words.tlp if words is not None else "clear",
            synthetic=words.synthetic if words is not None else False,
        )
