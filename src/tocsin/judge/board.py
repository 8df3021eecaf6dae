"""The indicator board: what is lit, quiet, unseen, contested or broken, and where we are blind."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from tocsin.judge.evidence import Evidence
from tocsin.judge.sentences import say
from tocsin.judge.timeline import coverage_by_day
from tocsin.model import BlindSpot, Coverage, IndicatorJudgement, Observation, Origin
from tocsin.model.declared import Indicator, Problem

WINDOW_DAYS = 30
"""the board speaks of the last 30 days"""


def board(
    problem: Problem, evidence: Evidence, origins: Sequence[Origin], coverage: Sequence[Coverage], on: Mapping[str, float], as_of: datetime
) -> tuple[IndicatorJudgement, ...]:
    """One row an indicator, in the problem's order. `on`: P(on) of those that enter the filter."""
    by_id = {origin.id: origin for origin in origins}
    first = as_of.astimezone(UTC).date() - timedelta(days=WINDOW_DAYS - 1)
    start = as_of - timedelta(days=problem.start_days)  # what lies before the run moves nothing in it
    days = coverage_by_day(coverage, first, WINDOW_DAYS - 1)
    rows = []
    for indicator in problem.indicators:
        mine = [o for o in evidence.observations if o.indicator == indicator.id]
        watched = {day for name, _, day in days if name == indicator.id}
        bearing = {o.origin for o in mine if o.origin} if indicator.role == "evidence" else set(evidence.mentions.get(indicator.id, ()))
        standing = [by_id[name] for name in sorted(bearing) if name in by_id and by_id[name].first_seen > start]
        links = {link.id for origin in standing for link in origin.reports if link.t_known <= as_of}
        rows.append(
            IndicatorJudgement(
                id=indicator.id,
                side=indicator.side,
                role=indicator.role,
                status=_status(indicator, mine, standing, watched, coverage, as_of),
                probability=on.get(indicator.id),
                coverage=len(watched) / WINDOW_DAYS,
                last_look=_last_look(indicator.id, coverage, as_of),
                origins=len(standing),
                reports=len(links),
                latest=max((o.first_seen for o in standing), default=None),
            )
        )
    return tuple(rows)


def _status(
    indicator: Indicator,
    mine: Sequence[Observation],
    standing: Sequence[Origin],
    watched: set[int],
    coverage: Sequence[Coverage],
    as_of: datetime,
) -> Literal["lit", "quiet", "unseen", "contested", "broken"]:
    since = as_of - timedelta(days=WINDOW_DAYS)
    recent = [o for o in mine if (o.t_end or o.t_known) > since]
    seen = any(o.kind == "report" or (o.kind == "look" and o.value > 0) for o in recent)
    denied = any(o.kind == "look" and o.value == 0 for o in recent)
    if indicator.role != "evidence":
        return "lit" if any(origin.first_seen > since for origin in standing) else "quiet" if watched else "unseen"
    if seen:
        return "contested" if denied else "lit"
    if _broken(indicator.id, coverage, as_of):
        return "broken"
    # Somebody's "no sign of it" that merely arrived is weighed as evidence, but shows nobody of ours looking.
    return "quiet" if watched else "unseen"


def _broken(name: str, coverage: Sequence[Coverage], as_of: datetime) -> bool:
    """Whether the latest coverage records of an indicator say that its collectors are broken: neither silence nor news."""
    mine = [c for c in coverage if c.indicator == name and c.t_end > as_of - timedelta(days=WINDOW_DAYS)]
    latest: dict[str, Coverage] = {}
    for record in sorted(mine, key=lambda c: (c.t_end, c.t_known, c.id)):
        latest[record.source] = record
    return bool(latest) and all(record.status == "broken" for record in latest.values())


def _last_look(name: str, coverage: Sequence[Coverage], as_of: datetime) -> datetime | None:
    looks = [min(c.t_end, as_of) for c in coverage if c.indicator == name and c.status == "watched" and c.looked > 0]
    return max(looks, default=None)


def blind_spots(rows: Sequence[IndicatorJudgement], coverage: Sequence[Coverage]) -> tuple[BlindSpot, ...]:
    """Indicators of evidence without a watched day in the window: since when, and why."""
    out = []
    for row in rows:
        if row.role != "evidence" or row.coverage > 0:
            continue
        seen = [c.t_end for c in coverage if c.indicator == row.id and c.status == "watched" and c.looked > 0]
        reasons = sorted({c.why for c in coverage if c.indicator == row.id and c.status != "watched" and c.why})
        if row.status == "broken":
            why = say("broken")
        elif row.origins:
            why = say("arrived")
        else:
            why = say("stopped") if seen else say("nobody")
        out.append(BlindSpot(indicator=row.id, since=max(seen, default=None), why="; ".join([why, *reasons[:1]])))
    return tuple(out)
