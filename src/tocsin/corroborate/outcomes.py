"""What became of what sources told: what they took back or put right themselves, what persons say, and what that makes of reliability."""

from collections.abc import Sequence
from typing import Literal

from tocsin.corroborate import reliability
from tocsin.corroborate.case import Case
from tocsin.corroborate.phrases import pattern
from tocsin.corroborate.trees import Tree, identity
from tocsin.model import Reliability, Ruling

HEAD = 400
"""characters of a report's body in which it takes something back"""


def learnt(case: Case, trees: Sequence[Tree], rulings: Sequence[Ruling] = ()) -> dict[str, Reliability]:
    """Reliability, by key of the outlet, of every source with an outcome.

    Of one origin the latest word counts, a person's over the machine's.
    """
    by_report = {case.reports[number].id: tree for tree in trees for number in tree.members}
    outcomes: dict[tuple[str, str], str] = {}
    for tree in trees:
        back = taken_back(case, tree)
        if tree.outlet is not None and back is not None:
            outcomes[tree.outlet.key, identity(case, tree)] = back
    for ruling in sorted(rulings, key=lambda item: item.t_known):
        if ruling.kind != "outcome" or ruling.turnout is None:
            continue
        of = by_report.get(ruling.report)
        outlet = case.outlets.find(ruling.hop) if ruling.hop else of.outlet if of is not None else None
        if outlet is not None:
            outcomes[outlet.key, identity(case, of) if of is not None else ruling.report] = ruling.turnout
    past = reliability.counted((source, turnout) for (source, _), turnout in sorted(outcomes.items()))
    priors = {profile.id: profile.reliability for profile in case.sources}
    return {source: reliability.learnt(source, priors.get(source, "F"), known) for source, known in sorted(past.items())}


def taken_back(case: Case, tree: Tree) -> Literal["wrong", "corrected"] | None:
    """`wrong` where the publisher itself took it back in a later report of the tree, `corrected` where it put something right."""
    found: Literal["corrected"] | None = None
    for number in tree.members:
        outlet = case.own[number]
        if outlet is None or tree.outlet is None or outlet.key != tree.outlet.key or tree.links[number].link != "citation":
            continue
        head = f"{case.reports[number].title or ''}\n{case.bodies[number][:HEAD]}"
        language = case.readings[number].language
        if pattern("withdrawn", language).search(head):
            return "wrong"
        if pattern("corrected", language).search(head):
            found = "corrected"
    return found
