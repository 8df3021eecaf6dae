"""One statement: its words in the report, who says them through whom, how it was read and ruled, and what it moves."""

import itertools

from tocsin.desk import naming
from tocsin.desk.declared import Asked, NotThere, Page, Query
from tocsin.desk.labels import label, options, speaker
from tocsin.desk.naming import Marks, Named, Said
from tocsin.engine import correcting
from tocsin.engine.finding import Row
from tocsin.engine.picturing import Picture
from tocsin.model import Reading, Record, Report, Statement, Time
from tocsin.model.keeping import erased
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

AROUND = 500
"""characters of the report shown before and after the statement"""
FIELDS = ("act", "polarity", "negated", "interested", "speaker", "date", "indicators", "hypotheses")
"""what a person may read otherwise, in the order shown"""


class One(Query):
    """Which."""

    id: str


class Otherwise(Record, frozen=True, kw_only=True):
    """A field as the machine read it and as a person does."""

    field: str
    was: str
    now: str


class Ruled(Record, frozen=True, kw_only=True):
    """What somebody decided, and when."""

    kind: str
    said: str
    by: str
    why: str
    at: Time


class Under(Record, frozen=True, kw_only=True):
    """An origin that the statement belongs to."""

    id: str
    name: str
    claim: str


class Moves(Record, frozen=True, kw_only=True):
    """How far an origin of this statement moved a hypothesis within 30 days, beside no evidence."""

    hypothesis: Named
    origin: str
    indicator: str
    delta: float


class StatementView(Record, frozen=True, kw_only=True):
    """The page."""

    said: Said
    about: tuple[tuple[str, str], ...]
    """further fields with their values, those that are there"""
    title: str
    url: str
    excerpt: str
    """the report's words around it"""
    excerpt_language: str
    cut: bool
    """whether the report goes on beyond the excerpt"""
    erased: str
    """the rule that took the report's other words; empty: they are there"""
    marks: Marks
    otherwise: tuple[Otherwise, ...]
    rulings: tuple[Ruled, ...]
    seen: str
    """id of the latest ruling: what the forms are made from"""
    origins: tuple[Under, ...]
    moves: tuple[Moves, ...]
    acts: tuple[tuple[str, str], ...]
    polarities: tuple[tuple[str, str], ...]
    speakers: tuple[tuple[str, str], ...]
    indicators: tuple[Named, ...]
    hypotheses: tuple[Named, ...]
    speaker_text: str
    speaker_kind: str
    negated: bool


def show(asked: Asked, query: One) -> StatementView:
    """The statement as it counts at the picture's moment. NotThere: none is known by then."""
    picture, lang = asked.picture, asked.lang
    row = naming.found(asked).get(query.id)
    if row is None:
        raise NotThere("no statement of this id was known by then", todo="look for it among the statements")
    report, _ = held(asked, row.statement.report)
    problem, one = picture.case.declared.problem, row.statement
    rulings = correcting.of(asked.workspace, one, picture.as_of)
    start, end = max(0, one.span[0] - AROUND), min(len(report.text), one.span[1] + AROUND)
    origins = naming.homes(asked).statements.get(one.id, [])
    return StatementView(
        said=naming.said(row, problem, lang),
        about=tuple(_about(one, lang)),
        title=report.title or "",
        url=report.url or "",
        excerpt=report.text[start:end],
        excerpt_language=row.language or "",
        cut=start > 0 or end < len(report.text),
        erased=erased(report) or "",
        marks=shifted(marks([row], lang), start, end),
        otherwise=tuple(_otherwise(asked, row)),
        rulings=tuple(Ruled(kind=r.kind, said=label("ruled", r.kind, lang), by=r.by, why=r.why, at=r.t_known) for r in rulings),
        seen=rulings[-1].id if rulings else "",
        origins=tuple(Under(id=o.id, name=o.publisher or naming.NAMELESS[lang], claim=o.claim) for o in origins),
        moves=tuple(_moves(picture, one, lang)),
        acts=options("act", lang),
        polarities=options("polarity", lang),
        speakers=options("speaker", lang),
        indicators=naming.indicators(problem, [i.id for i in problem.indicators], lang),
        hypotheses=naming.hypotheses(problem, [h.id for h in problem.hypotheses], lang),
        speaker_text=one.speaker.text or "",
        speaker_kind=one.speaker.kind,
        negated=one.negated,
    )


def held(asked: Asked, identity: str) -> tuple[Report, Reading]:
    """A report with its reading as the machine made it. NotThere: none was known by the picture's moment."""

    def make(picture: Picture) -> dict[str, tuple[Report, Reading]]:
        pairs = zip(picture.given.reports, picture.given.readings, strict=True)
        return {report.id: (report, reading) for report, reading in pairs if reading.t_known <= picture.as_of}

    found = asked.pictures.once(asked.picture, "reports", make).get(identity)
    if found is None:
        raise NotThere("no report of this id was known by then", todo="look for it among the statements")
    return found


def marks(rows: list[Row], lang: Lang, linked: bool = False) -> Marks:
    """Marks of statements in their report's text, cut so that none lies in another: the innermost shows, the whole is told in its title."""
    layers: list[tuple[int, int, int, str, str, str]] = []
    for row in rows:
        one = row.statement
        href = f"/statements/{one.id}" if linked else ""
        title = f"{label('act', one.act, lang)}: {speaker(one.speaker, lang)}"
        if row.ruling is not None:
            title += f" ({label('ruled', row.ruling.kind, lang)})"
        layers.append((0, *one.span, "", title, href))
        for who in (one.speaker, *one.co_speakers, *([one.told_by] if one.told_by is not None else [])):
            if who.span is not None:
                layers.append((2, *who.span, "speaker", speaker(who, lang), href))
        if one.estimate is not None:
            layers.append((3, *one.estimate.span, "estimate", naming.estimate(one.estimate, lang), href))
        layers += [(1, *name.span, "place" if name.type == "place" else "name", f"{name.text}: {name.id}", href) for name in one.names]
    edges = sorted({edge for layer in layers for edge in layer[1:3]})
    found: list[dict[str, str | int]] = []
    begun = sorted(layers, key=lambda layer: layer[1])
    open_now: list[tuple[int, int, int, str, str, str]] = []
    next_one = 0
    for start, end in itertools.pairwise(edges):
        while next_one < len(begun) and begun[next_one][1] <= start:
            open_now.append(begun[next_one])
            next_one += 1
        open_now = [layer for layer in open_now if layer[2] > start]
        if not open_now:
            continue
        _, _first, _last, kind, title, href = max(open_now, key=lambda layer: (layer[0], layer[1], -layer[2]))
        if found and found[-1]["end"] == start and (found[-1]["kind"], found[-1]["title"], found[-1]["href"]) == (kind, title, href):
            found[-1]["end"] = end
        else:
            found.append({"start": start, "end": end, "kind": kind, "title": title, "href": href})
    return tuple(found)


def shifted(all_marks: Marks, start: int, end: int) -> Marks:
    """Marks as they stand in the stretch [start, end) of their text."""
    return tuple(
        {**mark, "start": max(0, int(mark["start"]) - start), "end": min(end, int(mark["end"])) - start}
        for mark in all_marks
        if int(mark["end"]) > start and int(mark["start"]) < end
    )


ABOUT: dict[str, Both] = {
    "told_by": Both("told by", "rapporté par"),
    "holder": Both("held by", "opinion de"),
    "via": Both("through", "par"),
    "quoted": Both("in quotation marks", "entre guillemets"),
    "negated": Both("in the negative", "à la forme négative"),
    "interested": Both("an interested party", "partie intéressée"),
    "estimate": Both("estimate", "degré"),
    "condition": Both("if", "si"),
    "consequence": Both("then", "alors"),
    "conditional_on": Both("on condition", "à condition"),
    "because": Both("reason given", "raison donnée"),
    "date": Both("dated", "daté"),
    "date_from": Both("read from", "lu de"),
    "dissent": Both("dissent", "avis divergent"),
    "yes": Both("yes", "oui"),
    "no": Both("no", "non"),
    "act": Both("act", "acte"),
    "polarity": Both("points to", "oriente vers"),
    "speaker": Both("speaker", "locuteur"),
    "indicators": Both("indicators", "indicateurs"),
    "hypotheses": Both("hypotheses", "hypothèses"),
    "reader": Both("read by", "lu par"),
}
"""names of fields"""


def _name(field: str, lang: Lang) -> str:
    return ABOUT[field].en if lang == "en" else ABOUT[field].fr


def _about(one: Statement, lang: Lang) -> list[tuple[str, str]]:
    line = one.red_line
    found = {
        "told_by": speaker(one.told_by, lang) if one.told_by is not None else None,
        "holder": speaker(one.holder, lang) if one.holder is not None else None,
        "via": " ← ".join(one.via) or None,
        "quoted": _name("yes", lang) if one.quoted else None,
        "negated": _name("yes", lang) if one.negated else None,
        "interested": _name("yes", lang) if one.interested else None,
        "estimate": naming.estimate(one.estimate, lang) or None,
        "condition": line.condition if line is not None else None,
        "consequence": line.consequence if line is not None else None,
        "conditional_on": one.conditional_on,
        "because": one.because,
        "date": one.date,
        "date_from": one.date_from,
        "dissent": _name("yes", lang) if one.dissent else None,
    }
    return [(_name(field, lang), value) for field, value in found.items() if value]


def _otherwise(asked: Asked, row: Row) -> list[Otherwise]:
    """What a standing correction reads otherwise."""
    if row.ruling is None or row.ruling.corrected is None:
        return []
    _, reading = held(asked, row.statement.report)
    machine = next(one for one in reading.statements if one.id == row.statement.id)
    lang, problem = asked.lang, asked.picture.case.declared.problem

    def words(one: Statement, field: str) -> str:
        value = getattr(one, field)
        match field:
            case "act" | "polarity":
                return label(field, value, lang)
            case "negated" | "interested":
                return _name("yes" if value else "no", lang)
            case "speaker":
                return speaker(value, lang)
            case "indicators":
                return ", ".join(named.name for named in naming.indicators(problem, value, lang)) or "–"
            case "hypotheses":
                return ", ".join(named.name for named in naming.hypotheses(problem, value, lang)) or "–"
        return value or "–"

    return [
        Otherwise(field=_name(field, lang), was=words(machine, field), now=words(row.statement, field))
        for field in FIELDS
        if getattr(machine, field) != getattr(row.statement, field)
    ]


def _moves(picture: Picture, one: Statement, lang: Lang) -> list[Moves]:
    """Influences that this statement carries, the largest first."""
    problem = picture.case.declared.problem
    found = [
        Moves(
            hypothesis=naming.hypotheses(problem, [row.hypothesis], lang)[0],
            origin=row.origin or "",
            indicator=row.indicator or "",
            delta=row.delta,
        )
        for row in picture.judged.influences
        if one.id in row.statements
    ]
    return sorted(found, key=lambda row: -abs(row.delta))


PAGES = (Page(name="statement", path="/statements/{id}", title=Both("Statement", "Déclaration"), query=One, view=StatementView, show=show),)
