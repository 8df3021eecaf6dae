"""Hypotheses: how likely each is, beside its base rate, how that came about day by day, and what moved it, down to the words."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from tocsin.desk import moved, telling
from tocsin.desk.declared import Action, Asked, NotThere, Page, Query
from tocsin.desk.moved import Moved
from tocsin.desk.pages.course import course_of
from tocsin.engine import courses, reasons
from tocsin.engine.picturing import Picture
from tocsin.errors import UsageError
from tocsin.judge.sentences import translated
from tocsin.model import HypothesisJudgement, Probability, Record, ThirdPartyJudgement, Time
from tocsin.warn import plots, timing
from tocsin.warn.drawing import body
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import Both, yardstick_words
from tocsin.warn.view import View
from tocsin.warn.words import Lang, chance, span

CARRIERS, PHRASE = 5, 120
"""declared ranges named that make a hypothesis's own range wide; characters of what somebody said who used no estimative words"""


class Within(Record, frozen=True, kw_only=True):
    """A probability within so many days."""

    days: int
    probability: Probability
    base_rate: Probability | None
    said: str
    base_said: str


class Row(Record, frozen=True, kw_only=True):
    """One hypothesis, as listed."""

    id: str
    name: str
    definition: str
    within: tuple[Within, ...]
    confidence: Literal["low", "moderate", "high"]
    over: bool


class Hypotheses(Record, frozen=True, kw_only=True):
    """What the list shows."""

    as_of: Time
    horizons: tuple[int, ...]
    horizon: int
    rows: tuple[Row, ...]


class Other(Record, frozen=True, kw_only=True):
    """Somebody else's judgement, in their words."""

    by: str
    via: tuple[str, ...]
    phrase: str
    low: float | None
    high: float | None
    yardstick: str | None
    horizon: str
    date: str | None
    change: str | None
    condition: str | None
    dissent: bool
    known: Time
    href: str


class Carrier(Record, frozen=True, kw_only=True):
    """One declared range, and how much of this hypothesis's range it carries."""

    parameter: str
    at: str | None
    share: float


class Hypothesis(Record, frozen=True, kw_only=True):
    """What the page of one hypothesis shows."""

    id: str
    name: str
    definition: str
    as_of: Time
    horizon: int
    within: tuple[Within, ...]
    words: str | None
    """the yardstick's words at 30 days; none below 1%"""
    prior_times_10: str
    prior_over_10: str
    confidence: Literal["low", "moderate", "high"]
    why: tuple[str, ...]
    over: bool
    happened: str | None
    """on whose word it has happened"""
    course_days: int
    course_missing: int
    hindsight: tuple[str, ...]
    drawing: str
    """an SVG of the course, for who runs no script; empty where no day is judged yet"""
    moved: Moved | None
    """None: it is being worked out"""
    others: tuple[Other, ...]
    carriers: tuple[Carrier, ...]
    range_said: str


class AskingList(Query):
    """What may be asked of the list."""

    horizon: int = Field(30, ge=1, le=3650)


class AskingOne(Query):
    """What may be asked of one."""

    id: str = Field(max_length=200)
    since: datetime | None = None
    until: datetime | None = None
    """what moved it between these, instead of against no evidence"""
    by: Literal["origin", "indicator"] = "origin"


def show_list(asked: Asked, query: AskingList) -> Hypotheses:
    """Every hypothesis at one horizon."""
    picture = asked.picture
    view = telling.view(asked, picture)
    horizons = picture.judged.horizons
    return Hypotheses(
        as_of=picture.as_of,
        horizons=horizons,
        horizon=query.horizon if query.horizon in horizons else view.days(),
        rows=tuple(_row(one, view) for one in view.ordered()),
    )


def show(asked: Asked, query: AskingOne) -> Hypothesis:
    """One hypothesis. NotThere: the problem has none of that id."""
    picture = asked.picture
    view = telling.view(asked, picture)
    judged = next((one for one in view.assessment.hypotheses if one.id == query.id), None)
    if judged is None:
        raise NotThere("the problem has no such hypothesis", where=query.id, todo="choose one from the list of hypotheses")
    row = _row(judged, view)
    course = course_of(asked, picture)
    like = judged.probability[str(view.days())].mean
    return Hypothesis(
        id=row.id,
        name=row.name,
        definition=row.definition,
        as_of=picture.as_of,
        horizon=view.days(),
        within=row.within,
        words=yardstick_words(judged.words, asked.lang) if judged.words is not None else None,
        prior_times_10=chance(judged.prior_times_10, asked.lang, like),
        prior_over_10=chance(judged.prior_over_10, asked.lang, like),
        confidence=row.confidence,
        why=tuple(line(translated(one, asked.lang)) for one in judged.confidence.why),
        over=row.over,
        happened=line(judged.happened.on_whose_word) if judged.happened is not None else None,
        course_days=len(course.days),
        course_missing=course.missing,
        hindsight=course.hindsight,
        drawing=_drawing(picture, course, judged.id, asked),
        moved=_moved(asked, picture, view, query),
        others=tuple(_other(one, view, asked.frozen) for one in view.assessment.judgements if one.hypothesis == judged.id),
        carriers=_carriers(judged.id, view),
        range_said=view.assessment.range,
    )


def _row(judged: HypothesisJudgement, view: View) -> Row:
    declared = next((one for one in view.problem.hypotheses if one.id == judged.id), None)
    return Row(
        id=judged.id,
        name=view.hypothesis(judged.id),
        definition=view.label(declared.definition, "") if declared is not None else "",
        within=tuple(_within(int(days), judged, view.lang) for days in sorted(judged.probability, key=int)),
        confidence=judged.confidence.level,
        over=timing.is_over(judged),
    )


def _within(days: int, judged: HypothesisJudgement, lang: Lang) -> Within:
    value, base = judged.probability[str(days)], judged.base_rate.get(str(days))
    return Within(
        days=days,
        probability=value,
        base_rate=base,
        said=f"{chance(value.mean, lang)} ({span(value, lang)})",
        base_said=f"{chance(base.mean, lang, value.mean)} ({span(base, lang, value.mean)})" if base is not None else "",
    )


def _drawing(picture: Picture, course: courses.Course, id: str, asked: Asked) -> str:
    if not course.days:
        return ""
    problem = picture.case.declared.problem
    key = f"drawn.{id}.{asked.lang}.{len(course.days)}"
    return asked.pictures.once(picture, key, lambda held: body(plots.past(courses.as_replay(course, held), problem, id, asked.lang)))


def _moved(asked: Asked, picture: Picture, view: View, query: AskingOne) -> Moved | None:
    """What moved it: against no evidence from the picture itself; between two moments worked out behind the reader's back."""
    if query.since is None and query.until is None:
        found = asked.pictures.once(picture, f"reasons.{query.id}", lambda held: reasons.of_picture(held, query.id))
        return moved.of(found, view, asked.frozen, by=query.by)
    until = query.until or picture.as_of
    since = query.since
    if since is None or since.tzinfo is None or until.tzinfo is None:
        raise UsageError("two moments with their zones are needed", where="since, until", todo="e.g. since=2022-10-01T00:00:00Z")
    key = f"between.{query.id}.{since.isoformat()}.{until.isoformat()}"
    many = min(picture.judged.draws, moved.DRAWS)
    between = asked.pictures.soon(picture, key, lambda held: reasons.between(held, query.id, since, until, many))
    return moved.of(between, view, asked.frozen, by=query.by) if between is not None else None


def _other(judged: ThirdPartyJudgement, view: View, frozen: str) -> Other:
    statement = view.statement.get(judged.statement)
    anonymous = statement is not None and (statement.holder or statement.speaker).kind == "anonymous"
    return Other(
        by=line(judged.by) if not anonymous else line(statement.speaker.text or judged.by) if statement is not None else "",
        via=tuple(line(view.publisher(hop)) for hop in judged.via),
        phrase=line(judged.phrase) or (shortened(statement.text, PHRASE) if statement is not None else ""),
        low=judged.low,
        high=judged.high,
        yardstick=judged.yardstick,
        horizon=judged.horizon,
        date=judged.date,
        change=judged.change,
        condition=line(judged.conditional_on) if judged.conditional_on else None,
        dissent=judged.dissent,
        known=judged.t_known,
        href=f"/statements/{judged.statement}{frozen}",
    )


def _carriers(id: str, view: View) -> tuple[Carrier, ...]:
    mine = [one for one in view.assessment.sensitivity if one.hypothesis == id]
    mine.sort(key=lambda one: (-one.share, one.parameter))
    return tuple(Carrier(parameter=one.parameter, at=one.at, share=one.share) for one in mine[:CARRIERS])


PAGES = (
    Page(
        name="hypotheses",
        path="/hypotheses",
        title=Both("Hypotheses", "Hypothèses"),
        query=AskingList,
        view=Hypotheses,
        show=show_list,
        menu=1,
    ),
    Page(
        name="hypothesis",
        path="/hypotheses/{id}",
        title=Both("Hypothesis", "Hypothèse"),
        query=AskingOne,
        view=Hypothesis,
        show=show,
    ),
)
ACTIONS: tuple[Action, ...] = ()
