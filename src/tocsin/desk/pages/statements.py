"""Statements: found by words in four languages and by what they are; corrected or rejected by a person, the machine's reading kept."""

from typing import Literal, NamedTuple

from pydantic import Field, field_validator

from tocsin.desk import naming
from tocsin.desk.declared import Action, Asked, Done, Form, Page, Query
from tocsin.desk.labels import label, options
from tocsin.desk.naming import Named, Said
from tocsin.engine import clock, correcting
from tocsin.engine.finding import Found, Index, Row, Sought
from tocsin.model import Corrected, Record, Speaker
from tocsin.model.statements import Act, Polarity, SpeakerKind
from tocsin.warn.phrases import Both

PAGE = 40
"""statements a page"""
SEARCHED = 400
"""hits of a search by words, best first: more than anybody pages through"""
FILTERED = 3_000
"""hits where they are filtered as well: all that are ranked"""
MOST_REPORTS = 8
"""reports that hold the words, shown beside"""


class Asking(Query):
    """What is looked for."""

    q: str = Field(default="", max_length=200)
    indicator: str | None = None
    hypothesis: str | None = None
    speaker: str | None = Field(default=None, max_length=200)
    act: str | None = None
    polarity: str | None = None
    language: str | None = None
    outlet: str | None = Field(default=None, max_length=200)
    red_line: bool | None = None
    since: str | None = None
    until: str | None = None
    ruled: Literal["corrected", "rejected", "none"] | None = None
    after: str | None = None

    @field_validator("since", "until")
    @classmethod
    def _moment(cls, value: str | None) -> str | None:
        if value:
            clock.moment(value, "start")
        return value


class InReport(Record, frozen=True, kw_only=True):
    """A report in whose text or title the words stand."""

    id: str
    title: str
    outlet: str
    snippet: str


class Statements(Record, frozen=True, kw_only=True):
    """A page of statements."""

    asked: dict[str, str]
    """what was asked for, by field"""
    found: tuple[Said, ...]
    total: int
    following: str | None
    """ask for `after` this id: the next page"""
    held: int
    """statements in all"""
    searched: int | None
    """how many hits were looked through where words were searched for; null where none were"""
    newest: int | None
    """only so many texts, those written last that hold the words, were ranked; null where all that hold them were, or none searched for"""
    reports: tuple[InReport, ...]
    """reports whose text holds the words, best first"""
    indicators: tuple[Named, ...]
    hypotheses: tuple[Named, ...]
    languages: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]
    polarities: tuple[tuple[str, str], ...]


def show(asked: Asked, query: Asking) -> Statements:
    """What was found, newest first; with words, best first."""
    picture, index = asked.picture, naming.found(asked)
    problem = picture.case.declared.problem
    sought = Sought(
        indicator=query.indicator,
        hypothesis=query.hypothesis,
        speaker=query.speaker,
        act=query.act,
        polarity=query.polarity,
        language=query.language,
        outlet=query.outlet,
        red_line=query.red_line,
        since=clock.moment(query.since, "start") if query.since else None,
        until=clock.moment(query.until, "end") if query.until else None,
        ruled=query.ruled,
    )
    found = _searched(asked, query, index, sought) if query.q.strip() else None
    page, spans = (found.page, found.spans) if found is not None else (_page(query, index, sought), {})
    return Statements(
        asked={name: str(value) for name, value in query.model_dump(exclude_none=True).items() if value not in ("", None)},
        found=tuple(naming.said(row, problem, asked.lang, spans.get(row.statement.id, ())) for row in page.rows),
        total=page.total,
        following=page.following,
        held=len(index.rows),
        searched=found.searched if found is not None else None,
        newest=found.newest if found is not None else None,
        reports=found.reports if found is not None else (),
        indicators=naming.indicators(problem, [one.id for one in problem.indicators], asked.lang),
        hypotheses=naming.hypotheses(problem, [one.id for one in problem.hypotheses], asked.lang),
        languages=tuple((one, label("language", one, asked.lang)) for one in index.languages),
        acts=options("act", asked.lang),
        polarities=options("polarity", asked.lang),
    )


Spans = dict[str, tuple[tuple[int, int], ...]]


class Searched(NamedTuple):
    """What words found."""

    page: Found
    spans: Spans
    """by statement of the page: where the words stand"""
    reports: tuple[InReport, ...]
    searched: int
    newest: int | None


def _page(query: Asking, index: Index, sought: Sought, among: list[str] | None = None) -> Found:
    return index.find(sought, after=query.after, limit=PAGE, among=among)


def _searched(asked: Asked, query: Asking, index: Index, sought: Sought) -> Searched:
    """A page of the hits, and the best reports that hold the words.

    Words are looked for only in what is shown: in all that was found it takes longer than finding it. The search is of the ledger as the
    picture has it: the pages of one answer stay those of one answer, whatever is written meanwhile.
    """
    from tocsin.ledger import Ledger
    from tocsin.ledger.searching import Seen
    from tocsin.model import Report, Statement

    language = query.language if query.language in ("en", "fr", "ru", "uk") else None
    seen = Seen(known_by=asked.picture.as_of, last=asked.picture.head.count)
    with Ledger.open(asked.workspace) as ledger:
        found = ledger.find(query.q, language, SEARCHED if sought == Sought(language=query.language) else FILTERED, seen, marks=False)
        said = {hit.record.id: hit for hit in found.hits if isinstance(hit.record, Statement)}
        among = [name for name in said if name in index.place]
        page = _page(query, index, sought, among)
        best = [hit for hit in found.hits if isinstance(hit.record, Report)][:MOST_REPORTS]
        marked = ledger.marked([*(said[row.statement.id] for row in page.rows), *best], query.q, language)
    spans = {hit.record.id: hit.spans for hit in marked if isinstance(hit.record, Statement)}
    reports: list[InReport] = []
    for hit in marked:
        if isinstance(hit.record, Report):
            held = (hit.record.title or "") if hit.part == "title" else hit.record.text
            snippet = " ".join(held[hit.snippet[0] : hit.snippet[1]].split())
            outlet = naming.outlet(hit.record.site, asked.lang)
            reports.append(InReport(id=hit.record.id, title=hit.record.title or "", outlet=outlet, snippet=snippet))
    return Searched(page, spans, tuple(reports), len(among), found.newest)


class Ruled(Form):
    """A person's word on a statement."""

    statement: str = Field(min_length=8, max_length=64, json_schema_extra={"hidden": True})
    why: str = Field(title="Reason", min_length=3, max_length=2000)
    seen: str | None = None
    """id of the ruling that stood when the form was made; empty for none"""


class Correction(Ruled):
    """How it should have been read; what is left empty stays as the machine read it."""

    act: Act | None = Field(default=None, title="Act")
    polarity: Polarity | None = Field(default=None, title="Points to")
    negated: Literal["yes", "no"] | None = Field(default=None, title="Says that it is not so")
    interested: Literal["yes", "no"] | None = Field(default=None, title="Interested party")
    speaker: str | None = Field(default=None, title="Speaker", max_length=300)
    speaker_kind: SpeakerKind = Field(default="named", title="Kind of speaker")
    speaker_entity: str | None = Field(default=None, title="Id in the gazetteer", max_length=100)
    date: str | None = Field(default=None, title="Date of the act or event", max_length=10)
    undated: bool = Field(default=False, title="The words give no date")
    bears: bool = Field(default=False, json_schema_extra={"hidden": True})
    """the lists of indicators and hypotheses below say what it bears on, even where they are empty"""
    indicators: list[str] = Field(default_factory=list, title="Bears on indicators", max_length=50)
    hypotheses: list[str] = Field(default_factory=list, title="Bears on hypotheses", max_length=50)


def _row(asked: Asked, identity: str) -> Row | None:
    return naming.found(asked).get(identity)


def correct(asked: Asked, form: Correction) -> Done:
    """Append a correction. Fields that say what is read already are left out of it."""
    row = _row(asked, form.statement)
    said = row.statement if row is not None else None
    speaker = None
    if form.speaker and (
        said is None or form.speaker != said.speaker.text or form.speaker_kind != said.speaker.kind or form.speaker_entity
    ):
        speaker = Speaker(text=form.speaker, kind=form.speaker_kind, entity=form.speaker_entity or None)
    bears = form.bears or bool(form.indicators or form.hypotheses)
    how = Corrected(
        act=form.act,
        polarity=form.polarity,
        negated=None if form.negated is None else form.negated == "yes",
        interested=None if form.interested is None else form.interested == "yes",
        speaker=speaker,
        date="" if form.undated else form.date or None,
        indicators=tuple(form.indicators) if bears else None,
        hypotheses=tuple(form.hypotheses) if bears else None,
    )
    return _appended(
        asked, "correct", form, how, Both("Corrected: the judge goes by your reading.", "Corrigé : le jugement suit votre lecture.")
    )


def reject(asked: Asked, form: Ruled) -> Done:
    """Append that it does not count."""
    return _appended(asked, "reject", form, None, Both("Rejected: it is not counted any more.", "Rejeté : cela n'est plus compté."))


def restore(asked: Asked, form: Ruled) -> Done:
    """Append that it counts as the machine read it."""
    said = Both("Restored: it counts as the machine read it.", "Rétabli : cela compte tel que la machine l'a lu.")
    return _appended(asked, "restore", form, None, said)


def _appended(asked: Asked, kind: Literal["correct", "reject", "restore"], form: Ruled, how: Corrected | None, said: Both) -> Done:
    record = correcting.rule(
        asked.workspace, kind, form.statement, how, by=asked.person.name, why=form.why, seen=form.seen if form.seen is not None else ""
    )
    return Done(said=said, record=record, to=f"/statements/{record.statement}", subject=record.statement, why=form.why)


PAGES = (
    Page(
        name="statements", path="/statements", title=Both("Statements", "Déclarations"), query=Asking, view=Statements, show=show, menu=30
    ),
)
ACTIONS = (
    Action(name="correct-statement", title=Both("Correct a statement", "Corriger une déclaration"), form=Correction, do=correct),
    Action(name="reject-statement", title=Both("Reject a statement", "Rejeter une déclaration"), form=Ruled, do=reject),
    Action(name="restore-statement", title=Both("Restore a statement", "Rétablir une déclaration"), form=Ruled, do=restore),
)
