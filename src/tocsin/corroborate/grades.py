"""Admiralty grades proposed by the machine, hop by hop, with their reasons. Two axes, never fused; a person may overrule them.

Without independent confirmation nothing is better than 3, "possibly true". Reliability is the source file's, moved by what is learnt of
its outcomes; F where nothing is known. What changed on the way is never graded as its parent is.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from tocsin.corroborate.case import Case
from tocsin.corroborate.drift import Drifts
from tocsin.corroborate.outcomes import taken_back
from tocsin.corroborate.outlets import Outlet
from tocsin.corroborate.phrases import pattern
from tocsin.corroborate.reliability import reasons
from tocsin.corroborate.standing import Standing
from tocsin.corroborate.trees import Tree
from tocsin.model import Grade, Reliability, Ruling, Speaker, Statement
from tocsin.model.declared import Reliability as Letter

Credibility = Literal[1, 2, 3, 4, 5, 6]
CONFIRMED: Credibility = 1
PROBABLY: Credibility = 2
POSSIBLY: Credibility = 3
DOUBTFUL: Credibility = 4
IMPROBABLE: Credibility = 5
UNJUDGED: Credibility = 6
WITHDRAWN = "withdrawn by its publisher"
"""reason of a claim that who told it took back"""
SEVERAL = 2
"""independent origins, beside its own, that make what is told confirmed"""
CONTRADICTORY = (("A", IMPROBABLE), ("E", CONFIRMED))


class Known(NamedTuple):
    """What grading goes by beside the tree: reliability by source, and what persons ruled."""

    reliability: Mapping[str, Reliability]
    rulings: Sequence[Ruling]


def propose(case: Case, tree: Tree, main: Statement | None, drifts: Drifts, standing: Standing, known: Known) -> tuple[Grade, ...]:
    """Grades of the publisher, of every outlet that others had it from or that changed it, and of who speaks; then what persons ruled."""
    withdrawn = taken_back(case, tree) == "wrong"
    credibility, why = (IMPROBABLE, [WITHDRAWN]) if withdrawn else _standing(standing)
    found = []
    if tree.outlet is not None:
        found.append(_outlet(tree.outlet, credibility, why, known))
    worst = dict.fromkeys(tree.members, credibility)
    handed_on = {parent.report for parent in tree.links.values() if parent.report is not None}
    seen = {tree.outlet.key} if tree.outlet is not None else set()
    for number in tree.members:
        up = tree.links[number].report
        worst[number] = worst.get(up, credibility) if up is not None else credibility
        kinds = sorted({drift.kind for drift in drifts.found.get(number, ())})
        if kinds:
            # Doubtful; where the parent is that already, what is changed once more is worse.
            again = worst[number] == DOUBTFUL and any(not drift.inherited for drift in drifts.found[number])
            worst[number] = IMPROBABLE if again else DOUBTFUL
        outlet = case.own[number]
        if outlet is None or outlet.key in seen or not (number in handed_on or kinds):
            continue
        seen.add(outlet.key)
        said = [f"changed on the way: {', '.join(kinds)}"] if kinds else ["relays it; nothing changed was found"]
        found.append(_outlet(outlet, worst[number] if kinds else max(POSSIBLY, worst[number]), said, known))
    if main is not None and main.speaker.text:
        found.append(_speaker(case, main))
    return (*found, *_ruled(case, tree, known.rulings))


def _standing(standing: Standing) -> tuple[Credibility, list[str]]:
    """Credibility of what an origin tells, among the others."""
    beside = [f"also told by {', '.join(standing.beside)}; whether independently is not known"] if standing.beside else []
    against = [f"the contrary is told by {', '.join(standing.against)}"] if standing.against else []
    if standing.confirmed:
        said = f"independently told by {', '.join(standing.confirmed)}"
        if against:
            return POSSIBLY, [said, *against]
        return (CONFIRMED if len(standing.confirmed) >= SEVERAL else PROBABLY), [said]
    if against:
        return DOUBTFUL, [*against, "no independent confirmation", *beside]
    return POSSIBLY, ["no independent confirmation", *beside]


def _outlet(outlet: Outlet, credibility: Credibility, why: list[str], known: Known) -> Grade:
    profile = outlet.profile
    learnt = known.reliability.get(outlet.key)
    reliability: Letter = learnt.learnt if learnt is not None else profile.reliability if profile is not None else "F"
    said = [f"source file: {profile.why}" if profile is not None else "no source file: cannot be judged"]
    return _grade(outlet.name, reliability, credibility, [*said, *reasons(known.reliability, outlet.key), *why])


def _speaker(case: Case, statement: Statement) -> Grade:
    """Who speaks: how they could know, and what they have at stake."""
    speaker = statement.told_by if statement.told_by is not None and statement.told_by.text else statement.speaker
    name = speaker.name or speaker.text or ""
    language = case.language(statement.report)
    if statement.interested:
        return _grade(name, "F", UNJUDGED, ["an interested party in its own cause"])
    if speaker.kind != "anonymous":
        return _grade(name, "F", POSSIBLY, ["speaks openly; access and interest are not yet judged"])
    return _anonymous(name, speaker, statement, language)


def _anonymous(name: str, speaker: Speaker, statement: Statement, language: str | None) -> Grade:
    """People without a name: F unless the words say how they could know. The description is kept, and never used to tell who they are."""
    words = f"{speaker.text or ''} {statement.text}"
    many = [f"{speaker.count} people in one report are one origin"] if speaker.count and speaker.count > 1 else []
    hearsay = pattern("hearsay", language).search(words)
    access = pattern("access", language).search(words)
    if hearsay is not None:
        return _grade(name, "F", DOUBTFUL, [f"anonymous, and by hearsay: {hearsay.group().strip()!r}", *many])
    if access is None:
        return _grade(name, "F", UNJUDGED, ["anonymous, and no access is described", *many])
    return _grade(name, "C", POSSIBLY, [f"anonymous; access is described: {access.group().strip()!r}", *many])


def _ruled(case: Case, tree: Tree, rulings: Sequence[Ruling]) -> list[Grade]:
    """What persons said of hops of this tree: the latest on each, beside the machine's."""
    reports = {case.reports[number].id for number in tree.members}
    latest: dict[str, Ruling] = {}
    for ruling in sorted(rulings, key=lambda item: item.t_known):
        if ruling.kind == "grade" and ruling.report in reports and ruling.hop and ruling.reliability and ruling.credibility:
            latest[ruling.hop] = ruling
    return [
        Grade(
            hop=hop,
            reliability=ruling.reliability or "F",
            credibility=ruling.credibility or UNJUDGED,
            why=(ruling.why,),
            by=ruling.by,
            flags=_flags(ruling.reliability or "F", ruling.credibility or UNJUDGED),
        )
        for hop, ruling in sorted(latest.items())
    ]


def _flags(reliability: Letter, credibility: Credibility) -> tuple[str, ...]:
    return ("contradictory-pair",) if (reliability, credibility) in CONTRADICTORY else ()


def _grade(hop: str, reliability: Letter, credibility: Credibility, why: list[str]) -> Grade:
    return Grade(hop=hop, reliability=reliability, credibility=credibility, why=tuple(why), flags=_flags(reliability, credibility))
