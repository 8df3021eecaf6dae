"""What moved a hypothesis, as rows of a page: by how many chances, by which indicator and origin, and on which words."""

from typing import Literal

from tocsin.desk.telling import OUTLET, QUOTE
from tocsin.model import Part, Probability, Reason, Reasons, Record, Time
from tocsin.warn.neutral import safe, shortened
from tocsin.warn.timing import CONDITION
from tocsin.warn.view import View
from tocsin.warn.words import chance, denominator, number, signed, span

ROWS, WORDS = 40, 5
"""rows shown, and words of each; the rest is one row, so that they add up"""
DRAWS = 1000
"""draws at most for what moved it between two moments: enough to rank what moved it, few enough to wait for"""
SILENCE, EARLIER = "silence:", "earlier:"


class Words(Record, frozen=True, kw_only=True):
    """Exact words of an article."""

    text: str
    outlet: str
    language: str | None
    date: str | None
    href: str
    """to the statement, in its article"""


class Row(Record, frozen=True, kw_only=True):
    """One thing that moved it."""

    kind: Literal["origin", "silence", "earlier", "instrument", "condition", "time", "declarations", "rest"]
    name: str
    who: str
    delta: float
    """on the probability scale"""
    counted: str
    """the same in chances out of `per`"""
    href: str | None
    """to the origin, or to the indicator's board"""
    words: tuple[Words, ...] = ()
    more: int = 0


class Moved(Record, frozen=True, kw_only=True):
    """All of it; the rows add up to `now` less `before`."""

    by: Literal["origin", "indicator"]
    since: Time | None
    """None: against no evidence"""
    until: Time
    horizon: int
    before: Probability
    now: Probability
    before_said: str
    now_said: str
    per: str
    rows: tuple[Row, ...]


def of(found: Reasons, view: View, frozen: str = "", by: Literal["origin", "indicator"] = "origin") -> Moved:
    """Rows of `found` in the reader's language, the largest first."""
    before = found.previous if found.previous is not None else found.base_rate
    per = denominator(max(before.mean, found.probability.mean))
    rows = [_row(one, found, per, view, frozen) for one in found.reasons] if by == "origin" else []
    if by == "indicator":
        rows = [_part(one, found, per, view, frozen) for one in found.by_indicator]
    rows = [row for row in rows if row.delta]
    rows.sort(key=lambda row: -abs(row.delta))
    rest = rows[ROWS:]
    if rest:
        delta = sum(row.delta for row in rest)
        told = Row(kind="rest", name=str(len(rest)), who="", delta=delta, counted=signed(round(delta * per), view.lang), href=None)
        rows = [*rows[:ROWS], told]
    like = max(before.mean, found.probability.mean)
    return Moved(
        by=by,
        since=found.since,
        until=found.as_of,
        horizon=found.horizon,
        before=before,
        now=found.probability,
        before_said=f"{chance(before.mean, view.lang, like)} ({span(before, view.lang, like)})",
        now_said=f"{chance(found.probability.mean, view.lang, like)} ({span(found.probability, view.lang, like)})",
        per=number(per, view.lang),
        rows=tuple(rows),
    )


def _row(reason: Reason, found: Reasons, per: int, view: View, frozen: str) -> Row:
    delta = reason.delta if found.since is None else reason.change or 0.0
    kind, name, href = _what(reason.observation, reason.indicator, view, frozen)
    if reason.origin is not None:
        kind, href = "origin", f"/origins/{reason.origin}{frozen}"
    words = tuple(
        Words(
            text=shortened(safe(one.words or ""), QUOTE),
            outlet=shortened(safe(view.publisher(view.outlet(one.report))), OUTLET),
            language=view.reading[one.report].language if one.report in view.reading else None,
            date=_date(one.report, view),
            href=f"/statements/{one.statement}{frozen}",
        )
        for one in reason.words[:WORDS]
        if one.report is not None and one.statement is not None
    )
    return Row(
        kind=kind,
        name=name,
        who=shortened(safe(reason.publisher or ""), OUTLET),
        delta=delta,
        counted=signed(round(delta * per), view.lang),
        href=href,
        words=words,
        more=max(0, len(reason.words) - WORDS),
    )


def _part(part: Part, found: Reasons, per: int, view: View, frozen: str) -> Row:
    delta = part.delta if found.since is None else part.change or 0.0
    kind, name, href = _what(part.id, part.id, view, frozen)
    return Row(kind=kind, name=name, who="", delta=delta, counted=signed(round(delta * per), view.lang), href=href)


def _what(
    observation: str, indicator: str | None, view: View, frozen: str
) -> tuple[Literal["origin", "silence", "earlier", "instrument", "condition", "time", "declarations", "rest"], str, str | None]:
    """What a row is, its name, and where it leads."""
    if observation == "time":
        return "time", "", None
    if observation == "declarations":
        return "declarations", "", "/problem"
    if observation.startswith(CONDITION):
        return "condition", view.condition(observation.removeprefix(CONDITION)), "/lines"
    prefixed: tuple[tuple[Literal["silence", "earlier"], str], ...] = (("silence", SILENCE), ("earlier", EARLIER))
    for kind, prefix in prefixed:
        if observation.startswith(prefix):
            about = observation.removeprefix(prefix)
            return kind, view.indicator(about), f"/indicators/{about}{frozen}"
    name = view.indicator(indicator) if indicator else ""
    return "instrument", name, f"/indicators/{indicator}{frozen}" if indicator else None


def _date(report: str, view: View) -> str | None:
    held = view.report.get(report)
    if held is not None and held.published_at is not None:
        return held.published_at.date().isoformat()
    return view.reading[report].resolved_date if report in view.reading else None
