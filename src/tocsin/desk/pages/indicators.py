"""Indicators: the board, and of one what was seen, who was looking, what each instrument can and cannot tell."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal

from tocsin.desk import naming
from tocsin.desk.declared import Asked, NotThere, Page, Query
from tocsin.desk.labels import label, options
from tocsin.desk.naming import Said
from tocsin.engine import covering, entering
from tocsin.engine.covering import Window
from tocsin.engine.finding import Sought
from tocsin.engine.picturing import Picture
from tocsin.judge import observe
from tocsin.judge.sentences import translated
from tocsin.model import IndicatorJudgement, Observation, Record, Time, Tlp
from tocsin.model.declared import Problem
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

STATEMENTS = 15
OBSERVATIONS = 60


class Asking(Query):
    """What is looked for."""

    status: Literal["lit", "quiet", "unseen", "contested", "broken"] | None = None


class Tile(Record, frozen=True, kw_only=True):
    """One indicator on the board."""

    id: str
    name: str
    side: str
    role: str
    role_name: str
    status: str
    probability: float | None
    coverage: float
    last_look: Time | None
    origins: int
    reports: int
    said: str
    """why nobody sees it, where nobody does"""


class Board(Record, frozen=True, kw_only=True):
    """The page."""

    as_of: Time
    evidence: tuple[Tile, ...]
    beside: tuple[Tile, ...]
    """of other roles: shown, never evidence"""
    counts: dict[str, int]
    """of the indicators of evidence, by status"""
    days: int


def show(asked: Asked, query: Asking) -> Board:
    """The board as of the picture's moment: lit and contested first."""
    picture = asked.picture
    tiles = [_tile(picture, row, asked.lang) for row in picture.judged.indicators]
    evidence = [tile for tile in tiles if tile.role == "evidence"]
    order = ("lit", "contested", "broken", "unseen", "quiet")
    counts = {status: sum(tile.status == status for tile in evidence) for status in order}
    if query.status is not None:
        tiles = [tile for tile in tiles if tile.status == query.status]
    tiles.sort(key=lambda tile: order.index(tile.status))
    return Board(
        as_of=picture.as_of,
        evidence=tuple(tile for tile in tiles if tile.role == "evidence"),
        beside=tuple(tile for tile in tiles if tile.role != "evidence"),
        counts=counts,
        days=covering.WINDOW_DAYS,
    )


def _tile(picture: Picture, row: IndicatorJudgement, lang: Lang) -> Tile:
    declared = next(one for one in picture.case.declared.problem.indicators if one.id == row.id)
    blind = next((spot for spot in picture.judged.blind if spot.indicator == row.id), None)
    why = _why(blind.why, lang) if blind is not None else ""
    return Tile(
        id=row.id,
        name=declared.name.get(lang, row.id),
        side=label("side", row.side, lang),
        role=row.role,
        role_name=label("role", row.role, lang),
        status=row.status,
        probability=row.probability,
        coverage=row.coverage,
        last_look=row.last_look,
        origins=row.origins,
        reports=row.reports,
        said=why,
    )


def _why(said: str, lang: Lang) -> str:
    """The judge's reason, and what a collector added to it where that is in the reader's language."""
    first, _, added = said.partition("; ")
    more = translated(added, lang)
    return f"{translated(first, lang)}; {more}" if added and (lang == "en" or more != added) else translated(first, lang)


class One(Query):
    """Which."""

    id: str


class Seen(Record, frozen=True, kw_only=True):
    """One observation."""

    id: str
    day: Time | None
    known: Time
    kind: str
    source: str
    origin: str
    place: str
    value: float
    unit: str
    unusual: str
    """how unusual it is beside its own past, where that is known"""
    statements: tuple[str, ...]
    raw: str
    """SHA-256 of the bytes it was measured in"""
    by: str
    why: str
    licence: str


class Source(Record, frozen=True, kw_only=True):
    """Who was looking."""

    source: str
    watched: int
    days: tuple[float | None, ...]
    status: str
    status_name: str
    last_look: Time | None
    why: str
    by: str


class Tells(Record, frozen=True, kw_only=True):
    """What one instrument can and cannot tell of it."""

    id: str
    name: str
    what: str
    can: str
    cannot: str
    why: str
    hit: tuple[float, float]
    false_alarm: tuple[float, float]
    dual_use: tuple[float, float]
    places: tuple[str, ...]
    licence: str
    heard: bool
    """whether anything of it is held"""


class IndicatorView(Record, frozen=True, kw_only=True):
    """The page of one indicator."""

    tile: Tile
    what: str
    raises: bool
    observations: tuple[Seen, ...]
    more_observations: int
    statements: tuple[Said, ...]
    all_statements: int
    sources: tuple[Source, ...]
    first: str
    """first day of the window"""
    days: int
    watched: int
    chart: str
    instruments: tuple[Tells, ...]
    places: tuple[tuple[str, str], ...]
    evidence: bool
    seen: tuple[tuple[str, str], ...]
    today: str
    tlp: Tlp
    synthetic: bool


def one(asked: Asked, query: One) -> IndicatorView:
    """One indicator as of the picture's moment. NotThere: the problem has none of this id."""
    picture, lang = asked.picture, asked.lang
    problem = picture.case.declared.problem
    row = next((each for each in picture.judged.indicators if each.id == query.id), None)
    declared = next((each for each in problem.indicators if each.id == query.id), None)
    if row is None or declared is None:
        raise NotThere("the problem has no indicator of this id", todo="look for it on the board")
    seen = observations(asked).get(query.id, ())
    found = naming.found(asked).find(Sought(indicator=query.id), limit=STATEMENTS)
    window = covering.of(picture.case.coverage, query.id, picture.as_of)
    recent = sorted(seen, key=lambda each: (each.t_start or each.t_known, each.t_known, each.id), reverse=True)
    return IndicatorView(
        tile=_tile(picture, row, lang),
        what=declared.what.get(lang, ""),
        raises=declared.direction == "raises",
        observations=tuple(_seen(each, asked) for each in recent[:OBSERVATIONS]),
        more_observations=max(0, len(recent) - OBSERVATIONS),
        statements=tuple(naming.said(each, problem, lang) for each in found.rows),
        all_statements=found.total,
        sources=tuple(
            Source(
                source=named(each.source, asked),
                watched=each.watched,
                days=each.days,
                status=each.status,
                status_name=label("status", each.status, lang),
                last_look=each.last_look,
                why=translated(each.why, lang),
                by=each.by,
            )
            for each in window.sources
        ),
        first=window.first.isoformat(),
        days=window.days,
        watched=window.watched,
        chart=f"/api/v1/coverage/{query.id}?lang={lang}" + (f"&as_of={asked.as_of:%Y-%m-%dT%H:%M:%SZ}" if asked.as_of is not None else ""),
        instruments=tuple(_tells(picture, problem, query.id, lang)),
        places=tuple((place.id, place.name.get(lang, place.id)) for place in problem.places),
        evidence=row.role == "evidence",
        seen=options("seen", lang),
        today=picture.as_of.date().isoformat(),
        tlp=max((each.tlp for each in seen), key=("clear", "green", "amber", "amber+strict", "red").index, default="clear"),
        synthetic=any(each.synthetic for each in seen) or picture.synthetic,
    )


def observations(asked: Asked) -> dict[str, tuple[Observation, ...]]:
    """By indicator: what origins say of it and what instruments and persons saw, as the judge takes it."""

    def make(picture: Picture) -> dict[str, tuple[Observation, ...]]:
        case = picture.case
        read = observe(case.origins, case.readings, case.declared.problem, case.declared.sources, as_of=picture.as_of).observations
        found: dict[str, list[Observation]] = {}
        for each in (*read, *(each for each in case.observations if each.t_known <= picture.as_of)):
            found.setdefault(each.indicator, []).append(each)
        return {name: tuple(some) for name, some in found.items()}

    return asked.pictures.once(asked.picture, "observations", make)


UNLISTED = Both("somebody not listed", "quelqu'un qui n'est pas listé")
OF_INTEREST = Both("the stance of {who}", "la position de {who}")


def named(source: str, asked: Asked) -> str:
    """Who reported or looked, in words."""
    from tocsin.library import instruments

    lang, declared = asked.lang, asked.picture.case.declared
    if source.startswith(entering.ENTERED):
        return source.removeprefix(entering.ENTERED)
    if source == "unlisted":
        return UNLISTED.en if lang == "en" else UNLISTED.fr
    if source.startswith("interest:"):
        who = naming.entity(declared.problem, source.removeprefix("interest:"), lang)
        return (OF_INTEREST.en if lang == "en" else OF_INTEREST.fr).format(who=who)
    if (about := instruments.load().get(source)) is not None:
        return about.name.get(lang, source)
    profile = next((each for each in declared.sources if each.id == source), None)
    return profile.name if profile is not None else naming.entity(declared.problem, source, lang)


def _seen(each: Observation, asked: Asked) -> Seen:
    from tocsin.warn.words import percent

    lang = asked.lang
    kind = "nothing" if each.kind == "look" and each.value <= 0 else each.kind
    return Seen(
        id=each.id,
        day=each.t_start,
        known=each.t_known,
        kind=label("observation", kind, lang),
        source=named(each.source, asked),
        origin=each.origin or "",
        place=each.place.name if each.place is not None else "",
        value=each.value,
        unit=each.unit or "",
        unusual=percent(each.p_null, lang) if each.p_null is not None else "",
        statements=each.statements,
        raw=each.raw or "",
        by=each.by or "",
        why=each.why or "",
        licence=each.licence or "",
    )


def _tells(picture: Picture, problem: Problem, name: str, lang: Lang) -> list[Tells]:
    from tocsin.library import instruments

    places = {place.id: place.name.get(lang, place.id) for place in problem.places}
    heard = {each.source for each in picture.case.coverage if each.indicator == name}
    known = instruments.load()
    return [
        Tells(
            id=link.instrument,
            name=known[link.instrument].name.get(lang, link.instrument),
            what=known[link.instrument].what.get(lang, ""),
            can=known[link.instrument].can.get(lang, ""),
            cannot=known[link.instrument].cannot.get(lang, ""),
            why=link.why.get(lang, ""),
            hit=(link.hit.low, link.hit.high),
            false_alarm=(link.false_alarm.low, link.false_alarm.high),
            dual_use=(link.dual_use.low, link.dual_use.high),
            places=(*(places.get(place, place) for place in link.places), *link.regions.values()),
            licence=known[link.instrument].licence,
            heard=link.instrument in heard,
        )
        for link in problem.instruments
        if link.indicator == name
    ]


class Series(Record, frozen=True, kw_only=True):
    """One source."""

    id: str
    label: str
    mean: tuple[float | None, ...]


class Chart(Record, frozen=True, kw_only=True):
    """Coverage over time as the timeline element takes it."""

    t: tuple[int, ...]
    scale: str
    unit: str
    series: tuple[Series, ...]
    synthetic: bool


CHART_DAYS = 120


def chart(asked: Asked, query: One) -> Chart:
    """By source: the chance that a look of each day was taken and told, over the last days. NotThere: as of `one`."""
    picture = asked.picture
    if all(each.id != query.id for each in picture.case.declared.problem.indicators):
        raise NotThere("the problem has no indicator of this id", todo="look for it on the board")
    window: Window = covering.of(picture.case.coverage, query.id, picture.as_of, CHART_DAYS)
    begin = datetime.combine(window.first, time(), UTC)
    return Chart(
        t=tuple(int((begin + timedelta(days=day)).timestamp()) for day in range(window.days)),
        scale="linear",
        unit="probability",
        series=tuple(Series(id=each.source, label=named(each.source, asked), mean=each.days) for each in window.sources),
        synthetic=picture.synthetic,
    )


PAGES = (
    Page(name="indicators", path="/indicators", title=Both("Indicators", "Indicateurs"), query=Asking, view=Board, show=show, menu=20),
    Page(name="indicator", path="/indicators/{id}", title=Both("Indicator", "Indicateur"), query=One, view=IndicatorView, show=one),
    Page(name="coverage", path="/indicators/{id}/coverage", title=Both("Coverage", "Couverture"), query=One, view=Chart, show=chart),
)
