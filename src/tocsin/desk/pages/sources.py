"""Sources: who is listened to, whether they are heard, what came of each; one source whole; and adding one."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from tocsin.desk import background
from tocsin.desk.declared import Action, Asked, Done, Form, NotThere, Page, Query
from tocsin.desk.people.roles import Role
from tocsin.engine import sourcing, store
from tocsin.engine.arriving import UNLISTED, Arrived, arrived, by_source
from tocsin.engine.picturing import Picture
from tocsin.engine.watching import health
from tocsin.engine.watching.health import Health
from tocsin.errors import CannotFinish, UsageError
from tocsin.model import Record, Time
from tocsin.model.declared import SourceProfile
from tocsin.warn.phrases import Both

A_PAGE, LATEST = 60, 20
UNBOUNDED = 1e5
"""a day: more than any source brings, so it stands for no limit"""
Kind = Literal["agency", "outlet", "aggregator", "blog", "channel", "office", "ministry", "institute", "instrument", "official-text"]
KINDS: dict[str, Both] = {
    "agency": Both("agency", "agence"),
    "outlet": Both("outlet", "média"),
    "aggregator": Both("aggregator", "agrégateur"),
    "blog": Both("blog", "blog"),
    "channel": Both("channel", "chaîne"),
    "office": Both("office", "service officiel"),
    "ministry": Both("ministry", "ministère"),
    "institute": Both("institute", "institut"),
    "instrument": Both("instrument", "instrument"),
    "official-text": Both("official text", "texte officiel"),
    UNLISTED: Both("not declared", "non déclarée"),
}
DOING: dict[str, Both] = {
    "well": Both("well", "bien"),
    "late": Both("late", "en retard"),
    "failing": Both("failing", "en échec"),
    "broken": Both("broken", "en panne"),
    "never asked": Both("never asked", "jamais interrogée"),
}
TONES = {"well": "good", "late": "warn", "failing": "warn", "broken": "alarm", "never asked": ""}
BOARD = {"well": "quiet", "late": "unseen", "failing": "broken", "broken": "broken", "never asked": "unseen"}


class Address(Record, frozen=True, kw_only=True):
    """One address of a source, and how it does."""

    url: str
    doing: str
    words: str
    tone: str
    last_asked: Time | None
    last_answer: Time | None
    last_new: Time | None
    next_at: Time | None
    failures: int
    usual_per_day: float | None
    expected: str
    days: dict[str, str]
    remarks: tuple[str, ...]


class Row(Record, frozen=True, kw_only=True):
    """One source."""

    id: str
    name: str
    kind: str
    languages: tuple[str, ...]
    reliability: str
    reports: int
    relevant: int
    latest: Time | None
    licence: str | None
    addresses: tuple[Address, ...]
    declared: bool = True


class Begun(Record, frozen=True, kw_only=True):
    """A source that somebody is adding, or added a moment ago."""

    what: str
    who: str
    at: Time
    state: str
    said: str


class Sources(Record, frozen=True, kw_only=True):
    """What the page shows."""

    rows: tuple[Row, ...]
    total: int
    pages: int
    number: int
    followed: int
    broken: int
    refused: int
    """open refusals in quarantine"""
    kinds: tuple[tuple[str, str], ...]
    adding: tuple[Begun, ...]
    live: bool
    """whether health is shown: at a frozen moment it is not known"""


class Asking(Query):
    """What may be asked."""

    q: str = Field("", max_length=200)
    kind: str = Field("", max_length=40)
    show: Literal["heard", "followed", "all"] = "heard"
    sort: str = Field("-reports", max_length=20)
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Sources:
    """Sources that anything came from or that are followed; all, where asked for."""
    picture = asked.picture
    rows = _rows(asked, picture)
    doing = [one for row in rows for one in row.addresses]
    shown = [row for row in rows if _fits(row, query)]
    shown.sort(key=lambda row: (row.name.casefold(), row.id))
    keys = {
        "reports": lambda row: row.reports,
        "latest": lambda row: row.latest.timestamp() if row.latest else 0.0,
        "kind": lambda row: row.kind,
        "name": lambda row: row.name.casefold(),
    }
    if (key := keys.get(query.sort.removeprefix("-"))) is not None:
        shown.sort(key=key, reverse=query.sort.startswith("-"))
    pages = max(1, -(-len(shown) // A_PAGE))
    number = min(query.page, pages)
    lang = asked.lang
    return Sources(
        rows=tuple(shown[(number - 1) * A_PAGE : number * A_PAGE]),
        total=len(shown),
        pages=pages,
        number=number,
        followed=len(doing),
        broken=sum(one.doing == "broken" for one in doing),
        refused=len(store.refusals(asked.workspace)) if asked.as_of is None else 0,
        kinds=tuple((name, getattr(words, lang)) for name, words in KINDS.items()),
        adding=tuple(
            Begun(what=one.what, who=one.who, at=one.begun, state=one.state, said=getattr(one.said, lang))
            for one in background.of(asked.pictures).jobs("source")
        ),
        live=asked.as_of is None,
    )


def _fits(row: Row, query: Asking) -> bool:
    words = query.q.casefold()
    if words and not any(words in text.casefold() for text in (row.id, row.name)):
        return False
    if query.kind and row.kind != query.kind:
        return False
    return query.show == "all" or bool(row.addresses) or (query.show == "heard" and row.reports > 0)


def came(picture: Picture) -> dict[str, Arrived]:
    """What came of each source, by its id."""
    pairs = zip(picture.case.reports, picture.case.readings, strict=True)
    return {one.source: one for one in arrived(pairs, picture.case.declared.sources)}


def _rows(asked: Asked, picture: Picture) -> list[Row]:
    arrivals = asked.pictures.once(picture, "arrived", came)
    doing = _healths(asked)
    # What was declared since the picture was taken is shown at once.
    declared = store.sources(asked.workspace) if asked.as_of is None else picture.case.declared.sources
    rows = [_row(one, arrivals.get(one.id), doing.get(one.id, ()), asked) for one in declared]
    if (rest := arrivals.get(UNLISTED)) is not None:
        name = "other outlets, not declared" if asked.lang == "en" else "autres médias, non déclarés"
        rows.append(
            Row(
                id=UNLISTED,
                name=name,
                kind=UNLISTED,
                languages=rest.languages,
                reliability="F",
                reports=rest.reports,
                relevant=rest.relevant,
                latest=rest.latest,
                licence=None,
                addresses=(),
                declared=False,
            )
        )
    return rows


def _healths(asked: Asked) -> dict[str, tuple[Health, ...]]:
    """How the followed addresses do now, by source; nothing where none is followed, or at a frozen moment."""
    if asked.as_of is not None:
        return {}
    try:
        rows = health.health(asked.workspace, now=asked.now)
    except UsageError:
        return {}
    found: dict[str, tuple[Health, ...]] = {}
    for row in rows:
        found[row.source] = (*found.get(row.source, ()), row)
    return found


def _row(source: SourceProfile, arrival: Arrived | None, doing: tuple[Health, ...], asked: Asked) -> Row:
    return Row(
        id=source.id,
        name=source.name,
        kind=source.kind,
        languages=source.language,
        reliability=source.reliability,
        reports=arrival.reports if arrival is not None else 0,
        relevant=arrival.relevant if arrival is not None else 0,
        latest=arrival.latest if arrival is not None else None,
        licence=source.licence,
        addresses=tuple(_address(one, asked) for one in doing),
    )


def _address(one: Health, asked: Asked) -> Address:
    low, high = one.expected_per_day
    return Address(
        url=one.url,
        doing=one.doing,
        words=getattr(DOING[one.doing], asked.lang),
        tone=TONES[one.doing],
        last_asked=one.last_asked,
        last_answer=one.last_answer,
        last_new=one.last_new,
        next_at=one.next_at,
        failures=one.failures,
        usual_per_day=one.usual_per_day,
        expected=f"{low:g}-{high:g}" if high < UNBOUNDED else f"{low:g}+",
        days=one.days,
        remarks=one.remarks_fr if asked.lang == "fr" else one.remarks,
    )


class Came(Record, frozen=True, kw_only=True):
    """One report."""

    id: str
    title: str
    site: str | None
    language: str | None
    t_known: Time
    statements: int


class Declared(Record, frozen=True, kw_only=True):
    """An address as declared."""

    url: str
    form: str | None
    every_minutes: int
    instrument: str | None


class Source(Record, frozen=True, kw_only=True):
    """One source whole."""

    row: Row
    kind: str
    country: str | None
    owner: str | None
    sites: tuple[str, ...]
    originates: bool
    why: str
    party: str | None
    known_since: str | None
    licence: str | None
    terms: str | None
    network: str | None
    polls: tuple[Declared, ...]
    first: Time | None
    came: tuple[Came, ...]
    total: int
    pages: int
    number: int
    live: bool


class AskingOne(Query):
    """Which."""

    id: str = Field(max_length=200)
    page: int = Field(1, ge=1, le=100_000)


def show_one(asked: Asked, query: AskingOne) -> Source:
    """One source. NotThere: it is not declared."""
    picture = asked.picture
    row = next((row for row in _rows(asked, picture) if row.id == query.id), None)
    if row is None:
        raise NotThere("there is no source of this id", where=query.id, todo="look for it on the page of sources")
    declared = next((one for one in store.sources(asked.workspace) if one.id == query.id), None)
    arrivals = asked.pictures.once(picture, "arrived", came).get(query.id)
    by_name = asked.pictures.once(picture, "reports by source", _reports)
    mine = by_name.get(query.id, [])
    pages = max(1, -(-len(mine) // LATEST))
    number = min(query.page, pages)
    return Source(
        row=row,
        kind=getattr(KINDS[row.kind], asked.lang),
        country=declared.country if declared else None,
        owner=declared.owner if declared else None,
        sites=declared.sites if declared else (),
        originates=declared.originates if declared else False,
        why=declared.why if declared else "",
        party=declared.party if declared else None,
        known_since=declared.known_since.isoformat() if declared and declared.known_since else None,
        licence=declared.licence if declared else None,
        terms=declared.terms if declared else None,
        network=declared.network if declared else None,
        polls=tuple(
            Declared(url=one.url, form=one.form, every_minutes=one.every_minutes, instrument=one.instrument)
            for one in (declared.collect if declared else ())
        ),
        first=arrivals.first if arrivals is not None else None,
        came=tuple(mine[(number - 1) * LATEST : number * LATEST]),
        total=len(mine),
        pages=pages,
        number=number,
        live=asked.as_of is None,
    )


def _reports(picture: Picture) -> dict[str, list[Came]]:
    """Reports of every source, the latest first."""
    found: dict[str, list[Came]] = {}
    pairs = zip(picture.case.reports, picture.case.readings, strict=True)
    for report, reading, name in by_source(pairs, picture.case.declared.sources):
        found.setdefault(name, []).append(
            Came(
                id=report.id,
                title=report.title or report.text.strip()[:80],
                site=report.site,
                language=reading.language,
                t_known=reading.t_known,
                statements=len(reading.statements),
            )
        )
    for some in found.values():
        some.sort(key=lambda one: one.t_known, reverse=True)
    return found


class Adding(Form):
    """A site or a feed, to be found and declared."""

    url: str = Field(min_length=4, max_length=2_000)
    id: str | None = Field(None, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str | None = Field(None, max_length=200)
    kind: Kind = "outlet"
    why: str = Field(min_length=3, max_length=2_000)


def add(asked: Asked, form: Adding) -> Done:
    """Look for the feed in the background, under the guards of every fetch, and write the source's file."""

    def work() -> Both:
        made = sourcing.add(form.url, asked.workspace, form.id, form.name, form.kind)
        best = made.found[0]
        file = Path(made.path).name
        return Both(
            f"{made.id}: {best.url} holds {best.reports} reports. Read sources/{file} through, and judge it.",
            f"{made.id} : {best.url} contient {best.reports} articles. Relisez sources/{file} et jugez-la.",
        )

    begun = background.of(asked.pictures).begin("source", form.url, asked.person.name, asked.now, work)
    if begun is None:
        raise CannotFinish("several things are being worked on already", todo="try again when they are done")
    return Done(
        said=Both("The site is being asked: what comes of it is shown here.", "Le site est interrogé : le résultat s'affichera ici."),
        to="/sources#adding",
        subject=form.url,
        why=form.why,
    )


PAGES = (
    Page(name="sources", path="/sources", title=Both("Sources", "Sources"), query=Asking, view=Sources, show=show, menu=80),
    Page(name="source", path="/sources/{id}", title=Both("Source", "Source"), query=AskingOne, view=Source, show=show_one),
)
ACTIONS = (
    Action(
        name="add-source",
        title=Both("Add a source", "Ajouter une source"),
        role=Role.ADMIN,
        form=Adding,
        do=add,
        judged_again=False,
    ),
)
