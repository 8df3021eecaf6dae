"""Judgements: everybody's beside the model's, pooled; what is due, and what happened."""

from datetime import datetime
from typing import Literal

import msgspec
from pydantic import Field

from tocsin.desk import telling
from tocsin.desk.declared import Asked, Page, Query
from tocsin.engine import forecasting, resolving
from tocsin.engine.forecasting import Held
from tocsin.engine.picturing import Picture
from tocsin.judge import others
from tocsin.ledger import workspace as workspaces
from tocsin.model import Outcome, PersonJudgement, Probability, Record, Time
from tocsin.model.opinions import Others
from tocsin.warn.neutral import line
from tocsin.warn.phrases import Both
from tocsin.warn.view import View
from tocsin.warn.words import Lang, chance, number, span

A_PAGE = 25


class Thing(Record, frozen=True, kw_only=True):
    """What can be judged and resolved."""

    id: str
    name: str
    kind: Literal["yes-no", "count", "time"]
    recorded: str
    """which outcomes of it are held: a form that resolves it is made from these"""


class Judged(Record, frozen=True, kw_only=True):
    """One person's judgement."""

    id: str
    about: str
    name: str
    by: str
    said: str
    phrase: str | None
    horizon: int
    as_of: Time
    until: str
    why: str
    dissent: str | None
    state: Literal["yes", "no", "number", "void", "open"]
    hindsight: bool
    replaced: bool
    """by a later one of the same person"""
    synthetic: bool


class Beside(Record, frozen=True, kw_only=True):
    """All who judge one thing over one horizon, taken together, beside the model's own."""

    about: str
    name: str
    horizon: int
    pool: str
    low: str
    high: str
    spread: float
    by: tuple[str, ...]
    ours: str | None


class Theirs(Record, frozen=True, kw_only=True):
    """Third parties' judgements of one event by one day, pooled."""

    about: str
    name: str
    until: str
    median: str
    low: str
    high: str
    who: tuple[str, ...]


class Waiting(Record, frozen=True, kw_only=True):
    """A thing on which judgements wait for an outcome."""

    about: str
    name: str
    until: str
    judgements: int
    by: tuple[str, ...]
    recorded: str


class Happened(Record, frozen=True, kw_only=True):
    """One outcome, as recorded."""

    id: str
    name: str
    outcome: str
    since: str | None
    on: str
    source: str
    by: str
    why: str
    corrected: bool


class Judgements(Record, frozen=True, kw_only=True):
    """What the page shows."""

    moment: Time
    """as of which it is judged here; a sample's stands still"""
    stands_still: bool
    things: tuple[Thing, ...]
    horizons: tuple[int, ...]
    words: tuple[str, ...]
    """of the yardstick, that a probability may be given in"""
    about: str | None
    ours: str | None
    """the model's own of that thing, at the main horizon"""
    rows: tuple[Judged, ...]
    total: int
    pages: int
    number: int
    pools: tuple[Beside, ...]
    theirs: tuple[Theirs, ...]
    due: tuple[Waiting, ...]
    outcomes: tuple[Happened, ...]


class Asking(Query):
    """Of what, by whom."""

    about: str | None = Field(None, max_length=200)
    by: str | None = Field(None, max_length=200)
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Judgements:
    """Everybody's judgements, newest first."""
    picture = asked.picture
    view = telling.view(asked, picture)
    have = known(asked)
    moment, still = moment_of(asked, picture)
    things = {one.id: one for one in forecasting.every(have.declared)}
    names = {id: view.label(one.name, id) for id, one in things.items()}
    about = query.about if query.about in things else None
    rows = [row for row in resolving.rows(have, moment, about) if query.by in (None, row.judgement.by)][::-1]
    replaced = {one.replaces for one in have.judgements if one.replaces is not None}
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(query.page, pages)
    third = asked.pictures.once(picture, "others", third_parties)
    gone = {id for one in have.outcomes for id in one.replaces}
    return Judgements(
        moment=moment,
        stands_still=still,
        things=tuple(Thing(id=id, name=names[id], kind=one.kind, recorded=resolving.recorded(have, id)) for id, one in things.items()),
        horizons=picture.judged.horizons,
        words=_words(have),
        about=about,
        ours=_ours(about, view.days(), view),
        rows=tuple(
            _judged(row, names.get(row.judgement.about, row.judgement.about), row.judgement.id in replaced, asked.lang)
            for row in rows[(page - 1) * A_PAGE : page * A_PAGE]
        ),
        total=len(rows),
        pages=pages,
        number=page,
        pools=tuple(_beside(one, names, view) for one in resolving.pools(have.judgements, moment.date(), about)),
        theirs=tuple(_theirs(third, names, asked.lang, about)),
        due=tuple(
            Waiting(
                about=one.about,
                name=names[one.about],
                until=one.until.isoformat(),
                judgements=one.judgements,
                by=one.by,
                recorded=resolving.recorded(have, one.about),
            )
            for one in resolving.due(have, moment)
        ),
        outcomes=tuple(
            _happened(one, names.get(one.about, one.about), one.id in gone, asked.lang)
            for one in reversed(have.outcomes)  # in the order written: two may share their second
            if about in (None, one.about)
        )[:A_PAGE],
    )


def known(asked: Asked) -> Held:
    """What the ledger holds of forecasts; at a frozen moment nothing later."""
    have = asked.pictures.read("forecasts", forecasting.held)
    if asked.as_of is None:
        return have
    until = asked.as_of
    return msgspec.structs.replace(
        have,
        judgements=tuple(one for one in have.judgements if one.t_known <= until),
        outcomes=tuple(one for one in have.outcomes if one.t_known <= until),
        assessments=tuple(one for one in have.assessments if (one.kept_at or one.as_of) <= until),
        forecasts=tuple(one for one in have.forecasts if one.t_known <= until),
    )


def moment_of(asked: Asked, picture: Picture) -> tuple[datetime, bool]:
    """As of when, and whether that stands still, as a sample's does."""
    if asked.as_of is not None:
        return asked.as_of, True
    still = workspaces.find(asked.workspace).sample is not None
    return (picture.as_of, True) if still else (asked.now, False)


def third_parties(picture: Picture) -> Others:
    """The register of other people's judgements of a picture."""
    case = picture.case
    return others.register(case.declared.problem, case.readings, case.origins, case.declared.sources, as_of=case.as_of)


def _words(have: Held) -> tuple[str, ...]:
    scale = next((one for one in have.declared.yardsticks if one.id == "icd203"), None)
    return tuple(term.phrases[0] for term in scale.terms if term.phrases) if scale is not None else ()


def _ours(about: str | None, days: int, view: View) -> str | None:
    judged = next((one for one in view.assessment.hypotheses if one.id == about), None)
    value = judged.probability.get(str(days)) if judged is not None else None
    return _said(value, view.lang) if value is not None else None


def _said(value: Probability, lang: Lang) -> str:
    told = chance(value.mean, lang)
    return told if value.low == value.high else f"{told} ({span(value, lang)})"


def _judged(row: resolving.Row, name: str, replaced: bool, lang: Lang) -> Judged:
    one = row.judgement
    return Judged(
        id=one.id,
        about=one.about,
        name=name,
        by=one.by,
        said=_stated(one, lang),
        phrase=one.phrase,
        horizon=one.horizon,
        as_of=one.as_of,
        until=one.until.isoformat(),
        why=one.why,
        dissent=one.dissent,
        state=row.verdict.state,
        hindsight=row.hindsight,
        replaced=replaced,
        synthetic=one.synthetic,
    )


def _stated(one: PersonJudgement, lang: Lang) -> str:
    if one.probability is not None:
        return _said(one.probability, lang)
    places = 0 if all(value == int(value) for _, value in one.quantiles) else 1
    return "; ".join(f"{100 * level:g}%: {number(value, lang, places)}" for level, value in one.quantiles)


def _beside(one: resolving.Pooled, names: dict[str, str], view: View) -> Beside:
    judged = next((held for held in view.assessment.hypotheses if held.id == one.about), None)
    ours = judged.probability.get(str(one.horizon)) if judged is not None else None
    like, lang = one.pool.probability, view.lang
    return Beside(
        about=one.about,
        name=names.get(one.about, one.about),
        horizon=one.horizon,
        pool=chance(like, lang),
        low=chance(one.pool.low, lang, like),
        high=chance(one.pool.high, lang, like),
        spread=one.pool.spread,
        by=one.pool.by,
        ours=_said(ours, lang) if ours is not None else None,
    )


def _theirs(found: Others, names: dict[str, str], lang: Lang, about: str | None) -> list[Theirs]:
    return [
        Theirs(
            about=one.hypothesis,
            name=names.get(one.hypothesis, one.hypothesis),
            until=one.until.isoformat(),
            median=chance(one.median, lang),
            low=chance(one.low, lang, one.median),
            high=chance(one.high, lang, one.median),
            who=tuple(line(who) for who in one.who),
        )
        for one in found.pools
        if about in (None, one.hypothesis)
    ]


def _happened(one: Outcome, name: str, corrected: bool, lang: Lang) -> Happened:
    return Happened(
        id=one.id,
        name=name,
        outcome=number(one.value, lang) if one.outcome == "number" and one.value is not None else one.outcome,
        since=one.since.isoformat() if one.since is not None else None,
        on=one.on.isoformat(),
        source=one.source,
        by=one.by,
        why=one.why,
        corrected=corrected,
    )


PAGES = (
    Page(
        name="judgements",
        path="/judgements",
        title=Both("Judgements", "Jugements"),
        query=Asking,
        view=Judgements,
        show=show,
        menu=9,
    ),
)
