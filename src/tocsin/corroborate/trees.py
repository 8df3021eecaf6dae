"""Origin trees: every report under one origin or more, each with its way up; nothing about what the origins say."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from tocsin.corroborate import own
from tocsin.corroborate.case import Case
from tocsin.corroborate.closed import days
from tocsin.corroborate.outlets import Outlet, squeeze
from tocsin.corroborate.parents import CITED_OTHER, CITED_SAME, Finder, Parent
from tocsin.model import digest

DAY = len("2022-09-21")
FEWEST = 2
"""statements of one speaker and day, and more than half of all, that make a report one about what he said"""
LATE = timedelta(days=1)
"""an original may be dated up to a day after the first report that cites it"""
TOGETHER = timedelta(days=3)
"""reports that cite one outlet whose report we do not hold cite the same report within this time, if they agree"""

OWN_SOURCES = ("own-sources",)
"""evidence of a report that cites others, and has people of its own beside"""


class Tree:
    """One origin in the making. `root` is the report that is its original; null where it is known only by citation."""

    def __init__(self, root: int | None, outlet: Outlet | None) -> None:
        self.root = root
        self.outlet = outlet
        self.spoken: tuple[str, str] | None = None
        """(entity, day) of a public statement that several outlets told independently: it is the origin, not they"""
        self.links: dict[int, Parent] = {}
        self.statements: dict[int, set[int]] = defaultdict(set)
        """places, in each report's reading, of the statements that belong here"""
        self.before: list[str] = []
        """identities that it had before its original came, or before a person split or joined it"""

    @property
    def members(self) -> list[int]:
        """Reports of the tree in order of time."""
        return sorted(self.links)


def identity(case: Case, tree: Tree) -> str:
    """The id of a tree's origin: of its original, else of what is cited or spoken and the first report that tells it."""
    if tree.root is not None:
        return digest("origin", case.reports[tree.root].id)
    if tree.outlet is None:
        return digest("origin", tree.spoken, case.reports[tree.members[0]].id)
    # By name: the key of an outlet is another one once we hold a report of it.
    named = tree.outlet.profile.id if tree.outlet.profile is not None else squeeze(tree.outlet.name)
    return digest("origin", named, case.reports[tree.members[0]].id)


class Grower:
    """Grows the trees of a case, report by report in order of time."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.finder = Finder(case)
        self.trees: list[Tree] = []
        self._of: dict[int, Tree] = {}
        """tree that a report's main content stands under"""
        self._spoken: defaultdict[tuple[str, str] | None, list[Tree]] = defaultdict(list)
        self._beside: defaultdict[int, list[Tree]] = defaultdict(list)
        """by report: trees of what it, or the report it follows, found out or cites beside its main origin"""
        self._citing: defaultdict[str, dict[int, Tree]] = defaultdict(dict)
        """by outlet that we do not hold: the reports that cite it, each with its tree"""

    def grow(self) -> list[Tree]:
        """All trees."""
        for number in range(len(self.case)):
            self._plant(number)
        originals: defaultdict[str, list[tuple[int, Tree]]] = defaultdict(list)
        for tree in self.trees:
            if tree.root is not None and tree.outlet is not None:
                originals[tree.outlet.key].append((tree.root, tree))  # planted in order of time
        gone = [
            tree
            for tree in self.trees
            if tree.root is None and tree.outlet is not None and self._reroot(tree, originals.get(tree.outlet.key, []))
        ]
        left = set(map(id, gone))
        self.trees = [tree for tree in self.trees if id(tree) not in left]
        return self.trees

    def _reroot(self, tree: Tree, originals: Sequence[tuple[int, Tree]]) -> bool:
        """Hang a tree known only by citation under its original, where that came late: clocks differ, and some give the day alone.

        `originals`: what the same outlet wrote itself, with its report, in order of time. True where the tree is no more.
        """
        case, first = self.case, tree.members[0]
        until = case.readings[first].t_known + LATE
        for root, other in originals[bisect_left(originals, first, key=lambda one: one[0]) :]:
            if case.readings[root].t_known > until:
                break
            enough = CITED_SAME if case.same_language(root, first) else CITED_OTHER
            if case.agreement(root, first) >= enough:
                for number, parent in tree.links.items():
                    other.links.setdefault(number, parent._replace(evidence=(*parent.evidence, "late-original")))
                    other.statements[number] |= tree.statements[number]
                other.before.append(identity(case, tree))
                return True
        return False

    def _plant(self, number: int) -> None:
        parent = self.finder.find(number)
        uncited = parent is None or not (parent.link == "copy" or parent.outlet is not None)
        told = self._told_before(number) if uncited else None
        signed = self.case.dateline[number] if told is None and (parent is None or parent.report is None) else None
        if signed is not None and parent is not None and (parent.outlet is None or parent.outlet.key != signed.key):
            signed = None
        if signed is not None and self._cited_before(number, signed) is None:
            # A text without a site that begins with an agency's dateline is the agency's own.
            self.case.sign(number, signed)
            parent = None
        if told is not None:
            tree = told
        elif parent is None:
            tree = self._original(number)
        elif parent.report is not None:
            tree = self._of[parent.report]
            tree.links[number] = parent
        else:
            tree = self._cited(number, parent.outlet)
            tree.links[number] = parent
        self._of[number] = tree
        statements = set(range(len(self.case.readings[number].statements)))
        for other, taken, link in self._further(number, tree, parent):
            if number not in other.links:
                other.links[number] = link
                tree.links[number] = (
                    tree.links[number]._replace(link="citation") if tree.links[number].link != "copy" else tree.links[number]
                )
            other.statements[number] |= taken & statements
            if taken & statements:
                self._beside[number].append(other)
            statements -= taken
        if parent is not None and told is None:
            statements = self._inherit(number, tree, parent, statements)
            if parent.link != "copy":
                statements = self._add_own(number, tree, parent, statements)
        if number in tree.links:
            tree.statements[number] |= statements

    def _inherit(self, number: int, tree: Tree, parent: Parent, statements: set[int]) -> set[int]:
        """Hand to the trees of what the parent found out itself those statements that come from there; what is left."""
        case, up = self.case, parent.report
        if up is None:
            return statements
        for beside in self._beside[up]:
            rest = set(range(len(case.readings[up].statements))) - beside.statements[up]
            likeness = {place: own.alike(case, number, place, up, beside.statements[up]) for place in sorted(statements)}
            taken = {place for place, like in likeness.items() if like >= own.SAME and like > own.alike(case, number, place, up, rest)}
            if not taken:
                continue
            if beside is tree or beside in self._beside[number]:
                continue
            beside.links.setdefault(number, parent)
            beside.statements[number] |= taken
            self._beside[number].append(beside)
            statements = statements - taken
        cited = {outlet.key for outlet in case.carriers[number]}
        if self._beside[number] and not statements and (tree.outlet is None or tree.outlet.key not in cited):
            # All that it tells is what its parent found out itself.
            del tree.links[number]
            self._of[number] = self._beside[number][0]
        return statements

    def _add_own(self, number: int, tree: Tree, parent: Parent, statements: set[int]) -> set[int]:
        """Give a report that cites others an origin of its own for what it found out itself; what is left."""
        case = self.case
        known = [member for member in (parent.report, tree.root) if member is not None]
        known += [member for other in (tree, *self._beside[number]) for member in islice(other.links, own.COMPARED) if member < number]
        found = own.find(case, number, list(dict.fromkeys(known)))
        heard = {place for places in found.public.values() for place in places} & statements
        told = found.told & statements
        if told:
            mine = Tree(number, case.own[number])
            mine.links[number] = Parent("original", None, None, 0.8, OWN_SOURCES)
            mine.statements[number] = {*told, *heard}
            self.trees.append(mine)
            self._beside[number].append(mine)
        elif parent.link == "translation":
            heard = set()
        else:
            for said, places in found.public.items():
                self._hear(number, said, places & statements, tree)
        if (told or heard) and number in tree.links and tree.links[number].link in ("rewrite", "translation"):
            tree.links[number] = tree.links[number]._replace(link="citation")
        return statements - told - heard

    def _hear(self, number: int, said: own.Said, places: frozenset[int] | set[int], tree: Tree) -> None:
        """Put a public statement that a report tells beside what it cites under the speaker: one origin, whoever tells it."""
        if not places:
            return
        meant = next((other for other in self._spoken[said] if other is not tree and number not in other.links), None)
        if meant is None:
            meant = Tree(None, None)
            meant.spoken = said
            self.trees.append(meant)
            self._spoken[said].append(meant)
        meant.links[number] = Parent("citation", None, None, 0.8, (f"speaker:{said[0]}", f"date:{said[1]}"))
        meant.statements[number] |= places
        self._beside[number].append(meant)

    def _original(self, number: int) -> Tree:
        """A tree of its own."""
        tree = Tree(number, self.case.own[number])
        tree.links[number] = Parent("original", None, None, 1.0, ())
        self.trees.append(tree)
        said = self._public(number)
        if said is not None:
            self._spoken[said].append(tree)
        return tree

    def _told_before(self, number: int) -> Tree | None:
        """The tree of a public statement that a report tells from its own ears, as another outlet did before."""
        said = self._public(number)
        for tree in self._spoken[said] if said is not None else []:
            if said is None or not any(self._same_citation(number, member) for member in tree.members[:8]):
                continue
            told = Parent("citation", None, None, 0.8, (f"speaker:{said[0]}", f"date:{said[1]}"))
            first = tree.members[0]
            if tree.links[first].link == "original":
                tree.links[first] = told
            if tree.spoken is None:
                tree.before.append(identity(self.case, tree))
            tree.root, tree.outlet, tree.spoken = None, None, said
            tree.links[number] = told
            return tree
        return None

    def _public(self, number: int) -> tuple[str, str] | None:
        """(entity, day) of the public statement that a report mainly tells, where it is one."""
        statements = self.case.readings[number].statements
        said = Counter(
            (statement.speaker.entity, statement.date)
            for statement in statements
            if statement.speaker.entity and statement.date and len(statement.date) == DAY and statement.told_by is None
            and statement.speaker.kind in ("named", "office", "institution", "text")
        )  # fmt: skip
        if not said:
            return None
        (entity, day), count = min(said.items(), key=lambda item: (-item[1], str(item[0])))
        return (str(entity), str(day)) if count >= FEWEST and 2 * count > len(statements) else None

    def _cited(self, number: int, outlet: Outlet | None) -> Tree:
        """The origin of `outlet` that a report cites though we do not hold it: one already known from others who cite it, or a new one."""
        citing = self._citing[outlet.key if outlet is not None else ""]
        before = self._cited_before(number, outlet)
        citing[number] = before if before is not None else Tree(None, outlet)
        if before is None:
            self.trees.append(citing[number])
        return citing[number]

    def _cited_before(self, number: int, outlet: Outlet | None) -> Tree | None:
        """The origin that an earlier report cites by the same outlet, if both tell the same."""
        citing = self._citing[outlet.key if outlet is not None else ""]
        same = (member for member in sorted(self.finder.near(number, citing), reverse=True) if self._same_citation(number, member))
        member = next(same, None)
        return citing[member] if member is not None else None

    def _same_citation(self, number: int, member: int) -> bool:
        case = self.case
        if number == member or case.readings[number].t_known - case.readings[member].t_known > TOGETHER:
            return number == member
        return case.agreement(number, member) >= (CITED_SAME if case.same_language(number, member) else CITED_OTHER)

    def _further(self, number: int, tree: Tree, parent: Parent | None) -> list[tuple[Tree, set[int], Parent]]:
        """Other origins that a report draws on, with the statements that come from them. A copy brings nothing of its own."""
        if parent is not None and parent.link == "copy":
            return []
        found = self._by_statement(number, tree) + self._by_day(number, tree)
        if not found and (parent is None or parent.report is None):
            lifted = self.finder.lifted(number)
            if lifted is not None and lifted.report is not None and self._of[lifted.report] is not tree:
                found.append((self._of[lifted.report], set(), lifted))
        return found

    def _by_statement(self, number: int, tree: Tree) -> list[tuple[Tree, set[int], Parent]]:
        """Statements that name a source outside the lineage of the report's main origin."""
        case, reading = self.case, self.case.readings[number]
        lineage = {case.outlet(member) for member in tree.members} | ({tree.outlet.key} if tree.outlet else set())
        held = number in tree.links and tree.links[number].report is not None
        lineage |= {outlet.key for member in tree.members if not (held and member == number) for outlet in case.carriers[member]}
        by_outlet: dict[str, tuple[Outlet, set[int]]] = {}
        for place, statement in enumerate(reading.statements):
            named = case.named(number, statement)
            if named and not any(outlet.key in lineage for outlet in named):
                by_outlet.setdefault(named[-1].key, (named[-1], set()))[1].add(place)
        found = []
        for _, (outlet, places) in sorted(by_outlet.items()):
            meant = self.finder.meant(number, outlet)
            other = self._of[meant] if meant is not None else self._cited(number, outlet)
            if other is not tree:
                found.append((other, places, Parent("citation", meant, outlet, 0.8, ("citation",))))
        return found

    def _by_day(self, number: int, tree: Tree) -> list[tuple[Tree, set[int], Parent]]:
        """A second report of a cited outlet, told by its day: "on 21 September the same agency had quoted five officials"."""
        case, reading = self.case, self.case.readings[number]
        named = days(case.bodies[number])
        if not named or number == tree.root:
            return []
        cited = [*case.carriers[number], *([tree.outlet] if tree.outlet is not None else [])]
        found = []
        for outlet in {outlet.key: outlet for outlet in cited}.values():
            for earlier in case.held(outlet, number):
                other, known = self._of[earlier], case.readings[earlier].t_known
                enough = CITED_SAME if case.same_language(number, earlier) else CITED_OTHER
                if other is tree or (known.month, known.day) not in named or case.agreement(number, earlier) < enough:
                    continue
                places = {
                    place for place, said in enumerate(reading.statements) if self._tells_day(number, said.span[0], known.month, known.day)
                }
                found.append((other, places, Parent("citation", earlier, outlet, 0.8, ("citation", f"day:{known.date()}"))))
        return found

    def _tells_day(self, number: int, at: int, month: int, day: int) -> bool:
        """Whether the sentence at `at`, or the one before it in its paragraph, names a day."""
        text = self.case.reports[number].text
        start = text.rfind("\n", 0, at) + 1
        before = text[start:at]
        cut = before.rfind(". ", 0, max(0, len(before) - 1))
        stop = text.find(". ", at)
        return (month, day) in days(text[start + max(0, cut) : stop if stop >= 0 else len(text)])
