"""How a judgement went over the last weeks, in sentences, as a table and as a drawing, in English and French."""

import textwrap
from collections.abc import Mapping
from datetime import UTC, datetime, time
from datetime import date as Day

from tocsin.model import BriefSentence, Reference
from tocsin.model.declared import Problem
from tocsin.model.trends import Trend, TrendDay, TrendMove
from tocsin.warn.drawing import Frame, Level, Line, Mark, Picture, Point, Scale, chart
from tocsin.warn.marking import unreleased
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import Lang, chance, day, semicolons, typography

JUMPS = 3
"""days told; a drawing marks them too"""
MOVERS = 2
"""told of a day"""
NAME = 60
MOVED = 41
"""columns for what moved it: a table is 100 wide"""
DECLARED = Reference(declared="tocsin trend --json")


def sentences(view: View, found: Trend | None) -> Sentences:
    """From where to where, the highest day, the largest moves of a day with what moved them, and what of it is today's knowledge."""
    if found is None or len(found.days) < 2:
        return []
    lang, last = view.lang, found.days[-1].probability.mean
    first, top = found.days[0], max(found.days, key=lambda one: one.probability.mean)
    values = {
        "days": len(found.days) - 1,
        "first": chance(first.probability.mean, lang, last),
        "start": on(first.day, lang),
        "last": chance(last, lang),
        "top": on(top.day, lang),
        "highest": chance(top.probability.mean, lang),
        "low": chance(top.probability.low, lang, top.probability.mean),
        "high": chance(top.probability.high, lang, top.probability.mean),
    }
    told = [BriefSentence(section="changed", text=view.say("trend.whole", **values), references=(DECLARED,))]
    jumps = largest(found)
    if jumps:
        text = view.say("trend.jumps", list=semicolons([_jump(before, one, view.problem, lang) for before, one in jumps], lang))
        origins = [view.origin[move.origin] for _, one in jumps for move in one.moves[:MOVERS] if move.origin in view.origin]
        references = (*(reference for origin in dict.fromkeys(origins) for reference in view.of_origin(origin)), DECLARED)
        told.append(BriefSentence(section="changed", text=text, references=references))
    else:
        told.append(BriefSentence(section="changed", text=view.say("trend.none"), references=(DECLARED,)))
    return [*told, BriefSentence(section="changed", role="caveat", text=view.say("trend.today"), references=(DECLARED,))]


def largest(found: Trend, most: int = JUMPS) -> list[tuple[TrendDay, TrendDay]]:
    """The days whose news moved it most, by the factor, each with the day before it; in order of their dates."""
    pairs = [(before, one) for before, one in zip(found.days, found.days[1:], strict=False) if one.moves]

    def factor(pair: tuple[TrendDay, TrendDay]) -> float:
        before, after = (max(one.probability.mean, 1e-12) for one in pair)
        return max(before, after) / min(before, after)

    return sorted(sorted(pairs, key=factor, reverse=True)[:most], key=lambda pair: pair[1].day)


def picture(found: Trend, problem: Problem, lang: Lang = "en", mark: str | None = None) -> Picture:
    """Day by day with its 90% range and the base rate; the largest moves of a day numbered, named below. `mark`: else its own."""
    points = [Point(_noon(one.day), one.probability.mean, one.probability.low, one.probability.high) for one in found.days]
    name = _hypothesis(problem, found.hypothesis, lang)
    ends = [chance(one.y, lang) for one in (points[0], points[-1])]
    values = {"name": name, "days": found.horizon, "since": on(found.days[0].day, lang), "until": on(found.days[-1].day, lang)}
    said = phrase("plot.past.said", lang, first=ends[0], last=ends[1], **values)
    frame = Frame(
        phrase("trend.title", lang, name=name, days=found.horizon),
        said,
        mark if mark is not None else unreleased(found.tlp, found.synthetic),
        lang,
        phrase("trend.today", lang),
    )
    return chart(
        frame,
        [Line(phrase("drawing.ours", lang), points)],
        scale=Scale("log", phrase("plot.probability", lang, days=found.horizon)),
        levels=[Level(phrase("drawing.base", lang), found.base_rate.mean)],
        marks=[Mark(_noon(one.day), _jump(before, one, problem, lang)) for before, one in largest(found)],
    )


def table(found: Trend, problem: Problem, lang: Lang = "en") -> str:
    """A row a day: mean, 90% range, and what moved it where it jumped; the marking opens and closes it."""
    mark = unreleased(found.tlp, found.synthetic)
    head = [phrase(f"trend.{key}", lang) for key in ("day", "mean", "range", "moved")]
    rows = [mark, phrase("trend.title", lang, name=_hypothesis(problem, found.hypothesis, lang), days=found.horizon), "", _row(*head)]
    for one in found.days:
        p = one.probability
        span = f"{chance(p.low, lang, p.mean)} - {chance(p.high, lang, p.mean)}"
        rows.append(_row(on(one.day, lang), chance(p.mean, lang), span, semicolons([_move(m, problem, lang) for m in one.moves], lang)))
    base = f"{phrase('drawing.base', lang)}{': ' if lang == 'en' else chr(0x202F) + ': '}{chance(found.base_rate.mean, lang)}"
    return "\n".join([*rows, "", base, *textwrap.wrap(phrase("trend.today", lang), 100), mark]) + "\n"


def _row(when: str, mean: str, span: str, moved: str) -> str:
    first, *more = textwrap.wrap(moved, MOVED, break_on_hyphens=False) or [""]
    return "\n".join([f"{when:<19}{mean:<13}{span:<27}{first}".rstrip(), *(" " * 59 + each for each in more)])


def _jump(before: TrendDay, one: TrendDay, problem: Problem, lang: Lang) -> str:
    after = one.probability.mean
    return phrase(
        "trend.jump",
        lang,
        day=on(one.day, lang),
        before=chance(before.probability.mean, lang, after),
        after=chance(after, lang, before.probability.mean),
        what=semicolons([_move(move, problem, lang) for move in one.moves[:MOVERS]], lang),
    )


def _move(move: TrendMove, problem: Problem, lang: Lang) -> str:
    names = {i.id: _label(i.name, lang) for i in problem.indicators}
    about = names.get(move.indicator or "", move.indicator or "")
    if move.observation.startswith("silence:"):
        return phrase("trend.silence", lang, indicator=about)
    who = shortened(line(move.publisher), NAME) if move.publisher else phrase("unknown-publisher", lang)
    return phrase("trend.origin", lang, indicator=about, who=who)


def _hypothesis(problem: Problem, id: str, lang: Lang) -> str:
    return next((_label(h.name, lang) for h in problem.hypotheses if h.id == id), id)


def _label(labels: Mapping[str, str], lang: Lang) -> str:
    return typography(labels["fr"]) if lang == "fr" and "fr" in labels else labels["en"]


def on(date: Day, lang: Lang) -> str:
    """`4 October 2022`."""
    return day(_noon(date), lang)


def _noon(date: Day) -> datetime:
    return datetime.combine(date, time(12), UTC)
