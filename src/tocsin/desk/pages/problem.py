"""Problem: all that is declared, readable: hypotheses, states, indicators, lines, ways, places, and every number with who says so."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import replace
from pydantic import Field

from tocsin.desk import telling
from tocsin.desk.declared import Asked, Page, Query
from tocsin.engine.picturing import Picture
from tocsin.model import Assumption, Record
from tocsin.model.declared import Indicator, Problem, Process, Range
from tocsin.model.numbers import numbers
from tocsin.warn.phrases import Both
from tocsin.warn.view import View
from tocsin.warn.words import Lang, chance, number

A_PAGE = 100


class Value(Record, frozen=True, kw_only=True):
    """A declared number in words, and who says so."""

    said: str
    source: str | None
    """None: an assumption"""
    note: str | None = None
    at: str | None = None


class HypothesisRow(Record, frozen=True, kw_only=True):
    """One hypothesis."""

    id: str
    name: str
    definition: str
    process: str | None
    expected: Value | None
    """its chance within 30 days with no evidence, as declared"""


class State(Record, frozen=True, kw_only=True):
    """One state of a ladder."""

    id: str
    name: str
    prior: str


class Move(Record, frozen=True, kw_only=True):
    """From one state to another, or to an event: chance a day."""

    before: str
    after: str
    value: Value


class ProcessRow(Record, frozen=True, kw_only=True):
    """One ladder."""

    id: str
    name: str
    prior_note: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]


class Seen(Record, frozen=True, kw_only=True):
    """How likely an indicator is on, in one state."""

    process: str
    state: str
    value: Value


class IndicatorRow(Record, frozen=True, kw_only=True):
    """One indicator, and what it means."""

    id: str
    name: str
    what: str
    side: str
    role: str
    direction: str
    cheap: bool
    likely: tuple[Seen, ...]
    episode: Value | None
    concealed: Value | None
    published: Value | None


class Dated(Record, frozen=True, kw_only=True):
    """A red line, a text of doctrine, or another dated entry."""

    id: str
    name: str
    date: str
    what: str
    source: str
    note: str = ""


class Way(Record, frozen=True, kw_only=True):
    """One way to an event, step by step."""

    id: str
    name: str
    hypothesis: str
    share: Value
    steps: tuple[tuple[str, Value], ...]
    """name, and how many hours it takes at the median"""


class Spot(Record, frozen=True, kw_only=True):
    """One watched place, to 0.1 degree."""

    id: str
    name: str
    lat: float
    lon: float
    why: str
    source: str


class System(Record, frozen=True, kw_only=True):
    """One system, as the open literature has it."""

    id: str
    name: str
    kind: str
    reach: str
    dual: str
    says: str


class NumberRow(Record, frozen=True, kw_only=True):
    """One declared number under its address."""

    path: str
    low: float
    high: float
    source: str | None
    note: str | None
    at: str | None


class Assumed(Record, frozen=True, kw_only=True):
    """One entry of the register of assumptions, with the largest part of a range that it carries."""

    id: str
    what: str
    source: str | None
    share: float


class Shown(Record, frozen=True, kw_only=True):
    """What the page shows."""

    id: str
    version: str
    name: str
    question: str
    authors: tuple[str, ...]
    declared_on: str | None
    hindsight: str | None
    checked: str | None
    hypotheses: tuple[HypothesisRow, ...]
    processes: tuple[ProcessRow, ...]
    indicators: tuple[IndicatorRow, ...]
    red_lines: tuple[Dated, ...]
    doctrine: tuple[Dated, ...]
    ways: tuple[Way, ...]
    places: tuple[Spot, ...]
    systems: tuple[System, ...]
    questions: tuple[Dated, ...]
    register: tuple[Assumed, ...]
    numbers: tuple[NumberRow, ...]
    assumed: int
    every: int
    total: int
    pages: int
    number: int
    basis: str
    words: str


class Asking(Query):
    """Which numbers of all."""

    basis: Literal["every", "assumed", "sourced"] = "every"
    words: str = Field("", max_length=200)
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Shown:
    """The declared problem, with the numbers that were asked for."""
    picture = asked.picture
    view = telling.view(asked, picture)
    rows = _chosen(asked.pictures.once(picture, "numbers", _numbers), query)
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(query.page, pages)
    whole: Shown = asked.pictures.once(picture, f"problem.{asked.lang}", lambda held: _whole(held, view))
    return replace(
        whole,
        numbers=tuple(rows[(page - 1) * A_PAGE : page * A_PAGE]),
        total=len(rows),
        pages=pages,
        number=page,
        basis=query.basis,
        words=query.words,
    )


def _numbers(picture: Picture) -> tuple[NumberRow, ...]:
    return tuple(
        NumberRow(
            path=one.path,
            low=one.bounds.low,
            high=one.bounds.high,
            source=one.bounds.source,
            note=one.bounds.note,
            at=one.bounds.at,
        )
        for one in numbers(picture.case.declared.problem).values()
    )


def _chosen(rows: Sequence[NumberRow], query: Asking) -> list[NumberRow]:
    sought = query.words.casefold().split()
    found = [row for row in rows if query.basis == "every" or (row.source is None) == (query.basis == "assumed")]
    return [row for row in found if all(word in f"{row.path} {row.source or ''} {row.note or ''}".casefold() for word in sought)]


def _whole(picture: Picture, view: View) -> Shown:
    problem, lang = view.problem, view.lang
    every = _numbers(picture)
    return Shown(
        id=problem.id,
        version=problem.version,
        name=view.label(problem.name, problem.id),
        question=view.label(problem.question, ""),
        authors=problem.authors,
        declared_on=problem.declared_on.isoformat() if problem.declared_on is not None else None,
        hindsight=problem.hindsight,
        checked=problem.lines.checked,
        hypotheses=tuple(
            HypothesisRow(
                id=one.id,
                name=view.label(one.name, one.id),
                definition=view.label(one.definition, ""),
                process=one.process,
                expected=_value(one.expected_30_days, lang, "chance"),
            )
            for one in problem.hypotheses
        ),
        processes=tuple(_process(one, view) for one in problem.processes),
        indicators=tuple(_indicator(one, problem, view) for one in problem.indicators),
        red_lines=tuple(_red_lines(view)),
        doctrine=tuple(
            Dated(id=one.id, name=view.label(one.name, one.id), date=one.date.isoformat(), what=view.label(one.note, ""), source=one.source)
            for one in problem.lines.doctrine
        ),
        ways=tuple(_ways(view)),
        places=tuple(
            Spot(id=one.id, name=view.label(one.name, one.id), lat=one.lat, lon=one.lon, why=one.why, source=one.source)
            for one in problem.places
        ),
        systems=tuple(
            System(
                id=one.id,
                name=view.label(one.name, one.id) + (f" ({one.nato_name})" if one.nato_name else ""),
                kind=one.system_class or "",
                reach=one.range_class or "",
                dual=one.dual_capable or "",
                says=one.dual_capable_says or one.source or "",
            )
            for one in problem.gazetteer
            if one.type == "system"
        ),
        questions=tuple(
            Dated(id=one.id, name=view.label(one.name, one.id), date="", what=one.kind, source=one.resolves) for one in problem.questions
        ),
        register=tuple(_assumed(one, lang) for one in picture.judged.register),
        numbers=(),
        assumed=sum(row.source is None for row in every),
        every=len(every),
        total=0,
        pages=1,
        number=1,
        basis="every",
        words="",
    )


def _value(bounds: Range | None, lang: Lang, kind: Literal["chance", "rate", "days", "hours"]) -> Value | None:
    return _said(bounds, lang, kind) if bounds is not None else None


def _said(bounds: Range, lang: Lang, kind: Literal["chance", "rate", "days", "hours"]) -> Value:
    """A range as people read it: chances in percent or as one in so many, a rate as once in how many days or years."""
    if (kind == "chance" and bounds.high <= 1) or kind == "rate":
        said = f"{chance(bounds.low, lang, bounds.high)} – {chance(bounds.high, lang)}"
    else:
        places = 1 if bounds.low < 10 else 0
        said = f"{number(bounds.low, lang, places)} – {number(bounds.high, lang, places)}"
    return Value(said=said, source=bounds.source, note=bounds.note, at=bounds.at)


def _process(process: Process, view: View) -> ProcessRow:
    names = {id: view.label(process.state_names.get(id, {}), id) for id in process.states}
    names |= {id: view.hypothesis(id) for id in process.absorbing}
    return ProcessRow(
        id=process.id,
        name=view.label(process.name, process.id),
        prior_note=process.prior_note,
        states=tuple(State(id=id, name=names[id], prior=chance(process.prior.get(id, 0.0), view.lang)) for id in process.states),
        moves=tuple(
            Move(
                before=names.get(one.source_state, one.source_state),
                after=names.get(one.target, one.target),
                value=_said(one.per_day, view.lang, "rate"),
            )
            for one in process.transitions
        ),
    )


def _indicator(one: Indicator, problem: Problem, view: View) -> IndicatorRow:
    processes = {process.id: process for process in problem.processes}
    likely = tuple(
        Seen(
            process=view.label(processes[process].name, process) if process in processes else process,
            state=view.label(processes[process].state_names.get(state, {}), state) if process in processes else state,
            value=_said(bounds, view.lang, "chance"),
        )
        for process, states in one.prevalence.items()
        for state, bounds in states.items()
    )
    return IndicatorRow(
        id=one.id,
        name=view.label(one.name, one.id),
        what=view.label(one.what, ""),
        side=one.side,
        role=one.role,
        direction=one.direction,
        cheap=one.cheap,
        likely=likely,
        episode=_value(one.episode_days, view.lang, "days"),
        concealed=_value(one.concealed, view.lang, "chance"),
        published=_value(one.published, view.lang, "chance"),
    )


def _red_lines(view: View) -> Iterator[Dated]:
    names = {one.id: view.label(one.name, one.id) for one in view.problem.gazetteer}
    for one in view.problem.lines.red_lines:
        yield Dated(
            id=one.id,
            name=names.get(one.speaker, one.speaker),
            date=one.date.isoformat(),
            what=view.label(one.condition, one.id),
            source=one.source,
            note=view.label(one.threatened, ""),
        )


def _ways(view: View) -> Iterator[Way]:
    for one in view.problem.pathways.paths if view.problem.pathways is not None else ():
        yield Way(
            id=one.id,
            name=view.label(one.name, one.id),
            hypothesis=view.hypothesis(one.hypothesis),
            share=_said(one.share, view.lang, "chance"),
            steps=tuple((view.label(step.name, step.id), _said(step.median_hours, view.lang, "hours")) for step in one.steps),
        )


def _assumed(one: Assumption, lang: Lang) -> Assumed:
    what = one.what.get(lang) or one.what.get("en") or one.id
    return Assumed(id=one.id, what=what, source=one.source, share=max(one.share.values(), default=0.0))


PAGES = (Page(name="problem", path="/problem", title=Both("Problem", "Problème"), query=Asking, view=Shown, show=show, menu=20),)
