"""What was written since a moment of the ledger, by whom and why, and what it did to the judgement: before and after."""

from pathlib import Path
from typing import get_args

from pydantic import Field

from tocsin.desk import telling
from tocsin.desk.declared import Asked, Page, Query
from tocsin.ledger import Ledger
from tocsin.model import AnyKept, Assessment, Kept, Record, Time
from tocsin.warn.neutral import line, shortened
from tocsin.warn.phrases import Both
from tocsin.warn.view import View
from tocsin.warn.words import chance, denominator, signed

ENTRIES, WHY = 60, 200
"""entries told one by one, and characters of a reason"""
LEAST = 0.005
"""a mean that moved by less than this share of itself has not moved: nobody reads a third digit there"""
PEOPLES = frozenset("ruling crossed judgement outcome acknowledgement release correction claim-step observation coverage published".split())
"""kinds that persons enter, told with who did it and why"""


class Moved(Record, frozen=True, kw_only=True):
    """One hypothesis before and after."""

    id: str
    name: str
    before: str
    after: str
    delta: float
    counted: str
    """the difference in chances out of `per`"""
    per: int
    moved: bool


class Turned(Record, frozen=True, kw_only=True):
    """One indicator whose state is another one."""

    id: str
    name: str
    before: str
    after: str


class Entry(Record, frozen=True, kw_only=True):
    """One entry of the ledger."""

    row: int
    kind: str
    id: str
    by: str
    why: str
    at: Time | None


class Difference(Record, frozen=True, kw_only=True):
    """What an action changed."""

    from_count: int
    to_count: int
    """entries that the judgement shown here has seen"""
    behind: int
    """entries that it has not seen yet: they are being judged"""
    remembered: bool
    """whether the judgement of before is still known"""
    as_of: Time
    horizon: int
    hypotheses: tuple[Moved, ...]
    indicators: tuple[Turned, ...]
    entries: tuple[Entry, ...]
    more: int


class Asking(Query):
    """Since which entry."""

    count: int = Field(0, alias="from", ge=0)


def show(asked: Asked, query: Asking) -> Difference:
    """Before and after, from the judgements that this desk remembers."""
    picture = asked.picture
    view = telling.view(asked, picture)
    before = asked.pictures.before(query.count)
    return of(
        before,
        view,
        from_count=query.count,
        to_count=picture.head.count,
        behind=asked.pictures.behind(),
        entries=_entries(asked.workspace, query.count),
    )


def of(
    before: Assessment | None,
    view: View,
    *,
    from_count: int,
    to_count: int,
    behind: int,
    entries: tuple[tuple[Entry, ...], int] = ((), 0),
) -> Difference:
    """The difference between an earlier judgement and the view's: every hypothesis, and the indicators whose state is another one."""
    now, days = view.assessment, view.days()
    return Difference(
        from_count=from_count,
        to_count=to_count,
        behind=behind,
        remembered=before is not None,
        as_of=now.as_of,
        horizon=days,
        hypotheses=tuple(_moved(before, one.id, view, str(days)) for one in view.ordered()) if before is not None else (),
        indicators=tuple(_turned(before, view)) if before is not None else (),
        entries=entries[0],
        more=entries[1],
    )


def _moved(before: Assessment, id: str, view: View, days: str) -> Moved:
    after = next(one for one in view.assessment.hypotheses if one.id == id).probability[days].mean
    held = next((one for one in before.hypotheses if one.id == id and days in one.probability), None)
    was = held.probability[days].mean if held is not None else after
    per = denominator(max(was, after))
    return Moved(
        id=id,
        name=view.hypothesis(id),
        before=chance(was, view.lang, max(was, after)),
        after=chance(after, view.lang, max(was, after)),
        delta=after - was,
        counted=signed(round((after - was) * per), view.lang),
        per=per,
        moved=abs(after - was) > LEAST * max(was, after),
    )


def _turned(before: Assessment, view: View) -> list[Turned]:
    was = {one.id: one.status for one in before.indicators}
    return [
        Turned(id=one.id, name=view.indicator(one.id), before=was[one.id], after=one.status)
        for one in view.assessment.indicators
        if one.id in was and was[one.id] != one.status
    ]


def _entries(workspace: Path, after: int) -> tuple[tuple[Entry, ...], int]:
    """What was written after an entry, the first ones told one by one, and how many more there are."""
    kinds: dict[str, type[Kept]] = {str(one.__struct_config__.tag): one for one in get_args(AnyKept)}
    with Ledger.open(workspace) as ledger:
        found = [one for one in ledger.since(after) if one[1] != "audited"]
        told = []
        for row, kind, id, _ in found[:ENTRIES]:
            record = ledger.get(kinds[kind], id) if kind in kinds and kind in PEOPLES else None
            at = getattr(record, "t_known", None)
            told.append(
                Entry(
                    row=row,
                    kind=kind,
                    id=id,
                    by=line(str(getattr(record, "by", "") or "")),
                    why=shortened(str(getattr(record, "why", "") or getattr(record, "what", "") or ""), WHY),
                    at=at,
                )
            )
    return tuple(told), max(0, len(found) - ENTRIES)


PAGES = (
    Page(name="changed", path="/changed", title=Both("What it changed", "Ce que cela a changé"), query=Asking, view=Difference, show=show),
)
