"""Would we see it in time? Never, too late, in time; the worst case; who is first; by date; what each next look buys; alarms beside it."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Body, Download, Page, Query
from tocsin.engine import margins, thresholds
from tocsin.engine.picturing import Picture
from tocsin.errors import CannotFinish, UsageError
from tocsin.model import Record, Time, to_json
from tocsin.model.declared import Problem
from tocsin.model.judgements import Probability
from tocsin.model.margin import Margin
from tocsin.model.tasking import Tasking
from tocsin.model.thresholds import Thresholds
from tocsin.warn import threshold_page
from tocsin.warn.drawing import body
from tocsin.warn.margin import drawn_up, phrases, told
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang, percent

DAYS = 14
"""days ahead on which a preparation could begin"""
LOOKS = 5
WORLDS = 60
"""simulated years of a curve on the desk; `tocsin threshold` takes more"""


class Mass(Record, frozen=True, kw_only=True):
    """One of the three."""

    id: str
    name: str
    chance: Probability
    words: str


class Way(Record, frozen=True, kw_only=True):
    """One strategy of one way."""

    way: str
    name: str
    share: Probability
    in_time: Probability
    too_late: Probability
    never_seen: Probability
    median_hours: float | None
    takes_hours: float | None


class Channel(Record, frozen=True, kw_only=True):
    """How often a channel is the first to tell."""

    id: str
    name: str
    share: float


class Pick(Record, frozen=True, kw_only=True):
    """Something to take next, and what it takes off the chance of not being warned in time."""

    name: str
    site: str
    at: Time | None
    cost: float
    gain: float
    left: float


class OnDay(Record, frozen=True, kw_only=True):
    """If it began on another day."""

    day: str
    in_time: Probability
    median_hours: float | None


class AlarmPoint(Record, frozen=True, kw_only=True):
    """One threshold: what it costs in false alarms, what it sees."""

    at: float
    seen: float
    seen_error: float
    """standard error over worlds"""
    false_alarms: float
    """that begin in a quiet year"""
    false_error: float
    false_days: float
    lead_days: float | None
    before: float | None
    """of 100 such alarms, about so many come before the event, at its declared rate"""


class MarginView(Record, frozen=True, kw_only=True):
    """What the page shows; `ready` false: it is being worked out."""

    ready: bool
    refused: str = ""
    condition: str = ""
    head: str = ""
    masses: tuple[Mass, ...] = ()
    said: tuple[str, ...] = ()
    """the sentences of the brief"""
    ways: tuple[Way, ...] = ()
    channels: tuple[Channel, ...] = ()
    nobody: float = 0.0
    days: tuple[OnDay, ...] = ()
    by_needs: tuple[tuple[float, float], ...] = ()
    picture: str = ""
    """the drawing by date, as SVG"""
    pathways: tuple[tuple[str, str], ...] = ()
    pathway: str = ""
    needs: float | None = None
    tasking_ready: bool = False
    picks: tuple[Pick, ...] = ()
    before: float | None = None
    after: float | None = None
    tasking_says: str = ""
    curve_asked: bool = False
    curve_ready: bool = False
    curve: tuple[AlarmPoint, ...] = ()
    curve_of: str = ""
    curve_picture: str = ""
    """the curve drawn, as SVG"""
    curve_worlds: int = 0
    assumes: tuple[str, ...] = ()
    scenarios: int = 0
    draws: int = 0
    tlp: str = "clear"
    synthetic: bool = False


class Asking(Query):
    """What may be asked."""

    pathway: str = Field("", max_length=100)
    needs: float | None = Field(None, ge=0, le=8760)
    curve: bool = False


def show(asked: Asked, query: Asking) -> MarginView:
    """Warning time under the sky of the moment, worked out in the background and kept with the picture."""
    picture = asked.picture
    problem = picture.case.declared.problem
    lang = asked.lang
    if problem.pathways is None:
        return MarginView(ready=True, refused=_no_pathways(lang))
    ways = tuple((one.id, one.name.get(lang, one.name["en"])) for one in problem.pathways.paths)
    if query.pathway and query.pathway not in dict(ways):
        raise UsageError(f"no pathway {query.pathway!r}", where="pathway", todo=f"one of {', '.join(dict(ways))}")
    question = _question(picture, query)
    found = asked.pictures.soon(picture, f"margin.{question}", lambda one: _margin(one, question))
    if found is None:
        return MarginView(ready=False, pathways=ways, pathway=query.pathway, needs=query.needs, curve_asked=query.curve)
    tasking = asked.pictures.soon(picture, f"task.{question}", lambda one: _tasking(one, question))
    curve = asked.pictures.soon(picture, f"threshold.{WORLDS}", _curve) if query.curve else None
    return _view(found, tasking, curve, problem, query, lang, ways)


def _question(picture: Picture, query: Asking) -> margins.Question:
    return margins.Question(picture.as_of, pathway=query.pathway or None, needs=query.needs, days=DAYS)


def _margin(picture: Picture, question: margins.Question) -> Margin:
    """Where element sets are held and sgp4 is not installed, imagery is blind, as in a brief."""
    try:
        return margins.ask(picture.workspace, question)
    except CannotFinish:
        return margins.ask(picture.workspace, replace(question, passes="none"))


def _tasking(picture: Picture, question: margins.Question) -> Tasking:
    asked = replace(question, days=0)
    try:
        return margins.next_taken(picture.workspace, asked, most=LOOKS)
    except CannotFinish:
        return margins.next_taken(picture.workspace, replace(asked, passes="none"), most=LOOKS)


def _curve(picture: Picture) -> Thresholds:
    """False alarms against what is seen, for the event that stands first, in simulated worlds of the declared problem."""
    problem = picture.case.declared.problem
    event = thresholds.event_of(problem, thresholds.Asking(""))
    return thresholds.curve(problem, thresholds.Asking(event), thresholds.Watched(worlds=WORLDS))


def _no_pathways(lang: Lang) -> str:
    said = Both(
        "The problem declares no pathways, so no warning time can be told.",
        "Le problème ne déclare aucune voie : aucun préavis ne peut être donné.",
    )
    return getattr(said, lang)  # type: ignore[no-any-return]


def _view(
    found: Margin,
    tasking: Tasking | None,
    curve: Thresholds | None,
    problem: Problem,
    query: Asking,
    lang: Lang,
    ways: tuple[tuple[str, str], ...],
) -> MarginView:
    channels = {one.id: one.name.get(lang, one.name["en"]) for one in problem.pathways.channels} if problem.pathways is not None else {}
    sites = {one.id: one.name.get(lang, one.name["en"]) for one in problem.places}
    hypotheses = {one.id: one.name[lang] for one in problem.hypotheses}
    return MarginView(
        ready=True,
        condition=phrases.phrase("if", lang),
        head=phrases.phrase("title", lang),
        masses=tuple(
            Mass(id=key, name=phrases.phrase(key, lang), chance=getattr(found, key), words=percent(getattr(found, key).mean, lang))
            for key in drawn_up.MASSES
        ),
        said=tuple(told.sentences(found, problem, lang)[1:]),
        ways=tuple(
            Way(
                way=one.way.get(lang, one.way["en"]),
                name=one.name.get(lang, one.name["en"]),
                share=one.share,
                in_time=one.in_time,
                too_late=one.too_late,
                never_seen=one.never_seen,
                median_hours=one.hours["p50"],
                takes_hours=one.takes_hours.get("p50"),
            )
            for one in found.strategies
        ),
        channels=tuple(Channel(id=name, name=channels.get(name, name), share=share) for name, share in found.first_seen_by.items()),
        nobody=max(0.0, 1.0 - sum(found.first_seen_by.values())),
        days=tuple(OnDay(day=one.date.isoformat(), in_time=one.in_time, median_hours=one.median) for one in found.by_date),
        by_needs=found.by_needs,
        picture=body(drawn_up.picture(found, problem, lang)),
        pathways=ways,
        pathway=query.pathway,
        needs=query.needs if query.needs is not None else found.needs_hours,
        tasking_ready=tasking is not None,
        picks=tuple(
            Pick(
                name=(one.name.get(lang) or one.name.get("en") or channels.get(one.channel or "", one.sensor or one.id)),
                site=sites.get(one.site or "", one.site or ""),
                at=one.at,
                cost=one.cost,
                gain=one.gain,
                left=one.left,
            )
            for one in (tasking.picks if tasking is not None else ())
        ),
        before=tasking.before if tasking is not None else None,
        after=tasking.after if tasking is not None else None,
        tasking_says=_not_tasking(lang),
        curve_asked=query.curve,
        curve_ready=curve is not None,
        curve=_points(curve),
        curve_picture=body(threshold_page.picture(curve, problem, lang)) if curve is not None else "",
        curve_worlds=curve.worlds if curve is not None else 0,
        curve_of=hypotheses.get(curve.hypothesis, curve.hypothesis) if curve is not None else "",
        assumes=found.assumes,
        scenarios=found.scenarios,
        draws=found.draws,
        tlp=found.tlp,
        synthetic=found.synthetic,
    )


def _not_tasking(lang: Lang) -> str:
    said = Both("Opportunities, not tasking: nothing is ordered here.", "Des occasions, pas une programmation : rien n'est commandé ici.")
    return getattr(said, lang)  # type: ignore[no-any-return]


def _points(curve: Thresholds | None) -> tuple[AlarmPoint, ...]:
    """Each threshold of the curve; nothing while it is worked out."""
    return tuple(
        AlarmPoint(
            at=one.at,
            seen=one.seen.value,
            seen_error=one.seen.error,
            false_alarms=one.false_alarms.value,
            false_error=one.false_alarms.error,
            false_days=one.false_days.value,
            lead_days=one.lead_days,
            before=next((each.before for each in one.of_hundred if each.factor == 1.0), None),
        )
        for one in (curve.curve if curve is not None else ())
    )


def timeline(asked: Asked, query: Asking) -> Body:
    """The chance of being in time by the day on which it begins, for the element that draws it. Judging while it is worked out."""
    from tocsin.desk.pictures import Judging

    picture = asked.picture
    question = _question(picture, query)
    found = asked.pictures.soon(picture, f"margin.{question}", lambda one: _margin(one, question))
    if found is None:
        raise Judging("warning time is being worked out", todo="look again in a few seconds")
    days = found.by_date
    drawn: dict[str, Any] = {
        "t": [int(datetime.combine(one.date, time(), UTC).timestamp()) for one in days],
        "scale": "linear",
        "unit": "probability",
        "series": [
            {
                "id": "in-time",
                "label": phrases.phrase("in_time", asked.lang),
                "mean": [one.in_time.mean for one in days],
                "low": [one.in_time.low for one in days],
                "high": [one.in_time.high for one in days],
            }
        ],
        "synthetic": found.synthetic,
    }
    return Body(content=to_json(drawn), media_type="application/json", name="margin-timeline.json")


PAGES = (Page(name="margin", path="/margin", title=Both("Warning time", "Préavis"), query=Asking, view=MarginView, show=show, menu=70),)
DOWNLOADS = (
    Download(
        name="margin-timeline",
        path="/margin/timeline.json",
        title=Both("Warning time by date", "Préavis par date"),
        query=Asking,
        media=("application/json",),
        make=timeline,
    ),
)
ACTIONS: tuple[Action, ...] = ()
