"""A warning time as a drawing: the three masses of each strategy, or, by date, the chance of being in time day by day."""

from datetime import UTC, datetime, time

from tocsin.model.declared import Problem
from tocsin.model.margin import Margin
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Bar, Frame, Line, Part, Picture, Point, Scale, bars, chart
from tocsin.warn.margin.phrases import phrase
from tocsin.warn.margin.told import sentences
from tocsin.warn.words import Lang, percent

MASSES = ("in_time", "too_late", "never_seen")


def picture(found: Margin, problem: Problem, lang: Lang = "en") -> Picture:
    """Days where the margin has them, else strategies."""
    said = sentences(found, problem, lang)[0]
    frame = Frame(phrase("title", lang), said, marking(found.tlp, found.synthetic), lang, note=phrase("if", lang))
    if len(found.by_date) > 1:
        points = [
            Point(datetime.combine(day.date, time(), UTC), day.in_time.mean, day.in_time.low, day.in_time.high) for day in found.by_date
        ]
        return chart(frame, [Line(phrase("in_time", lang), points)], scale=Scale("chance"))
    rows = [
        Bar(
            f"{one.way.get(lang, one.way['en'])}: {one.name.get(lang, one.name['en'])}",
            [Part(phrase(mass, lang), getattr(one, mass).mean) for mass in MASSES],
            said=percent(one.in_time.mean, lang),
        )
        for one in found.strategies
    ]
    return bars(frame, rows, scale=Scale("chance", high=1.0))
