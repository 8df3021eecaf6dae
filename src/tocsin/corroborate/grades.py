"""Admiralty grades proposed by the machine, hop by hop, with their reasons. Two axes, never fused; a person may overrule them.

Without independent confirmation nothing is better than 3, "possibly true". Reliability is the source file's, F where there is none.
"""

import re

from tocsin.corroborate.case import Case
from tocsin.corroborate.drift import Drifts
from tocsin.corroborate.outlets import Outlet
from tocsin.corroborate.trees import Tree
from tocsin.model import Grade, Statement

POSSIBLY, DOUBTFUL, IMPROBABLE, UNJUDGED = 3, 4, 5, 6
_ACCESS = re.compile(
    r"familiar with|briefed|access to|knowledge of|who (?:saw|read|took part)|direct(?:ly)? involved"
    r"|proches?\b|au fait|informée?s?\b|ayant connaissance|acc[èe]s\b|ont lu|a lu|ayant participé"
    r"|знаком|осведомл|имеющ\w+ доступ|обізнан|ознайомлен|мають? доступ",
    re.IGNORECASE,
)
"""words that describe how an anonymous speaker could know"""
_WITHDRAWN = re.compile(
    r"\bretire\b|rectificatif|démenti de la rédaction|\bretracts?\b|\bwithdraws?\b|correction\s*[-:]"
    r"|отзывает|опровержение редакции|поправка:|відкликає|спростування редакції",
    re.IGNORECASE,
)
_AXES = ("A", "B", "C", "D", "E", "F")


def propose(case: Case, tree: Tree, main: Statement | None, drifts: Drifts) -> tuple[Grade, ...]:
    """Grades of the publisher, of every outlet that others had it from or that changed it, and of who speaks."""
    withdrawn = _withdrawn(case, tree)
    found = []
    if tree.outlet is not None:
        found.append(_outlet(tree.outlet, IMPROBABLE if withdrawn else POSSIBLY, ["withdrawn by its publisher"] if withdrawn else []))
    handed_on = {parent.report for parent in tree.links.values() if parent.report is not None}
    seen = {tree.outlet.key} if tree.outlet is not None else set()
    for number in tree.members:
        outlet = case.own[number]
        if outlet is None or outlet.key in seen or not (number in handed_on or drifts.found.get(number)):
            continue
        seen.add(outlet.key)
        kinds = sorted({drift.kind for drift in drifts.found.get(number, ())})
        why = [f"changed on the way: {', '.join(kinds)}"] if kinds else ["relays it; nothing changed was found"]
        found.append(_outlet(outlet, DOUBTFUL if kinds else POSSIBLY, why))
    if main is not None and main.speaker.text:
        found.append(_speaker(main))
    return tuple(found)


def _outlet(outlet: Outlet, credibility: int, why: list[str]) -> Grade:
    profile = outlet.profile
    reliability = profile.reliability if profile is not None else "F"
    reasons = [f"source file: {profile.why}" if profile is not None else "no source file: cannot be judged"]
    reasons += why or ["no independent confirmation"]
    return _grade(outlet.name, reliability, credibility, reasons)


def _speaker(statement: Statement) -> Grade:
    speaker = statement.told_by if statement.told_by is not None and statement.told_by.text else statement.speaker
    name, words = speaker.name or speaker.text or "", speaker.text or ""
    if statement.interested:
        return _grade(name, "F", UNJUDGED, ["an interested party in its own cause"])
    if speaker.kind == "anonymous":
        access = _ACCESS.search(f"{words} {statement.text}")
        many = [f"{speaker.count} people in one report are one origin"] if speaker.count and speaker.count > 1 else []
        if access is None:
            return _grade(name, "F", UNJUDGED, ["anonymous, and no access is described", *many])
        return _grade(name, "C", POSSIBLY, [f"anonymous; access is described: {access.group().strip()!r}", *many])
    return _grade(name, "F", POSSIBLY, ["speaks openly; access and interest are not yet judged"])


def _grade(hop: str, reliability: str, credibility: int, why: list[str]) -> Grade:
    flags = ("contradictory-pair",) if (reliability, credibility) in (("A", IMPROBABLE), ("E", 1)) else ()
    letter = next(axis for axis in _AXES if axis == reliability)
    number = next(axis for axis in (1, 2, 3, 4, 5, 6) if axis == credibility)
    return Grade(hop=hop, reliability=letter, credibility=number, why=tuple(why), flags=flags)  # type: ignore[arg-type]  # literals checked above


def _withdrawn(case: Case, tree: Tree) -> bool:
    """Whether the publisher itself took it back in a later report of the tree."""
    for number in tree.members:
        outlet = case.own[number]
        if outlet is None or tree.outlet is None or outlet.key != tree.outlet.key or tree.links[number].link != "citation":
            continue
        if _WITHDRAWN.search(f"{case.reports[number].title or ''} {case.bodies[number][:400]}"):
            return True
    return False
