"""Versions: what changed at an address since it was first read: edits, said so or silent, and what went away."""

from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Page, Query
from tocsin.engine import versions
from tocsin.ledger import Ledger
from tocsin.model import Record, Time
from tocsin.model.versions import Change, Difference, History
from tocsin.warn.phrases import Both

A_PAGE, CHANGES = 20, 20
STEPS: dict[str, Both] = {
    "new": Both("first seen", "vu pour la première fois"),
    "edited": Both("edited without saying so", "modifié sans le dire"),
    "corrected": Both("corrected, and says so", "corrigé, et le dit"),
    "outside": Both("changed in title or date, not in its text", "changé dans son titre ou sa date, non dans son texte"),
    "withdrawn": Both("no longer there", "n'est plus là"),
    "unlisted": Both(
        "no longer listed by its feed, which lists older entries; its page may still stand",
        "n'est plus référencé par son flux, qui en référence de plus anciens ; sa page existe peut-être encore",
    ),
    "restored": Both("there again", "de nouveau là"),
}
TONES = {"edited": "alarm", "withdrawn": "alarm", "unlisted": "warn", "corrected": "warn", "outside": ""}


class Step(Record, frozen=True, kw_only=True):
    """One step in the history of an address."""

    kind: str
    words: str
    tone: str
    t_known: Time
    report: str | None
    title: str | None
    changes: tuple[Change, ...]
    more: int
    """changes that are not shown"""


class One(Record, frozen=True, kw_only=True):
    """One address."""

    url: str
    through: tuple[str, ...]
    steps: tuple[Step, ...]


class Versions(Record, frozen=True, kw_only=True):
    """What the page shows."""

    addresses: tuple[One, ...]
    total: int
    pages: int
    number: int


class Asking(Query):
    """What may be asked."""

    q: str = Field("", max_length=500)
    show: Literal["all", "silent", "gone"] = "all"
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Versions:
    """Addresses of which more than one version is known by the moment, the latest change first."""
    picture = asked.picture
    found = asked.pictures.once(picture, "versions", lambda one: _histories(asked, one))
    some = [one for one in found if _fits(one, query)]
    some.sort(key=lambda one: (-one.steps[-1].t_known.timestamp(), one.url))
    pages = max(1, -(-len(some) // A_PAGE))
    number = min(query.page, pages)
    shown = some[(number - 1) * A_PAGE : number * A_PAGE]
    return Versions(
        addresses=tuple(
            One(url=one.url, through=one.through, steps=tuple(_step(step, asked) for step in reversed(one.steps))) for one in shown
        ),
        total=len(some),
        pages=pages,
        number=number,
    )


def _histories(asked: Asked, picture: object) -> tuple[History, ...]:
    from tocsin.engine.picturing import Picture

    assert isinstance(picture, Picture)  # noqa: S101 - what `once` was given
    with Ledger.open(asked.workspace) as ledger:
        seen = versions.noted(ledger, asked.as_of)
    reports = {report.id: report for report in picture.case.reports}
    known = {reading.report: reading.t_known for reading in picture.case.readings}
    return versions.told(reports, known, picture.given.held, seen)


def _fits(one: History, query: Asking) -> bool:
    if query.q and query.q.casefold() not in one.url.casefold():
        titles = [step.title or "" for step in one.steps]
        if not any(query.q.casefold() in title.casefold() for title in titles):
            return False
    match query.show:
        case "silent":
            return any(step.kind == "edited" and not step.says_so and step.changes for step in one.steps)
        case "gone":
            return one.steps[-1].kind in ("withdrawn", "unlisted")
    return True


def _step(step: Difference, asked: Asked) -> Step:
    kind: str = step.kind
    if kind == "edited":
        kind = "outside" if not step.changes else "corrected" if step.says_so else "edited"
    return Step(
        kind=kind,
        words=getattr(STEPS[kind], asked.lang),
        tone=TONES.get(kind, ""),
        t_known=step.t_known,
        report=step.report,
        title=step.title,
        changes=step.changes[:CHANGES],
        more=max(0, len(step.changes) - CHANGES),
    )


PAGES = (Page(name="versions", path="/versions", title=Both("Page versions", "Versions de pages"), query=Asking, view=Versions, show=show),)
ACTIONS: tuple[Action, ...] = ()
