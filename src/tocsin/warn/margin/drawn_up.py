"""A warning time as a drawing: the three masses of each strategy, or the three by the date on which it begins, with their ranges."""

from datetime import UTC, datetime, time
from datetime import date as Day

from tocsin.model.declared import Problem
from tocsin.model.judgements import Probability
from tocsin.model.margin import Margin, StrategyMargin
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Bar, Frame, Line, Part, Picture, Point, Scale, bars, chart
from tocsin.warn.margin.phrases import phrase
from tocsin.warn.margin.told import sentences
from tocsin.warn.words import Lang, percent, typography

MASSES = ("in_time", "too_late", "never_seen")


def _point(date: Day, mass: Probability) -> Point:
    return Point(datetime.combine(date, time(), UTC), mass.mean, mass.low, mass.high)


def _named(one: StrategyMargin, lang: Lang) -> str:
    if lang == "fr":
        return typography(f"{one.way.get('fr', one.way['en'])} : {one.name.get('fr', one.name['en'])}")
    return f"{one.way['en']}: {one.name['en']}"


def picture(found: Margin, problem: Problem, lang: Lang = "en") -> Picture:
    """Days where the margin has them, else strategies."""
    said = sentences(found, problem, lang)[0]
    frame = Frame(phrase("title", lang), said, marking(found.tlp, found.synthetic), lang, note=phrase("if", lang))
    if len(found.by_date) > 1:
        lines = [Line(phrase(mass, lang), [_point(day.date, getattr(day, mass)) for day in found.by_date]) for mass in MASSES]
        return chart(frame, lines, scale=Scale("log", phrase("plot.dates", lang)))
    rows = [
        Bar(
            _named(one, lang),
            [Part(phrase(mass, lang), getattr(one, mass).mean) for mass in MASSES],
            said=percent(one.in_time.mean, lang),
        )
        for one in found.strategies
    ]
    return bars(frame, rows, scale=Scale("chance", high=1.0))
