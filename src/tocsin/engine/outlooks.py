"""What happens again and again, forecast as of a moment from what was known by then, each beside its counted base rate."""

from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from pathlib import Path

import numpy as np

from tocsin.engine import clock, store
from tocsin.engine.forecasting import held, known
from tocsin.judge import occurrences
from tocsin.judge.outcomes import Window, verdict
from tocsin.judge.scoring import score
from tocsin.model import MachineForecast, Probability, Record, digest
from tocsin.model.scoring import Forecast, Said, ScoreRow

WARMING = 365
"""recorded days before the first forecast that is replayed"""
PROCESS = "count process"
LEVELS = tuple(round(0.05 * i, 2) for i in range(1, 20))
"""quantiles that are kept of a number or a time"""


class Look(Record, frozen=True, kw_only=True):
    """One horizon of a question. low, median, high: of a number or a time, 5, 50 and 95%."""

    days: int
    probability: float | None = None
    low: int | None = None
    median: int | None = None
    high: int | None = None
    base_rate: Probability | None = None
    climatology: float | None = None


class Outlook(Record, frozen=True, kw_only=True):
    """A question with what was counted, and its forecasts."""

    id: str
    kind: str
    name: dict[str, str]
    definition: dict[str, str]
    resolves: str
    complete: str
    assumption: bool
    as_of: datetime
    count: int
    days: int
    """recorded days up to `as_of`"""
    last: Day | None = None
    horizons: tuple[Look, ...] = ()


def outlooks(workspace: Path | None, as_of: datetime | None = None) -> tuple[Outlook, ...]:
    """Every declared question. One of which no day is recorded yet has no forecast."""
    moment = as_of or clock.now()
    have = held(workspace)
    found = []
    for question in have.declared.problem.questions:
        series = occurrences.series(question, have.outcomes, moment)
        looks = []
        if series is not None:
            for days in question.horizons:
                rate = occurrences.rate(question, series, days) if question.at_least is None else None
                said = occurrences.forecast(question, series, days)
                looks.append(_look(days, said, rate, occurrences.climatology(question, series, days)))
        times = [] if series is None else [i for i, value in enumerate(series.values) if value]
        found.append(
            Outlook(
                id=question.id,
                kind=question.kind,
                name=question.name,
                definition=question.definition,
                resolves=question.resolves,
                complete=question.complete,
                assumption=question.assumption,
                as_of=moment,
                count=int(series.total) if series is not None else 0,
                days=series.recorded if series is not None else 0,
                last=Day.fromordinal(series.first.toordinal() + times[-1]) if series is not None and times else None,
                horizons=tuple(looks),
            )
        )
    return tuple(found)


def _look(days: int, said: Said, rate: Probability | None, climatology: Said) -> Look:
    if said.probability is not None:
        return Look(days=days, probability=said.probability, base_rate=rate, climatology=climatology.probability)
    reached = np.cumsum(said.chances)
    low, median, high = (int(np.searchsorted(reached, level)) for level in (0.05, 0.5, 0.95))
    return Look(days=days, low=low, median=median, high=high, base_rate=rate)


def keep(workspace: Path | None, as_of: datetime | None = None) -> tuple[MachineForecast, ...]:
    """Keep what is forecast of every question, so that `tocsin score` scores it. Twice of one moment changes nothing."""
    now = clock.now()
    moment = as_of or now
    have = held(workspace)
    made = []
    for question in have.declared.problem.questions:
        series = occurrences.series(question, have.outcomes, moment)
        if series is None:
            continue
        for horizon in question.horizons:
            said = occurrences.forecast(question, series, horizon)
            made.append(
                MachineForecast(
                    id=digest(PROCESS, have.declared.problem.version, question.id, horizon, moment.isoformat()),
                    problem=have.declared.problem.id,
                    problem_version=have.declared.problem.version,
                    about=question.id,
                    kind=question.kind,
                    probability=said.probability,
                    quantiles=_quantiles(said),
                    horizon=horizon,
                    as_of=moment,
                    until=moment.date() + timedelta(days=horizon),
                    method=PROCESS,
                    t_known=now,
                    synthetic=have.synthetic,
                )
            )
    already = {one.id for one in have.forecasts}
    new = tuple(one for one in made if one.id not in already)
    store.add(workspace, new)
    return new


def _quantiles(said: Said) -> tuple[tuple[float, float], ...]:
    if not said.chances:
        return ()
    reached = np.cumsum(said.chances)
    return tuple((level, float(np.searchsorted(reached, level))) for level in LEVELS)


def replayed(workspace: Path | None, now: datetime | None = None, step: int = 7) -> tuple[ScoreRow, ...]:
    """Every question forecast every `step` days from what was known then, since a year after its first recorded day, and scored.

    Where the questions were chosen by people who knew the years, that is hindsight in what is asked, and the rows say so.
    """
    moment = now or clock.now()
    have = held(workspace)
    settled = known(have, moment)
    found = []
    for question in have.declared.problem.questions:
        whole = occurrences.series(question, have.outcomes, moment)
        if whole is None:
            continue
        ends = datetime.combine(whole.first, time.max, UTC)
        days = range(WARMING, len(whole.values), step)
        for horizon in question.horizons:
            rows = occurrences.rolling(question, have.outcomes, horizon, [ends + timedelta(days=day) for day in days])
            for as_of, said, climate, again in rows:
                until = as_of.date() + timedelta(days=horizon)
                asked = Window(about=question.id, kind=question.kind, as_of=as_of, until=until, at_least=question.at_least, ends=False)
                became = verdict(asked, settled)
                found.append(
                    Forecast(
                        source="model",
                        by=PROCESS,
                        about=question.id,
                        kind=question.kind,
                        horizon=horizon,
                        as_of=as_of,
                        until=until,
                        said=said,
                        realm="synthetic" if have.synthetic else "hindsight",
                        state=became.state,
                        value=became.value,
                        references={"climatology": climate} | ({"persistence": again} if again is not None else {}),
                    )
                )
    return score(found)
