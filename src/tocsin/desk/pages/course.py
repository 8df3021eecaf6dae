"""The course of a judgement over days: what the chart of series draws, and the same as a table."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from pydantic import Field

from tocsin.desk import telling
from tocsin.desk.declared import Asked, NotThere, Page, Query
from tocsin.engine import courses
from tocsin.engine.courses import Course
from tocsin.engine.picturing import Picture
from tocsin.model import Probability, Record
from tocsin.model.replays import Move, Step
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import Both
from tocsin.warn.view import View
from tocsin.warn.words import denominator, signed

JUMP = math.log(1.25)
"""a day is marked on which the mean went up by a quarter, or down as far: smaller steps are time passing"""
MOST = 40
"""marked days"""
NAME = 60


class Series(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the chart; null where a day has no number."""

    id: str
    label: str
    mean: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    href: str = ""


class Base(Record, frozen=True, kw_only=True):
    """The rate without evidence."""

    series: str
    label: str
    value: float
    low: float
    high: float


class Mark(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A judgement of somebody else."""

    t: int
    label: str
    href: str
    low: float | None = None
    high: float | None = None
    value: float | None = None


class Jump(Record, frozen=True, kw_only=True):
    """A day on which it moved far, and where it is said by what."""

    t: int
    series: str
    delta: float
    label: str
    href: str


class Timeline(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the chart draws: times in seconds since 1970, ascending; `scale` and `unit` say how."""

    t: tuple[int, ...]
    scale: str
    unit: str
    series: tuple[Series, ...]
    base: tuple[Base, ...]
    marks: tuple[Mark, ...]
    jumps: tuple[Jump, ...]
    synthetic: bool
    missing: int
    """days that are not judged yet"""
    hindsight: tuple[str, ...]
    horizon: int


class Asking(Query):
    """Of which hypothesis (all), within how many days."""

    hypothesis: str | None = Field(None, max_length=200)
    horizon: int = Field(30, ge=1, le=3650)


def course_of(asked: Asked, picture: Picture) -> Course:
    """The course of a picture: all of it where it is there, else what of it is judged already, while the rest is begun."""
    many = min(courses.DRAWS, picture.judged.draws)
    whole = asked.pictures.soon(picture, "course", lambda held: courses.work(held, many), slow=True)
    if whole is not None:
        return whole
    return courses.kept(picture, asked.pictures.once(picture, "days of the course", lambda held: courses.days_of(held, many)))


def show(asked: Asked, query: Asking) -> Timeline:
    """Days, the base rate, other people's judgements, and the days on which it moved far. NotThere: no such hypothesis."""
    picture = asked.picture
    view = telling.view(asked, picture)
    chosen = [one.id for one in view.ordered() if query.hypothesis in (None, one.id)]
    if not chosen:
        raise NotThere("the problem has no such hypothesis", where=query.hypothesis or "", todo="choose one from the list of hypotheses")
    horizon = query.horizon if query.horizon in picture.judged.horizons else view.days()
    course = course_of(asked, picture)
    now = {one.id: one.probability for one in picture.judged.hypotheses}
    times = [step.as_of for step in course.days] + [picture.as_of]
    days: list[Mapping[str, Mapping[str, Probability]]] = [*(step.hypotheses for step in course.days), now]
    one = len(chosen) == 1
    return Timeline(
        t=tuple(_seconds(when) for when in times),
        scale="log",
        unit="probability",
        series=tuple(_series(id, days, str(horizon), view, asked.frozen) for id in chosen),
        base=tuple(base for id in chosen if one and (base := _base(id, horizon, view)) is not None),
        marks=_marks(chosen[0], view, asked.frozen, times[0]) if one else (),
        jumps=tuple(jump for id in chosen for jump in _jumps(id, course, picture, str(horizon), view)) if one else (),
        synthetic=picture.synthetic,
        missing=course.missing,
        hindsight=course.hindsight,
        horizon=horizon,
    )


def _series(id: str, days: list[Mapping[str, Mapping[str, Probability]]], horizon: str, view: View, frozen: str) -> Series:
    values = [day.get(id, {}).get(horizon) for day in days]
    return Series(
        id=id,
        label=view.hypothesis(id),
        mean=tuple(value.mean if value is not None else None for value in values),
        low=tuple(value.low if value is not None else None for value in values),
        high=tuple(value.high if value is not None else None for value in values),
        href=f"/hypotheses/{id}{frozen}",
    )


def _base(id: str, horizon: int, view: View) -> Base | None:
    judged = next(one for one in view.assessment.hypotheses if one.id == id)
    rate = judged.base_rate.get(str(horizon))
    label = view.say("drawing.base")
    return Base(series=id, label=label, value=rate.mean, low=rate.low, high=rate.high) if rate is not None else None


def _marks(id: str, view: View, frozen: str, since: datetime) -> tuple[Mark, ...]:
    """Third parties' judgements with a range, from the course's first day on."""
    found = []
    for judged in view.assessment.judgements:
        if judged.hypothesis != id or judged.low is None or judged.high is None or judged.t_known < since:
            continue
        found.append(
            Mark(
                t=_seconds(judged.t_known),
                label=shortened(f"{line(judged.by)}: {line(judged.phrase)}", NAME),
                href=f"/statements/{judged.statement}{frozen}",
                low=judged.low,
                high=judged.high,
            )
        )
    return tuple(sorted(found, key=lambda mark: (mark.t, mark.label)))


def _jumps(id: str, course: Course, picture: Picture, horizon: str, view: View) -> tuple[Jump, ...]:
    """The days on which the mean moved by a quarter or more, the farthest first where there are many."""
    found: list[tuple[float, Jump]] = []
    for before, after in zip(course.days, course.days[1:], strict=False):
        was, now = before.hypotheses.get(id, {}).get(horizon), after.hypotheses.get(id, {}).get(horizon)
        if was is None or now is None or was.mean <= 0 or now.mean <= 0:
            continue
        far = abs(math.log(now.mean / was.mean))
        if far >= JUMP:
            found.append((far, _jump(id, before, after, was, now, view, picture)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(sorted((jump for _, jump in found[:MOST]), key=lambda jump: jump.t))


def _jump(id: str, before: Step, after: Step, was: Probability, now: Probability, view: View, picture: Picture) -> Jump:
    per = denominator(max(was.mean, now.mean))
    move = next((one for one in after.moves if one.hypothesis == id), None)
    said = f"{signed(round((now.mean - was.mean) * per), view.lang)}/{per}"
    frozen = f"&as_of={picture.as_of:%Y-%m-%dT%H:%M:%SZ}"
    return Jump(
        t=_seconds(after.as_of),
        series=id,
        delta=now.mean - was.mean,
        label=shortened(f"{said}: {_mover(move, view)}", 2 * NAME),
        href=f"/hypotheses/{id}?since={_address(before.as_of)}&until={_address(after.as_of)}{frozen}#moved",
    )


def _mover(move: Move | None, view: View) -> str:
    """What did most of a day's move, in words."""
    if move is None or move.by == "time":
        return view.say("plot.time")
    name = view.indicator(move.indicator) if move.indicator else ""
    if move.by == "silence":
        return view.say("plot.silence", indicator=name)
    return view.say("plot.origin", indicator=name, who=line(move.publisher or "?")) if name else line(move.publisher or "?")


def _seconds(when: datetime) -> int:
    return round(when.timestamp())


def _address(when: datetime) -> str:
    """As an address holds it, to the second above: the end of a day is the next one's first moment, and all of that day was known."""
    whole = when.astimezone(UTC)
    whole = whole.replace(microsecond=0) + timedelta(seconds=1) if whole.microsecond else whole
    return f"{whole:%Y-%m-%dT%H:%M:%SZ}"


PAGES = (Page(name="course", path="/course", title=Both("Day by day", "Jour par jour"), query=Asking, view=Timeline, show=show),)
