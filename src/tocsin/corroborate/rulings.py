"""What a person decided is respected: trees are split and joined as told, after they have grown, in the order of the rulings.

Nothing is rewritten: the rulings stand beside the reports, and every run grows the trees and then follows them.
"""

from collections.abc import Iterable, Sequence

from tocsin.corroborate.case import Case
from tocsin.corroborate.parents import Finder, Parent
from tocsin.corroborate.trees import Tree, identity
from tocsin.model import Ruling
from tocsin.model.origins import LinkKind


def follow(case: Case, finder: Finder, trees: Sequence[Tree], rulings: Iterable[Ruling]) -> list[Tree]:
    """The trees after every split and merge. A ruling about a report that is not at hand waits until it is."""
    place = case.place
    kept = list(trees)
    for ruling in sorted(rulings, key=lambda item: item.t_known):
        number, other = place.get(ruling.report), place.get(ruling.other or "")
        if number is None or (ruling.other is not None and other is None):
            continue
        if ruling.kind == "split":
            kept = _split(case, kept, number, other, ruling)
        elif ruling.kind == "merge" and other is not None:
            kept = _merge(case, finder, kept, min(number, other), max(number, other), ruling)
    return kept


def descendants(tree: Tree, number: int) -> set[int]:
    """A report and all that has it from there, inside one tree."""
    found = {number}
    for member in tree.members:
        if tree.links[member].report in found:
            found.add(member)
    return found


def _split(case: Case, trees: list[Tree], number: int, other: int | None, ruling: Ruling) -> list[Tree]:
    """Take a report, with what descends from it, out of the tree that it shares with another; out of every tree where none is named."""
    found = list(trees)
    for tree in trees:
        if number not in tree.links or (other is not None and other not in tree.links):
            continue
        goer = other if other is not None and other in descendants(tree, number) else number
        going = descendants(tree, goer)
        if going >= tree.links.keys():
            continue
        outlet = tree.links[goer].outlet
        new = Tree(None, outlet) if outlet is not None else Tree(goer, case.own[goer])
        new.before.append(identity(case, tree))
        for member in sorted(going):
            link = tree.links.pop(member)
            new.statements[member] = tree.statements.pop(member, set())
            if member == goer:
                kind: LinkKind = "original" if outlet is None else "citation"
                link = Parent(kind, None, outlet, 1.0, (*link.evidence, f"ruling:{ruling.id}"))
            new.links[member] = link
        found.append(new)
    return found


def _merge(case: Case, finder: Finder, trees: list[Tree], earlier: int, later: int, ruling: Ruling) -> list[Tree]:
    """Put two reports, each with its whole tree, under one origin: that of the tree which was there first."""
    one, two = (_main(trees, number) for number in (earlier, later))
    if one is None or two is None or one is two:
        return trees
    first, second = sorted((one, two), key=lambda tree: tree.members[0])
    ids = identity(case, first), identity(case, second)
    late_original = first.root is None and second.root is not None and first.outlet is not None
    late_original = late_original and second.outlet is not None and first.outlet is not None and first.outlet.key == second.outlet.key
    for member in second.members:
        link = second.links[member]
        if link.link == "original" and not late_original:
            up = earlier if earlier in first.links and earlier < member else next((m for m in first.members if m < member), None)
            kind = finder.kind(member, up) if up is not None else "citation"
            link = Parent(kind, up, link.outlet, 1.0, (*link.evidence, f"ruling:{ruling.id}"))
        first.links.setdefault(member, link)
        first.statements[member] |= second.statements[member]
    if late_original:
        first.root = second.root
    first.before += [name for name in ids if name not in first.before]
    return [tree for tree in trees if tree is not second]


def _main(trees: Sequence[Tree], number: int) -> Tree | None:
    """The tree that most of a report's statements belong to; of several, the first."""
    among = [tree for tree in trees if number in tree.links]
    return max(among, key=lambda tree: len(tree.statements[number]), default=None)
