"""Origins out of trees: what kind each is, what it claims, who may stand behind it, and every report with its link."""

import re
from collections.abc import Iterator

from tocsin.corroborate import drift, grades, upstream
from tocsin.corroborate.case import Case
from tocsin.corroborate.folding import stem
from tocsin.corroborate.trees import OWN_SOURCES, Tree
from tocsin.corroborate.words import WORD
from tocsin.model import Link, Origin, Statement, digest
from tocsin.model.origins import OriginKind

SHORT_WORD = 3
LONGEST_CLAIM = 300
"""characters of the first sentence that stands in for a claim where nothing was read"""
_DATELINE = re.compile(r"^\s*[^\W\d_][^\n(]{2,40}\([^()\n]{2,40}\)\s*[-–—]")
"""`OSLO, Sept 21 (Norvane Press) -`: what agencies begin with"""
_FIRST_SENTENCE = re.compile(r"\s*(.+?[.!?…])(?:[\"»”)]*\s|$)", re.DOTALL)
_OFFICIAL = ("office", "ministry", "official-text", "institute", "instrument")
_PUBLIC = ("named", "office", "institution", "text")


def origin(case: Case, tree: Tree) -> Origin:
    """The record of one tree."""
    said = list(_said(case, tree))
    kind = _kind(case, tree, said)
    claim = _claim(case, tree, said)
    profile = tree.outlet.profile if tree.outlet is not None else None
    publisher = tree.outlet.name if tree.outlet is not None else None
    publisher_id = profile.id if profile is not None else None
    if tree.spoken is not None:
        publisher_id = tree.spoken[0]
        publisher = next((said_.speaker.name or said_.speaker.text for said_ in said if said_.speaker.entity == publisher_id), publisher_id)
    if tree.root is not None:
        identity = digest("origin", case.reports[tree.root].id)
    else:
        identity = digest("origin", tree.outlet.key if tree.outlet else tree.spoken, case.reports[tree.members[0]].id)
    drifts = drift.of_tree(case, tree)
    links = tuple(_link(case, tree, number, drifts) for number in tree.members)
    main = next((statement for statement in said if statement.text == claim), said[0] if said else None)
    return Origin(
        id=identity,
        kind=kind,
        publisher=publisher,
        publisher_id=publisher_id,
        first_seen=min(case.readings[number].t_known for number in tree.members),
        date=next((statement.date for statement in said if statement.date), None),
        claim=claim,
        upstream=upstream.find(case, tree, main),
        grades=grades.propose(case, tree, main, drifts),
        statements=tuple(statement.id for statement in said),
        reports=links,
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
        evidence=(*parent.evidence, *inherited),
        drift=drifts.found.get(number, ()),
        t_known=case.readings[number].t_known,
    )


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


def _claim(case: Case, tree: Tree, said: list[Statement]) -> str:
    """Words of the statement that the tree stands for: in its earliest report, the one nearest to title and lead; else title or lead."""
    report = case.reports[tree.members[0]]
    found = _FIRST_SENTENCE.match(report.text)
    lead = (found.group(1) if found else report.text.strip())[:LONGEST_CLAIM]
    own = [statement for statement in said if statement.report == report.id] or said
    own = [statement for statement in own if statement.indicators or statement.hypotheses] or own
    if not own:
        return report.title or lead
    about = _stems(f"{report.title or ''} {lead}")
    return max(own, key=lambda statement: (len(about & _stems(statement.text)), -statement.span[0], statement.id)).text


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > SHORT_WORD)
