"""The drawings of a brief: how likely beside the base rates, how it went, who was watching, and where the watched places lie."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from tocsin.model import BriefDrawing, Coverage
from tocsin.model.declared import Place
from tocsin.model.trends import Trend
from tocsin.model.warning import Section
from tocsin.warn import timing, trending
from tocsin.warn.drawing import Frame, Picture, Ranged, Row, Scale, Site, Stretch, Tick, body, ranges, rows, site_map
from tocsin.warn.view import View
from tocsin.warn.words import chance, listed, semicolons

DAYS = 30
"""shown of the watch"""
FAR_LON, FAR_LAT = 22.0, 14.0
"""degrees from the middle of the watched places beyond which one is named under the map: it would make all others one dot"""


def drawings(view: View, marking: str, coverage: Sequence[Coverage], trend: Trend | None = None) -> tuple[BriefDrawing, ...]:
    """How likely, how it went where that was worked out, who was watching, then the map where the problem watches places."""
    found = [_drawing("chances", "key-judgements", chances(view, marking))]
    if trend is not None and trend.days and not timing.is_over(view.main()):
        found.append(_drawing("trend", "changed", trending.picture(trend, view.problem, view.lang, marking)))
    if view.evidence():
        found.append(_drawing("watch", "board", _watch(view, marking, coverage)))
    if any(place.known_since <= view.assessment.as_of.date() for place in view.problem.places):
        found.append(_drawing("places", "blind", _places(view, marking)))
    return tuple(found)


def _drawing(id: str, section: Section, picture: Picture) -> BriefDrawing:
    return BriefDrawing(id=id, section=section, title=picture.frame.title, said=picture.frame.said, svg=body(picture))


def chances(view: View, marking: str) -> Picture:
    """Every hypothesis that is not over at the brief's horizon, beside its base rate."""
    at = str(view.days())
    given, told = [], []
    for judged in view.ordered():
        if timing.is_over(judged):
            continue
        value, base = judged.probability[at], judged.base_rate.get(at)
        name, said = view.hypothesis(judged.id), chance(value.mean, view.lang)
        given.append(Ranged(name, value.mean, value.low, value.high, base.mean if base else None, said))
        against = chance(base.mean, view.lang, value.mean) if base else "-"
        told.append(view.say("drawing.chances.item", name=name, chance=said, base=against))
    said = view.say("drawing.chances.said", list=semicolons(told, view.lang))
    frame = Frame(view.say("drawing.chances", days=at), said, marking, view.lang)
    key = (view.say("drawing.ours"), view.say("drawing.base"))
    return ranges(frame, given, scale=Scale("log", view.say("drawing.chances.unit")), key=key)


def _watch(view: View, marking: str, coverage: Sequence[Coverage]) -> Picture:
    until = view.assessment.as_of
    start = until - timedelta(days=DAYS)
    known: dict[str, set[datetime]] = {}
    for origin in view.origins:
        for id in origin.statements:
            statement = view.statement.get(id)
            for indicator in statement.indicators if statement else ():
                known.setdefault(indicator, set()).add(max(start, origin.first_seen))
    given = []
    for row in view.evidence():
        mine = [one for one in coverage if one.indicator == row.id and one.t_end > start and one.t_start < until and one.t_known <= until]
        stretches = [
            _stretch(one, start, until)
            for one in sorted(mine, key=lambda one: (one.status, one.t_start, one.id))
            if one.status != "not-watched"
        ]
        ticks = [Tick(moment) for moment in sorted(known.get(row.id, ())) if start < moment <= until]
        given.append(Row(view.indicator(row.id), stretches, ticks))
    never = [row.name for row in given if not row.stretches]
    said = view.say("drawing.watch.said", list=listed(never, view.lang) if never else view.say("drawing.watch.none"))
    frame = Frame(view.say("drawing.watch", days=DAYS), said, marking, view.lang)
    key: list[tuple[str, str]] = [
        ("light", view.say("drawing.watched")),
        ("broken", view.say("drawing.broken")),
        ("dot", view.say("drawing.known")),
    ]
    return rows(frame, given, key=key, span=(start, until))  # type: ignore[arg-type]  # literals above


def _stretch(one: Coverage, start: datetime, until: datetime) -> Stretch:
    return Stretch(max(start, one.t_start), min(until, one.t_end), "broken" if one.status == "broken" else "light")


def _places(view: View, marking: str) -> Picture:
    held = [place for place in view.problem.places if place.known_since <= view.assessment.as_of.date()]
    middle = (median(place.lon for place in held), median(place.lat for place in held))
    near = [place for place in held if abs(place.lon - middle[0]) <= FAR_LON and abs(place.lat - middle[1]) <= FAR_LAT] or held

    def name(place: Place) -> str:
        return view.label(place.name, place.id)

    far = [name(place) for place in held if place not in near]
    said = view.say("drawing.places.said", count=len(near), list=semicolons([name(place) for place in near], view.lang))
    note = view.say("drawing.places.more", list=listed(far, view.lang)) if far else ""
    frame = Frame(view.say("drawing.places"), said, marking, view.lang, note)
    return site_map(frame, [Site(name(place), place.lat, place.lon) for place in near])
