"""What a judgement is told beside its evidence, and its look back, in words: events in the record, conditions that hold, days gone by."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time
from datetime import date as Day

from tocsin.model import Assessment, BriefSentence, Happening, HypothesisJudgement, ProcessCourse
from tocsin.model.declared import Problem
from tocsin.warn.neutral import line, shortened
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import day, percent

EARLIER = "earlier:"
"""of influences: what older origins say of one indicator"""
CONDITION = "condition:"
WORD = 60
WIDTH = 100
RECENT = 90
"""days for which a condition that has ended is still shown"""
ROWS = 30
"""days of a look back that a table shows, evenly spread; the JSON has all"""


def is_over(judged: HypothesisJudgement) -> bool:
    """Whether a hypothesis's process has ended: it has happened, or can no longer."""
    return all(p.low == p.high and p.mean in (0.0, 1.0) for p in judged.probability.values())


def standing(judged: HypothesisJudgement) -> str:
    """`happened` or `over` for a hypothesis whose process has ended."""
    return "happened" if judged.happened is not None else "over"


def on_day(date: Day, lang: str) -> str:
    return day(datetime.combine(date, time(), UTC), "fr" if lang == "fr" else "en")


def latest(events: Sequence[Happening]) -> list[tuple[Happening, int]]:
    """The last event of each hypothesis, by day, with how many there are in the record: what recurs is told once."""
    last = {event.hypothesis: event for event in sorted(events, key=lambda event: event.date)}
    count = Counter(event.hypothesis for event in events)
    return [(event, count[event.hypothesis]) for event in sorted(last.values(), key=lambda event: (event.date, event.hypothesis))]


def happened(view: View) -> Sentences:
    """One sentence for each hypothesis with an absorbing event in the record: when the last was, and on whose word."""
    return [
        BriefSentence(
            section="key-judgements",
            text=view.say(
                "happened" if count == 1 else "happened.again",
                count=str(count),
                name=view.hypothesis(event.hypothesis),
                day=on_day(event.date, view.lang),
                who=shortened(line(event.on_whose_word), WORD),
            ),
            references=(view.judged(f"happened.{event.hypothesis}"),),
        )
        for event, count in latest(view.assessment.happened)
    ]


def lines(judged: Assessment, problem: Problem) -> list[str]:
    """Events, conditions and the look back as lines of an English table of an assessment; none where there are none."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    conditions = {c.id: c.name.get("en", c.id) for c in problem.conditions}
    out = []
    for event, count in latest(judged.happened):
        said = shortened(line(event.on_whose_word), WORD)
        again = "" if count == 1 else f" (the last of {count} in the record)"
        out.append(
            f"Happened{again}: {names.get(event.hypothesis, event.hypothesis)}, on {on_day(event.date, 'en')}, on the word of {said}"
        )
    for held in judged.conditions:
        if held.condition not in conditions or (held.until is not None and (judged.as_of.date() - held.until).days > RECENT):
            continue
        since, until = on_day(held.since, "en"), None if held.until is None else on_day(held.until, "en")
        when = f"since {since}" if until is None else f"on {since}" if since == until else f"from {since} to {until}"
        sure = "" if held.low == held.high == 1.0 else f", disputed ({percent(held.low, 'en')} to {percent(held.high, 'en')})"
        said = shortened(line(held.on_whose_word), WORD)
        told = f"Condition: {line(conditions[held.condition])}, {when}{sure}, on the word of {said}"
        out += textwrap.wrap(told, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    for course in judged.course:
        out += ["", *_course(course)]
    return [*out, ""] if out else []


def _course(course: ProcessCourse) -> list[str]:
    """Looking back on one process: a row a day, or every so many days."""
    if not course.days:
        return []
    step = -(-len(course.days) // ROWS)
    shown = course.days[::-1][::step][::-1]
    states = [state.id for state in shown[0].filtered]
    width = max(10, *(len(name) for name in states))
    head = f"{'looking back on ' + course.id:<26}" + "".join(f"  {name:>{width}}" for name in states)
    out = [head, "(given what was dated up to the day -> given all that is known now)"]
    for one in shown:
        pairs = zip(one.filtered, one.smoothed, strict=True)
        told = [f"{percent(a.probability.mean, 'en')} -> {percent(b.probability.mean, 'en')}" for a, b in pairs]
        out.append(f"{on_day(one.day, 'en'):<26}" + "".join(f"  {text:>{width}}" for text in told))
    return out
