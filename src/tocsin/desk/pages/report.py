"""One report: the original text with its marks beside a translation where one is configured, what was read, its page's versions."""

from tocsin.corroborate.addresses import address
from tocsin.desk import naming
from tocsin.desk.declared import Asked, Page, Query
from tocsin.desk.labels import label
from tocsin.desk.naming import Marks, Said
from tocsin.desk.pages import statement
from tocsin.desk.pages.statement import Under
from tocsin.engine import translating, versions
from tocsin.engine.picturing import Picture
from tocsin.model import Record, Report, Time, Tlp
from tocsin.model.keeping import erased
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

SHOWN = 200_000
"""characters of a text shown on one page: a book is cut, and says so"""


class One(Query):
    """Which."""

    id: str


class Piece(Record, frozen=True, kw_only=True):
    """Words that differ between two versions, with those around them."""

    before: str
    was: str
    now: str
    after: str


class Step(Record, frozen=True, kw_only=True):
    """One step in the history of the report's address."""

    kind: str
    said: str
    at: Time
    report: str
    this: bool
    """it is the report of this page"""
    title: str
    silent: bool
    """edited, and the text does not say so"""
    changes: tuple[Piece, ...]


class Beside(Record, frozen=True, kw_only=True):
    """A translation, or why there is none."""

    text: str
    by: str
    why_not: str


class ReportView(Record, frozen=True, kw_only=True):
    """The page."""

    id: str
    title: str
    outlet: str
    url: str
    published: Time | None
    collected: Time
    known: Time
    language: str
    spoken: str
    chain: tuple[str, ...]
    text: str
    cut: int
    """characters that are not shown"""
    marks: Marks
    statements: tuple[Said, ...]
    origins: tuple[Under, ...]
    links: tuple[tuple[str, str], ...]
    """(origin, how it hangs under it)"""
    history: tuple[Step, ...]
    held_since: Time | None
    held_by: str
    beside: Beside
    flags: tuple[str, ...]
    erased: str
    """the rule that took its words; empty: they are there"""
    tlp: Tlp
    synthetic: bool


def show(asked: Asked, query: One) -> ReportView:
    """The report as known at the picture's moment."""
    picture, lang = asked.picture, asked.lang
    report, reading = statement.held(asked, query.id)
    index, problem = naming.found(asked), picture.case.declared.problem
    rows = [row for one in reading.statements if (row := index.get(one.id)) is not None]
    homes = naming.homes(asked).reports.get(report.id, [])
    under = [(origin, link) for origin in homes for link in origin.reports if link.id == report.id]
    stamp = picture.given.held.get(report.id)
    return ReportView(
        id=report.id,
        title=report.title or "",
        outlet=naming.outlet(reading.site, lang),
        url=report.url or "",
        published=report.published_at,
        collected=report.collected_at,
        known=reading.t_known,
        language=reading.language or "",
        spoken=label("language", reading.language, lang),
        chain=reading.chain,
        text=report.text[:SHOWN],
        cut=max(0, len(report.text) - SHOWN),
        marks=statement.marks(rows, lang, linked=True),
        statements=tuple(naming.said(row, problem, lang) for row in rows),
        origins=tuple(Under(id=o.id, name=o.publisher or naming.NAMELESS[lang], claim=o.claim) for o, _ in under),
        links=tuple((o.id, label("link", link.link, lang)) for o, link in under),
        history=tuple(_history(asked, report)),
        held_since=stamp.at if stamp is not None else None,
        held_by=stamp.by if stamp is not None else "",
        beside=_beside(report, reading.language, lang),
        flags=(*report.flags, *reading.flags),
        erased=erased(report) or "",
        tlp=report.tlp,
        synthetic=report.synthetic,
    )


def _history(asked: Asked, report: Report) -> list[Step]:
    """What the report's address held, where more than this is known of it."""
    where = address(report.url)
    if where is None:
        return []
    picture = asked.picture

    def make(one: Picture) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for held, reading in zip(one.given.reports, one.given.readings, strict=True):
            if reading.t_known <= one.as_of and (at := address(held.url)) is not None:
                found.setdefault(at, []).append(held.id)
        return found

    names = asked.pictures.once(picture, "addresses", make).get(where, [report.id])
    pairs = [statement.held(asked, name) for name in names]
    known = {one.id: reading.t_known for one, reading in pairs}
    found = versions.history(asked.workspace, [one for one, _ in pairs], known, picture.given.held, picture.as_of)
    if found is None or len(found.steps) < 2:
        return []
    return [
        Step(
            kind=step.kind,
            said=label("version", step.kind, asked.lang),
            at=step.t_known,
            report=step.report or "",
            this=step.report == report.id,
            title=step.title or "",
            silent=step.kind == "edited" and not step.says_so,
            changes=tuple(Piece(before=c.before, was=c.was, now=c.now, after=c.after) for c in step.changes),
        )
        for step in found.steps
    ]


WHY_NOT: dict[str, Both] = {
    "none-configured": Both(
        "No translator is configured: Tocsin ships none. A plug-in (entry point tocsin.translators), named in TOCSIN_TRANSLATOR, is asked.",
        "Aucun traducteur n'est configuré : Tocsin n'en livre pas. Un module (point d'entrée tocsin.translators), nommé dans "
        "TOCSIN_TRANSLATOR, est interrogé.",
    ),
    "same-language": Both("It is in your language.", "Il est dans votre langue."),
    "tlp": Both("Its TLP mark does not let it be given to the translator.", "Sa marque TLP ne permet pas de le confier au traducteur."),
    "failed": Both("The translator gave no answer. The original stands.", "Le traducteur n'a pas répondu. L'original fait foi."),
}


def _beside(report: Report, language: str | None, lang: Lang) -> Beside:
    found = translating.translation(report, language, lang, translating.configured())
    why = "" if found.why_not is None else WHY_NOT[found.why_not].en if lang == "en" else WHY_NOT[found.why_not].fr
    return Beside(text=found.text or "", by=found.by or "", why_not=why)


PAGES = (Page(name="report", path="/reports/{id}", title=Both("Report", "Article"), query=One, view=ReportView, show=show),)
