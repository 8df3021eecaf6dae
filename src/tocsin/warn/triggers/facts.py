"""Facts: drift in a key statement, red lines said and crossed, judgements that changed. Each is told once."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from tocsin.model import Cause, Drift, Reference
from tocsin.model.red_lines import LineRow
from tocsin.model.registers import Words
from tocsin.model.registers import marks as marked
from tocsin.model.triggers import Trigger
from tocsin.warn.neutral import shortened
from tocsin.warn.triggers.keys import key
from tocsin.warn.triggers.levels import moved_by
from tocsin.warn.triggers.situation import WITNESSES, WORDS, Situation, marks
from tocsin.warn.triggers.wording import Likely, Word, said

NEW = ("first", "raised", "lowered", "differs")
"""what is new of somebody's judgement; the rest is a repetition"""
LEAST = 1e-12
"""probabilities below it are all alike"""


class Baseline(NamedTuple):
    """Our own judgement of a hypothesis when it was last told, and how often it was."""

    value: float
    told: int = 0


def drifts(trigger: Trigger, seen: Situation) -> Iterator[Cause]:
    """Changes on the way, in statements that bear on what is watched; inherited ones are the parent's, and told once there."""
    spans = {
        reading.report: [
            one for one in reading.statements if any(name in trigger.of for name in one.indicators) or (not trigger.of and one.indicators)
        ]
        for reading in seen.readings
    }
    for origin in seen.origins:
        for link in origin.reports:
            for one in link.drift:
                hit = [s for s in spans.get(link.id, ()) if s.span[0] < one.span[1] and one.span[0] < s.span[1]]
                if one.inherited or not hit or one.kind not in trigger.states:
                    continue
                tlp, synthetic = marks(hit)
                yield Cause(
                    key=key(trigger, link.id, one.kind, one.span),
                    trigger=trigger.id,
                    kind="drift",
                    subject=next((name for name in hit[0].indicators if name in trigger.of), hit[0].indicators[0]),
                    what=said("drift", kind=Word(one.kind), words=one.words, was=one.was),
                    t_known=link.t_known,
                    references=_both(origin.id, link.id, hit[0].id, one),
                    tlp=tlp,
                    synthetic=synthetic,
                )


def _both(origin: str, report: str, statement: str, one: Drift) -> tuple[Reference, ...]:
    """What stands there, and what stood where it came from: with either report the alert goes."""
    here = Reference(origin=origin, report=report, statement=statement, span=one.span, words=shortened(one.words, WORDS))
    if one.was_report is None or one.was_report == report:
        return (here,)
    return here, Reference(origin=origin, report=one.was_report, span=one.was_span, words=shortened(one.was, WORDS))


def red_lines(trigger: Trigger, seen: Situation) -> Iterator[Cause]:
    """Lines said, hardened, softened, crossed."""
    names = {one.id: one.name for one in seen.problem.gazetteer}
    for line in seen.red_lines.lines if seen.red_lines is not None else ():
        if trigger.of and line.id not in trigger.of:
            continue
        speaker = names.get(line.speaker, {"en": line.speaker})
        for one in line.said:
            turn = one.change if one.change in ("hardened", "softened") else "said"
            if turn in trigger.states:
                what = said(f"red-line.{turn}", speaker=speaker, what=one.what or _condition(line))
                yield _line(trigger, seen, line, (turn, one.date.isoformat()), what, _known(one.words, one.date), one.words)
        if "crossed" in trigger.states:
            for crossing in line.crossings:
                who = ", ".join(_name(names.get(one), one) for one in crossing.on_whose_word) or "?"
                what = said("red-line.crossed", speaker=speaker, who=who, what=crossing.what or _condition(line))
                yield _line(trigger, seen, line, ("crossed", crossing.date.isoformat()), what, crossing.t_known, crossing.words)


def _name(labels: dict[str, str] | None, name: str) -> str:
    return (labels or {}).get("en") or name


def _condition(line: LineRow) -> dict[str, str]:
    return line.condition or {"en": line.id}


def _known(words: tuple[Words, ...], day: date) -> datetime:
    return min((one.t_known for one in words), default=datetime.combine(day, time.max, UTC).replace(microsecond=0))


def _line(
    trigger: Trigger,
    seen: Situation,
    line: LineRow,
    identity: tuple[str, str],
    what: dict[str, str],
    known: datetime,
    words: tuple[Words, ...],
) -> Cause:
    # A line that was only read is told in the words of its first saying: those are a reference too.
    first = line.said[0].words if line.said and line.basis != "declared" else ()
    told = tuple(dict.fromkeys((*words[:WITNESSES], *first[:1])))
    tlp, synthetic = marked((*words, *first))
    return Cause(
        key=key(trigger, line.id, *identity),
        trigger=trigger.id,
        kind="red-line",
        subject=line.id,
        what=what,
        t_known=known,
        references=tuple(_place(seen, one) for one in told),
        tlp=tlp,
        synthetic=synthetic,
    )


def _place(seen: Situation, words: Words) -> Reference:
    origin = seen.origin_of.get(words.statement)
    return Reference(origin=origin, report=words.report, statement=words.statement, span=words.span, words=shortened(words.text, WORDS))


def theirs(trigger: Trigger, seen: Situation) -> Iterator[Cause]:
    """New judgements of other people."""
    names = {one.id: one.name for one in seen.problem.hypotheses}
    for row in seen.others.assessors if seen.others is not None else ():
        name = names.get(row.hypothesis)
        # A judgement of no declared hypothesis stands in the register only.
        if name is None or (trigger.of and row.hypothesis not in trigger.of):
            continue
        for view in row.views:
            if view.status in NEW:
                yield Cause(
                    key=key(trigger, row.by, row.hypothesis, row.condition, view.date.isoformat(), view.phrase),
                    trigger=trigger.id,
                    kind="judgement",
                    subject=row.hypothesis,
                    what=said("judgement.theirs", who=row.by, name=name, words=view.phrase or view.words.text, change=Word(view.status)),
                    value=view.median,
                    t_known=view.words.t_known,
                    references=(_place(seen, view.words),),
                    tlp=view.words.tlp,
                    synthetic=view.words.synthetic,
                )


def ours(trigger: Trigger, seen: Situation, baselines: Mapping[str, Baseline]) -> Iterator[Cause]:
    """Our own judgement, where it is `factor` times what it was when it was last told, or a `factor`th of it."""
    judged = seen.assessment
    if judged is None or trigger.factor is None:
        return
    names = {one.id: one.name for one in seen.problem.hypotheses}
    for one in judged.hypotheses:
        chance, before = one.probability.get(str(trigger.horizon)), baselines.get(one.id)
        if chance is None or before is None or (trigger.of and one.id not in trigger.of):
            continue
        ratio = max(chance.mean, LEAST) / max(before.value, LEAST)
        if 1 / trigger.factor < ratio < trigger.factor:
            continue
        name = names.get(one.id, {"en": one.id})
        words = {"name": name, "days": trigger.horizon, "value": Likely(chance.mean), "was": Likely(before.value)}
        yield Cause(
            key=key(trigger, one.id, trigger.horizon, before.told),
            trigger=trigger.id,
            kind="judgement",
            subject=one.id,
            what=said("judgement.ours", **words),
            value=chance.mean,
            threshold=before.value,
            hypothesis=one.id,
            horizon=trigger.horizon,
            t_known=judged.as_of,
            references=seen.references(moved_by(seen, one.id, trigger.horizon)),
            tlp=judged.tlp,
            synthetic=judged.synthetic,
        )
