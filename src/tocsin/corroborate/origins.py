"""Origins out of trees: what kind each is, what it claims, who may stand behind it, and every report with its link."""

import re
from collections.abc import Iterator, Sequence

from tocsin.corroborate import claimed, drift, grades, hands, outcomes, standing, upstream
from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.parents import Parent
from tocsin.corroborate.trees import OWN_SOURCES, Tree, identity
from tocsin.corroborate.words import WORD
from tocsin.model import Link, Origin, Report, Ruling, Statement
from tocsin.model.origins import OriginKind

SHORT_WORD = 3
LONGEST_CLAIM = 300
"""characters of the first sentence that stands in for a claim where nothing was read"""
_DATELINE = re.compile(r"^\s*[^\W\d_][^\n(]{2,40}\([^()\n]{2,40}\)\s*[-–—]")
"""`OSLO, Sept 21 (Norvane Press) -`: what agencies begin with"""
_FIRST_SENTENCE = re.compile(r"\s*+(.+?[.!?…])(?:[\"»”)]*+\s|$)", re.DOTALL)
_OFFICIAL = ("office", "ministry", "official-text", "institute", "instrument")
_PUBLIC = ("named", "office", "institution", "text")


def records(case: Case, trees: Sequence[Tree], rulings: Sequence[Ruling] = ()) -> list[Origin]:
    """The record of every tree, graded among the others."""
    told = [_told(case, tree) for tree in trees]
    standings = standing.find(case, told)
    known = grades.Known(outcomes.learnt(case, trees, rulings), rulings)
    return [_origin(case, one, found, known) for one, found in zip(told, standings, strict=True)]


def _told(case: Case, tree: Tree) -> standing.Told:
    said = list(_said(case, tree))
    main = _main(case, tree, said)
    return standing.Told(tree, _publisher(tree, said)[0] or "an outlet without a name", main, upstream.find(case, main))


def _publisher(tree: Tree, said: Sequence[Statement]) -> tuple[str | None, str | None]:
    """Name and id of whom an origin is from."""
    if tree.spoken is not None:
        entity = tree.spoken[0]
        return next((item.speaker.name or item.speaker.text for item in said if item.speaker.entity == entity), entity), entity
    if tree.outlet is None:
        return None, None
    return tree.outlet.name, tree.outlet.profile.id if tree.outlet.profile is not None else None


def _origin(case: Case, told: standing.Told, found: standing.Standing, known: grades.Known) -> Origin:
    tree, main = told.tree, told.main
    said = list(_said(case, tree))
    publisher, publisher_id = _publisher(tree, said)
    name = identity(case, tree)
    drifts = drift.of_tree(case, tree)
    return Origin(
        id=name,
        kind=_kind(case, tree, said),
        publisher=publisher,
        publisher_id=publisher_id,
        hand=case.hand(tree.outlet) if tree.outlet is not None and tree.spoken is None else None,
        first_seen=min(case.readings[number].t_known for number in tree.members),
        date=next((statement.date for statement in said if statement.date), None),
        claim=_claim(case, tree, main),
        upstream=told.upstream,
        grades=grades.propose(case, tree, main, drifts, found, known),
        statements=tuple(statement.id for statement in said),
        reports=tuple(_link(case, tree, number, drifts) for number in tree.members),
        replaces=tuple(before for before in dict.fromkeys(tree.before) if before != name),
        tlp=case.reports[tree.members[0]].tlp,
        synthetic=any(case.reports[number].synthetic for number in tree.members),
    )


def _said(case: Case, tree: Tree) -> Iterator[Statement]:
    """Statements of the tree, report by report in order of time."""
    for number in tree.members:
        statements = case.readings[number].statements
        for place in sorted(tree.statements[number]):
            yield statements[place]


def _link(case: Case, tree: Tree, number: int, drifts: drift.Drifts) -> Link:
    report, parent = case.reports[number], tree.links[number]
    inherited = tuple(f"inherited:{kind}" for kind in drifts.inherited.get(number, ()))
    return Link(
        id=report.id,
        source_id=report.source_id,
        path=report.path,
        link=parent.link,
        parent=None if parent.report is None else case.reports[parent.report].id,
        confidence=parent.confidence,
        evidence=(*parent.evidence, *_day(case, number, parent), *inherited),
        through=hands.between(case, tree, number),
        drift=drifts.found.get(number, ()),
        t_known=case.readings[number].t_known,
    )


def _day(case: Case, number: int, parent: Parent) -> tuple[str, ...]:
    """The day of the cited report, where the words tell it."""
    if parent.outlet is None or any(item.startswith("day:") for item in parent.evidence):
        return ()
    day = hands.cited_day(case, number, parent.outlet)
    return (f"day:{day}",) if day is not None else ()


def _kind(case: Case, tree: Tree, said: list[Statement]) -> OriginKind:
    """Wire for an agency, official text for an office, statement where one public speaker is all there is, own reporting otherwise."""
    kind = tree.outlet.profile.kind if tree.outlet is not None and tree.outlet.profile is not None else None
    if tree.spoken is not None:
        return "statement"
    if kind == "agency":
        return "wire"
    if kind in _OFFICIAL:
        return "official-text"
    signed = tree.root is not None and (_DATELINE.match(case.reports[tree.root].text) or case.dateline[tree.root] is not None)
    if signed and tree.root is not None and tree.links[tree.root].evidence != OWN_SOURCES:
        return "wire"
    own = [statement for statement in said if tree.root is not None and statement.report == case.reports[tree.root].id]
    speakers = {statement.speaker.entity or statement.speaker.text for statement in own if statement.speaker.text}
    public = bool(own) and all(statement.told_by is None and statement.speaker.kind in _PUBLIC for statement in own)
    return "statement" if public and len(speakers) == 1 and len(own) > 1 else "own-reporting"


def _main(case: Case, tree: Tree, said: list[Statement]) -> Statement | None:
    """The statement that a tree stands for: in its earliest report, the one nearest to title and lead; a denial only where nothing else is.

    Of equals the first. A denial in a report of something else is an answer to it, and not what it tells.
    """
    report = case.reports[tree.members[0]]
    own = [statement for statement in said if statement.report == report.id] or said
    own = [statement for statement in own if statement.indicators or statement.hypotheses] or own
    if not own:
        return None
    about = _stems(f"{report.title or ''} {_lead(report)}")
    titled = _stems(report.title or "")
    others = [statement for statement in own if statement.act != "denial"]
    near = [max((len(titled & _stems(item.text)) for item in some), default=-1) for some in (own, others)]
    meant = others if others and near[0] == near[1] else own
    return max(meant, key=lambda statement: (len(about & _stems(statement.text)), -statement.span[0], statement.id))


def _claim(case: Case, tree: Tree, main: Statement | None) -> str:
    """Content of the statement that the tree stands for; where nothing was read, title or lead."""
    report = case.reports[tree.members[0]]
    if main is None:
        return report.title or _lead(report)
    return claimed.words(main, case.reports[case.place[main.report]])


def _lead(report: Report) -> str:
    found = _FIRST_SENTENCE.match(report.text)
    return (found.group(1) if found else report.text.strip())[:LONGEST_CLAIM]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > SHORT_WORD)
