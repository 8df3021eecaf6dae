"""Quarantine: what was refused and why, its bytes made harmless, and trying it again."""

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form, NotThere, Page, Query
from tocsin.engine import asking, quarantine, retrying, store
from tocsin.engine.quarantine import Excerpt
from tocsin.model import Record, Refusal, Time
from tocsin.warn.phrases import Both

A_PAGE = 50


class Row(Record, frozen=True, kw_only=True):
    """One refusal."""

    id: str
    where: str
    reason: str
    what: str
    todo: str
    size: int
    kept: int
    refused_at: Time
    format: str | None
    again: bool
    """whether trying again can help"""


class Quarantine(Record, frozen=True, kw_only=True):
    """What the page shows."""

    rows: tuple[Row, ...]
    reasons: tuple[tuple[str, int], ...]
    """each with how many"""
    total: int
    pages: int
    number: int


class Asking(Query):
    """What may be asked."""

    reason: str = Field("", max_length=100)
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Quarantine:
    """What is refused and open, the latest first; at a frozen moment what of it had been refused by then."""
    held = [one for one in store.refusals(asked.workspace) if asked.as_of is None or one.refused_at <= asked.as_of]
    counts: dict[str, int] = {}
    for one in held:
        counts[one.reason] = counts.get(one.reason, 0) + 1
    some = sorted((one for one in held if query.reason in ("", one.reason)), key=lambda one: (-one.refused_at.timestamp(), one.id))
    pages = max(1, -(-len(some) // A_PAGE))
    number = min(query.page, pages)
    return Quarantine(
        rows=tuple(_row(one) for one in some[(number - 1) * A_PAGE : number * A_PAGE]),
        reasons=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        total=len(some),
        pages=pages,
        number=number,
    )


def _row(one: Refusal) -> Row:
    return Row(
        id=one.id,
        where=one.where,
        reason=one.reason,
        what=one.what,
        todo=one.todo,
        size=one.size,
        kept=one.kept,
        refused_at=one.refused_at,
        format=one.format,
        again=one.sha256 is not None and one.kept >= one.size,
    )


class One(Record, frozen=True, kw_only=True):
    """One refusal whole."""

    row: Row
    sha256: str | None
    excerpt: Excerpt | None
    missing: str


class AskingOne(Query):
    """Which."""

    id: str = Field(max_length=64)


def show_one(asked: Asked, query: AskingOne) -> One:
    """One refusal with the beginning of its bytes. NotThere: it is not open (any more)."""
    found = quarantine.held(asked.workspace, query.id)
    if found is None or (asked.as_of is not None and found.refusal.refused_at > asked.as_of):
        raise NotThere("this refusal is not open (any more)", where=query.id, todo="look at the quarantine")
    return One(row=_row(found.refusal), sha256=found.refusal.sha256, excerpt=found.excerpt, missing=found.missing)


class Retrying(Form):
    """One refusal, or all that are open."""

    id: str | None = Field(None, max_length=64)
    why: str = Field(min_length=3, max_length=2_000)


def retry(asked: Asked, form: Retrying) -> Done:
    """Try again: what passes goes in and its refusal is resolved; the rest stays. UsageError: no such refusal is open."""
    taken = retrying.retry(asked.workspace, asking.for_workspace(None, None, asked.workspace), form.id)
    words = {"new": taken.new, "known": taken.known, "still": len(taken.refusals)}
    return Done(
        said=Both(
            "{new} went in, {known} were already known, {still} are refused still".format(**words),
            "{new} entrés, {known} déjà connus, {still} toujours refusés".format(**words),
        ),
        to="/quarantine",
        subject=form.id or "all",
        why=form.why,
    )


PAGES = (
    Page(name="quarantine", path="/quarantine", title=Both("Quarantine", "Quarantaine"), query=Asking, view=Quarantine, show=show),
    Page(name="refusal", path="/quarantine/{id}", title=Both("Refused input", "Entrée refusée"), query=AskingOne, view=One, show=show_one),
)
ACTIONS = (Action(name="retry-refused", title=Both("Try again", "Réessayer"), form=Retrying, do=retry),)
