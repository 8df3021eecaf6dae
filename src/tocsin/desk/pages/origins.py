"""Origins: every independent act of finding out or speaking, with how many carry it and what changed on the way."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from tocsin.desk import grounds, naming
from tocsin.desk.declared import Asked, Page, Query
from tocsin.desk.labels import label, options
from tocsin.engine.picturing import Picture
from tocsin.model import Followed, Origin, Record, Time, Tlp
from tocsin.warn.phrases import Both

PAGE = 50


class Asking(Query):
    """What is looked for."""

    q: str = Field(default="", max_length=200)
    kind: str | None = None
    sort: str = "-first_seen"
    page: int = Field(default=1, ge=1, le=100_000)


class Row(Record, frozen=True, kw_only=True):
    """One origin."""

    id: str
    name: str
    kind: str
    kind_name: str
    first_seen: Time
    claim: str
    reports: int
    statements: int
    drift: int
    """things that changed on the way"""
    reliability: str
    credibility: int
    """of its leading grade; 0: none"""
    why: tuple[str, ...]
    upstream: str
    followed: str
    tlp: Tlp
    synthetic: bool


class Origins(Record, frozen=True, kw_only=True):
    """One page of the list."""

    rows: tuple[Row, ...]
    asked: dict[str, str]
    total: int
    page: int
    pages: int
    kinds: tuple[tuple[str, str], ...]


SORTS = ("first_seen", "reports", "drift", "name")


def show(asked: Asked, query: Asking) -> Origins:
    """Origins known by the picture's moment, newest first where nothing else is asked for."""
    key = query.sort.removeprefix("-") if query.sort.removeprefix("-") in SORTS else "first_seen"
    ordered = asked.pictures.once(
        asked.picture, f"origins.{key}", lambda held: tuple(sorted(held.case.origins, key=lambda one: _key(one, key)))
    )
    falling = query.sort.startswith("-") or query.sort not in SORTS
    wanted = query.q.casefold().strip()
    found = ordered[::-1] if falling else ordered
    if wanted:
        words = asked.pictures.once(asked.picture, "origins.words", _words)
        found = tuple(one for one in found if wanted in words[one.id])
    if query.kind:
        found = tuple(one for one in found if one.kind == query.kind)
    pages = max(1, -(-len(found) // PAGE))
    number = min(query.page, pages)
    chosen = found[(number - 1) * PAGE : number * PAGE]
    return Origins(
        rows=rows(asked, chosen, naming.followed(asked)),
        asked={name: str(value) for name, value in query.model_dump(exclude_none=True).items() if value},
        total=len(found),
        page=number,
        pages=pages,
        kinds=options("origin", asked.lang),
    )


def _words(picture: Picture) -> dict[str, str]:
    """By origin, what is looked through for words."""
    return {one.id: f"{one.publisher or ''} {one.claim}".casefold() for one in picture.case.origins}


def rows(asked: Asked, origins: Sequence[Origin], steps: Mapping[str, Followed]) -> tuple[Row, ...]:
    """Origins as lists show them."""
    found = []
    for one in origins:
        lead = one.grades[0] if one.grades else None
        step = steps.get(one.id)
        found.append(
            Row(
                id=one.id,
                name=one.publisher or naming.NAMELESS[asked.lang],
                kind=one.kind,
                kind_name=label("origin", one.kind, asked.lang),
                first_seen=one.first_seen,
                claim=one.claim,
                reports=len(one.reports),
                statements=len(one.statements),
                drift=_drift(one),
                reliability=lead.reliability if lead is not None else "",
                credibility=lead.credibility if lead is not None else 0,
                why=tuple(grounds.said(reason, asked.lang) for reason in lead.why) if lead is not None else (),
                upstream=one.upstream.words or one.upstream.id or "",
                followed=label("claim", step.status, asked.lang) if step is not None else "",
                tlp=one.tlp,
                synthetic=one.synthetic,
            )
        )
    return tuple(found)


def _drift(one: Origin) -> int:
    return sum(not drift.inherited for link in one.reports for drift in link.drift)


def _key(one: Origin, key: str) -> tuple[float | str, str]:
    value: float | str
    if key == "reports":
        value = len(one.reports)
    elif key == "drift":
        value = _drift(one)
    elif key == "name":
        value = (one.publisher or "").casefold()
    else:
        value = one.first_seen.timestamp()
    return value, one.id


PAGES = (Page(name="origins", path="/origins", title=Both("Origins", "Origines"), query=Asking, view=Origins, show=show, menu=32),)
