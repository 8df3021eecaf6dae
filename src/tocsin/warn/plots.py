"""Drawings of single answers, for `--plot`: how likely (assess), what moved it (why), the past day by day (replay)."""

from tocsin.model import Assessment, Reasons
from tocsin.model.declared import Problem
from tocsin.model.replays import Replay
from tocsin.warn import pictured
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Frame, Level, Line, Picture, Point, Scale, chart
from tocsin.warn.drawing.moves import Move, moves
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.timing import CONDITION
from tocsin.warn.view import View
from tocsin.warn.words import Lang, chance, denominator, moment, number, signed

ROWS = 10
"""moves drawn; the rest are one row, so that they add up"""
NAME = 70


def likelihoods(judged: Assessment, problem: Problem, lang: Lang = "en") -> Picture:
    """Each hypothesis with its range, beside its base rate."""
    view = View(judged, (), (), (), problem, (), lang)
    return pictured.chances(view, marking(judged.tlp, judged.synthetic))


def moved(found: Reasons, problem: Problem, lang: Lang = "en") -> Picture:
    """What moved one hypothesis: since `since` where that was asked, else against no evidence. The rows add up."""
    changes = found.since is not None
    values = [(reason.change or 0.0 if changes else reason.delta, reason) for reason in found.reasons]
    told = sorted(((value, reason) for value, reason in values if value), key=lambda pair: (-abs(pair[0]), pair[1].observation))
    before = found.previous if changes and found.previous is not None else found.base_rate
    per = denominator(max(found.probability.mean, before.mean))
    rows = [
        Move(_name(problem, reason.observation, reason.indicator, reason.publisher, lang), value, _count(value, per, lang))
        for value, reason in told[:ROWS]
    ]
    rest = sum(value for value, _ in told[ROWS:])
    if told[ROWS:]:
        rows.append(Move(phrase("plot.rest", lang, count=len(told) - ROWS), rest, _count(rest, per, lang)))
    name = _hypothesis(problem, found.hypothesis, lang)
    values_told = {
        "name": name,
        "days": found.horizon,
        "before": chance(before.mean, lang, found.probability.mean),
        "now": chance(found.probability.mean, lang),
    }
    said = phrase("plot.moved.said", lang, **values_told)
    title = (
        phrase("plot.moved", lang, name=name, moment=moment(found.since, lang))
        if changes and found.since
        else phrase("plot.moved-base", lang, name=name)
    )
    frame = Frame(title, said, marking(found.tlp, found.synthetic), lang, said)
    return moves(frame, rows, unit=phrase("plot.unit", lang, per=number(per, lang)))


def past(found: Replay, problem: Problem, hypothesis: str | None = None, lang: Lang = "en") -> Picture:
    """One hypothesis, the one that moved most where none is named, as it would have been judged at each step, with its base rate."""
    days = 30 if 30 in found.horizons else found.horizons[len(found.horizons) // 2]
    at = str(days)
    chosen = hypothesis or _most_moved(found, at)
    points = [Point(step.as_of, p.mean, p.low, p.high) for step in found.steps if (p := step.hypotheses[chosen].get(at)) is not None]
    base = found.base_rate.get(chosen, {}).get(at)
    name = _hypothesis(problem, chosen, lang)
    values = {"name": name, "days": days, "since": moment(found.since, lang), "until": moment(found.until, lang)}
    ends = [chance(point.y, lang) for point in (points[0], points[-1])] if points else ["-", "-"]
    said = phrase("plot.past.said", lang, first=ends[0], last=ends[1], **values)
    notes = phrase("plot.hindsight", lang) if found.hindsight else ""
    frame = Frame(phrase("plot.past", lang, **values), said, marking(found.tlp, found.synthetic), lang, notes)
    levels = [Level(phrase("drawing.base", lang), base.mean)] if base is not None else []
    return chart(
        frame,
        [Line(phrase("drawing.ours", lang), points, steps=True)],
        scale=Scale("log", phrase("plot.probability", lang, days=days)),
        levels=levels,
    )


def _most_moved(found: Replay, at: str) -> str:
    """Whose mean went farthest, as a factor, between its least and its greatest."""

    def span(id: str) -> float:
        values = [max(step.hypotheses[id][at].mean, 1e-9) for step in found.steps if at in step.hypotheses[id]]
        return max(values, default=1.0) / min(values, default=1.0)

    return max(sorted(found.steps[0].hypotheses), key=span)


def _hypothesis(problem: Problem, id: str, lang: Lang) -> str:
    return next((h.name.get(lang) or h.name["en"] for h in problem.hypotheses if h.id == id), id)


def _name(problem: Problem, observation: str, indicator: str | None, publisher: str | None, lang: Lang) -> str:
    """`activity at warhead storage: Reuters`; silence, a condition, passing time and other numbers by their own words."""
    names = {i.id: i.name.get(lang) or i.name["en"] for i in problem.indicators}
    if observation in ("time", "declarations"):
        return phrase(f"plot.{observation}", lang)
    if observation.startswith(CONDITION):
        id = observation.removeprefix(CONDITION)
        return next((c.name.get(lang) or c.name["en"] for c in problem.conditions if c.id == id), id)
    about = names.get(indicator or "", indicator or "")
    if observation.startswith("silence:"):
        return phrase("plot.silence", lang, indicator=names.get(observation.partition(":")[2], about))
    who = shortened(line(publisher), NAME) if publisher else phrase("unknown-publisher", lang)
    return phrase("plot.origin", lang, indicator=about, who=who) if about else who


def _count(value: float, per: int, lang: Lang) -> str:
    return signed(round(value * per), lang)
