"""Scores: how well everybody forecast what is settled, with n beside every number, and calibration drawn where there is enough."""

from tocsin.desk.declared import Asked, Page, Query
from tocsin.desk.pages.judgements import known, third_parties
from tocsin.engine import scoring
from tocsin.engine.picturing import Picture
from tocsin.model import Record, Time
from tocsin.model.scoring import Measured, ScoreReport, ScoreRow, Skill
from tocsin.warn import scored
from tocsin.warn.drawing import body
from tocsin.warn.phrases import Both


class Row(Record, frozen=True, kw_only=True):
    """One forecaster, overall, on one thing, or at one horizon."""

    realm: str
    source: str
    by: str
    about: str | None
    horizon: int | None
    n: int
    happened: int | None
    open: int
    void: int
    brier: Measured | None
    log: Measured | None
    crps: Measured | None
    skill: tuple[Skill, ...]
    lacks: tuple[tuple[str, int, int | None], ...]


class Scores(Record, frozen=True, kw_only=True):
    """What the page shows."""

    pending: bool
    as_of: Time | None
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    drawing: str
    """the calibration, or the scores where there is too little for one, as an SVG of ours"""


def show(asked: Asked, _: Query) -> Scores:
    """The scores of everybody; worked out behind the reader's back."""
    picture = asked.picture
    have = known(asked)
    key = f"scores.{len(have.judgements)}.{len(have.outcomes)}.{len(have.assessments)}.{len(have.forecasts)}"
    moment = asked.as_of or asked.now

    def make(held: Picture) -> ScoreReport:
        third = asked.pictures.once(held, "others", third_parties) if held.case.reports else None
        return scoring.report_of(have, third, moment)

    found = asked.pictures.soon(picture, key, make)
    if found is None:
        return Scores(pending=True, as_of=None, rows=(), notes=(), drawing="")
    drawn = body(scored.picture(found, asked.lang)) if any(one.n for one in found.rows) else ""
    return Scores(pending=False, as_of=found.as_of, rows=tuple(_row(one) for one in found.rows), notes=found.notes, drawing=drawn)


def _row(one: ScoreRow) -> Row:
    return Row(
        realm=one.realm,
        source=one.source,
        by=one.by,
        about=one.about,
        horizon=one.horizon,
        n=one.n,
        happened=one.happened,
        open=one.open,
        void=one.void,
        brier=one.brier,
        log=one.log,
        crps=one.crps,
        skill=one.skill,
        lacks=tuple((lack.code, lack.n, lack.needed) for lack in one.notes),
    )


PAGES = (Page(name="scores", path="/scores", title=Both("Scores and calibration", "Scores et calibrage"), view=Scores, show=show),)
