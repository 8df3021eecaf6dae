"""One origin: who had it from whom, what changed on the way, grades hop by hop with reasons; what a split or merge would move."""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import Literal

from pydantic import Field

from tocsin.desk import grounds, naming
from tocsin.desk.declared import Asked, NotThere, Page, Query
from tocsin.desk.labels import label
from tocsin.desk.naming import Said
from tocsin.desk.pages import origins
from tocsin.desk.pages.origins import Row
from tocsin.engine import foretelling, ruling
from tocsin.engine.foretelling import Foretold
from tocsin.engine.picturing import Picture
from tocsin.model import Link, Origin, Record, Ruling, Time, digest
from tocsin.warn.phrases import Both

STATEMENTS = 30
"""statements shown at once"""


class One(Query):
    """Which."""

    id: str


class Change(Record, frozen=True, kw_only=True):
    """What changed on the way to one report."""

    kind: str
    was: str
    now: str
    was_report: str
    """id of the report in which `was` stands; empty where it is not known"""
    inherited: bool


class Report(Record, frozen=True, kw_only=True):
    """One report under the origin."""

    id: str
    title: str
    outlet: str
    spoken: str
    at: Time
    link: str
    link_name: str
    parent: str
    """id of the report that it came from; empty where none is held"""
    confidence: float
    evidence: tuple[str, ...]
    through: tuple[str, ...]
    changes: tuple[Change, ...]


class Node(Record, frozen=True, kw_only=True):
    """A place in the tree as an indented list."""

    label: str
    href: str
    note: str
    children: tuple["Node", ...] = ()


class Graded(Record, frozen=True, kw_only=True):
    """A grade of one hop: the machine's or a person's, both kept."""

    hop: str
    reliability: str
    credibility: int
    why: tuple[str, ...]
    by: str
    """empty: the machine"""
    contradictory: bool


class Decided(Record, frozen=True, kw_only=True):
    """A ruling that touches the origin."""

    kind: str
    what: str
    by: str
    why: str
    at: Time


class OriginView(Record, frozen=True, kw_only=True):
    """The page."""

    row: Row
    date: str
    hand: str
    upstream_status: str
    replaces: tuple[str, ...]
    reports: tuple[Report, ...]
    tree: tuple[Node, ...]
    grades: tuple[Graded, ...]
    hops: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...]
    """its reports but the first: what may be split off"""
    graph: str
    """where the graph's nodes and edges are asked for"""
    statements: tuple[Said, ...]
    more_statements: int
    decided: tuple[Decided, ...]
    seen: str
    """id of the latest ruling on its reports: what the forms are made from"""
    near: tuple[tuple[str, str], ...]
    """other origins of about the same days, each by a report: what it may be merged with"""
    head_report: str


def show(asked: Asked, query: One) -> OriginView:
    """The origin as of the picture's moment; an id that it had before leads to it as well."""
    picture, lang = asked.picture, asked.lang
    one = found(asked, query.id)
    index = naming.found(asked)
    rows = [row for name in one.statements if (row := index.get(name)) is not None]
    problem = picture.case.declared.problem
    members = {link.id for link in one.reports}
    rulings = [r for r in picture.given.rulings if r.t_known <= picture.as_of and (r.report in members or r.other in members)]
    reports = tuple(_report(asked, link) for link in one.reports)
    return OriginView(
        row=origins.rows(asked, [one], naming.followed(asked))[0],
        date=one.date or "",
        hand=(one.hand or "").partition(":")[2],
        upstream_status=label("upstream", one.upstream.status, lang),
        replaces=one.replaces,
        reports=reports,
        tree=tree(reports, asked.frozen),
        grades=tuple(
            Graded(
                hop=grade.hop,
                reliability=grade.reliability,
                credibility=grade.credibility,
                why=tuple(grounds.said(reason, lang) for reason in grade.why),
                by="" if grade.by == "machine" else grade.by,
                contradictory="contradictory-pair" in grade.flags,
            )
            for grade in one.grades
        ),
        hops=tuple((hop, hop) for hop in dict.fromkeys(grade.hop for grade in one.grades)),
        members=tuple((each.id, f"{each.at:%Y-%m-%d %H:%M} {each.outlet}: {each.title[:80]}") for each in reports[1:]),
        graph=f"/api/v1/graph/{one.id}?lang={lang}" + (f"&as_of={asked.as_of:%Y-%m-%dT%H:%M:%SZ}" if asked.as_of is not None else ""),
        statements=tuple(naming.said(row, problem, lang) for row in rows[:STATEMENTS]),
        more_statements=max(0, len(rows) - STATEMENTS),
        decided=tuple(_decided(r, lang) for r in reversed(rulings)),
        seen=ruling.last(picture.given.rulings, members),
        near=tuple(_near(picture, one, lang)),
        head_report=one.reports[0].id,
    )


def found(asked: Asked, identity: str) -> Origin:
    """An origin by its id, or by one that it had before. NotThere: none."""
    one = naming.homes(asked).named.get(identity)
    if one is None:
        raise NotThere("no origin of this id was known by then", todo="look for it among the origins")
    return one


def _report(asked: Asked, link: Link) -> Report:
    from tocsin.desk.pages.statement import held

    report, reading = held(asked, link.id)
    lang = asked.lang
    return Report(
        id=link.id,
        title=report.title or "",
        outlet=naming.outlet(reading.site, lang),
        spoken=label("language", reading.language, lang),
        at=link.t_known,
        link=link.link,
        link_name=label("link", link.link, lang),
        parent=link.parent or "",
        confidence=link.confidence,
        evidence=link.evidence,
        through=tuple(hand.name for hand in link.through),
        changes=tuple(
            Change(
                kind=label("drift", one.kind, lang),
                was=one.was,
                now=one.words,
                was_report=one.was_report or "",
                inherited=one.inherited,
            )
            for one in link.drift
        ),
    )


def tree(reports: tuple[Report, ...], frozen: str) -> tuple[Node, ...]:
    """Reports under the report that each came from; those whose parent is not held stand at the first level."""
    held = {one.id for one in reports}
    below: dict[str, list[Report]] = {}
    for one in reports:
        below.setdefault(one.parent if one.parent in held and one.parent != one.id else "", []).append(one)
    placed: set[str] = set()

    def grown(parent: str) -> tuple[Node, ...]:
        nodes = []
        for one in below.get(parent, ()):
            if one.id in placed:
                continue
            placed.add(one.id)
            hands = f" ← {' ← '.join(one.through)}" if one.through else ""
            note = f"{one.link_name}{hands}, {one.at:%Y-%m-%d %H:%M} UTC" + (f", {one.spoken}" if one.spoken else "")
            nodes.append(Node(label=one.outlet, href=f"/reports/{one.id}{frozen}", note=note, children=grown(one.id)))
        return tuple(nodes)

    return grown("")


KINDS = {
    "split": Both("split", "séparé"),
    "merge": Both("merged", "réuni"),
    "grade": Both("graded", "coté"),
    "outcome": Both("outcome", "issue"),
}


def _decided(one: Ruling, lang: Literal["en", "fr"]) -> Decided:
    kind = KINDS[one.kind].en if lang == "en" else KINDS[one.kind].fr
    grade = f"{one.hop}: {one.reliability}{one.credibility}" if one.kind == "grade" else ""
    return Decided(kind=kind, what=grade or one.turnout or one.report[:12], by=one.by, why=one.why, at=one.t_known)


NEAR_DAYS, MOST_NEAR = 10, 40


def _near(picture: Picture, one: Origin, lang: Literal["en", "fr"]) -> list[tuple[str, str]]:
    """Origins first seen about the same time, the nearest first: candidates for one and the same."""
    # Origins stand in the order in which they were first seen.
    held, days = picture.case.origins, timedelta(days=NEAR_DAYS)
    first = bisect_left(held, one.first_seen - days, key=lambda each: each.first_seen)
    last = bisect_right(held, one.first_seen + days, key=lambda each: each.first_seen)
    others = [(abs((each.first_seen - one.first_seen).total_seconds()), each) for each in held[first:last] if each.id != one.id]
    nearest = sorted(others, key=lambda pair: (pair[0], pair[1].id))[:MOST_NEAR]
    return [
        (each.reports[0].id, f"{each.first_seen:%Y-%m-%d} {each.publisher or naming.NAMELESS[lang]}: {each.claim[:90]}")
        for _, each in nearest
    ]


class Graph(Record, frozen=True, kw_only=True):
    """The tree as the graph element takes it."""

    nodes: tuple[dict[str, str], ...]
    edges: tuple[dict[str, str | int], ...]


def graph(asked: Asked, query: One) -> Graph:
    """Nodes and edges: the origin, its reports, carriers whose reports are not held, and its upstream."""
    lang = asked.lang
    one = found(asked, query.id)
    nodes: dict[str, dict[str, str]] = {
        one.id: {
            "id": one.id,
            "label": one.publisher or naming.NAMELESS[lang],
            "kind": "origin",
            "note": one.claim[:200],
            "at": f"{one.first_seen:%Y-%m-%dT%H:%M:%SZ}",
        }
    }
    edges: list[dict[str, str | int]] = []
    if one.upstream.status != "unknown":
        words = one.upstream.words or one.upstream.id or "?"
        nodes["upstream"] = {"id": "upstream", "label": words, "kind": "upstream"}
        edges.append({"from": "upstream", "to": one.id, "link": "upstream", "label": label("upstream", one.upstream.status, lang)})
    held = {link.id for link in one.reports}
    for link in one.reports:
        report = _report(asked, link)
        nodes[link.id] = {
            "id": link.id,
            "label": report.outlet,
            "kind": "report",
            "href": f"/reports/{link.id}{asked.frozen}",
            "note": report.title,
            "at": f"{link.t_known:%Y-%m-%dT%H:%M:%SZ}",
        }
        above = link.parent if link.parent in held and link.parent != link.id else one.id
        for place, hand in enumerate(reversed(link.through)):
            name = f"{link.id}:{place}"
            nodes[name] = {"id": name, "label": hand.name, "kind": "citation"}
            edges.append({"from": above or one.id, "to": name, "link": "citation"})
            above = name
        kind = "citation" if link.link == "original" else link.link
        edges.append({"from": above or one.id, "to": link.id, "link": kind, "drift": len(link.drift), "label": report.link_name})
    return Graph(nodes=tuple(nodes.values()), edges=tuple(edges))


class Weighing(Query):
    """A split or merge that somebody thinks of."""

    id: str
    kind: Literal["split", "merge"]
    report: str = Field(max_length=64)
    other: str | None = Field(default=None, max_length=64)


class Moved(Record, frozen=True, kw_only=True):
    """A hypothesis before and after."""

    name: str
    before: float
    after: float


class Preview(Record, frozen=True, kw_only=True):
    """What a split or a merge would move; `pending`: it is being worked out."""

    origin: str
    name: str
    kind: str
    report: str
    other: str
    pending: bool
    origins_before: int = 0
    origins_after: int = 0
    moved: tuple[Moved, ...] = ()
    made: tuple[Row, ...] = ()
    seen: str = ""


def preview(asked: Asked, query: Weighing) -> Preview:
    """The judgement with the ruling and without, worked out behind the reader's back."""
    picture = asked.picture
    one = found(asked, query.id)
    ruled = ruling.checked(picture.case, query.kind, query.report, query.other)

    def make(held: Picture) -> Foretold:
        imagined = Ruling(
            id=digest("preview", query.kind, *ruled), kind=query.kind, report=ruled[0], other=ruled[1], by="-", why="-", t_known=held.as_of
        )
        return foretelling.foretell(held.given, imagined, held.as_of)

    told = asked.pictures.soon(picture, f"preview.{query.kind}.{ruled[0]}.{ruled[1]}", make)
    members = ruling.together(picture.case, one.reports[0].id)
    shown = Preview(
        origin=one.id,
        name=one.publisher or naming.NAMELESS[asked.lang],
        kind=query.kind,
        report=ruled[0],
        other=ruled[1] or "",
        pending=told is None,
        seen=ruling.last(picture.given.rulings, members),
    )
    if told is None:
        return shown
    names = {h.id: h.name[asked.lang] for h in picture.case.declared.problem.hypotheses}
    return Preview(
        **{name: getattr(shown, name) for name in ("origin", "name", "kind", "report", "other", "pending", "seen")},
        origins_before=told.origins_before,
        origins_after=told.origins_after,
        moved=tuple(Moved(name=names[m.hypothesis], before=m.before, after=m.after) for m in told.moved),
        made=origins.rows(asked, told.made, {}),
    )


PAGES = (
    Page(name="origin", path="/origins/{id}", title=Both("Origin", "Origine"), query=One, view=OriginView, show=show),
    Page(name="graph", path="/origins/{id}/graph", title=Both("Tree", "Arbre"), query=One, view=Graph, show=graph),
    Page(
        name="preview",
        path="/origins/{id}/preview",
        title=Both("What it would move", "Ce que cela déplacerait"),
        query=Weighing,
        view=Preview,
        show=preview,
    ),
)
